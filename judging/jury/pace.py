"""How long the rest will take: from the words to be read, and from the juror's own pace once it is known. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise
from statistics import median

from judging.core.readability import SPEED

WEIGHING = 4  # minutes for the scores of one sheet, as long as the own pace is unknown
PAGE = 250  # words of a typed page
SITTING = timedelta(minutes=60)  # a longer gap between two sheets is a break, not work
FEWEST = 2  # gaps below which no estimate is honest


@dataclass(frozen=True, slots=True)
class Left:
    """What is left to be done: minutes, and what they are made of."""

    minutes: int
    sheets: int
    words: int
    own: bool  # by the juror's own pace; else by the words and the time for scores

    @property
    def pages(self) -> int:
        """Typed pages that hold the words."""
        return -(-self.words // PAGE)


def left(submitted: Sequence[datetime], words: Sequence[int]) -> Left | None:
    """Return what is left; ``words`` are those of each sheet not handed in. Nothing for nothing.

    Examples
    --------
    >>> left([], [900, 450])
    Left(minutes=16, sheets=2, words=1350, own=False)
    """
    if not words:
        return None
    own = minutes_left(submitted, len(words))
    expected = -(-sum(words) // SPEED) + WEIGHING * len(words)
    return Left(own or expected, len(words), sum(words), own is not None)


def minutes_left(submitted: Sequence[datetime], left: int) -> int | None:
    """Estimate the minutes for the sheets left, or None while the own pace is unknown.

    Parameters
    ----------
    submitted
        When the juror handed in each sheet so far, in any order.
    left
        Sheets still to be handed in.

    Returns
    -------
    int or None
        Minutes: the median gap between sheets of one sitting, times the sheets left.
    """
    gaps = [later - earlier for earlier, later in pairwise(sorted(submitted))]
    working = [gap.total_seconds() / 60 for gap in gaps if gap <= SITTING]
    if len(working) < FEWEST or left == 0:
        return None
    return max(left, round(median(working) * left))
