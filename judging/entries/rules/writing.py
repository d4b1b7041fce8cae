"""Who writes an entry, and until when: begun, edited, copied, deleted."""

from datetime import datetime, timedelta

from judging.accounts.models import User
from judging.core.i18n import _l
from judging.core.refusals import NotNow, NotYours, Refused
from judging.editions import timetable
from judging.editions.models import Edition
from judging.entries.models import Entry, Extension, Status
from judging.offices.models import Office, Right
from judging.offices.rules import acts_for, right_of, writes_for

ONLY_READS = _l("You may read the entries of this office. Ask a colleague for the right to write them.")
ONLY_WRITES = _l("You may write this entry. A colleague who may submit for the office submits it.")


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


def why_not_of_version(entry: Entry, read: int | None) -> Refused | None:
    """A decision is about the version that was read: of a newer one it would be blind."""
    if read is not None and entry.standing and entry.standing.number != read:
        return NotNow(_l("The office has submitted a newer version meanwhile. Read it, then decide."))
    return None
