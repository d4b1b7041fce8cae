"""How pages print moments, days, numbers and points."""

from dataclasses import dataclass
from datetime import date, datetime
from fractions import Fraction
from functools import lru_cache
from zoneinfo import ZoneInfo

from babel.dates import format_date
from flask import Flask

from judging.core import clock, patterns
from judging.core.i18n import _, language, ngettext

WARSAW = "Europe/Warsaw"  # the one zone that has a name in words
DAYS = 1000  # kept in words


def init_app(app: Flask) -> None:
    """Offer the filters to templates."""
    app.jinja_env.filters.update(
        moment=moment,
        day=day,
        hours=hours,
        number=number,
        percent=percent,
        points=points,
        local_input=local_input,
        left=left,
        for_each=patterns.for_each,
        values_of=patterns.values_of,
    )
    app.jinja_env.globals["each"] = patterns.Cell()
    app.jinja_env.globals["zone_note"] = zone_note
    app.jinja_env.globals.update(HOME_ZONE=clock.HOME_ZONE)


def moment(value: datetime | str | None, zone: str, *, zoned: bool = True) -> str:
    """Print a moment, or its ISO form in a mail, in words: 31 marca 2026 r., godz. 23:59 (czas warszawski).

    ``zoned=False`` leaves the zone to :func:`zone_note`, which says it once for a whole list.
    """
    if value is None:
        return "–"
    if isinstance(value, str):
        value = datetime.fromisoformat(value)
    local = value.astimezone(ZoneInfo(zone))
    words = {"day": _day(language(), local.date()), "time": f"{local:%H:%M}"}
    if not zoned:
        return _("%(day)s, %(time)s", **words)
    if zone == WARSAW:
        return _("%(day)s, %(time)s (Warsaw time)", **words)
    return _("%(day)s, %(time)s (%(zone)s)", zone=zone, **words)


def zone_note(zone: str) -> str:
    """Say once, for a list of moments printed without it, in which zone they are."""
    if zone == WARSAW:
        return _("All times are Warsaw time.")
    return _("All times are local time of %(zone)s.", zone=zone)


def day(value: datetime | None, zone: str) -> str:
    """Print the day of a moment in words: 31 marca 2026 r."""
    if value is None:
        return "–"
    return _day(language(), value.astimezone(ZoneInfo(zone)).date())


@lru_cache(DAYS)
def _day(code: str, value: date) -> str:
    words = format_date(value, "d MMMM y", locale=code)
    return f"{words} r." if code == "pl" else words


def local_input(value: datetime | None, zone: str) -> str:
    """Print a moment as a field of the kind datetime-local wants it."""
    return f"{value.astimezone(ZoneInfo(zone)):%Y-%m-%dT%H:%M}" if value else ""


def left(value: datetime) -> str:
    """Print the time left until a moment, in words: the largest unit only."""
    seconds = (value - clock.utcnow()).total_seconds()
    if seconds <= 0:
        return _("the time is over")
    if seconds >= 2 * 86400:
        return ngettext("%(num)d day left", "%(num)d days left", int(seconds // 86400))
    if seconds >= 2 * 3600:
        return ngettext("%(num)d hour left", "%(num)d hours left", int(seconds // 3600))
    return ngettext("%(num)d minute left", "%(num)d minutes left", max(1, int(seconds // 60)))


def hours(minutes: int) -> str:
    """Return a time in hours and minutes, such as "3 h 20 min".

    Examples
    --------
    >>> hours(45), hours(120), hours(200)
    ('45 min', '2 h', '3 h 20 min')
    """
    whole, rest = divmod(minutes, 60)
    return " ".join(f"{count} {unit}" for count, unit in ((whole, "h"), (rest, "min")) if count) or "0 min"


def number(value: float | str | None, places: int | None = None) -> str:
    """Print a number with the decimal mark of the language; unknown is a dash."""
    return Numbers.of_language().number(value, places)


def percent(share: float | None, places: int = 0) -> str:
    """Print a share of one as percent."""
    return Numbers.of_language().percent(share, places)


@dataclass(frozen=True, slots=True)
class Numbers:
    """How a language prints numbers: asked for once where there are many of them."""

    mark: str
    gap: str

    @classmethod
    def of_language(cls) -> "Numbers":
        """Return how the language of this request prints numbers."""
        return POLISH if language() == "pl" else ENGLISH

    def number(self, value: float | str | None, places: int | None = None) -> str:
        """Print a number; unknown is a dash."""
        if value is None or value != value:
            return "–"
        plain = "g" if places is None else f".{places}f"
        text = value if isinstance(value, str) else f"{value:{plain}}"
        return text.replace("-", "−").replace(".", self.mark)

    def percent(self, share: float | None, places: int = 0) -> str:
        """Print a share of one as percent."""
        if share is None or share != share:
            return "–"
        return f"{self.number(100 * share, places)}{self.gap}%"


POLISH, ENGLISH = Numbers(",", "\N{NO-BREAK SPACE}"), Numbers(".", "")


def points(steps: int | None, unit: Fraction | str) -> str:
    """Print whole steps of a scale as points, exactly."""
    if steps is None:
        return "–"
    exact = steps * Fraction(unit)
    whole = exact.denominator == 1
    return number(str(exact.numerator) if whole else f"{float(exact):g}")
