"""What stands in a cell, read as the form asks for it: each program that makes forms writes in its own way. Pure."""

import re
from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta, timezone
from zoneinfo import ZoneInfo

from judging.core.days import in_iso
from judging.core.text import plain_text
from judging.exchange.reading.grid import DISARMED, Cell, text_of
from judging.offices.names import fold

YES = {"tak", "yes", "true", "prawda", "1", "x"}
NO = {"nie", "no", "false", "falsz", "0"}
LINK = re.compile(r"https?://[^\s,;\"'<>\]]+")
DATE = re.compile(r"(\d{1,4})([./-])(\d{1,2})\2(\d{1,4})")
TIME = re.compile(r"\b(\d{1,2}):(\d{2})(?::(\d{2}))?(?:\.\d+)?\s*([ap])?\.?m?\.?", re.IGNORECASE)
OFFSET = re.compile(r"(?:GMT|UTC)?([+-])(\d{1,2})(?::?(\d{2}))?$|\b(Z|GMT|UTC)$")
ZONES = {"CET": 1, "CEST": 2, "EET": 2, "EEST": 3}  # hours, as Google Forms names them
AFTER_A_LIST = " ;,"


def text(cell: Cell) -> str:
    """Return a cell as a text of many lines: a date as people write it, a number without a needless point."""
    if isinstance(cell, datetime):
        return f"{cell:%d.%m.%Y}" if cell.time() == time() else f"{cell:%d.%m.%Y %H:%M}"
    if isinstance(cell, date):
        return f"{cell:%d.%m.%Y}"
    if isinstance(cell, bool):
        return "tak" if cell else "nie"
    if isinstance(cell, float):
        return f"{cell:.15g}".replace(".", ",")
    if isinstance(cell, str):
        return DISARMED.sub("", plain_text(cell), count=1)
    return text_of(cell)


def yes_no(cell: Cell) -> str | None:
    """Return ``yes`` or ``no`` as the form keeps them; None where a cell says neither.

    Examples
    --------
    >>> yes_no("TAK;"), yes_no(False), yes_no("może")
    ('yes', 'no', None)
    """
    said = fold(text(cell).strip(AFTER_A_LIST))
    return "yes" if said in YES else "no" if said in NO else None


def number(cell: Cell) -> str:
    """Return a number without the marks between thousands.

    Examples
    --------
    >>> number("1 200,5"), number(18.0), number("osiemnaście")
    ('1200,5', '18', 'osiemnaście')
    """
    said = text(cell)
    bare = re.sub(r"(?<=\d)[\s'](?=\d{3}\b)", "", said)
    return bare if re.fullmatch(r"-?\d+([.,]\d+)?", bare) else said


def day(cell: Cell) -> str:
    """Return a day as the form keeps it; what is none stays as it was written.

    Examples
    --------
    >>> day(date(2027, 3, 31)), day("31.03.2027 r."), day("wiosną")
    ('2027-03-31', '2027-03-31', 'wiosną')
    """
    if isinstance(cell, date):
        return f"{cell:%Y-%m-%d}"
    return in_iso(text(cell))


def choices(cell: Cell, known: Sequence[str]) -> list[str] | None:
    """Return which of the choices a cell names, parted by ``;`` or a comma; None where something in it is none of them.

    A choice may have a comma of its own.

    Examples
    --------
    >>> choices("Klienci, także w terenie;", ["Klienci, także w terenie", "Kadry"])
    ['Klienci, także w terenie']
    >>> choices("Kadry, Klienci", ["Klienci", "Kadry"]), choices("Inne", ["Kadry"]), choices("", ["Kadry"])
    (['Kadry', 'Klienci'], None, [])
    """
    rest = _bare(text(cell))
    by_name = sorted(((_bare(one), one) for one in known), key=lambda pair: -len(pair[0]))
    found = []
    while rest:
        hit = next((pair for pair in by_name if f"{rest};".startswith((f"{pair[0]};", f"{pair[0]},"))), None)
        if hit is None:
            return None
        found.append(hit[1])
        rest = rest[len(hit[0]) :].strip(AFTER_A_LIST)
    return found


def _bare(said: str) -> str:
    return " ".join(said.casefold().split()).strip(AFTER_A_LIST)


def links(cell: Cell) -> list[str]:
    """Return the addresses in a cell."""
    return LINK.findall(text(cell))


def day_first(cells: Sequence[Cell]) -> bool | None:
    """Tell whether dates with slashes have the day first, by all of a column; None where nothing tells."""
    pairs = [
        (int(found[1]), int(found[3]))
        for cell in cells
        if isinstance(cell, str) and (found := DATE.search(cell)) and found[2] == "/" and len(found[1]) < 3
    ]
    if any(first > 12 for first, _second in pairs):
        return True
    return False if any(second > 12 for _first, second in pairs) else None


def moment(cell: Cell, zone: str, *, day_first: bool | None = None) -> datetime | None:
    """Return the moment of a cell in UTC: in the zone that it names, else in that of the edition; None if it is none.

    Examples
    --------
    >>> moment("2027/03/20 1:43:01 PM GMT+1", "Europe/Berlin").isoformat()
    '2027-03-20T12:43:01+00:00'
    >>> moment("20.03.2027 13:43:01", "Europe/Berlin").isoformat()
    '2027-03-20T12:43:01+00:00'
    >>> moment("3/4/2027 10:00", "Europe/Berlin"), moment("wczoraj", "Europe/Berlin")
    (None, None)
    """
    local = ZoneInfo(zone)
    if isinstance(cell, datetime):
        rounded = (cell + timedelta(milliseconds=500)).replace(microsecond=0)
        return (rounded if rounded.tzinfo else rounded.replace(tzinfo=local)).astimezone(UTC)
    if isinstance(cell, date):
        return datetime.combine(cell, time(), local).astimezone(UTC)
    said = text_of(cell) if isinstance(cell, str) else ""
    found = DATE.search(said)
    if not found:
        return None
    try:
        day = _day(found, day_first=day_first)
        at, rest = _time(said[found.end() :])
        offset = _offset(rest)
    except ValueError:
        return None
    return datetime.combine(day, at, offset or local).astimezone(UTC) if day else None


def _day(found: re.Match[str], *, day_first: bool | None) -> date | None:
    first, second, last = int(found[1]), int(found[3]), int(found[4])
    if len(found[1]) == 4:
        return date(first, second, last)
    year = last + 2000 if last < 100 else last
    if found[2] == "/":
        if day_first is None and first != second:
            return None
        first, second = (first, second) if day_first else (second, first)
    return date(year, second, first)


def _time(said: str) -> tuple[time, str]:
    found = TIME.search(said)
    if not found:
        return time(), ""
    hour = int(found[1])
    if found[4]:
        hour = hour % 12 + (12 if found[4].lower() == "p" else 0)
    return time(hour, int(found[2]), int(found[3] or 0)), said[found.end() :].strip()


def _offset(said: str) -> timezone | None:
    if said in ZONES:
        return timezone(timedelta(hours=ZONES[said]))
    found = OFFSET.search(said)
    if not found:
        return None
    if found[4]:
        return UTC
    away = timedelta(hours=int(found[2]), minutes=int(found[3] or 0))
    return timezone(-away if found[1] == "-" else away)
