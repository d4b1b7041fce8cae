"""The ranking under other weights, and without a criterion."""

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.stats import rankdata

from judging.stats.profiles import check_profile, totals


def rerank(profile_totals: pd.DataFrame, weights: pd.Series, sheets: pd.Series | None = None) -> pd.DataFrame:
    """Rank the entries under other weights, in integers, so that a tie stays a tie.

    Parameters
    ----------
    profile_totals : DataFrame of shape (n_entries, n_criteria)
        Whole steps given to each entry on each criterion, summed over its sheets.
    weights : Series of length n_criteria
        Non-negative whole numbers of any positive sum.
    sheets : Series of length n_entries, optional
        How many sheets each entry's sums stand for, 0 or more; one each by default.

    Returns
    -------
    DataFrame of shape (n_entries, 2), in the order of `profile_totals`
        ``points``: the weighted mean in steps; ``place``: 1, 2, 2, 4. Both NaN for an entry
        without sheets.

    Raises
    ------
    ValueError
        When a weight is negative or all are 0.
    KeyError
        When a criterion has no weight or an entry no number of sheets.

    Notes
    -----
    Equal fractions give equal quotients and different ones different quotients as long as the
    numerators stay below 2**52, since each is one correctly rounded division of two integers.

    Examples
    --------
    >>> given = pd.DataFrame({"new": [9, 6], "useful": [6, 8]}, index=["A", "B"])
    >>> rerank(given, pd.Series({"new": 2, "useful": 3}))["place"].tolist()
    [1.0, 1.0]
    """
    counting = weights.loc[profile_totals.columns].to_numpy().astype(np.int64)
    if (counting < 0).any() or counting.sum() == 0:
        raise ValueError("weights must not be negative, and at least one must be above 0")
    numerator = profile_totals.to_numpy().astype(np.int64) @ counting
    ones = np.ones(len(numerator), dtype=np.int64)
    count = ones if sheets is None else sheets.loc[profile_totals.index].to_numpy()
    points = np.full(len(numerator), np.nan)
    np.divide(numerator, count * counting.sum(), out=points, where=count > 0)
    return pd.DataFrame({"points": points, "place": _places(points)}, index=profile_totals.index)


def leave_one_criterion_out(profile: pd.DataFrame, weights: pd.Series) -> pd.DataFrame:
    """Rank the entries without each criterion in turn; the others keep their proportions.

    Parameters
    ----------
    profile : DataFrame of shape (n_entries, n_criteria)
        Mean points of each entry on each criterion.
    weights : Series of length n_criteria
        Non-negative, of any positive sum.

    Returns
    -------
    DataFrame of shape (n_entries, n_criteria), entries ascending
        The place (1, 2, 2, 4) of the entry in a ranking without the criterion of the column;
        totals that agree to nine decimals are tied. NaN where no weight would be left.

    Raises
    ------
    ValueError
        When the profile or the weights are malformed.

    Examples
    --------
    >>> profile = pd.DataFrame({"new": [9.0, 6.0], "useful": [6.0, 8.0]}, index=["A", "B"])
    >>> leave_one_criterion_out(profile, pd.Series({"new": 1, "useful": 1}))["new"].tolist()
    [2.0, 1.0]
    """
    clean, shares = check_profile(profile, weights)
    places = pd.DataFrame(np.nan, index=clean.index, columns=clean.columns)
    for criterion in clean.columns:
        left = shares.drop(criterion)
        if left.sum() > 0:
            rest = clean.drop(columns=criterion)
            places[criterion] = _places(totals(rest, left / left.sum()))
    return places


def _places(points: NDArray[np.float64]) -> NDArray[np.float64]:
    """Give the entry with the most points place 1: 1, 2, 2, 4."""
    return np.asarray(rankdata(-points, method="min", nan_policy="omit"), dtype=np.float64)
