"""What may be done to an edition, and why not."""

from collections.abc import Collection, Iterator
from datetime import datetime
from enum import StrEnum
from fractions import Fraction
from typing import NamedTuple

from judging.accounts.models import User
from judging.core.formatting import moment
from judging.core.i18n import _, _l
from judging.core.refusals import Incomplete, NotNow, NotYours, Refused
from judging.editions.calendar import Calendar, calendar_of, faults
from judging.editions.form_setup import Question, question_of
from judging.editions.models import LISTED, Edition, FormField, Role, Seat
from judging.editions.questions import options
from judging.editions.setup import CONTACT, Presentation
from judging.editions.timetable import call

OPENINGS = ("opens_at", "scoring_opens_at")


class Place(StrEnum):
    """Where in the setting-up of an edition something is mended."""

    CALENDAR = "calendar"
    AREAS = "areas"
    FORM = "form"
    CRITERIA = "criteria"
    ROUNDS = "rounds"
    AWARDS = "awards"
    QUORUM = "quorum"
    REGULATIONS = "rules_text"
    CONTACT = "contact_name"


class Gap(NamedTuple):
    """Something that public rules need and an edition lacks: a sentence, and where it is mended."""

    sentence: str
    place: Place


def why_not_create(user: User, secretary: User, *, keeps: bool) -> Refused | None:
    """Whoever keeps the competition makes its next edition; an administrator makes one for somebody else.

    ``keeps``: the user is a secretary of another edition of the competition.
    """
    if secretary.confirmed_at is None or secretary.deactivated_at is not None:
        return NotNow(_l("The account of this person is not confirmed yet."), field="secretary")
    if not (keeps or user.administrator):
        return NotYours(_l("Only an administrator or a secretary of the competition creates an edition."))
    return why_not_hold_a_seat(secretary, field="secretary")


def why_not_hold_a_seat(person: User, *, field: str) -> Refused | None:
    """An administrator holds no seat in any edition; ``field`` is where the person was named."""
    if not person.administrator:
        return None
    return NotNow(
        _l("Name somebody else: an administrator runs the server and learns nothing of the competition."),
        field=field,
    )


def why_not_appoint_secretary(user: User, person: User, roles: Collection[Role]) -> Refused | None:
    """A secretary or an administrator appoints somebody else, who is not on the jury of the edition.

    ``roles``: those that the person holds in the edition.
    """
    if person.id == user.id:
        return NotYours(_l("Name somebody else: nobody appoints themselves."), field="secretary")
    if person.confirmed_at is None or person.deactivated_at is not None:
        return NotNow(_l("The account of this person is not confirmed yet."), field="secretary")
    if refusal := why_not_hold_a_seat(person, field="secretary"):
        return refusal
    if Role.SECRETARY in roles:
        return NotNow(_l("This person is a secretary of the edition already."), field="secretary")
    if roles:
        return NotNow(
            _l("This person is a member of the chapter of this edition; name somebody who is not."), field="secretary"
        )
    return None


def why_not_end_secretary(seat: Seat, seats: Collection[Seat], reason: str) -> Refused | None:
    """The seat of a secretary is ended with a reason, as long as another one can go on.

    ``seats``: those of the secretaries of the edition.
    """
    if seat.removed_at is not None:
        return NotNow(_l("This seat has been ended already."))
    if not any(one.id != seat.id and one.user.deactivated_at is None for one in seats):
        return NotNow(_l("This is the only secretary who can act. Appoint another one first."))
    if not reason.strip():
        return Incomplete(_l("Give the reason: it stands in the history."), field="reason")
    return None


def why_not_change_rules(edition: Edition) -> Refused | None:
    """Frozen rules stay as they are."""
    if edition.rules_frozen_at is None:
        return None
    when = moment(edition.rules_frozen_at, edition.time_zone)
    return NotNow(_("The rules were approved on %(when)s and no longer change. Nothing was saved.", when=when))


def why_not_change_form(edition: Edition) -> Refused | None:
    """Questions are added, moved and taken away until the rules are approved: what offices have read stays."""
    if edition.rules_frozen_at is None:
        return None
    when = moment(edition.rules_frozen_at, edition.time_zone)
    return NotNow(
        _("The form is public since %(when)s: only the words of its questions may still be mended.", when=when)
    )


def why_not_ask(edition: Edition, question: Question, field: FormField | None) -> Refused | None:
    """A question can be answered, and is asked only upon an answer that somebody can give before it.

    ``field``: the one that is changed, None for a new one.
    """
    if edition.archived_at:
        return NotNow(_l("This edition is in the archive. Nothing was saved."))
    if refusal := why_not_change_form(edition):
        return None if field and question.same_but_words(question_of(field)) else refusal
    if question.kind in LISTED and len(question.choices) < 2:
        return Incomplete(_l("Write at least two answers to choose from, one in a line."), field="choices")
    if len(set(question.choices)) < len(question.choices):
        return Incomplete(_l("An answer is listed twice."), field="choices")
    key, answer = question.asked_if
    before = [one for one in edition.fields if field is None or one.position < field.position]
    if key and not any(one.key == key and answer in options(one) for one in before):
        return Incomplete(_l("Choose an answer to a question that stands before this one."), field="asked_if")
    if field and field.kind in LISTED and (used := _used(edition, field) - set(question.choices)):
        return NotNow(
            _("Another question is asked only upon “%(answer)s”. Change that one first.", answer=min(used)),
            field="choices",
        )
    return None


def _used(edition: Edition, field: FormField) -> set[str]:
    """Return the answers to a field upon which others are asked."""
    return {one.asked_if_answer for one in edition.fields if one.asked_if == field.key}


def why_not_move(edition: Edition, field: FormField, other: FormField | None) -> Refused | None:
    """A question changes places with the one beside it, unless one of the two is asked upon the other."""
    if refusal := why_not_change_form(edition):
        return refusal
    if other and field.key == other.asked_if:
        return NotNow(_("“%(other)s” is asked only upon the answer to this one, so it comes after.", other=other.label))
    if other and other.key == field.asked_if:
        return NotNow(_("This one is asked only upon the answer to “%(other)s”, so it comes after.", other=other.label))
    return None


def why_not_remove(edition: Edition, field: FormField) -> Refused | None:
    """A question goes while the form is not public and no other is asked upon it."""
    if refusal := why_not_change_form(edition):
        return refusal
    if upon := [one.label for one in edition.fields if one.asked_if == field.key]:
        return NotNow(_("“%(other)s” is asked only upon the answer to this one. Change that one first.", other=upon[0]))
    return None


def why_not_change_declarations(edition: Edition, at: datetime) -> Refused | None:
    """Declarations may change until the call is over; what was accepted stays with who accepted it."""
    if edition.rules_frozen_at and at >= call(edition).closes:
        return NotNow(_l("The call is over; the declarations no longer change. Nothing was saved."))
    return None


def why_not_present(edition: Edition, words: Presentation) -> Refused | None:
    """Words around the rules may change until the archive; a public edition always has somebody to ask."""
    if edition.archived_at:
        return NotNow(_l("This edition is in the archive. Nothing was saved."))
    gone = [name for name in CONTACT if not getattr(words, name).strip()]
    if edition.rules_frozen_at and gone:
        return Incomplete(
            _l("The edition is public, so somebody must be there to ask. Nothing was saved."), field=gone[0]
        )
    return None


def why_not_change_space(edition: Edition) -> Refused | None:
    """How much may be attached is no part of the rules: it changes until the archive."""
    return NotNow(_l("This edition is in the archive. Nothing was saved.")) if edition.archived_at else None


def why_not_set_calendar(edition: Edition, calendar: Calendar, reason: str, at: datetime) -> Refused | None:
    """Dates are in order; once the rules are public they move with a reason, never backwards."""
    if edition.announced_at or edition.archived_at:
        return NotNow(_l("The results have been announced; the calendar no longer changes."))
    frozen, wrong = edition.rules_frozen_at is not None, list(faults(calendar))
    if frozen:
        wrong += _frozen_calendar_faults(edition, calendar, at)
    if wrong:
        return Incomplete(*wrong)
    if frozen and calendar_of(edition).changes(calendar) and not reason.strip():
        sentence = _l("Give the reason for the change: it stays in the history.")
        return Incomplete(sentence, field="reason")
    return None


def why_not_freeze(edition: Edition, at: datetime) -> Refused | None:
    """Rules freeze once, whole, before the call opens; the refusal names everything missing."""
    if edition.rules_frozen_at:
        return why_not_change_rules(edition)
    missing = gaps(edition, at)
    return Incomplete(*(gap.sentence for gap in missing)) if missing else None


def gaps(edition: Edition, at: datetime) -> list[Gap]:
    """Return everything that keeps the rules of an edition from being frozen."""
    found = [Gap(sentence, Place.CALENDAR) for sentence in faults(calendar_of(edition))]
    found += _missing(edition)
    if at > edition.opens_at:
        when = moment(edition.opens_at, edition.time_zone)
        sentence = _("The call was to open on %(when)s. Move its opening to a later date.", when=when)
        found.append(Gap(sentence, Place.CALENDAR))
    return found


def why_not_thaw(edition: Edition, reason: str, at: datetime) -> Refused | None:
    """Undoing a freeze needs a reason, and a call that has not opened."""
    if edition.rules_frozen_at is None:
        return NotNow(_l("The rules are not approved."))
    if at >= edition.opens_at:
        return NotNow(_l("The call has opened; the rules no longer change."))
    if not reason.strip():
        return Incomplete(_l("Give the reason: it stays in the history."), field="reason")
    return None


def _frozen_calendar_faults(edition: Edition, calendar: Calendar, at: datetime) -> Iterator[str]:
    """Yield what is wrong with moving dates that offices and jurors have already read."""
    now = calendar_of(edition)
    changed = now.changes(calendar)
    if any(name in changed and _past(getattr(now, name), at) for name in OPENINGS):
        yield _("What has already opened keeps its opening date.")
    if any(_past(getattr(calendar, name), at) for name in changed if name not in OPENINGS):
        yield _("A deadline cannot be moved into the past.")
    if call(edition).is_open(at) and calendar.closes_at < edition.closes_at:
        yield _("While the call is open it can be made longer, not shorter.")
    if edition.rounds and edition.rounds[0].closed_at and "scoring_closes_at" in changed:
        yield _("The round is closed; its dates no longer change.")


def _past(value: object, at: datetime) -> bool:
    return isinstance(value, datetime) and value <= at


def _missing(edition: Edition) -> Iterator[Gap]:
    """Yield a sentence for everything that public rules need and this edition lacks."""
    if not edition.areas:
        yield Gap(_("There is no area to enter a practice in."), Place.AREAS)
    if all(field.orders for field in edition.fields):
        yield Gap(_("The entry form has no question."), Place.FORM)
    if not any(criterion.weight for criterion in edition.criteria):
        yield Gap(_("No criterion has a weight above 0."), Place.CRITERIA)
    if not any(kind.quantity for kind in edition.award_kinds):
        yield Gap(_("There is no award to give."), Place.AWARDS)
    if not edition.rounds:
        yield Gap(_("There is no round of scoring."), Place.ROUNDS)
    if any(not round_.criteria for round_ in edition.rounds):
        yield Gap(_("A round of scoring has no criteria."), Place.ROUNDS)
    if not _steps_fit(edition):
        yield Gap(_("The step of a criterion does not divide the scale into equal parts."), Place.CRITERIA)
    if edition.quorum < 1:
        yield Gap(_("The quorum must be at least 1."), Place.QUORUM)
    if not all(getattr(edition, name).strip() for name in CONTACT):
        yield Gap(_("There is nobody to ask: give a name or role, an e-mail address and a telephone."), Place.CONTACT)
    if not edition.rules_text.strip():
        yield Gap(_("The regulations are empty."), Place.REGULATIONS)


def _steps_fit(edition: Edition) -> bool:
    """Tell whether each criterion's step divides the scale of its round."""
    return all(
        (Fraction(round_.high) - Fraction(round_.low)) % Fraction(criterion.step) == 0
        for round_ in edition.rounds
        for criterion in round_.criteria
    )
