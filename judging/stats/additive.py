"""Least squares for entry plus juror: entries eliminated, jurors solved."""

import numpy as np
from scipy import linalg, sparse

from judging.stats.design import Design, Floats, Ints
from judging.stats.thresholds import DENSE_JURORS


def solve_additive(design: Design, y: Floats) -> tuple[Floats, Floats, Floats | None]:
    """Solve the normal equations, the entries eliminated.

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
    contrasts : array of shape (J, J) or None
        S+, the Moore-Penrose inverse of the reduced matrix; None beyond 5 000 jurors.

    Raises
    ------
    ArithmeticError
        When the iteration beyond 5 000 jurors does not converge.
    """
    degree = design.sheets_of_entry
    weight = np.divide(1.0, degree, where=degree > 0, out=np.zeros(len(degree)))
    y_entry = design.by_entry(y)
    right = design.by_juror(y - (y_entry * weight)[design.entry])
    if len(design.jurors) <= DENSE_JURORS:
        contrasts = _contrasts(design, weight)
        juror = contrasts @ right
    else:
        contrasts, juror = None, _iterated(design, weight, right)
    juror = _centred(juror, design.components[2])
    entry = (y_entry - design.by_entry(juror[design.juror])) * weight
    return np.where(degree > 0, entry, np.nan), juror, contrasts


def _contrasts(design: Design, weight: Floats) -> Floats:
    """Invert S on the contrasts of each component: its Moore-Penrose inverse."""
    J = len(design.jurors)
    if design.is_complete:
        return (np.eye(J) - 1 / J) / len(design.entries)
    S = -design.gram(weight)
    S[np.diag_indices(J)] += design.sheets_of_juror
    count, _, component = design.components
    size = np.bincount(component, minlength=count)[component]
    if count == 1:
        constant = np.broadcast_to(1 / J, (J, J))
    else:
        constant = (component[:, None] == component[None, :]) / size[:, None]
    scale = max(float(np.diag(S).mean()), 1.0)
    inverse = _inverted(S + scale * constant)
    return np.asarray(inverse - constant / scale)


def _inverted(matrix: Floats) -> Floats:
    """Invert a symmetric positive definite matrix through its Cholesky factor."""
    factor, _ = linalg.lapack.dpotrf(matrix, lower=1)
    inverse, _ = linalg.lapack.dpotri(factor, lower=1)
    lower = np.tril(inverse)
    return np.asarray(lower + np.tril(inverse, -1).T)


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
