"""The dates of a call for people's calendars: iCalendar as RFC 5545 spells it. Pure.

Each date is a moment in the edition's time zone, and the zone comes with the file: its changes of
the clock in the years of the call are listed one by one, so that no program has to know it by name.
"""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from functools import cache
from zoneinfo import ZoneInfo

from judging.core.i18n import _
from judging.core.written import told
from judging.editions.models import Edition

LONGEST = 75  # octets of a line
STAMP, LOCAL = "%Y%m%dT%H%M%SZ", "%Y%m%dT%H%M%S"
AN_HOUR = timedelta(hours=1)


def calendar(edition: Edition, *, url: str, at: datetime) -> str:
    """Return the file: ``url`` is the page of the call, ``at`` the moment it is made."""
    dates = [
        ("opens", _("The call for entries opens"), edition.opens_at),
        ("closes", _("The call for entries closes"), edition.closes_at),
        ("corrections", _("Last day for corrections"), edition.corrections_until),
        ("results", _("The results are announced"), edition.announcement_at),
    ]
    return of_dates(edition, dates, url=url, at=at)


def of_dates(edition: Edition, dates: Sequence[tuple[str, str, datetime]], *, url: str, at: datetime) -> str:
    """Return a file of dates of an edition, each with the key it is known by when it moves, and its name."""
    years = [moment.astimezone(UTC).year for _key, _label, moment in dates]
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Kapitula//Call for entries//PL",
        "METHOD:PUBLISH",
        f"X-WR-CALNAME:{escaped(told(edition.name))}",
        *_zone(edition.time_zone, min(years), max(years)),
    ]
    for key, label, moment in dates:
        lines += [
            "BEGIN:VEVENT",
            f"UID:{edition.slug}-{key}@kapitula",
            f"DTSTAMP:{at.astimezone(UTC):{STAMP}}",
            f"SEQUENCE:{edition.version}",
            f"DTSTART;TZID={edition.time_zone}:{moment.astimezone(ZoneInfo(edition.time_zone)):{LOCAL}}",
            f"SUMMARY:{escaped(f'{label} – {told(edition.name)}')}",
            f"URL:{url}",
            "TRANSP:TRANSPARENT",
            "END:VEVENT",
        ]
    return "".join(f"{folded(line)}\r\n" for line in [*lines, "END:VCALENDAR"])


def escaped(text: str) -> str:
    r"""Return a text as a value of a property.

    Examples
    --------
    >>> escaped("Nabór; ocena, wyniki\nsala 1\\2")
    'Nabór\\; ocena\\, wyniki\\nsala 1\\\\2'
    """
    for sign in ("\\", ";", ","):
        text = text.replace(sign, f"\\{sign}")
    return text.replace("\r\n", "\\n").replace("\n", "\\n").replace("\r", "\\n")


def folded(line: str) -> str:
    r"""Return a line in pieces of at most 75 octets, none of which parts a letter.

    Examples
    --------
    >>> [len(piece.encode()) for piece in folded("ż" * 60).split("\r\n")]
    [74, 47]
    """
    pieces, piece, room = [], "", LONGEST
    for sign in line:
        if len(piece.encode()) + len(sign.encode()) > room:
            pieces.append(piece)
            piece, room = "", LONGEST - 1  # after the space that a continued line begins with
        piece += sign
    return "\r\n ".join([*pieces, piece])


@cache
def _zone(name: str, first: int, last: int) -> tuple[str, ...]:
    """Return the zone with its changes of the clock from the year before the first date to the end of the last."""
    zone = ZoneInfo(name)
    start = datetime(first - 1, 1, 1, tzinfo=UTC)
    lines = ["BEGIN:VTIMEZONE", f"TZID:{name}", *_observance(start, zone, start.astimezone(zone))]
    for before, change in _changes(zone, start, datetime(last + 1, 1, 1, tzinfo=UTC)):
        lines += _observance(change, zone, before)
    return (*lines, "END:VTIMEZONE")


def _changes(zone: ZoneInfo, at: datetime, end: datetime) -> Iterator[tuple[datetime, datetime]]:
    """Yield the local time before each change of the clock with the moment of the change."""
    while at < end:
        later = at + AN_HOUR
        if later.astimezone(zone).utcoffset() != at.astimezone(zone).utcoffset():
            yield at.astimezone(zone), later
        at = later


def _observance(at: datetime, zone: ZoneInfo, before: datetime) -> list[str]:
    """Return what holds from a moment on; the clock that shows its beginning is the one that was in force before."""
    now = at.astimezone(zone)
    kind = "DAYLIGHT" if now.dst() else "STANDARD"
    offset = before.utcoffset() or timedelta()
    return [
        f"BEGIN:{kind}",
        f"DTSTART:{(at + offset).astimezone(UTC):{LOCAL}}",
        f"TZOFFSETFROM:{before:%z}",
        f"TZOFFSETTO:{now:%z}",
        f"TZNAME:{now.tzname()}",
        f"END:{kind}",
    ]
