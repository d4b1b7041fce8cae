"""How long the rest will take, from the juror's own pace and nothing else. Pure."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from itertools import pairwise
from statistics import median

SITTING = timedelta(minutes=60)  # a longer gap between two sheets is a break, not work
FEWEST = 2  # gaps below which no estimate is honest


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
