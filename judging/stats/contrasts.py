"""How well the additive model knows jurors and entries: the inverse it is solved by, in blocks."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from scipy import sparse

from judging.stats.blocks import Blocks, pulled_blocks
from judging.stats.design import CHUNK, Design, Floats
from judging.stats.thresholds import SOLVED_SIDE


@dataclass(frozen=True)
class Contrasts:
    """S+, the Moore-Penrose inverse of the reduced normal equations.

    Attributes
    ----------
    given : Design
        The sheets as they were given.
    design : Design
        The same, entries and jurors having changed places where `is_turned`.
    is_turned : bool
        Whether the entries are solved and the jurors eliminated.
    inverse : Blocks
        S+ over the "jurors" of `design`, a block a component.
    """

    given: Design
    design: Design
    is_turned: bool
    inverse: Blocks

    @cached_property
    def _pulled(self) -> Floats:
        return pulled_blocks(self.design, self.inverse)

    @cached_property
    def _inside(self) -> Floats:
        """Return the variance that each eliminated effect takes from the solved ones."""
        degree = np.maximum(self.design.sheets_of_entry, 1)
        return np.asarray(self.design.by_entry(self._pulled) / degree**2)

    @cached_property
    def juror_variance(self) -> Floats:
        """Return the variance of each juror's effect over that of the error, shape (J,)."""
        if not self.is_turned:
            return self.inverse.diagonal
        alone = 1 / np.maximum(self.design.sheets_of_entry, 1)
        component = self.given.components[2]
        size = np.bincount(component)[component]
        row = self._means @ self.inverse.times(self._means.T @ np.ones(len(size)))
        total = np.bincount(component, alone + row)[component]
        return np.asarray(alone + self._inside - 2 * (alone + row) / size + total / size**2)

    @cached_property
    def _means(self) -> sparse.csr_array:
        """Return the matrix that averages over the sheets of each eliminated effect."""
        degree = np.maximum(self.design.sheets_of_entry, 1)
        return self.design.matrix((1 / degree)[self.design.entry])

    @cached_property
    def leverage(self) -> Floats:
        """Return the diagonal of the hat matrix, shape (N,)."""
        design = self.design
        degree = design.sheets_of_entry
        share = 1 / np.maximum(degree, 1) + self._inside
        leverage = share[design.entry] + self.inverse.diagonal[design.juror]
        leverage = leverage - 2 * self._pulled / degree[design.entry]
        if not self.is_turned:
            return np.asarray(leverage)
        given = np.empty_like(leverage)
        given[design.order] = leverage
        return given

    @property
    def worst(self) -> float:
        """Return the largest variance of a difference of two jurors of a component, or NaN."""
        if not self.is_turned:
            found = [_widest(stack) for _ids, stack in self.inverse if stack.shape[1] > 1]
            return max(found, default=np.nan)
        J = len(self.given.jurors)
        if J > SOLVED_SIDE:
            return np.nan
        component = self.given.components[2]
        own = 1 / np.maximum(self.design.sheets_of_entry, 1) + self._inside
        greatest, step = -np.inf, max(1, CHUNK // J)
        for first in range(0, J, step):
            rows = slice(first, min(first + step, J))
            shared = self._means @ self.inverse.times(self._means[rows].T.toarray())
            variance = own[:, None] + own[None, rows] - 2 * shared
            variance[component[:, None] != component[None, rows]] = -np.inf
            number = np.arange(J)[rows]
            variance[number, number - first] = -np.inf
            greatest = max(greatest, float(variance.max(initial=-np.inf)))
        return greatest if np.isfinite(greatest) else np.nan

    def juror_covariance(self) -> Floats:
        """Return the covariance of the jurors' effects over that of the error: for a few jurors."""
        J = len(self.given.jurors)
        if not self.is_turned:
            return self.inverse.times(np.eye(J))
        shared = self._means @ self.inverse.times(self._means.T.toarray())
        shared = shared + np.diag(1 / np.maximum(self.design.sheets_of_entry, 1))
        component = self.given.components[2]
        same = component[:, None] == component[None, :]
        centred = np.eye(J) - same / np.bincount(component)[component]
        return np.asarray(centred @ np.where(same, shared, 0.0) @ centred)


def _widest(stack: Floats) -> float:
    """Return the largest variance of a difference within blocks of one size."""
    m = stack.shape[1]
    own = stack[:, np.arange(m), np.arange(m)]
    variance = own[:, :, None] + own[:, None, :] - 2 * stack
    variance[:, np.arange(m), np.arange(m)] = -np.inf
    return float(variance.max())
