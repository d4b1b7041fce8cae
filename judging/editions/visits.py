"""What a look at the dashboard makes of what is noted of earlier looks. Pure."""

from dataclasses import dataclass
from datetime import datetime, timedelta

PAUSE = timedelta(minutes=30)  # after which a look begins a new visit
EVERY = timedelta(minutes=5)  # how exact the note is: not every look writes


@dataclass(frozen=True, slots=True)
class Visit:
    """When somebody looked last, and when the visit before that one ended."""

    seen_at: datetime
    before: datetime | None = None


def looked(kept: Visit | None, at: datetime) -> Visit:
    """Return the visit that a look belongs to.

    Examples
    --------
    >>> nine, ten = datetime(2027, 3, 1, 9), datetime(2027, 3, 1, 10)
    >>> looked(None, nine).before, looked(Visit(nine), ten).before == nine
    (None, True)
    >>> looked(Visit(ten, before=nine), ten + EVERY).before == nine
    True
    """
    if kept is None:
        return Visit(at)
    return Visit(at, kept.seen_at if at - kept.seen_at >= PAUSE else kept.before)


def worth_noting(kept: Visit | None, at: datetime) -> bool:
    """Tell whether a look is written down; a clock that was put back writes nothing."""
    return kept is None or at - kept.seen_at >= EVERY
