"""When things happen: the phase of an edition, its windows, what comes next.

What the calendar decides is computed here from the edition's instants and recorded acts;
nothing reads the clock. A deadline is typed to the minute and accepts until that minute is over.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Protocol

from judging.core.i18n import _, _l
from judging.editions.models import Edition, Round

A_MINUTE = timedelta(minutes=1)


class Phase(StrEnum):
    """Where the edition as a whole stands."""

    PREPARATION = "preparation"
    CALL = "call"
    SCREENING = "screening"
    JUDGING = "judging"
    DELIBERATION = "deliberation"
    SEALED = "sealed"
    ANNOUNCED = "announced"
    ARCHIVED = "archived"

    @property
    def label(self) -> str:
        """The phase in the reader's language."""
        return str(PHASE_LABELS[self])


PHASE_LABELS = {
    Phase.PREPARATION: _l("Preparation"),
    Phase.CALL: _l("Call for entries"),
    Phase.SCREENING: _l("Formal check"),
    Phase.JUDGING: _l("Scoring"),
    Phase.DELIBERATION: _l("Deliberation"),
    Phase.SEALED: _l("Result sealed"),
    Phase.ANNOUNCED: _l("Results announced"),
    Phase.ARCHIVED: _l("Archived"),
}


class Scoring(Protocol):
    """A round, or whatever knows when its sheets are taken."""

    @property
    def opens_at(self) -> datetime:
        """When jurors may begin."""

    @property
    def closes_at(self) -> datetime:
        """The last minute in which they may save."""

    @property
    def closed_at(self) -> datetime | None:
        """When a person closed it, which ends scoring at once."""


@dataclass(frozen=True, slots=True)
class Window:
    """A stretch of time in which something is allowed; `closes` is already too late."""

    opens: datetime
    closes: datetime

    def is_open(self, at: datetime) -> bool:
        """Tell whether the window is open at a moment."""
        return self.opens <= at < self.closes

    def until(self, deadline: datetime) -> "Window":
        """Return the window with a later deadline, such as one office's extension."""
        return Window(self.opens, max(self.closes, over(deadline)))


@dataclass(frozen=True, slots=True)
class Milestone:
    """A date of the calendar, with the sentence that tells what happens then."""

    label: str
    at: datetime


def over(deadline: datetime) -> datetime:
    """Return when the minute of a deadline is over: the first moment that is too late."""
    return deadline.replace(second=0, microsecond=0) + A_MINUTE


def call(edition: Edition) -> Window:
    """Return when offices may submit entries, the edition's grace included."""
    grace = timedelta(minutes=edition.grace_minutes)
    return Window(edition.opens_at, over(edition.closes_at) + grace)


def corrections(edition: Edition) -> Window:
    """Return when returned entries may be corrected, the edition's grace included."""
    grace = timedelta(minutes=edition.grace_minutes)
    return Window(edition.opens_at, over(edition.corrections_until) + grace)


def judging(round_: Scoring) -> Window:
    """Return when jurors may save and submit; the act of closing ends it at once."""
    planned = over(round_.closes_at)
    return Window(round_.opens_at, min(planned, round_.closed_at or planned))


def takes_sheets(round_: Scoring, at: datetime) -> bool:
    """Tell whether jurors may save and submit, until the closing minute is over."""
    return round_.closed_at is None and judging(round_).is_open(at)


def phase(edition: Edition, at: datetime) -> Phase:
    """Return the phase: recorded acts first, then the calendar."""
    if edition.archived_at:
        return Phase.ARCHIVED
    if edition.announced_at:
        return Phase.ANNOUNCED
    if edition.sealed_at:
        return Phase.SEALED
    if not edition.rules_frozen_at or at < edition.opens_at:
        return Phase.PREPARATION
    if edition.rounds and all(round_.closed_at for round_ in edition.rounds):
        return Phase.DELIBERATION
    if any(round_.opens_at <= at for round_ in edition.rounds):
        return Phase.JUDGING
    return Phase.CALL if call(edition).is_open(at) else Phase.SCREENING


def public_phase(edition: Edition, at: datetime) -> Phase:
    """Return the phase as strangers may know it: by the dates they have read, without the seal."""
    actual = phase(edition, at)
    if actual is Phase.CALL and at >= over(edition.closes_at):
        return Phase.SCREENING  # the grace is not announced
    if actual is Phase.JUDGING and all(at >= over(r.closes_at) for r in edition.rounds):
        return Phase.DELIBERATION
    return Phase.DELIBERATION if actual is Phase.SEALED else actual


def milestones(edition: Edition) -> list[Milestone]:
    """Return the dates of the calendar, earliest first."""
    dates = [
        Milestone(_("The call for entries opens"), edition.opens_at),
        Milestone(_("The call for entries closes"), edition.closes_at),
        Milestone(_("Last day for corrections"), edition.corrections_until),
        Milestone(_("The results are announced"), edition.announcement_at),
    ]
    for round_ in edition.rounds:
        dates += _of_round(round_, named=len(edition.rounds) > 1)
    return sorted(dates, key=lambda milestone: milestone.at)


def _of_round(round_: Round, *, named: bool) -> list[Milestone]:
    """Return when a round opens and closes; of several each by its name."""
    if not named:
        return [Milestone(_("Scoring opens"), round_.opens_at), Milestone(_("Scoring closes"), round_.closes_at)]
    return [
        Milestone(_("“%(round)s” opens", round=round_.name), round_.opens_at),
        Milestone(_("“%(round)s” closes", round=round_.name), round_.closes_at),
    ]


def upcoming(edition: Edition, at: datetime) -> list[Milestone]:
    """Return the dates that are still ahead; the minute of a deadline is not yet past."""
    return [milestone for milestone in milestones(edition) if at < over(milestone.at)]
