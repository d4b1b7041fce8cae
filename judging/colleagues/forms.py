"""Forms of the colleagues of an office."""

from wtforms import RadioField, SelectChoice
from wtforms.validators import DataRequired

from judging.core.i18n import _l
from judging.offices.forms import PositionForm
from judging.offices.models import RIGHT_LABELS, Right
from judging.web.fields import REQUIRED, email
from judging.web.forms import Form


def _right() -> RadioField:
    choices = [SelectChoice(right.value, RIGHT_LABELS[right]) for right in Right]
    return RadioField(_l("What this person may do"), [DataRequired(REQUIRED)], choices=choices)


class InviteForm(Form):
    """Whom an office invites, and to what."""

    email = email(_l("E-mail of your colleague"), description=_l("They sign in with this very address."))
    right = _right()


class RightForm(Form):
    """What a colleague may do from now on."""

    right = _right()


class AcceptForm(PositionForm):
    """What whoever accepts does in the office."""
