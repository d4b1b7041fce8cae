"""When a secretary may see the system as an office sees it, and why not."""

from judging.accounts.models import User
from judging.core.i18n import _l
from judging.core.refusals import Incomplete, NotNow, NotYours, Refused
from judging.offices.models import Office, Representative, Right
from judging.offices.rules import acts_for


def why_not_view(user: User, office: Office, reason: str) -> Refused | None:
    """A secretary views as somebody confirmed for an office that is not their own, with a reason."""
    if acts_for(user, office):
        return NotYours(_l("You act for this office, or have asked to: another secretary looks at its pages."))
    if person_of(office) is None:
        return NotNow(_l("Nobody is confirmed to submit for this office, so nobody sees its pages yet."))
    if not reason.strip():
        return Incomplete(_l("Give the reason: the office is told it."), field="reason")
    return None


def person_of(office: Office) -> Representative | None:
    """Return the person whose pages are shown: of those who do everything for the office, the first confirmed."""
    whole = (one for one in office.representatives if one.approved_at and one.right is Right.SUBMIT)
    return min(whole, key=lambda one: (one.approved_at, one.id), default=None)
