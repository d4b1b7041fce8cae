"""What the formal check may decide, and who gets more time."""

from datetime import datetime

from judging.core.i18n import _l
from judging.core.refusals import Incomplete, NotNow, Refused
from judging.editions.models import Edition
from judging.entries.models import NEXT, Entry, Outcome, Status

DECIDED = {
    Outcome.ACCEPTED: Status.ACCEPTED,
    Outcome.RETURNED: Status.RETURNED,
    Outcome.REJECTED: Status.REJECTED,
}


def why_not_check(entry: Entry, outcome: Outcome, remarks: str, until: datetime | None, at: datetime) -> Refused | None:
    """What was submitted is accepted, returned until a later moment, or rejected with a reason."""
    if DECIDED[outcome] not in NEXT[entry.status]:
        return NotNow(_l("The formal check of this entry is not open."))
    if entry.edition.sealed_at:
        return NotNow(_l("The result is sealed; the formal check cannot change any more."))
    if outcome is not Outcome.ACCEPTED and not remarks.strip():
        return Incomplete(_l("Give the reason: the office will read it."), field="remarks")
    if outcome is Outcome.RETURNED and (until is None or until <= at):
        sentence = _l("Give a deadline for the correction, later than now.")
        return Incomplete(sentence, field="until")
    return None


def why_not_reopen(entry: Entry, reason: str) -> Refused | None:
    """A decision of the formal check is undone with a reason, until the result is sealed."""
    if entry.status not in {Status.ACCEPTED, Status.REJECTED, Status.RETURNED}:
        return NotNow(_l("There is no decision to undo."))
    if entry.edition.sealed_at:
        return NotNow(_l("The result is sealed; the formal check cannot change any more."))
    if not reason.strip():
        return Incomplete(_l("Give the reason: it stands in the history."), field="reason")
    return None


def why_not_extend(edition: Edition, until: datetime, reason: str) -> Refused | None:
    """One office gets more time with a reason, and never less than the others."""
    if not reason.strip():
        return Incomplete(_l("Give the reason: it stands in the history."), field="reason")
    if until <= edition.closes_at:
        sentence = _l("The new deadline must be later than the end of the call.")
        return NotNow(sentence, field="until")
    return None
