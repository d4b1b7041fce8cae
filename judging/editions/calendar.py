"""The calendar of an edition as one thing to fill in, to check and to move (pure)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields, replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any, NamedTuple
from zoneinfo import ZoneInfo

from judging.core.formatting import moment
from judging.core.i18n import _, _l
from judging.editions.timetable import A_MINUTE, over

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
    "later": _l("Later rounds"),
}
USUAL = timedelta(days=14)  # of a later round


class Span(NamedTuple):
    """When a round opens and closes, and what it is called."""

    round: str
    opens_at: datetime
    closes_at: datetime


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
    later: tuple[Span, ...] = ()  # of the rounds after the first

    @property
    def last_closes_at(self) -> datetime | None:
        """When the last round closes."""
        return self.later[-1].closes_at if self.later else self.scoring_closes_at

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
        later=tuple(Span(one.name, one.opens_at, one.closes_at) for one in edition.rounds[1:]),
    )


def window_at(edition: "Edition", place: int) -> tuple[datetime, datetime]:
    """Return usual dates of a round that is put at a place: after the one before, or between the call and the next."""
    before = edition.rounds[place - 1].closes_at if place else edition.closes_at
    after = edition.rounds[place].opens_at if place < len(edition.rounds) else edition.announcement_at
    opens = over(before)
    if after <= opens + timedelta(days=1):
        return opens, opens + USUAL  # told as a gap: other dates must move
    return opens, min(opens + USUAL, after - A_MINUTE) if place else after - A_MINUTE


def filled(calendar: Calendar, names: Sequence[str]) -> Calendar:
    """Return a calendar with usual dates for later rounds that have none."""
    spans = list(calendar.later[: len(names)])
    for name in names[len(spans) :]:
        last = spans[-1].closes_at if spans else calendar.scoring_closes_at or calendar.corrections_until
        spans.append(Span(name, over(last), over(last) + USUAL))
    return replace(calendar, later=tuple(spans))


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
    later = [Span(one.round, *(_moved(when, years, zone) for when in one[1:])) for one in calendar.later]
    return replace(calendar, **dates, later=tuple(later))


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
    yield from _later_faults(calendar, closes)
    if calendar.announcement_at < over(calendar.last_closes_at or closes):
        yield _("The announcement must come after scoring closes.")


def _later_faults(calendar: Calendar, closes: datetime) -> Iterator[str]:
    """Yield what is out of order in the later rounds: each opens once the one before is over."""
    for one in calendar.later:
        if one.opens_at < over(closes):
            yield _("“%(round)s” must open after the round before it closes.", round=one.round)
        if one.opens_at >= one.closes_at:
            yield _("“%(round)s” must close after it opens.", round=one.round)
        closes = one.closes_at


def calendar_rows(mine: Calendar, theirs: Calendar, zone: str) -> list[tuple[object, str, str]]:
    """Return label, mine and theirs of every date in which two versions differ."""

    def words(value: object) -> str:
        if isinstance(value, tuple):
            return "\n".join(f"{one.round}: {words(one.opens_at)} – {words(one.closes_at)}" for one in value)
        return moment(value, zone) if isinstance(value, datetime) else str(value)

    names = theirs.changes(mine)
    return [(LABELS[name], words(getattr(mine, name)), words(getattr(theirs, name))) for name in names]


def _moved(value: datetime, years: int, zone: str) -> datetime:
    local = value.astimezone(ZoneInfo(zone))
    leap = (local.month, local.day) == (2, 29)
    later = local.replace(year=local.year + years, day=28 if leap else local.day, fold=0)
    return later.astimezone(UTC)
