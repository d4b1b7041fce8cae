"""The chance of normal values to be among the largest, from their means and covariance."""

import numpy as np
import numpy.typing as npt
import pandas as pd

from judging.stats.design import Floats
from judging.stats.draws import places_of, share_within
from judging.stats.thresholds import DRAWS


def top_k_probability(
    mean: npt.ArrayLike, cov: npt.ArrayLike, k: int, rng: np.random.Generator, draws: int = DRAWS
) -> "pd.Series[float]":
    """Return the chance of each of n normal values to be among the k largest.

    Parameters
    ----------
    mean : array_like of shape (n,)
        Expected values; a Series keeps its index.
    cov : array_like of shape (n, n)
        Their covariance, symmetric and positive semidefinite.
    k : int
        How many count as first; 0 or more.
    rng : Generator
        Source of chance.
    draws : int, default 4000
        The standard error is at most 0.5 / sqrt(draws).

    Returns
    -------
    Series of length n
        Sums to min(k, n). Exactly k/n for exchangeable values (equal means, variances
        and covariances) and exactly 1 when k >= n; no draw is made then.

    Raises
    ------
    ValueError
        When the shapes do not match, a number is not finite or k is negative.

    Examples
    --------
    >>> top_k_probability([7, 7], [[1, 0.5], [0.5, 1]], 1, np.random.default_rng(1)).to_list()
    [0.5, 0.5]
    """
    index = mean.index if isinstance(mean, pd.Series) else None
    m, C = np.asarray(mean, dtype=float), np.asarray(cov, dtype=float)
    if k < 0 or C.shape != (len(m), len(m)) or not (np.isfinite(m).all() and np.isfinite(C).all()):
        raise ValueError("mean and cov must be finite, of shapes (n,) and (n, n), and k >= 0")
    if k >= len(m) or _exchangeable(m, C):
        chance = np.full(len(m), min(1.0, k / max(len(m), 1)))
    else:
        root = _root(C)
        values = m[:, None] + root @ rng.standard_normal((len(m), draws))
        chance = share_within(places_of(values), k)
    return pd.Series(chance, index, name="probability")


def _exchangeable(mean: Floats, cov: Floats) -> bool:
    off = cov[~np.eye(len(mean), dtype=bool)]
    return all(len(np.unique(values)) <= 1 for values in (mean, np.diag(cov), off))


def _root(cov: Floats) -> Floats:
    """Return L with L L' = cov, for a semidefinite matrix as well."""
    try:
        return np.asarray(np.linalg.cholesky(cov))
    except np.linalg.LinAlgError:
        values, vectors = np.linalg.eigh(cov)
        return np.asarray(vectors * np.sqrt(np.maximum(values, 0.0)))
