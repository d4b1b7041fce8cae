"""How jurors use the scale: how widely they spread it, and whether they drift along the way."""

from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy import stats

from judging.stats.additive import solve_additive
from judging.stats.additive_fit import ROUNDING, fit_design
from judging.stats.design import Design, Floats, read_design


def discrimination(sheets: pd.DataFrame, column: str = "points") -> pd.DataFrame:
    """Tell how widely each juror spreads the scores, against the median juror.

    Parameters
    ----------
    sheets : DataFrame of shape (n_sheets, 3)
        Columns ``entry``, ``juror`` and `column`; one row per complete sheet.
    column : str, default "points"
        The number to analyse.

    Returns
    -------
    DataFrame of shape (J, 4), indexed by juror
        ``sheets``, ``mean`` and ``sd`` (ddof 1) in points, ``ratio`` = sd over the median
        sd. With one sheet sd and ratio are NaN; a constant juror has sd exactly 0; when
        the median sd is 0 every ratio is NaN.
    """
    design = read_design(sheets, column)
    mean, sd = spread(design, ddof=1)
    known = sd[~np.isnan(sd)]
    median = float(np.median(known)) if len(known) else np.nan
    ratio = sd / median if median > 0 else np.full(len(sd), np.nan)
    columns = {"sheets": design.sheets_of_juror, "mean": mean, "sd": sd, "ratio": ratio}
    return pd.DataFrame(columns, index=design.jurors)


def spread(design: Design, ddof: int) -> tuple[Floats, Floats]:
    """Return the mean and sd of each juror; exactly 0 where all points are the same.

    Parameters
    ----------
    design : Design
        Sheets of J jurors.
    ddof : int
        What is taken from the number of sheets in the sd.

    Returns
    -------
    tuple of two arrays of length J
        In points; the sd is NaN for a juror of `ddof` sheets or fewer.
    """
    count = design.sheets_of_juror
    mean = design.by_juror(design.points) / count
    squares = design.by_juror((design.points - mean[design.juror]) ** 2)
    known = count > ddof
    sd = np.sqrt(np.divide(squares, count - ddof, where=known, out=np.full(len(count), np.nan)))
    top = np.full(len(count), -np.inf)
    low = np.full(len(count), np.inf)
    np.maximum.at(top, design.juror, design.points)
    np.minimum.at(low, design.juror, design.points)
    return mean, np.where(known & (top == low), 0.0, sd)


@dataclass(frozen=True, slots=True)
class OrderTrend:
    """What one place later in a juror's own order does to a sheet, in points."""

    slope: float
    low: float
    high: float
    df: int


def order_trend(sheets: pd.DataFrame, column: str = "points", confidence: float = 0.95) -> OrderTrend | None:
    """Estimate whether jurors grow stricter or kinder as they go.

    Parameters
    ----------
    sheets : DataFrame of shape (n_sheets, 4)
        As for `fit_additive`, with ``position``: 1, 2, ... in the juror's own order.
    column : str, default "points"
        The number to analyse.
    confidence : float, default 0.95
        Coverage of the interval, strictly between 0 and 1.

    Returns
    -------
    OrderTrend or None
        None when there is no sheet, when order and entries cannot be told apart (all jurors
        went through the entries in the same order) or no degree of freedom is left.

    Notes
    -----
    The slope of the residuals of the additive model on the position, pooled within
    jurors; the position is freed of entries and jurors as well, else the slope would be too
    small.

    References
    ----------
    M. C. Lovell, "Seasonal adjustment of economic time series and multiple regression
    analysis", *J. Am. Stat. Assoc.* 58 (1963), 993.
    """
    design = read_design(sheets, column)
    if not len(design.points):
        return None
    fit = fit_design(design)
    position = sheets["position"].to_numpy(dtype=float)[design.order]
    centred = position - position.mean()
    entry, juror, _ = solve_additive(design, centred)
    own = centred - entry[design.entry] - juror[design.juror]
    spread = float(own @ own)
    df = fit.df - 1
    if df < 1 or spread <= ROUNDING * float(centred @ centred):
        return None
    slope = float(own @ fit.residual) / spread
    rest = max(0.0, fit.sse - slope * slope * spread)
    margin = float(stats.t.ppf((1 + confidence) / 2, df)) * np.sqrt(rest / df / spread)
    return OrderTrend(slope, slope - margin, slope + margin, df)
