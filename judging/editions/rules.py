"""What may be done to an edition, and why not."""

from collections.abc import Iterator
from datetime import datetime
from fractions import Fraction

from judging.accounts.models import User
from judging.core.formatting import moment
from judging.core.i18n import _, _l
from judging.core.refusals import Incomplete, NotNow, NotYours, Refused
from judging.editions.calendar import Calendar, calendar_of, faults
from judging.editions.models import Edition
from judging.editions.timetable import call

OPENINGS = ("opens_at", "scoring_opens_at")


def why_not_create(user: User, secretary: User, *, keeps: bool) -> Refused | None:
    """Whoever keeps the competition makes its next edition; an administrator makes one for somebody else.

    ``keeps``: the user is a secretary of another edition of the competition.
    """
    if secretary.confirmed_at is None or secretary.deactivated_at is not None:
        return NotNow(_l("The account of this person is not confirmed yet."), field="secretary")
    if keeps or (user.administrator and secretary.id != user.id):
        return None
    if user.administrator:
        return NotNow(
            _l("Name somebody else: an administrator runs the server and learns nothing of the competition."),
            field="secretary",
        )
    return NotYours(_l("Only an administrator or a secretary of the competition creates an edition."))


def why_not_change_rules(edition: Edition) -> Refused | None:
    """Frozen rules stay as they are."""
    if edition.rules_frozen_at is None:
        return None
    when = moment(edition.rules_frozen_at, edition.time_zone)
    return NotNow(_("The rules were frozen on %(when)s and no longer change. Nothing was saved.", when=when))


def why_not_present(edition: Edition) -> Refused | None:
    """Words around the rules may change until the edition is in the archive."""
    if edition.archived_at:
        return NotNow(_l("This edition is in the archive. Nothing was saved."))
    return None


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
    missing = [*faults(calendar_of(edition)), *_missing(edition)]
    if at > edition.opens_at:
        when = moment(edition.opens_at, edition.time_zone)
        missing.append(_("The call was to open on %(when)s. Move its opening to a later date.", when=when))
    return Incomplete(*missing) if missing else None


def why_not_thaw(edition: Edition, reason: str, at: datetime) -> Refused | None:
    """Undoing a freeze needs a reason, and a call that has not opened."""
    if edition.rules_frozen_at is None:
        return NotNow(_l("The rules are not frozen."))
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


def _missing(edition: Edition) -> Iterator[str]:
    """Yield a sentence for everything that public rules need and this edition lacks."""
    if not edition.areas:
        yield _("There is no area to enter a practice in.")
    if not edition.fields:
        yield _("The entry form has no field.")
    if not any(criterion.weight for criterion in edition.criteria):
        yield _("No criterion has a weight above 0.")
    if not any(kind.quantity for kind in edition.award_kinds):
        yield _("There is no award to give.")
    if not edition.rounds:
        yield _("There is no round of scoring.")
    if any(not round_.criteria for round_ in edition.rounds):
        yield _("A round of scoring has no criteria.")
    if not _steps_fit(edition):
        yield _("The step of a criterion does not divide the scale into equal parts.")
    if edition.quorum < 1:
        yield _("The quorum must be at least 1.")
    if not edition.rules_text.strip():
        yield _("The regulations are empty.")


def _steps_fit(edition: Edition) -> bool:
    """Tell whether each criterion's step divides the scale of its round."""
    return all(
        (Fraction(round_.high) - Fraction(round_.low)) % Fraction(criterion.step) == 0
        for round_ in edition.rounds
        for criterion in round_.criteria
    )
