"""Times as they are typed in a zone of their own, read as moments."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from judging.core.i18n import _


class NoSuchTime(ValueError):  # noqa: N818 -- an answer, not an error
    """The text names no moment, or two; the message explains it to the person who typed it."""


def from_local(text: str, zone: str) -> datetime:
    """Read a moment typed in a zone's own time and return it in UTC.

    Raises
    ------
    NoSuchTime
        When the text is no date and time, or when clocks skip that time or show it twice.
    """
    try:
        naive = datetime.fromisoformat(text.strip())
    except ValueError:
        raise NoSuchTime(_("Give a date and a time, such as 2027-03-31 23:59.")) from None
    if naive.tzinfo or ":" not in text:
        raise NoSuchTime(_("Give a date and a time, such as 2027-03-31 23:59."))
    first = naive.replace(tzinfo=ZoneInfo(zone), fold=0)
    second = first.replace(fold=1)
    if first.utcoffset() == second.utcoffset():
        return first.astimezone(UTC)
    words = {"time": f"{naive:%H:%M}", "day": f"{naive:%d.%m.%Y}"}
    if first.astimezone(UTC).astimezone(ZoneInfo(zone)).replace(tzinfo=None) == naive:
        raise NoSuchTime(_("On %(day)s clocks go back and %(time)s happens twice. Choose another hour.", **words))
    raise NoSuchTime(_("On %(day)s clocks go forward and skip %(time)s. Choose another hour.", **words))
