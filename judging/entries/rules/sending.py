"""Who sends an entry in, takes it back, withdraws it."""

from collections.abc import Collection
from datetime import datetime

from judging.accounts.models import User
from judging.core.i18n import _l
from judging.core.refusals import Incomplete, NotNow, NotYours, Refused
from judging.entries.completeness import declarations, lacking
from judging.entries.models import NEXT, Entry, Status
from judging.entries.rules.writing import ONLY_WRITES, why_not_edit, writes
from judging.offices.rules import represents, right_of


def why_not_hand_in(user: User, entry: Entry, accepted: Collection[int], at: datetime) -> Refused | None:
    """Whoever may submit does; who waits for the confirmation of their right has it held."""
    ask = why_not_submit if right_of(user, entry.office) else why_not_hold
    return ask(user, entry, accepted, at)


def why_not_submit(user: User, entry: Entry, accepted: Collection[int], at: datetime) -> Refused | None:
    """A confirmed representative submits a complete entry with its declarations."""
    if refusal := why_not_edit(user, entry, at):
        return refusal
    if not right_of(user, entry.office):
        return NotNow(_l("Your right to act for the office is not confirmed yet."))
    if not represents(user, entry.office):
        return NotYours(ONLY_WRITES)
    if entry.status in {Status.SUBMITTED, Status.ACCEPTED} and not entry.changed:
        return NotNow(_l("This is what you have submitted already: nothing has changed since."))
    return _why_not_whole(entry, accepted)


def why_not_hold(user: User, entry: Entry, accepted: Collection[int], at: datetime) -> Refused | None:
    """Who waits for the confirmation of their right submits too: it counts from this moment once they have it."""
    if refusal := why_not_edit(user, entry, at):
        return refusal
    if right_of(user, entry.office):
        return NotYours(ONLY_WRITES)
    if entry.held and not entry.changed:
        return NotNow(_l("This is what you have submitted already: nothing has changed since."))
    return _why_not_whole(entry, accepted)


def why_not_take_back(user: User, entry: Entry) -> Refused | None:
    """What waits for the confirmation of its sender's right is taken back by its office, as long as it waits."""
    if not writes(user, entry):
        return NotYours(_l("Only the office that enters it can change an entry."))
    if entry.held is None:
        return NotNow(_l("Nothing of this entry waits for confirmation any more."))
    if entry.lapsed:
        return NotNow(_l("The result was sealed before the right was confirmed: this entry takes no part."))
    return None


def why_not_complete(entry: Entry) -> Refused | None:
    """What the form requires is there."""
    lacks = lacking(entry)
    return Incomplete(*(lack.sentence for lack in lacks)) if lacks else None


def _why_not_whole(entry: Entry, accepted: Collection[int]) -> Refused | None:
    if refusal := why_not_complete(entry):
        return refusal
    if any(declaration.id not in accepted for declaration in declarations(entry.edition)):
        return Incomplete(_l("Accept all declarations."), field="declarations")
    return None


def why_not_withdraw(user: User, entry: Entry) -> Refused | None:
    """A confirmed representative withdraws what was submitted, until the result is sealed."""
    if not represents(user, entry.office):
        return NotYours(_l("Only a representative of the office can withdraw an entry."))
    if Status.WITHDRAWN not in NEXT[entry.status]:
        return NotNow(_l("This entry cannot be withdrawn any more."))
    if entry.edition.sealed_at:
        return NotNow(_l("The result is sealed; write to the secretary."))
    return None
