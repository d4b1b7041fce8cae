"""The profile that questions about weights start from: entries by criteria, and shares."""

import numpy as np
import pandas as pd
from numpy.typing import NDArray

DIGITS = 9  # totals that agree to so many decimals are one total


def check_profile(profile: pd.DataFrame, weights: pd.Series) -> tuple[pd.DataFrame, pd.Series]:
    """Return a clean profile and the weights as shares, or say what is wrong with them.

    Parameters
    ----------
    profile : DataFrame of shape (n_entries, n_criteria)
        Mean points of each entry on each criterion; all criteria on one scale.
    weights : Series of length n_criteria, indexed by criterion
        Non-negative, of any positive sum.

    Returns
    -------
    profile : DataFrame of shape (n_entries, n_criteria)
        As float, entries in ascending order, criteria in the order of `weights`.
    shares : Series of length n_criteria
        The weights divided by their sum.

    Raises
    ------
    ValueError
        When there is nothing to rank, an entry or a criterion stands twice, the criteria
        of the two differ, a number is missing or infinite, a weight is negative, or all are 0.
    """
    if profile.empty:
        raise ValueError("a profile needs at least one entry and one criterion")
    if not (profile.index.is_unique and weights.index.is_unique and profile.columns.is_unique):
        raise ValueError("an entry or a criterion stands twice in the profile or the weights")
    if set(profile.columns) != set(weights.index):
        raise ValueError("the profile and the weights name different criteria")
    clean, numbers = profile[list(weights.index)].astype(float).sort_index(), weights.astype(float)
    if not (np.isfinite(clean.to_numpy()).all() and np.isfinite(numbers.to_numpy()).all()):
        raise ValueError("every mean and every weight must be a finite number")
    if (numbers < 0).any() or numbers.sum() == 0:
        raise ValueError("weights must not be negative, and at least one must be above 0")
    return clean, numbers / numbers.sum()


def totals(profile: pd.DataFrame, shares: pd.Series) -> NDArray[np.float64]:
    """Sum a clean profile by shares; equal totals come out equal, to nine decimals.

    Parameters
    ----------
    profile : DataFrame of shape (n_entries, n_criteria)
    shares : Series of length n_criteria
        Both as :func:`check_profile` returns them.

    Returns
    -------
    ndarray of shape (n_entries,)
        Points on the scale of the criteria.
    """
    summed = (profile.to_numpy() * shares.to_numpy()).sum(axis=1)
    return np.asarray(np.round(summed, DIGITS), dtype=np.float64)


def leaders(profile: pd.DataFrame, shares: pd.Series, k: int = 1) -> pd.Index:
    """Return the first `k` entries at these weights; of tied entries the first by name.

    Parameters
    ----------
    profile : DataFrame of shape (n_entries, n_criteria)
    shares : Series of length n_criteria
        Both as :func:`check_profile` returns them.
    k : int, default 1
        At least 1; with `k` entries or fewer all of them lead.

    Returns
    -------
    Index of length min(k, n_entries), best first
        A tie is cut by name only so that the same question has the same answer; whoever
        knows the jury's own order names the leaders instead.

    Raises
    ------
    ValueError
        When `k` is below 1.
    """
    if k < 1:
        raise ValueError(f"k must be at least 1, got {k}")
    order = np.argsort(-totals(profile, shares), kind="stable")
    return profile.index[order[:k]]
