"""Acceptability: how often each entry would be in front if the weights were drawn at random."""

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from judging.stats.profiles import check_profile

CELLS = 4_000_000  # entries times draws held in memory at once


@dataclass(frozen=True, slots=True)
class Acceptability:
    """What drawn weights say of each entry.

    Attributes
    ----------
    table : DataFrame of shape (n_entries, 2)
        ``first`` and ``top``: the share of draws in which the entry is first and among the
        first k; tied entries share the place equally, so the columns sum to 1 and to k.
    central_weights : DataFrame of shape (n_entries, n_criteria)
        Mean of the weights that make the entry first; NaN where none did.
    """

    table: pd.DataFrame
    central_weights: pd.DataFrame


def smaa(
    profile: pd.DataFrame,
    weights: pd.Series,
    rng: np.random.Generator,
    *,
    draws: int = 10_000,
    concentration: float | None = None,
    k: int = 1,
) -> Acceptability:
    r"""Draw weights and count how often each entry is first and among the first `k`.

    Parameters
    ----------
    profile : DataFrame of shape (n_entries, n_criteria)
        Mean points of each entry on each criterion.
    weights : Series of length n_criteria
        The weights of the rules. A criterion of weight 0 keeps 0 in every draw.
    rng : Generator
        The source of chance; the same seed gives the same answer, whatever the row order.
    draws : int, default 10 000
        The standard error of a share is at most ``0.5 / sqrt(draws)``: 0.005.
    concentration : float, optional
        Without it every weighting is equally likely. With it the weights scatter round those
        of the rules; 50 gives a standard deviation of 6.4 points at a weight of 30 %.
    k : int, default 1
        Number of places that matter; cut down to the number of entries.

    Returns
    -------
    Acceptability

    Raises
    ------
    ValueError
        When the profile or the weights are malformed, or `draws`, `concentration` or `k` is
        not positive.

    Notes
    -----
    Weights come from a Dirichlet distribution with parameters 1, or :math:`\kappa w_c`.

    References
    ----------
    R. Lahdelma and P. Salminen, "SMAA-2", *Operations Research* 49 (2001), 444-454.
    T. Tervonen and R. Lahdelma, "Implementing stochastic multicriteria acceptability
    analysis", *European Journal of Operational Research* 178 (2007), 500-513.

    Examples
    --------
    >>> profile = pd.DataFrame({"new": [9.0, 1.0], "useful": [5.0, 5.0]}, index=["A", "B"])
    >>> found = smaa(profile, pd.Series({"new": 1, "useful": 1}), np.random.default_rng(1))
    >>> found.table["first"].tolist()
    [1.0, 0.0]
    """
    clean, shares = check_profile(profile, weights)
    if draws < 1 or k < 1 or (concentration is not None and concentration <= 0):
        raise ValueError("draws, concentration and k must be positive")
    drawn = _draw(shares.to_numpy(float), rng, draws, concentration)
    counting = clean.to_numpy(float) * (shares.to_numpy(float) > 0)
    kinds, kind, copies = np.unique(counting, axis=0, return_inverse=True, return_counts=True)
    first, top, centre = np.zeros(len(kinds)), np.zeros(len(kinds)), np.zeros(kinds.shape)
    able = _able(kinds, copies, k)
    for part in np.array_split(drawn, -(-draws * int(copies[able].sum()) // CELLS)):
        points = part @ kinds[able].T
        wins = _in_front(points, copies[able], 1)
        first[able] += wins.sum(axis=0)
        centre[able] += wins.T @ part
        top[able] += _in_front(points, copies[able], min(k, len(clean))).sum(axis=0)
    won = np.where(first > 0, first, np.nan)
    central = centre / won[:, None]
    table = pd.DataFrame({"first": first[kind] / draws, "top": top[kind] / draws}, clean.index)
    return Acceptability(table, pd.DataFrame(central[kind], clean.index, clean.columns))


def _draw(
    shares: NDArray[np.float64], rng: np.random.Generator, draws: int, concentration: float | None
) -> NDArray[np.float64]:
    """Draw weights that sum to 1; criteria of weight 0 stay at 0."""
    counting = shares > 0
    parameters = np.ones(len(shares)) if concentration is None else concentration * shares
    drawn = np.zeros((draws, len(shares)))
    drawn[:, counting] = rng.dirichlet(parameters[counting], draws)
    return drawn


def _able(kinds: NDArray[np.float64], copies: NDArray[np.int64], k: int) -> NDArray[np.bool_]:
    """Leave out the kinds that `k` entries beat or equal on every criterion."""
    behind = np.ones((len(kinds), len(kinds)), dtype=bool)
    for points in kinds.T:
        behind &= points[:, None] <= points[None, :]
    return np.asarray(behind @ copies - copies < k)


def _in_front(points: NDArray[np.float64], copies: NDArray[np.int64], k: int) -> NDArray[np.float64]:
    """Give each kind of entry its part of the first `k` places, draw by draw.

    `points` has shape (draws, kinds); a kind stands for as many equal entries as `copies`
    says, and each of them has the part given here.
    """
    if k == 1:
        last = points.max(axis=1, keepdims=True)
    else:
        entries = points if copies.max() == 1 else np.repeat(points, copies, axis=1)
        last = np.partition(entries, -k, axis=1)[:, -k][:, None]
    above, level = points > last, points == last
    left = k - above @ copies
    return np.asarray(above + level * (left / (level @ copies))[:, None])
