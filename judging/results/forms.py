"""Forms of the results."""

from judging.core.i18n import _l
from judging.web.fields import VersionField, reason
from judging.web.forms import Form


class CloseForm(Form):
    """Close the round; the reason is asked for by the rule when sheets are missing."""

    reason = reason(
        _l("Why the round is closed as it is"),
        required=False,
        description=_l("The reason goes into the history and into the protocol."),
    )


class ReopenForm(Form):
    """Open the round again, with a reason."""

    reason = reason(
        _l("Why the round is opened again"),
        description=_l("The reason goes into the history."),
    )


class FreezeForm(Form):
    """Close the results for good: what the secretary has seen is what is closed."""

    seen = VersionField()  # version of the data
