"""What of an edition may still be changed, and why not."""

from collections.abc import Iterator
from datetime import datetime

from judging.core.formatting import moment
from judging.core.i18n import _, _l
from judging.core.refusals import Incomplete, NotNow, Refused
from judging.editions.calendar import Calendar, calendar_of, faults
from judging.editions.models import Edition
from judging.editions.setup import CONTACT, Presentation
from judging.editions.timetable import call

OPENINGS = ("opens_at", "scoring_opens_at")


def why_not_change_rules(edition: Edition) -> Refused | None:
    """Frozen rules stay as they are."""
    if edition.rules_frozen_at is None:
        return None
    when = moment(edition.rules_frozen_at, edition.time_zone)
    return NotNow(_("The rules were approved on %(when)s and no longer change. Nothing was saved.", when=when))


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


def why_not_change_what_lasts(edition: Edition) -> Refused | None:
    """What is no part of the rules, such as the English version or the space for files, changes until the archive."""
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
    yield from _later_faults(edition, calendar, at)


def _later_faults(edition: Edition, calendar: Calendar, at: datetime) -> Iterator[str]:
    """Yield the same of the rounds after the first."""
    for round_, span in zip(edition.rounds[1:], calendar.later, strict=True):
        opens, closes = span.opens_at != round_.opens_at, span.closes_at != round_.closes_at
        if opens and _past(round_.opens_at, at):
            yield _("What has already opened keeps its opening date.")
        if closes and _past(span.closes_at, at):
            yield _("A deadline cannot be moved into the past.")
        if closes and round_.closed_at:
            yield _("The round is closed; its dates no longer change.")


def _past(value: object, at: datetime) -> bool:
    return isinstance(value, datetime) and value <= at
