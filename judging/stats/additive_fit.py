"""The additive model of severity and its fit: sheet = entry + juror + error."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from judging.stats.additive import solve_additive
from judging.stats.contrasts import Contrasts
from judging.stats.design import Design, Floats, read_design

ROUNDING = 1e-12  # share of the total sum of squares that is taken for rounding


@dataclass(frozen=True)
class AdditiveFit:
    """The two-way additive model fitted to the sheets; E entries, J jurors, N sheets.

    Attributes
    ----------
    design : Design
        The sheets in canonical order; per-sheet arrays below follow it.
    components : int
        Connected components; nothing compares two of them.
    entry_component, juror_component : int64 Series, indexed by entry or juror
        Number of the component, from 0.
    adjusted : Series indexed by entry
        Mean of the entry's sheets, each freed of its juror's severity, in points.
    juror_effect : Series indexed by juror
        Points above (+, generous) or below (-, strict) the average juror of the
        component; they sum to zero there. NaN in a component with a single juror.
    juror_se : Series indexed by juror
        Standard error of the effect; NaN without residual degrees of freedom,
        in a component with a single juror, and where `contrasts` is None.
    contrasts : Contrasts or None
        How well jurors and entries are known; None where more than 3 000 of either hang together.
    residual : array of shape (N,)
        Points of each sheet minus what the model expects.
    sse, df, sigma2 : float, int, float
        Residual sum of squares, N - E - J + components, and their quotient (NaN at df 0).
    ss_total, ss_judges_unadjusted, ss_entries_adjusted : float
        Analysis of variance: total, jurors ignoring entries, entries given jurors.
    F : float
        Mean square of the adjusted entries over sigma2; NaN where either is unknown or 0.
    """

    design: Design
    components: int
    entry_component: "pd.Series[int]"
    juror_component: "pd.Series[int]"
    adjusted: "pd.Series[float]"
    juror_effect: "pd.Series[float]"
    juror_se: "pd.Series[float]"
    contrasts: Contrasts | None
    residual: Floats
    sse: float
    df: int
    sigma2: float
    ss_total: float
    ss_judges_unadjusted: float
    ss_entries_adjusted: float
    F: float


def fit_additive(sheets: pd.DataFrame, column: str = "points") -> AdditiveFit:
    r"""Separate what an entry is worth from how strict its jurors were.

    Parameters
    ----------
    sheets : DataFrame of shape (n_sheets, 3)
        Columns ``entry``, ``juror``, ``points``; one row per complete sheet.
    column : str, default "points"
        The number to analyse, such as the scores of one criterion.

    Returns
    -------
    AdditiveFit
        In a complete design the adjusted scores equal the plain means.

    Raises
    ------
    ValueError
        When the frame is malformed or empty; see :func:`read_design`.

    Notes
    -----
    Entries are eliminated: :math:`S b = y_J - N' D_E^{-1} y_E` with
    :math:`S = D_J - N' D_E^{-1} N`, solved component by component after adding
    :math:`kk'`; jurors are eliminated instead where that leaves less to solve, and conjugate
    gradients serve where more than 3 000 of either hang together.

    References
    ----------
    D. C. Montgomery, *Design and Analysis of Experiments*, ch. 4 (balanced incomplete
    blocks); R. S. MacKay et al., *R. Soc. Open Sci.* 4 (2017), 160760.

    Examples
    --------
    >>> sheets = pd.DataFrame(
    ...     [("A", 1, 5), ("A", 2, 7), ("B", 2, 6), ("B", 3, 8), ("C", 1, 4), ("C", 3, 8)],
    ...     columns=["entry", "juror", "points"],
    ... )
    >>> fit = fit_additive(sheets)
    >>> fit.adjusted.round(3).to_dict()
    {'A': 7.0, 'B': 6.0, 'C': 6.0}
    >>> fit.juror_effect.round(3).to_dict()
    {1: -2.0, 2: 0.0, 3: 2.0}
    """
    design = read_design(sheets, column)
    if not len(design.entry):
        raise ValueError("there is no sheet to fit")
    return fit_design(design)


def fit_design(design: Design) -> AdditiveFit:
    """Fit the additive model to sheets already in canonical order.

    Parameters
    ----------
    design : Design
        One sheet at least; see :func:`judging.stats.design.read_design`.

    Returns
    -------
    AdditiveFit
        As :func:`fit_additive`.
    """
    centre = float(design.points.mean())
    y = design.points - centre
    entry, juror, contrasts = solve_additive(design, y)
    residual = y - entry[design.entry] - juror[design.juror]
    count, entry_component, juror_component = design.components
    alone = np.bincount(juror_component, minlength=count)[juror_component] < 2
    ss_total = float(y @ y)
    sse = float(residual @ residual)
    sse = 0.0 if sse <= ROUNDING * ss_total else sse
    E, J = design.shape
    df = len(y) - E - J + count
    sigma2 = sse / df if df > 0 else np.nan
    ss_judges = float((design.by_juror(y) ** 2 / design.sheets_of_juror).sum())
    ss_entries = max(0.0, ss_total - ss_judges - sse)
    F = ss_entries / (E - count) / sigma2 if count < E and sigma2 > 0 else np.nan
    se = np.full(J, np.nan) if contrasts is None else _roots(sigma2 * contrasts.juror_variance)
    return AdditiveFit(
        design=design,
        components=count,
        entry_component=pd.Series(entry_component, design.entries, name="component"),
        juror_component=pd.Series(juror_component, design.jurors, name="component"),
        adjusted=pd.Series(entry + centre, design.entries, name="adjusted"),
        juror_effect=pd.Series(np.where(alone, np.nan, juror), design.jurors, name="severity"),
        juror_se=pd.Series(np.where(alone, np.nan, se), design.jurors, name="se"),
        contrasts=contrasts,
        residual=residual,
        sse=sse,
        df=df,
        sigma2=sigma2,
        ss_total=ss_total,
        ss_judges_unadjusted=ss_judges,
        ss_entries_adjusted=ss_entries,
        F=F,
    )


def _roots(variance: Floats) -> Floats:
    return np.sqrt(np.maximum(variance, 0.0))
