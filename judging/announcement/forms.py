"""Forms of the announcement."""

from flask_wtf import FlaskForm
from wtforms import BooleanField, StringField
from wtforms.validators import InputRequired

from judging.core.i18n import _l


class AnnounceForm(FlaskForm):
    """The announcement: a fresh code, and the word that the hall knows."""

    ready = BooleanField(
        _l("The laureates may now be known to everybody"),
        [InputRequired(_l("Confirm that the laureates may be known to everybody."))],
    )
    code = StringField(
        _l("Code from your authenticator app"),
        [InputRequired(_l("Enter the six-digit code."))],
        description=_l("Announcing asks for the second factor again."),
        render_kw={"inputmode": "numeric", "autocomplete": "one-time-code"},
    )
