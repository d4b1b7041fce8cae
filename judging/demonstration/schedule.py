"""The dates of the demonstration: the same story, moved so that today falls into the phase asked for.

Pure: phase and today in, instants out.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from judging.core.clock import HOME_ZONE
from judging.editions.calendar import Calendar
from judging.editions.timetable import Phase

ZONE = HOME_ZONE
# how many days ago the call opened, when the demonstration stands in a phase
AGE = {
    Phase.PREPARATION: -12,
    Phase.CALL: 30,
    Phase.SCREENING: 52,
    Phase.JUDGING: 72,
    Phase.DELIBERATION: 90,
    Phase.SEALED: 97,
    Phase.ANNOUNCED: 111,
    Phase.ARCHIVED: 160,
}


@dataclass(frozen=True, slots=True)
class Schedule:
    """When everything in the story happens; days are counted from the opening of the call."""

    opening: date

    def on(self, day: int, hour: int = 10, minute: int = 0) -> datetime:
        """Return an instant by its day and local time."""
        local = datetime.combine(self.opening + timedelta(days=day), time(hour, minute))
        return local.replace(tzinfo=ZoneInfo(ZONE)).astimezone(UTC)

    @property
    def calendar(self) -> Calendar:
        """The calendar the secretary sets."""
        return Calendar(
            opens_at=self.on(0, 8),
            closes_at=self.on(45, 23, 59),
            grace_minutes=0,
            corrections_until=self.on(58, 23, 59),
            scoring_opens_at=self.on(60, 8),
            scoring_closes_at=self.on(82, 23, 59),
            announcement_at=self.on(110, 18),
        )


def schedule(phase: Phase, today: date) -> Schedule:
    """Return the schedule by which the edition stands in the phase today."""
    return Schedule(today - timedelta(days=AGE[phase]))
