"""Who may do what with an entry, and when.

A rule answers "why not?": it returns the refusal, or None when nothing is in the way.
One rule guards the operation, the page and the button. Rules read, they never write.
"""

import re
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from judging.accounts.models import User
from judging.core.i18n import _, _l
from judging.core.refusals import Incomplete, NotNow, NotYours, Refused
from judging.editions import timetable
from judging.editions.models import Declaration, Edition, FieldKind, FormField
from judging.entries.models import NEXT, Entry, Extension, Outcome, Status
from judging.offices.models import Office
from judging.offices.rules import acts_for, represents

MOST_FILES = 10  # of one entry
MOST_BYTES = 5  # of one entry's files together, in largest attachments
DECIDED = {
    Outcome.ACCEPTED: Status.ACCEPTED,
    Outcome.RETURNED: Status.RETURNED,
    Outcome.REJECTED: Status.REJECTED,
}


@dataclass(frozen=True, slots=True)
class Lack:
    """One thing that an entry still lacks, and the field that mends it."""

    sentence: str
    anchor: str


def call(edition: Edition, extension: Extension | None) -> timetable.Window:
    """Return when an office may submit: the call, longer where it was given more time."""
    window = timetable.call(edition)
    return window.until(extension.until) if extension else window


def deadline(entry: Entry) -> datetime:
    """Return the moment the entry must be in by, as people are told it: to the minute."""
    if entry.status is Status.RETURNED and entry.correct_until:
        return entry.correct_until
    extended = entry.extension.until if entry.extension else entry.edition.closes_at
    return max(entry.edition.closes_at, extended)


def too_late(entry: Entry) -> datetime:
    """Return the first moment that is too late for the entry."""
    if entry.status is Status.RETURNED and entry.correct_until:
        return timetable.over(entry.correct_until)
    return call(entry.edition, entry.extension).closes


def owns(user: User, entry: Entry) -> bool:
    """Tell whether the entry is the person's: of their office, or begun by them meanwhile."""
    if represents(user, entry.office):
        return True
    return entry.author_id == user.id and acts_for(user, entry.office)


def why_not_create(
    user: User, office: Office, edition: Edition, extension: Extension | None, at: datetime
) -> Refused | None:
    """Whoever acts for an office begins an entry while the call is open."""
    if not acts_for(user, office):
        return NotYours(_l("You do not act for this office."))
    return _why_not_in_call(edition, extension, at)


def _why_not_in_call(edition: Edition, extension: Extension | None, at: datetime) -> Refused | None:
    window = call(edition, extension)
    if edition.rules_frozen_at is None or at < window.opens:
        return NotNow(_l("The call for entries is not open yet."))
    if not window.is_open(at):
        return NotNow(_l("The call for entries is closed."))
    return None


def why_not_edit(user: User, entry: Entry, at: datetime) -> Refused | None:
    """Drafts are edited during the call, returned entries until their own deadline."""
    if not owns(user, entry):
        return NotYours(_l("Only the office that enters it can change an entry."))
    if not entry.editable:
        return NotNow(_l("This entry has already been submitted."))
    if entry.status is Status.RETURNED:
        if at >= too_late(entry):
            return NotNow(_l("The time for corrections is over."))
        return None
    return _why_not_in_call(entry.edition, entry.extension, at)


def why_not_attach(user: User, entry: Entry, size: int, most: int, at: datetime) -> Refused | None:
    """Files come with the text: as many and as large as an entry may have."""
    if refusal := why_not_edit(user, entry, at):
        return refusal
    if len(entry.files) >= MOST_FILES:
        return NotNow(_l("An entry may have at most %(most)d attachments. Remove one first.", most=MOST_FILES))
    if sum(file.size for file in entry.files) + size > MOST_BYTES * most:
        return NotNow(_l("The attachments of this entry are too large together. Remove one."))
    return None


def why_not_submit(user: User, entry: Entry, accepted: Collection[int], at: datetime) -> Refused | None:
    """A confirmed representative submits a complete entry with its declarations."""
    if refusal := why_not_edit(user, entry, at):
        return refusal
    if not represents(user, entry.office):
        return NotNow(_l("Your right to act for the office is not confirmed yet. The draft is safe."))
    if lacks := lacking(entry):
        return Incomplete(*(lack.sentence for lack in lacks))
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


def declarations(edition: Edition) -> list[Declaration]:
    """Return the declarations in force: of each kind the newest wording."""
    standing = [one for one in edition.declarations if one.withdrawn_at is None]
    newest = {one.kind: one for one in sorted(standing, key=lambda one: one.number)}
    return sorted(newest.values(), key=lambda one: one.id)


def lacking(entry: Entry) -> list[Lack]:
    """Return what stands between the entry and its submission, in the order of the form."""
    lacks = []
    if not entry.title.strip():
        lacks.append(Lack(_("The title is missing."), "title"))
    if entry.edition.areas and entry.area_id is None:
        lacks.append(Lack(_("The area is not chosen."), "area"))
    for field in entry.edition.fields:
        if sentence := _wrong(field, entry.answers.get(field.key, "").strip()):
            lacks.append(Lack(sentence, _anchor(field)))
    signed = any(declaration.signed_file for declaration in declarations(entry.edition))
    if signed and not entry.files:
        lacks.append(Lack(_("The signed declaration is not attached."), "files"))
    return lacks


def _anchor(field: FormField) -> str:
    """Return the id of the field on the form; of a list of choices, the first."""
    first = "-0" if field.kind in {FieldKind.CHOICE, FieldKind.YES_NO} else ""
    return f"answers-{field.key}{first}"


def _wrong(field: FormField, answer: str) -> str | None:
    """Tell what is wrong with an answer, if anything."""
    if not answer:
        return str(_("Missing: %(field)s.", field=field.label)) if field.required else None
    if field.word_limit and count_words(answer) > field.word_limit:
        limit = {"field": field.label, "limit": field.word_limit}
        return str(_("Too long: %(field)s (at most %(limit)d words).", **limit))
    if field.kind is FieldKind.NUMBER and not re.fullmatch(r"-?\d+([.,]\d+)?", answer):
        return str(_("Not a number: %(field)s.", field=field.label))
    choices = {FieldKind.CHOICE: set(field.choices), FieldKind.YES_NO: {"yes", "no"}}
    if answer not in choices.get(field.kind, {answer}):
        return str(_("Choose again: %(field)s.", field=field.label))
    return None


def count_words(text: str) -> int:
    """Count the words as the counter under the field does: a lone dash is none.

    Examples
    --------
    >>> count_words("Co zrobiliśmy – i dlaczego")
    4
    """
    return sum(any(sign.isalnum() for sign in word) for word in text.split())
