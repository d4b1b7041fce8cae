"""What the entries may be worth, given the sheets and the components of variance."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from judging.stats.blocks import Blocks, pulled_blocks
from judging.stats.design import CHUNK, Design, Floats
from judging.stats.marginal import Marginal


@dataclass(frozen=True)
class Posterior:
    """The normal distribution of mu + entry effect over all entries, connected or not.

    Attributes
    ----------
    design : Design
        The sheets, entries and jurors having changed places where `is_turned`.
    is_turned : bool
        Whether the blocks are over the entries (the jurors are eliminated).
    mean : array of shape (E,)
        Expected worth in points.
    swing : array of shape (E,)
        What one point more in mu adds to the worth.
    mu_sd : float
        Standard deviation of mu given the sheets.
    own : array of shape (E,)
        Variance that each entry has alone; 0 where the blocks are over the entries.
    pull : array of shape (E,)
        Weight g of a point of an eliminated entry: var_entry / (var_error + n var_entry).
    root : Blocks or None
        L with L L' the covariance, given mu, of the effects on the side that is solved: the
        jurors', or the entries' where `is_turned`. None where they have no variance.
    """

    design: Design
    is_turned: bool
    mean: Floats
    swing: Floats
    mu_sd: float
    own: Floats
    pull: Floats
    root: Blocks | None

    @property
    def solved(self) -> Blocks | None:
        """Return the covariance of the effects on the side that is solved."""
        if self.root is None:
            return None
        return self.root.map(lambda stack: stack @ stack.transpose(0, 2, 1))

    @cached_property
    def variance(self) -> Floats:
        """Return the variance of each entry's worth, mu known, shape (E,)."""
        solved = self.solved
        if solved is None:
            return self.own
        if self.is_turned:
            return self.own + solved.diagonal
        return self.own + self.pull**2 * self.design.by_entry(pulled_blocks(self.design, solved))

    @property
    def variance_of_sum(self) -> float:
        """Return the variance of the sum of all entries' worth."""
        total = float(self.own.sum()) + float((self.swing.sum() * self.mu_sd) ** 2)
        solved = self.solved
        if solved is None:
            return total
        ones = np.ones_like(self.own)
        if not self.is_turned:
            ones = self.design.by_juror(self.pull[self.design.entry])
        return total + float(ones @ solved.times(ones))

    def deviations(self, rng: np.random.Generator, size: int) -> Floats:
        """Draw how far the worth of all entries lies from its mean, shape (E, size)."""
        values = rng.standard_normal((len(self.mean), size))
        root = self.root
        if self.is_turned:
            values = np.zeros_like(values) if root is None else root.times(values)
        else:
            values *= np.sqrt(self.own)[:, None]
            if root is not None:
                values -= self._shared(root, rng.standard_normal((len(self.design.jurors), size)))
        values += np.outer(self.swing * self.mu_sd, rng.standard_normal(size))
        return values

    def _shared(self, root: Blocks, chance: Floats) -> Floats:
        """Return what drawn effects of the jurors do to the entries."""
        E, J = self.design.shape
        if len(root.flat) == J * J and E <= CHUNK // J:
            pulled: Floats = self.design.incidence @ root.flat.reshape(J, J)
            return np.asarray((self.pull[:, None] * pulled) @ chance)
        moved: Floats = self.design.incidence @ root.times(chance)
        moved *= self.pull[:, None]
        return moved

    def covariance(self) -> Floats:
        """Return the covariance of the entries' worth, shape (E, E): for a few entries only."""
        E = len(self.mean)
        swing = self.swing * self.mu_sd
        total = np.diag(self.own) + np.outer(swing, swing)
        solved = self.solved
        if solved is None:
            return total
        if self.is_turned:
            return total + solved.times(np.eye(E))
        shares: Floats = self.pull[:, None] * self.design.incidence.toarray()
        return np.asarray(total + shares @ solved.times(shares.T.copy()))


def _rooted(stack: Floats) -> Floats:
    """Return the Cholesky factors of a stack of matrices."""
    return np.asarray(np.linalg.cholesky(stack), dtype=np.float64)


def eliminated_effect(at: Marginal) -> Floats:
    """Predict the effects on the side that is eliminated.

    Parameters
    ----------
    at : Marginal

    Returns
    -------
    array of shape (E,)
        In points, by entry of the design of the moments.
    """
    m, design = at.moments, at.moments.design
    degree = design.sheets_of_entry
    left = m.entry_sums - design.by_entry(at.juror_effect[design.juror]) - degree * at.mu
    return pull_of(at.entry_ratio, degree) * left


def pull_of(ratio: float, degree: npt.NDArray[np.int64]) -> Floats:
    """Return the weight of a point of an entry with so many sheets.

    Parameters
    ----------
    ratio : float
        Variance of the entries over that of the error.
    degree : int array of shape (E,)

    Returns
    -------
    array of shape (E,)
    """
    return np.asarray(ratio / (1.0 + ratio * degree.astype(float)))


def posterior_at(at: Marginal, centre: float, is_turned: bool) -> Posterior:
    """Return what the entries may be worth at two ratios of variance components.

    Parameters
    ----------
    at : Marginal
    centre : float
        Points that were taken from every sheet.
    is_turned : bool
        Whether the "jurors" of the moments are the entries.

    Returns
    -------
    Posterior
    """
    design = at.moments.design
    degree, variance = design.sheets_of_entry, at.sigma2 * at.juror_ratio
    root = at.solver.scaled(variance).map(_rooted) if variance > 0 else None
    mu_sd = float(np.sqrt(at.sigma2 / at.information))
    if is_turned:
        mean, swing = at.mu + at.juror_effect, 1 - at.juror_response
        none = np.zeros(len(mean))
        return Posterior(design, True, mean + centre, swing, mu_sd, none, none, root)
    pull = pull_of(at.entry_ratio, degree)
    mean = at.mu + eliminated_effect(at)
    swing = 1 - pull * (degree - design.by_entry(at.juror_response[design.juror]))
    own = at.sigma2 * pull
    return Posterior(design, False, mean + centre, swing, mu_sd, own, pull, root)
