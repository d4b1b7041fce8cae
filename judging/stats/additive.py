"""Least squares for entry plus juror: one side eliminated, the other solved by component."""

import numpy as np
from scipy import sparse

from judging.stats.blocks import (
    Blocks,
    gram_blocks,
    inverted,
    layout_of,
    smaller_side,
    widest,
)
from judging.stats.contrasts import Contrasts
from judging.stats.design import Design, Floats, Ints
from judging.stats.thresholds import SOLVED_SIDE


def solve_additive(design: Design, y: Floats) -> tuple[Floats, Floats, Contrasts | None]:
    """Solve the normal equations, the larger side eliminated.

    Parameters
    ----------
    design : Design
        See :func:`judging.stats.design.read_design`.
    y : array of shape (N,)
        One number per sheet, best with mean 0.

    Returns
    -------
    entry : array of shape (E,)
        NaN for an entry without sheets.
    juror : array of shape (J,)
        Sums to zero in each component; 0 for a juror without sheets.
    contrasts : Contrasts or None
        None where more than 3 000 jurors and more than 3 000 entries hang together.

    Raises
    ------
    ArithmeticError
        When the iteration beyond them does not converge.
    """
    turned, is_turned = smaller_side(design)
    own = y[turned.order] if is_turned else y
    weight = _shares(turned.sheets_of_entry)
    right = turned.by_juror(own - (turned.by_entry(own) * weight)[turned.entry])
    if widest(turned) <= SOLVED_SIDE:
        contrasts = Contrasts(design, turned, is_turned, _inverse(turned, weight))
        solved = contrasts.inverse.times(right)
    else:
        contrasts, solved = None, _iterated(turned, weight, right)
    if is_turned:
        solved = (turned.by_entry(own - solved[turned.juror])) * weight
    juror = _centred(solved, design.components[2])
    degree = design.sheets_of_entry
    entry = design.by_entry(y - juror[design.juror]) * _shares(degree)
    return np.where(degree > 0, entry, np.nan), juror, contrasts


def _shares(degree: Ints) -> Floats:
    """Return 1 over the number of sheets, 0 where there are none."""
    return np.divide(1.0, degree, where=degree > 0, out=np.zeros(len(degree)))


def _inverse(design: Design, weight: Floats) -> Blocks:
    """Invert S on the contrasts of each component: its Moore-Penrose inverse."""
    layout = layout_of(design)
    if design.is_complete:
        J = len(design.jurors)
        return Blocks(layout, (np.eye(J) - 1 / J).ravel() / len(design.entries))
    S = Blocks(layout, -gram_blocks(design, layout, weight).flat)
    S = S.plus_diagonal(design.sheets_of_juror.astype(float))
    scale = max(float(design.sheets_of_juror.mean()), 1.0)
    filled = S.map(lambda stack: stack + scale / stack.shape[1])
    inverse, _ = inverted(filled)
    return inverse.map(lambda stack: stack - 1 / (scale * stack.shape[1]))


def _iterated(design: Design, weight: Floats, right: Floats) -> Floats:
    J = len(design.jurors)
    N, sheets = design.incidence, design.sheets_of_juror
    reduced = sparse.linalg.LinearOperator(
        (J, J), matvec=lambda b: sheets * b - N.T @ (weight * (N @ b)), dtype=np.float64
    )
    scale = sparse.diags_array(1.0 / np.maximum(sheets, 1))
    juror, stopped = sparse.linalg.cg(reduced, right, rtol=1e-13, maxiter=5_000, M=scale)
    if stopped:
        raise ArithmeticError("the severity of the jurors did not converge")
    return np.asarray(juror)


def _centred(effect: Floats, component: Ints) -> Floats:
    mean = np.bincount(component, effect) / np.maximum(np.bincount(component), 1)
    return effect - mean[component]
