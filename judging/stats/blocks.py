"""Matrices over one side of a design that fall apart by component: a block for each, solved alone.

Two jurors meet only in entries that both have scored, so whatever relates jurors is zero between
components. Blocks of equal size are held and solved together.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from scipy import linalg

from judging.stats.design import Design, Floats, Ints


@dataclass(frozen=True)
class Layout:
    """Where the numbers of a block-diagonal matrix lie in one flat array.

    Attributes
    ----------
    groups : tuple of int64 arrays of shape (count, m)
        Jurors (codes) of the `count` components that have m jurors each, m ascending.
    start, local, width : int64 arrays of shape (J,)
        Of each juror: where its block begins, its number inside it, how wide the block is.
    """

    groups: tuple[Ints, ...]
    start: Ints
    local: Ints
    width: Ints

    @cached_property
    def size(self) -> int:
        """Return how many numbers all blocks hold."""
        return sum(ids.size * ids.shape[1] for ids in self.groups)

    def place(self, one: Ints, other: Ints) -> Ints:
        """Return where the numbers of pairs of jurors lie, both of the same component."""
        return np.asarray(self.start[one] + self.local[one] * self.width[one] + self.local[other])


def layout_of(design: Design) -> Layout:
    """Lay out the components of a design by their jurors.

    Parameters
    ----------
    design : Design

    Returns
    -------
    Layout
    """
    component = design.components[2]
    size = np.bincount(component)
    order = np.argsort(component, kind="stable")
    first = np.cumsum(size) - size
    J = len(component)
    start, local = np.empty(J, dtype=np.int64), np.empty(J, dtype=np.int64)
    local[order] = np.arange(J) - np.repeat(first[size > 0], size[size > 0])
    groups, begins = [], 0
    for m in np.unique(size[size > 0]).tolist():
        ids = order[first[size == m][:, None] + np.arange(m)]
        groups.append(ids)
        start[ids] = begins + np.arange(len(ids))[:, None] * m * m
        begins += ids.size * m
    return Layout(tuple(groups), start, local, size[component])


@dataclass(frozen=True)
class Blocks:
    """A block-diagonal matrix of shape (J, J), its numbers in the order of the layout."""

    layout: Layout
    flat: Floats

    def __iter__(self) -> Iterator[tuple[Ints, Floats]]:
        """Yield, by size m, the jurors (count, m) and their blocks (count, m, m)."""
        begins = 0
        for ids in self.layout.groups:
            count, m = ids.shape
            ends = begins + count * m * m
            yield ids, self.flat[begins:ends].reshape(count, m, m)
            begins = ends

    def map(self, function: Callable[[Floats], Floats]) -> "Blocks":
        """Return the matrix of which every stack of blocks is the function's."""
        made = [function(stack).ravel() for _ids, stack in self]
        return Blocks(self.layout, np.concatenate(made) if made else self.flat)

    def map_columns(self, factor: Floats) -> "Blocks":
        """Multiply each column by a number of its own, shape (J,)."""
        made = [(stack * factor[ids][:, None, :]).ravel() for ids, stack in self]
        return Blocks(self.layout, np.concatenate(made))

    def scaled(self, factor: float) -> "Blocks":
        """Multiply every number."""
        return Blocks(self.layout, factor * self.flat)

    def times(self, values: Floats) -> Floats:
        """Multiply a vector of shape (J,) or columns of shape (J, n)."""
        product = np.empty_like(values)
        for ids, stack in self:
            part = values[ids]
            if stack.shape[1] == 1:
                product[ids] = stack.reshape(stack.shape[0], 1, *[1] * (values.ndim - 1)) * part
            elif values.ndim == 1:
                product[ids] = (stack @ part[:, :, None])[:, :, 0]
            else:
                product[ids] = stack @ part
        return product

    def at(self, one: Ints, other: Ints) -> Floats:
        """Return the numbers of pairs of jurors of the same component."""
        return self.flat[self.layout.place(one, other)]

    @property
    def diagonal(self) -> Floats:
        """Return the diagonal, shape (J,)."""
        every = np.arange(len(self.layout.start))
        return self.at(every, every)

    def plus_diagonal(self, values: Floats | float) -> "Blocks":
        """Add numbers to the diagonal."""
        every = np.arange(len(self.layout.start))
        flat = self.flat.copy()
        flat[self.layout.place(every, every)] += values
        return Blocks(self.layout, flat)


def gram_blocks(design: Design, layout: Layout, weight: Floats) -> Blocks:
    """Multiply N' diag(weight) N for one weight per entry.

    Parameters
    ----------
    design : Design
    layout : Layout
        Of the same design.
    weight : array of shape (E,)

    Returns
    -------
    Blocks
    """
    if design.is_dense and len(layout.groups) == 1 and len(layout.groups[0]) == 1:
        return Blocks(layout, design.gram(weight).ravel())
    jurors = design.incidence.T.tocsr()
    weighted = jurors.copy()
    weighted.data = weight[weighted.indices]
    product = (weighted @ jurors.T).tocoo()
    flat = np.zeros(layout.size)
    flat[layout.place(product.row.astype(np.int64), product.col.astype(np.int64))] = product.data
    return Blocks(layout, flat)


def pulled_blocks(design: Design, form: Blocks) -> Floats:
    """Multiply N form for a symmetric matrix and take the numbers at the sheets.

    Parameters
    ----------
    design : Design
    form : Blocks
        Symmetric.

    Returns
    -------
    array of shape (N,)
    """
    groups = form.layout.groups
    if design.is_dense and len(groups) == 1 and len(groups[0]) == 1:
        J = len(design.jurors)
        return design.pulled(form.flat.reshape(J, J))
    pulled = np.empty(len(design.entry))
    for _, sheets in design.degree_blocks():
        jurors = design.juror[sheets]
        pulled[sheets] = form.at(jurors[:, :, None], jurors[:, None, :]).sum(axis=2)
    return pulled


def inverted(matrix: Blocks) -> tuple[Blocks, float]:
    """Invert a symmetric positive definite matrix.

    Parameters
    ----------
    matrix : Blocks

    Returns
    -------
    inverse : Blocks
    log_determinant : float
        Of the matrix itself.
    """
    made, total = [], 0.0
    for _ids, stack in matrix:
        inverse, logarithm = _inverted(stack)
        made.append(inverse.ravel())
        total += logarithm
    return Blocks(matrix.layout, np.concatenate(made)), total


def _inverted(stack: Floats) -> tuple[Floats, float]:
    """Invert blocks of one size, a lone one through its Cholesky factor in place."""
    if stack.shape[1] == 1:
        return 1 / stack, float(np.log(stack).sum())
    if len(stack) > 1:
        return np.asarray(np.linalg.inv(stack), dtype=np.float64), float(np.linalg.slogdet(stack)[1].sum())
    factor, failed = linalg.lapack.dpotrf(stack[0].T, lower=1)  # symmetric: the same, no copy
    if failed:
        raise np.linalg.LinAlgError("the matrix is not positive definite")
    logarithm = 2 * float(np.log(np.diag(factor)).sum())
    inverse, _ = linalg.lapack.dpotri(factor, lower=1, overwrite_c=1)
    lower = np.tril(inverse)
    return np.asarray(lower + np.tril(inverse, -1).T)[None], logarithm


def cube_cost(design: Design) -> float:
    """Tell how costly the blocks over the jurors are to invert.

    Parameters
    ----------
    design : Design

    Returns
    -------
    float
        Sum over the components of the cube of their jurors.
    """
    return float((np.bincount(design.components[2]).astype(float) ** 3).sum())


def smaller_side(design: Design) -> tuple[Design, bool]:
    """Choose the side of a design over which the blocks are smaller.

    Parameters
    ----------
    design : Design

    Returns
    -------
    design : Design
        The same, or the one in which entries and jurors have changed places.
    is_turned : bool
        Whether they have.
    """
    turned = design.turned
    return (turned, True) if cube_cost(turned) < cube_cost(design) else (design, False)


def widest(design: Design) -> int:
    """Return how many jurors the largest component has.

    Parameters
    ----------
    design : Design

    Returns
    -------
    int
    """
    return int(np.bincount(design.components[2]).max(initial=0))
