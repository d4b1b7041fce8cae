"""Who may do what with an entry, and when.

A rule answers "why not?": it returns the refusal, or None when nothing is in the way.
One rule guards the operation, the page and the button. Rules read, they never write.
"""

from collections.abc import Collection
from datetime import datetime, timedelta

from judging.accounts.models import User
from judging.core.i18n import _l
from judging.core.refusals import Incomplete, NotNow, NotYours, Refused
from judging.editions import timetable
from judging.editions.models import Edition
from judging.entries.completeness import declarations, lacking
from judging.entries.models import NEXT, Entry, Extension, Outcome, Status
from judging.offices.models import Office, Right
from judging.offices.rules import acts_for, represents, right_of, writes_for

ONLY_READS = _l("You may read the entries of this office. Ask a colleague for the right to write them.")
ONLY_WRITES = _l("You may write this entry. A colleague who may submit for the office submits it.")
MOST_FILES = 10  # of one entry
MOST_BYTES = 5  # of one entry's files together, in largest attachments
DECIDED = {
    Outcome.ACCEPTED: Status.ACCEPTED,
    Outcome.RETURNED: Status.RETURNED,
    Outcome.REJECTED: Status.REJECTED,
}


def call(edition: Edition, extension: Extension | None) -> timetable.Window:
    """Return when an office may submit: the call, longer where it was given more time."""
    window = timetable.call(edition)
    return window.until(extension.until) if extension else window


def deadline(entry: Entry) -> datetime:
    """Return the moment the entry must be in by, as people are told it: to the minute."""
    extended = entry.extension.until if entry.extension else entry.edition.closes_at
    own = entry.correct_until if entry.status is Status.RETURNED and entry.correct_until else extended
    return max(entry.edition.closes_at, extended, own)


def too_late(entry: Entry) -> datetime:
    """Return the first moment that is too late: of the call, or later for an entry returned until later."""
    closes = call(entry.edition, entry.extension).closes
    if entry.status is Status.RETURNED and entry.correct_until:
        return max(closes, timetable.over(entry.correct_until))
    return closes


def owns(user: User, entry: Entry) -> bool:
    """Tell whether the entry is the person's to read: of their office, or begun by them meanwhile."""
    if right_of(user, entry.office):
        return True
    return entry.author_id == user.id and acts_for(user, entry.office)


def writes(user: User, entry: Entry) -> bool:
    """Tell whether the entry is the person's to change, the calendar aside."""
    return owns(user, entry) and (writes_for(user, entry.office) or right_of(user, entry.office) is None)


def why_not_hand_in(user: User, entry: Entry, accepted: Collection[int], at: datetime) -> Refused | None:
    """Whoever may submit does; who waits for the confirmation of their right has it held."""
    ask = why_not_submit if right_of(user, entry.office) else why_not_hold
    return ask(user, entry, accepted, at)


def why_not_create(
    user: User, office: Office, edition: Edition, extension: Extension | None, at: datetime
) -> Refused | None:
    """Whoever acts for an office begins an entry while the call is open."""
    if not acts_for(user, office):
        return NotYours(_l("You do not act for this office."))
    if right_of(user, office) is Right.SEE:
        return NotYours(ONLY_READS)
    return _why_not_in_call(edition, extension, at)


def _why_not_in_call(edition: Edition, extension: Extension | None, at: datetime) -> Refused | None:
    window = call(edition, extension)
    if edition.rules_frozen_at is None or at < window.opens:
        return NotNow(_l("The call for entries is not open yet."))
    if not window.is_open(at):
        return NotNow(_l("The call for entries is closed."))
    return None


def why_not_edit(user: User, entry: Entry, at: datetime) -> Refused | None:
    """An office changes its entry until the deadline, sent in or not; a returned one until the later of the two."""
    if not owns(user, entry):
        return NotYours(_l("Only the office that enters it can change an entry."))
    if not writes(user, entry):
        return NotYours(ONLY_READS)
    if entry.versions and not writes_for(user, entry.office):
        return NotYours(_l("What was submitted is corrected by those confirmed to act for the office."))
    if not entry.editable:
        return NotNow(_l("This entry was rejected at the formal check and cannot be corrected."))
    if entry.edition.sealed_at and (entry.versions or entry.held):
        return NotNow(_l("The result is sealed; what was submitted cannot change any more."))
    late = at >= too_late(entry)
    if entry.status is Status.RETURNED:
        return NotNow(_l("The time for corrections is over.")) if late else None
    if entry.versions and late:
        return NotNow(_l("The deadline is over. What was submitted before it stands."))
    return _why_not_in_call(entry.edition, entry.extension, at)


TAKEN_BACK_WITHIN = timedelta(days=30)  # a deleted draft; then it goes for good


def why_not_delete(user: User, entry: Entry) -> Refused | None:
    """An office throws a draft away as long as nothing of it was submitted; it can take it back."""
    if not writes(user, entry):
        return NotYours(ONLY_READS)
    if entry.status is not Status.DRAFT or entry.held:
        return NotNow(_l("Only a draft can be deleted. What was submitted can be withdrawn."))
    return None


def why_not_copy(user: User, source: Entry, edition: Edition) -> Refused | None:
    """An office begins an entry of another edition with the text of one of its own."""
    if not owns(user, source):
        return NotYours(_l("Only the office that enters it can change an entry."))
    if source.edition_id == edition.id:
        return NotNow(_l("An entry is copied into another edition."))
    return None


def why_not_drop(user: User, entry: Entry, at: datetime) -> Refused | None:
    """An office gives up a correction not yet submitted; the version that stands is in the form again."""
    if refusal := why_not_edit(user, entry, at):
        return refusal
    return None if entry.changed else NotNow(_l("There is no unsubmitted correction."))


def why_not_attach(user: User, entry: Entry, size: int, most: int, at: datetime) -> Refused | None:
    """Files come with the text: as many and as large as an entry may have."""
    return why_not_edit(user, entry, at) or why_not_more_files(entry, size, most)


def why_not_more_files(entry: Entry, size: int, most: int) -> Refused | None:
    """An entry has so many files and no more, and so large together; ``most`` is the limit of one."""
    if len(entry.files) >= MOST_FILES:
        return NotNow(too_many_files())
    if size > bytes_left(entry, most):
        return NotNow(too_large_together(most))
    return None


def why_not_twice(entry: Entry, sent_sha256: str) -> Refused | None:
    """The same file is attached once; whoever sends it again is told under what name it is there."""
    there = next((file for file in entry.files if file.sent_sha256 == sent_sha256), None)
    return NotNow(_l("This very file is attached already, as “%(name)s”.", name=there.name)) if there else None


def bytes_left(entry: Entry, most: int) -> int:
    """Return how large further files of an entry may be, together; ``most`` is the limit of one."""
    return max(0, MOST_BYTES * most - sum(file.size for file in entry.files))


def too_many_files() -> object:
    """Say that an entry has as many files as it may."""
    return _l("An entry may have at most %(most)d attachments. Remove one first.", most=MOST_FILES)


def too_large_together(most: int) -> object:
    """Say that the files of an entry are too large together; ``most`` is the limit of one, in bytes."""
    together = MOST_BYTES * most // (1024 * 1024)
    return _l("The attachments of an entry may have at most %(together)d MB together. Remove one.", together=together)


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


def why_not_of_version(entry: Entry, read: int | None) -> Refused | None:
    """A decision is about the version that was read: of a newer one it would be blind."""
    if read is not None and entry.standing and entry.standing.number != read:
        return NotNow(_l("The office has submitted a newer version meanwhile. Read it, then decide."))
    return None


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
