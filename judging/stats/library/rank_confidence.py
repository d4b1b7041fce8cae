"""Places that the data cannot exclude: confidence sets for ranks."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from judging.stats.design import Floats, Ints

Pairs = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class RankConfidence:
    """Which of n entries are significantly apart, and the places left to each.

    Attributes
    ----------
    simultaneous : DataFrame of shape (n, 2), indexed by entry
        ``low`` (best) and ``high`` (worst) place; with the given coverage all sets
        hold the true places at once.
    marginal : DataFrame of shape (n, 2), indexed by entry
        The same, with the coverage for each entry taken alone; narrower.
    tau_best : tuple
        Entries, in the given order, not significantly beaten by `tau` others: with the
        given coverage all of the true first `tau` are among them.
    tau : int
        How many count as first.
    """

    simultaneous: pd.DataFrame
    marginal: pd.DataFrame
    tau_best: tuple[object, ...]
    tau: int


def rank_confidence_sets(
    estimate: npt.ArrayLike | pd.Series,
    rng: np.random.Generator,
    *,
    se: npt.ArrayLike | None = None,
    cov: npt.ArrayLike | None = None,
    tau: int = 1,
    coverage: float = 0.95,
    draws: int = 1_000,
) -> RankConfidence:
    """Find the places that each entry may truly have, the largest estimate first.

    Parameters
    ----------
    estimate : array_like of shape (n,)
        Estimated worth; a Series keeps its index as names of the entries.
    rng : Generator
        Source of chance for the parametric bootstrap.
    se : array_like of shape (n,), optional
        Standard errors of independent estimates; give either this or `cov`.
    cov : array_like of shape (n, n), optional
        Covariance of the estimates, positive semidefinite.
    tau : int, default 1
        How many count as first for the set of the best.
    coverage : float, default 0.95
        Strictly between 0 and 1.
    draws : int, default 1000
        Bootstrap draws; the cost is draws times n squared, so ask for it on demand.

    Returns
    -------
    RankConfidence
        An estimate without error is apart from another such one unless they are equal.

    Raises
    ------
    ValueError
        When shapes do not match, a number is not finite, or neither or both of `se`
        and `cov` are given.

    Notes
    -----
    The critical value is the quantile of the largest studentised difference over all
    pairs not yet rejected; rejected pairs leave and it is computed again (step-down). The
    rank of an entry lies between 1 + those significantly better and n - those
    significantly worse. The set of the best tests in one direction only.

    References
    ----------
    M. Mogstad, J. P. Romano, A. M. Shaikh & D. Wilhelm, "Inference for Ranks with
    Applications to Mobility across Neighborhoods and Academic Achievement across
    Countries", *Rev. Econ. Stud.* 91 (2024), 476.

    Examples
    --------
    >>> sets = rank_confidence_sets([9, 5, 4.9], np.random.default_rng(1), se=[0.2, 0.2, 0.2])
    >>> sets.simultaneous.to_numpy().tolist(), sets.tau_best
    ([[1, 1], [2, 3], [2, 3]], (0,))
    """
    worth = pd.Series(estimate, dtype=float)
    covariance = _covariance(len(worth), se, cov)
    if not np.isfinite(worth).all() or not 0 < coverage < 1:
        raise ValueError("estimates must be finite and the coverage between 0 and 1")
    test = _Differences(worth.to_numpy(), covariance, rng, coverage, draws)
    beaten = test.significant(~np.eye(len(worth), dtype=bool), two_sided=False).sum(axis=1)
    return RankConfidence(
        simultaneous=pd.DataFrame(test.all_places(), worth.index),
        marginal=pd.DataFrame([test.places_of(n) for n in range(len(worth))], worth.index, columns=["low", "high"]),
        tau_best=tuple(worth.index[beaten < tau].tolist()),
        tau=tau,
    )


def _covariance(n: int, se: npt.ArrayLike | None, cov: npt.ArrayLike | None) -> Floats:
    if (se is None) == (cov is None):
        raise ValueError("give either se or cov")
    matrix = np.asarray(cov, dtype=float) if se is None else np.diag(np.square(np.asarray(se, float)))
    if matrix.shape != (n, n) or not np.isfinite(matrix).all():
        raise ValueError("se or cov must be finite and match the estimates")
    return matrix


class _Differences:
    """Studentised differences: cell [i, j] is how far j stands above i."""

    def __init__(self, worth: Floats, cov: Floats, rng: np.random.Generator, coverage: float, draws: int) -> None:
        own = np.diag(cov)
        variance = own[:, None] + own[None, :] - 2 * cov
        self.se = np.sqrt(np.maximum(variance, 0.0))
        self.certain = self.se <= 1e-12 * max(float(np.sqrt(own.max(initial=0.0))), 1e-300)
        self.scale = np.where(self.certain, 1.0, self.se)
        self.gap = worth[None, :] - worth[:, None]
        values, vectors = np.linalg.eigh(cov)
        root = vectors * np.sqrt(np.maximum(values, 0.0))
        self.noise = root @ rng.standard_normal((len(worth), draws))
        self.coverage = coverage

    def all_places(self) -> dict[str, Ints]:
        """Return the simultaneous bounds of all places."""
        n = len(self.gap)
        apart = self.significant(np.triu(np.ones((n, n), dtype=bool), 1), two_sided=True)
        better = (apart | apart.T) & (self.gap > 0)
        return {"low": 1 + better.sum(axis=1), "high": n - better.sum(axis=0)}

    def places_of(self, entry: int) -> tuple[int, int]:
        """Return the bounds of one place, taken alone."""
        n = len(self.gap)
        pairs = np.zeros((n, n), dtype=bool)
        pairs[entry] = np.arange(n) != entry
        apart, gap = self.significant(pairs, two_sided=True)[entry], self.gap[entry]
        return 1 + int((apart & (gap > 0)).sum()), n - int((apart & (gap < 0)).sum())

    def significant(self, pairs: Pairs, *, two_sided: bool) -> Pairs:
        """Return the pairs significantly apart; one-sided, those [i, j] with j above i.

        Two-sided, each pair is to be marked once, as [i, j] or as [j, i].
        """
        gap = np.abs(self.gap) if two_sided else self.gap
        apart = pairs & self.certain & (gap > 0)
        left = pairs & ~self.certain
        while left.any():
            fresh = left & (gap / self.scale > self._limit(left, two_sided=two_sided))
            if not fresh.any():
                break
            apart |= fresh
            left &= ~fresh
        return apart

    def _limit(self, pairs: Pairs, *, two_sided: bool) -> float:
        """Return the quantile of the largest studentised difference over the pairs."""
        largest = np.full(self.noise.shape[1], -np.inf)
        for first in np.flatnonzero(pairs.any(axis=1)):
            second = np.flatnonzero(pairs[first])
            apart = (self.noise[second] - self.noise[first]) / self.scale[first, second, None]
            if two_sided:
                np.abs(apart, out=apart)
            np.maximum(largest, apart.max(axis=0), out=largest)
        return float(np.quantile(largest, self.coverage))
