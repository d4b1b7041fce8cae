"""How little the weights would have to change for another entry to win."""

from collections.abc import Hashable
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from judging.stats.profiles import DIGITS, check_profile, leaders

LEVEL = 10.0**-DIGITS


@dataclass(frozen=True, slots=True)
class Change:
    """The least that would have to change for a rival to catch up with the leader.

    Attributes
    ----------
    leader, rival : hashable
        The entry in front and the one that draws level with it.
    change : float
        Sum of what all shares gain and lose, between 0 and 2; half of it changes hands.
    weights : Series of length n_criteria
        The shares at which the two are level.
    """

    leader: Hashable
    rival: Hashable
    change: float
    weights: pd.Series


def smallest_change(profile: pd.DataFrame, weights: pd.Series, *, leader: Hashable | None = None) -> Change | None:
    """Find the smallest change of the weights that costs the leader the sole first place.

    Parameters
    ----------
    profile : DataFrame of shape (n_entries, n_criteria)
        Mean points of each entry on each criterion.
    weights : Series of length n_criteria
        Non-negative, of any positive sum.
    leader : hashable, optional
        The entry to dethrone; by default the first by points, tied ones by name.

    Returns
    -------
    Change or None
        The rival who needs least, the first by name among equals; None when nobody can catch
        up under any weights, or when there is no rival.

    Raises
    ------
    ValueError
        When the profile or the weights are malformed.

    See Also
    --------
    weights_to_draw_level : the same for every rival.

    Examples
    --------
    >>> profile = pd.DataFrame({"new": [9.0, 6.0], "useful": [6.0, 8.0]}, index=["A", "B"])
    >>> found = smallest_change(profile, pd.Series({"new": 1, "useful": 1}))
    >>> found.rival, round(found.change, 2), found.weights.round(2).to_dict()
    ('B', 0.2, {'new': 0.4, 'useful': 0.6})
    """
    clean, shares = check_profile(profile, weights)
    first: Hashable = leaders(clean, shares)[0] if leader is None else leader
    needed = weights_to_draw_level(profile, weights, leader=first)
    change = (needed - shares).abs().sum(axis=1, skipna=False).round(12).dropna()
    if change.empty:
        return None
    nearest = int(np.argmin(change.to_numpy()))
    rival = change.index[nearest]
    return Change(first, rival, float(change.iloc[nearest]), needed.loc[rival].rename("share"))


def weights_to_draw_level(profile: pd.DataFrame, weights: pd.Series, *, leader: Hashable | None = None) -> pd.DataFrame:
    r"""Return, for each rival, the nearest shares at which it is level with the leader.

    Parameters
    ----------
    profile : DataFrame of shape (n_entries, n_criteria)
        Mean points of each entry on each criterion.
    weights : Series of length n_criteria
        Non-negative, of any positive sum.
    leader : hashable, optional
        The entry in front; by default the first by points, tied ones by name.

    Returns
    -------
    DataFrame of shape (n_entries - 1, n_criteria), rivals ascending
        Shares that sum to 1; the given ones where the rival is level or ahead already; NaN
        where it stays behind under any weights.

    Raises
    ------
    ValueError
        When the profile or the weights are malformed.
    KeyError
        When the leader is not in the profile.

    Notes
    -----
    The linear programme :math:`\min \sum |w - w_0|` subject to :math:`w \cdot d \ge 0` on the
    simplex, with :math:`d` the rival's points less the leader's, is a knapsack: what moves goes
    to the rival's best criterion and comes from its worst ones first. So one sort solves it;
    the tests compare it with HiGHS.
    """
    clean, shares = check_profile(profile, weights)
    first = leaders(clean, shares)[0] if leader is None else leader
    rivals = clean.drop(index=first)
    found = np.full(rivals.shape, np.nan)
    ahead = clean.to_numpy(float)[clean.index.get_loc(first)]
    for row, points in enumerate(rivals.to_numpy(float)):
        found[row] = _draw_level(shares.to_numpy(float), points - ahead)
    return pd.DataFrame(found, index=rivals.index, columns=clean.columns)


def _draw_level(shares: NDArray[np.float64], difference: NDArray[np.float64]) -> NDArray[np.float64]:
    """Move weight to the best criterion, from the worst first, until the gap is closed."""
    moved = shares.copy()
    missing = -float((shares * difference).sum())
    best = int(np.argmax(difference))
    if missing <= LEVEL:
        return moved
    if difference[best] < -LEVEL:
        return np.full_like(shares, np.nan)
    for worst in np.argsort(difference, kind="stable"):
        gain = difference[best] - difference[worst]
        if missing <= 0 or gain <= 0:
            break
        step = min(moved[worst], missing / gain)
        moved[worst] -= step
        moved[best] += step
        missing -= step * gain
    return moved
