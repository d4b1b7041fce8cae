"""What other weights would do to the ranking: how far a weight may move before another entry wins.

The smallest change that dethrones the winner is in :mod:`judging.stats.weight_change`, weights drawn
at random in :mod:`judging.stats.smaa`.
"""

from collections.abc import Collection, Hashable

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from judging.stats.profiles import check_profile, leaders, totals

LEVEL = 1e-9  # differences in points below this are ties


def stability_intervals(
    profile: pd.DataFrame,
    weights: pd.Series,
    k: int = 1,
    *,
    chosen: Collection[Hashable] | None = None,
) -> pd.DataFrame:
    r"""Tell how far each weight may move, alone, before the first `k` entries change.

    Parameters
    ----------
    profile : DataFrame of shape (n_entries, n_criteria)
        Mean points of each entry on each criterion.
    weights : Series of length n_criteria
        Non-negative, of any positive sum.
    k : int, default 1
        How many entries are to stay in front, as a set.
    chosen : collection of entries, optional
        The entries to stay in front, where a tie was broken by other means; then `k` is
        not read. Without it the first `k` by points, tied ones by name.

    Returns
    -------
    DataFrame of shape (n_criteria, 3), indexed by criterion in the order of `weights`
        ``low``, ``share`` and ``high``, as parts of 1. Both ends belong to the interval: there
        the entries in front are at worst tied. All NaN where the question has no meaning: a
        single criterion, or `chosen` entries that are not in front at the given weights.

    Raises
    ------
    ValueError
        When the profile or the weights are malformed, or `chosen` names a stranger.

    Notes
    -----
    Criterion *c* gets the share :math:`t`, the others keep their proportions (equal ones where
    all of them are 0), so that the points of every entry are linear in *t*, and so is every
    difference between an entry in front and one behind: each excludes one half-line at most.

    References
    ----------
    E. Triantaphyllou, *Multi-Criteria Decision Making Methods*, Kluwer 2000, chapter 8.

    Examples
    --------
    >>> profile = pd.DataFrame({"new": [9.0, 6.0], "useful": [6.0, 8.0]}, index=["A", "B"])
    >>> intervals = stability_intervals(profile, pd.Series({"new": 1, "useful": 1}))
    >>> intervals.loc["new"].round(2).tolist()
    [0.4, 0.5, 1.0]
    """
    clean, shares = check_profile(profile, weights)
    front = clean.index.isin(list(leaders(clean, shares, k) if chosen is None else chosen))
    if chosen is not None and front.sum() != len(set(chosen)):
        raise ValueError("an entry that should stay in front is not in the profile")
    points, now = clean.to_numpy(float), totals(clean, shares)
    gap = now[front][:, None] - now[~front][None, :]
    table = pd.DataFrame({"low": 0.0, "share": shares, "high": 1.0}, index=weights.index)
    if len(shares) == 1 or (gap < -LEVEL).any():
        return table.assign(low=np.nan, high=np.nan)
    for position, (criterion, share) in enumerate(shares.items()):
        slope = points[:, position] - _without(points, shares.to_numpy(float), position)
        steepness = slope[front][:, None] - slope[~front][None, :]
        table.loc[criterion, ["low", "high"]] = _interval(share, gap, steepness)
    return table


def _without(points: NDArray[np.float64], shares: NDArray[np.float64], position: int) -> NDArray[np.float64]:
    """Sum the points on the other criteria, which keep their proportions."""
    others = np.delete(shares, position)
    others = others / others.sum() if others.sum() > 0 else np.full(len(others), 1 / len(others))
    return np.asarray((np.delete(points, position, axis=1) * others).sum(axis=1))


def _interval(share: float, gap: NDArray[np.float64], steepness: NDArray[np.float64]) -> tuple[float, float]:
    """Cut [0, 1] to where every ``gap + (t - share) * steepness`` is at least 0."""
    rising, falling = steepness > LEVEL, steepness < -LEVEL
    low = share - (gap[rising] / steepness[rising]).min(initial=np.inf)
    high = share + (gap[falling] / -steepness[falling]).min(initial=np.inf)
    return max(0.0, float(low)), min(1.0, float(high))


def effective_weights(profile: pd.DataFrame, weights: pd.Series) -> pd.Series:
    """Tell how much each criterion really decides: its share of the spread of the points.

    Parameters
    ----------
    profile : DataFrame of shape (n_entries, n_criteria)
        Mean points of each entry on each criterion.
    weights : Series of length n_criteria
        Non-negative, of any positive sum.

    Returns
    -------
    Series of length n_criteria, in the order of `weights`
        Parts of 1 that sum to 1; one is negative where the criterion works against the
        result. NaN where all entries have the same points (one entry, for instance).

    Raises
    ------
    ValueError
        When the profile or the weights are malformed.

    Notes
    -----
    ``w_c cov(x_c, m) / var(m)`` with the shares ``w`` and the weighted means ``m``: a criterion
    on which everybody gets the same decides nothing, however heavy.

    Examples
    --------
    >>> profile = pd.DataFrame({"new": [9.0, 6.0], "useful": [7.0, 7.0]})
    >>> effective_weights(profile, pd.Series({"new": 1, "useful": 3})).tolist()
    [1.0, 0.0]
    """
    clean, shares = check_profile(profile, weights)
    mean = totals(clean, shares)
    centred = mean - mean.mean()
    variance = (centred**2).sum()
    if mean.max() == mean.min():
        return pd.Series(np.nan, index=shares.index, name="effective")
    points = clean.to_numpy(float)
    covariance = (centred[:, None] * (points - points[0])).sum(axis=0)
    effective = shares.to_numpy(float) * covariance / variance
    return pd.Series(effective, index=shares.index, name="effective")
