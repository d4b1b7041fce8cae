"""The calendar of an edition as one thing to fill in, to check and to move (pure)."""

from collections.abc import Iterator
from dataclasses import dataclass, fields, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from judging.core.formatting import moment
from judging.core.i18n import _, _l
from judging.editions.timetable import over

if TYPE_CHECKING:
    from judging.editions.models import Edition

MOST_GRACE = 24 * 60  # minutes
LABELS = {
    "opens_at": _l("The call for entries opens"),
    "closes_at": _l("The call for entries closes"),
    "grace_minutes": _l("Grace period, in minutes"),
    "corrections_until": _l("Corrections until"),
    "scoring_opens_at": _l("Scoring opens"),
    "scoring_closes_at": _l("Scoring closes"),
    "announcement_at": _l("Announcement planned for"),
}


@dataclass(frozen=True, slots=True)
class Calendar:
    """Every date a secretary sets, in the order in which they come."""

    opens_at: datetime
    closes_at: datetime
    grace_minutes: int
    corrections_until: datetime
    scoring_opens_at: datetime | None  # of the first round; None where there is no round
    scoring_closes_at: datetime | None
    announcement_at: datetime

    def changes(self, other: "Calendar") -> list[str]:
        """Return the names of the dates in which another calendar differs."""
        names = [field.name for field in fields(self)]
        return [name for name in names if getattr(self, name) != getattr(other, name)]


def calendar_of(edition: "Edition") -> Calendar:
    """Return the calendar of an edition, with the window of its first round."""
    first = edition.rounds[0] if edition.rounds else None
    return Calendar(
        opens_at=edition.opens_at,
        closes_at=edition.closes_at,
        grace_minutes=edition.grace_minutes,
        corrections_until=edition.corrections_until,
        scoring_opens_at=first.opens_at if first else None,
        scoring_closes_at=first.closes_at if first else None,
        announcement_at=edition.announcement_at,
    )


def proposed(year: int, zone: str) -> Calendar:
    """Return a usual calendar of a year, to be corrected by the secretary."""

    def moment(month: int, day: int, hour: int, minute: int) -> datetime:
        return datetime(year, month, day, hour, minute, tzinfo=ZoneInfo(zone)).astimezone(UTC)

    return Calendar(
        opens_at=moment(3, 1, 8, 0),
        closes_at=moment(3, 31, 23, 59),
        grace_minutes=0,
        corrections_until=moment(4, 15, 23, 59),
        scoring_opens_at=moment(4, 20, 8, 0),
        scoring_closes_at=moment(5, 20, 23, 59),
        announcement_at=moment(9, 15, 18, 0),
    )


def moved(calendar: Calendar, years: int, zone: str) -> Calendar:
    """Return the calendar some years later, on the same days and at the same local hours."""
    dates: dict[str, Any] = {
        field.name: _moved(value, years, zone)
        for field in fields(calendar)
        if isinstance(value := getattr(calendar, field.name), datetime)
    }
    return replace(calendar, **dates)


def faults(calendar: Calendar) -> Iterator[str]:
    """Yield a sentence for everything that is out of order."""
    if calendar.opens_at >= calendar.closes_at:
        yield _("The call must close after it opens.")
    if calendar.corrections_until < calendar.closes_at:
        yield _("Corrections cannot end before the call closes.")
    if not 0 <= calendar.grace_minutes <= MOST_GRACE:
        yield _("The grace period must be between 0 and %(most)d minutes.", most=MOST_GRACE)
    opens, closes = calendar.scoring_opens_at, calendar.scoring_closes_at
    if opens is None or closes is None:
        yield _("Scoring has no dates.")
        return
    if opens < over(calendar.closes_at):
        yield _("Scoring must open after the call closes.")
    if opens >= closes:
        yield _("Scoring must close after it opens.")
    if calendar.corrections_until >= closes:
        yield _("Corrections must end before scoring closes.")
    if calendar.announcement_at < over(closes):
        yield _("The announcement must come after scoring closes.")


def calendar_rows(mine: Calendar, theirs: Calendar, zone: str) -> list[tuple[object, str, str]]:
    """Return label, mine and theirs of every date in which two versions differ."""

    def words(value: object) -> str:
        return moment(value, zone) if isinstance(value, datetime) else str(value)

    names = theirs.changes(mine)
    return [(LABELS[name], words(getattr(mine, name)), words(getattr(theirs, name))) for name in names]


def _moved(value: datetime, years: int, zone: str) -> datetime:
    local = value.astimezone(ZoneInfo(zone))
    leap = (local.month, local.day) == (2, 29)
    later = local.replace(year=local.year + years, day=28 if leap else local.day, fold=0)
    return later.astimezone(UTC)
