"""A day as people and browsers spell it. Pure."""

import re
from datetime import date

ISO = re.compile(r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})")
POLISH = re.compile(r"([0-9]{1,2})[.\-/]([0-9]{1,2})[.\-/]([0-9]{4})(?: ?r\.?)?")


def day_of(text: str) -> date | None:
    """Return the day that a text means, in the spelling of a browser or of Poland.

    Examples
    --------
    >>> day_of("2027-03-31") == day_of("31.03.2027 r.") == date(2027, 3, 31)
    True
    >>> day_of("31.02.2027") is None
    True
    """
    if found := ISO.fullmatch(text):
        year, month, number = map(int, found.groups())
    elif found := POLISH.fullmatch(text):
        number, month, year = map(int, found.groups())
    else:
        return None
    try:
        return date(year, month, number)
    except ValueError:
        return None


def in_iso(text: str) -> str:
    """Return a day as a browser's own field shows it; what is no day stays as it was typed."""
    found = day_of(text)
    return found.isoformat() if found else text
