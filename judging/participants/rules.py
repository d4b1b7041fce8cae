"""When a secretary may see the system as an office sees it, and why not."""

from judging.core.i18n import _l
from judging.core.refusals import Incomplete, NotNow, NotYours, Refused
from judging.offices.models import Office, Representative, Right


def why_not_view(office: Office, reason: str, *, interested: bool) -> Refused | None:
    """A secretary without an interest views as somebody confirmed for the office, with a reason.

    ``interested``: the secretary acts, or asks to act, for this office or for another that may take part in the
    edition; the drafts of rivals are not theirs to read.
    """
    if interested:
        return NotYours(
            _l("You act for an office that may take part, or ask to: another secretary looks at these pages.")
        )
    if person_of(office) is None:
        return NotNow(_l("Nobody is confirmed to submit for this office, so nobody sees its pages yet."))
    if not reason.strip():
        return Incomplete(_l("Give the reason: the office is told it."), field="reason")
    return None


def person_of(office: Office) -> Representative | None:
    """Return the person whose pages are shown: of those who do everything for the office, the first confirmed."""
    whole = (one for one in office.representatives if one.approved_at and one.right is Right.SUBMIT)
    return min(whole, key=lambda one: (one.approved_at, one.id), default=None)
