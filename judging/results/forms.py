"""Forms of the results."""

from flask_wtf import FlaskForm
from wtforms import IntegerField, TextAreaField
from wtforms.validators import InputRequired, Length
from wtforms.widgets import HiddenInput

from judging.core.i18n import _l


class CloseForm(FlaskForm):
    """Close the round; the reason is asked for by the rule when sheets are missing."""

    reason = TextAreaField(
        _l("Why the round is closed without the missing sheets"),
        [Length(max=3000)],
        description=_l("The reason goes into the history and into the protocol."),
    )


class ReopenForm(FlaskForm):
    """Open the round again, with a reason."""

    reason = TextAreaField(
        _l("Why the round is opened again"),
        [Length(max=3000)],
        description=_l("The reason goes into the history."),
    )


class FreezeForm(FlaskForm):
    """Close the results for good: what the secretary has seen is what is closed."""

    seen = IntegerField(widget=HiddenInput(), validators=[InputRequired()])  # version of the data
