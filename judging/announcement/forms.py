"""Forms of the announcement."""

from wtforms import BooleanField
from wtforms.validators import InputRequired

from judging.core.i18n import _l
from judging.web.fields import CodeField, reason
from judging.web.forms import Form


class AnnounceForm(Form):
    """The announcement: a fresh code, and the word that the hall knows."""

    ready = BooleanField(
        _l("The laureates may now be known to everybody"),
        [InputRequired(_l("Confirm that the laureates may be known to everybody."))],
    )
    code = CodeField(description=_l("Announcing asks for the second factor again."))


class WithdrawForm(Form):
    """Why the announcement is taken back."""

    reason = reason(
        _l("Why is the announcement withdrawn?"),
        description=_l("The laureates' pages disappear. Letters already sent cannot be taken back."),
    )
