"""Who is late and when each juror will be done, from their own pace and nothing else. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from judging.core.i18n import _l

FEWEST = 3  # sheets handed in, below which no forecast is honest
A_WHILE = timedelta(days=1)  # of scoring, likewise
SILENT = timedelta(days=7)  # without a sign, after which somebody else is thought of
FARTHEST = timedelta(days=3650)


class Standing(StrEnum):
    """How a juror stands; those who need something come first."""

    OVERDUE = "overdue"
    SILENT = "silent"
    LATE = "late"
    UNKNOWN = "unknown"
    ON_TIME = "on-time"
    DONE = "done"

    @property
    def label(self) -> str:
        """How the juror stands, in the reader's language."""
        return str(LABELS[self])

    @property
    def is_late(self) -> bool:
        """Whether something should be done."""
        return self in {Standing.OVERDUE, Standing.SILENT, Standing.LATE}


LABELS = {
    Standing.OVERDUE: _l("past the end of scoring"),
    Standing.SILENT: _l("silent for a week"),
    Standing.LATE: _l("too slow for the deadline"),
    Standing.UNKNOWN: _l("too little data"),
    Standing.ON_TIME: _l("on time"),
    Standing.DONE: _l("done"),
}


@dataclass(frozen=True, slots=True)
class Window:
    """When a round takes sheets."""

    opens: datetime
    closes: datetime


def forecast(handed_in: Sequence[datetime], missing: int, began: datetime, at: datetime) -> datetime | None:
    """Return when the rest will be handed in at the pace so far, breaks and all; None while that is unknown.

    Parameters
    ----------
    handed_in
        When the juror handed in each sheet so far, in any order.
    missing
        Sheets still to be handed in, at least 1.
    began
        Since when the juror could score: the opening, or the assignment where that was later.
    at
        Now.

    Examples
    --------
    >>> day = lambda number: datetime(2027, 9, number)
    >>> forecast([day(2), day(3), day(5)], 3, day(1), day(7))
    datetime.datetime(2027, 9, 13, 0, 0)
    >>> forecast([day(2), day(3)], 3, day(1), day(7)) is None
    True
    """
    if len(handed_in) < FEWEST or at - began < A_WHILE:
        return None
    return at + min((at - began) / len(handed_in) * missing, FARTHEST)


def standing(
    *, missing: int, done: datetime | None, seen: datetime | None, window: Window, began: datetime, at: datetime
) -> Standing:
    """Return how a juror stands; ``done`` is the forecast, ``seen`` when they were last here.

    Examples
    --------
    >>> day = lambda number: datetime(2027, 9, number)
    >>> rest = {"window": Window(day(1), day(20)), "began": day(1), "at": day(10)}
    >>> [standing(missing=n, done=None, seen=s, **rest).value for n, s in ((0, None), (1, None), (1, day(9)))]
    ['done', 'silent', 'unknown']
    >>> [standing(missing=1, done=day(n), seen=day(9), **rest).value for n in (19, 21)]
    ['on-time', 'late']
    """
    if not missing:
        return Standing.DONE
    if at >= window.closes:
        return Standing.OVERDUE
    if at - max(began, seen or began) >= SILENT:
        return Standing.SILENT
    if done is None:
        return Standing.UNKNOWN
    return Standing.LATE if done > window.closes else Standing.ON_TIME


class Skipped(StrEnum):
    """Why somebody gets no reminder."""

    DONE = "done"
    TODAY = "today"
    GONE = "gone"
    CLOSED = "closed"
    NO_ADDRESS = "no-address"

    @property
    def label(self) -> str:
        """Why not, in the reader's language."""
        return str(SKIPPED[self])


SKIPPED = {
    Skipped.DONE: _l("nothing is left to do"),
    Skipped.TODAY: _l("has had a reminder today; one a day at most"),
    Skipped.GONE: _l("is no longer a member of the chapter"),
    Skipped.CLOSED: _l("the account is closed"),
    Skipped.NO_ADDRESS: _l("has no e-mail address"),
}
