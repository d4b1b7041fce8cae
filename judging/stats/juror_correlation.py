"""One juror against the rest of the panel: correlations without the juror's own sheets."""

import numpy as np
import numpy.typing as npt
from scipy import stats

from judging.stats.additive import solve_additive
from judging.stats.design import Design, Floats
from judging.stats.thresholds import FEWEST_ENTRIES_FOR_REST


def ranks_against_rest(design: Design) -> list[float]:
    """Correlate the ranks of each juror with the sums of the others' ranks.

    Parameters
    ----------
    design : Design
        Complete: every juror scored every entry.

    Returns
    -------
    list of float, one for each juror
        NaN as :func:`judging.stats.concordance.juror_against_rest` says.
    """
    E, J = design.shape
    if E < FEWEST_ENTRIES_FOR_REST or J < 2:
        return [np.nan] * J
    ranks = stats.rankdata(design.table(), axis=0)
    rest = stats.rankdata(ranks.sum(axis=1)[:, None] - ranks, axis=0)
    return [_correlation(ranks[:, j], rest[:, j]) for j in range(J)]


def refit_against_rest(design: Design, juror: int) -> float:
    """Correlate a juror's points with the adjusted scores of a fit to all the others.

    Parameters
    ----------
    design : Design
        Complete or not.
    juror : int
        Code of the juror.

    Returns
    -------
    float
        NaN as :func:`judging.stats.concordance.juror_against_rest` says.
    """
    own = np.flatnonzero(design.juror == juror)
    entry = design.entry[own]
    rest = design.without(juror)
    worth = solve_additive(rest, rest.points - design.points.mean())[0][entry]
    seen = ~np.isnan(worth)
    component = rest.components[1][entry[seen]]
    return _correlation_within(design.points[own][seen], worth[seen], component)


def fixed_against_rest(design: Design) -> list[float]:
    """Correlate each juror's points with adjusted scores less the own sheet, one fit for all.

    Parameters
    ----------
    design : Design
        Complete or not.

    Returns
    -------
    list of float, one for each juror
        Nearly what :func:`refit_against_rest` gives; for panels of hundreds.
    """
    y = design.points - design.points.mean()
    entry, juror, _ = solve_additive(design, y)
    others = design.sheets_of_entry[design.entry] - 1
    total = (entry * design.sheets_of_entry)[design.entry] - (y - juror[design.juror])
    worth = np.divide(total, others, where=others > 0, out=np.full(len(y), np.nan))
    component = design.components[1][design.entry]
    order = np.argsort(design.juror, kind="stable")
    parts = np.split(order, np.cumsum(design.sheets_of_juror)[:-1])
    kept = (part[~np.isnan(worth[part])] for part in parts)
    return [_correlation_within(y[part], worth[part], component[part]) for part in kept]


def _correlation_within(x: Floats, y: Floats, group: npt.NDArray[np.int64]) -> float:
    """Correlate after taking out the means of the groups."""
    if len(x) < FEWEST_ENTRIES_FOR_REST:
        return np.nan
    size = np.bincount(group)
    means = [np.bincount(group, v) / np.maximum(size, 1) for v in (x, y)]
    return _correlation(x - means[0][group], y - means[1][group])


def _correlation(x: Floats, y: Floats) -> float:
    """Return Pearson's correlation, NaN where one side is constant up to rounding."""
    dx, dy = x - x.mean(), y - y.mean()
    norms = float(np.linalg.norm(dx)), float(np.linalg.norm(dy))
    least = 1e-12 * max(float(np.abs(x).max()), float(np.abs(y).max()), 1e-300)
    if min(norms) <= least:
        return np.nan
    return float(np.clip(dx @ dy / norms[0] / norms[1], -1.0, 1.0))
