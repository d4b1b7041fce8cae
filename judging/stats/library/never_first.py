"""Which entries no weights would make the winner."""

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.optimize import linprog

from judging.stats.profiles import check_profile
from judging.stats.weight_change import LEVEL


def never_first(profile: pd.DataFrame) -> pd.Series:
    """Tell which entries no weighting would make the winner, not even tied.

    Parameters
    ----------
    profile : DataFrame of shape (n_entries, n_criteria)
        Mean points of each entry on each criterion.

    Returns
    -------
    Series of length n_entries, entries ascending
        True where some mixture of other entries has more points on every criterion.

    Raises
    ------
    ValueError
        When the profile is malformed.

    Notes
    -----
    An entry wins somewhere iff it lies on the upper hull. Entries beaten on every criterion
    by a single other are settled at once; each other one by linear programmes against the
    winners known so far, each of which ends with a proof or with a new winner.

    Examples
    --------
    >>> profile = pd.DataFrame({"new": [9, 2, 5], "useful": [2, 9, 5]}, index=["A", "B", "C"])
    >>> never_first(profile).tolist()
    [False, False, True]
    """
    clean, _ = check_profile(profile, pd.Series(1.0, index=profile.columns))
    points = clean.to_numpy()
    winners = set(np.argmax(points, axis=0).tolist())
    answers = [_never(points, position, winners) for position in range(len(points))]
    return pd.Series(answers, index=clean.index, name="never_first")


def _never(points: NDArray[np.float64], position: int, winners: set[int]) -> bool:
    """Settle one entry, adding to the winners those met on the way."""
    ahead = (points - points[position]).min(axis=1)
    while ahead.max() <= LEVEL:
        weights, margin = _best_weights(points[position] - points[sorted(winners)])
        if margin < -LEVEL:
            return True
        scores = points @ weights
        if scores.max() - scores[position] <= LEVEL:
            return False
        winners.add(int(np.argmax(scores)))
    return True


def _best_weights(leads: NDArray[np.float64]) -> tuple[NDArray[np.float64], float]:
    """Find the shares that make the smallest of the leads as large as can be."""
    rivals, criteria = leads.shape
    solution = linprog(
        c=np.append(np.zeros(criteria), -1.0),
        A_ub=np.column_stack([-leads, np.ones(rivals)]),
        b_ub=np.zeros(rivals),
        A_eq=[np.append(np.ones(criteria), 0.0)],
        b_eq=[1.0],
        bounds=[(0, 1)] * criteria + [(None, None)],
        method="highs",
    )
    best = np.asarray(solution.x)
    return best[:-1], float(best[-1])
