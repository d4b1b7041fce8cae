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
    mean, sd = _spread(design, ddof=1)
    known = sd[~np.isnan(sd)]
    median = float(np.median(known)) if len(known) else np.nan
    ratio = sd / median if median > 0 else np.full(len(sd), np.nan)
    columns = {"sheets": design.sheets_of_juror, "mean": mean, "sd": sd, "ratio": ratio}
    return pd.DataFrame(columns, index=design.jurors)


def _spread(design: Design, ddof: int) -> tuple[Floats, Floats]:
    """Return the mean and sd of each juror; exactly 0 where all points are the same."""
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


def z_scores(sheets: pd.DataFrame, ddof: int = 1, column: str = "points") -> pd.DataFrame:
    r"""Average each entry's scores after giving every juror mean 0 and sd 1.

    A diagnostic at most: it takes the batches of all jurors for equally good.

    Parameters
    ----------
    sheets : DataFrame of shape (n_sheets, 3)
        Columns ``entry``, ``juror`` and `column`; one row per complete sheet.
    ddof : int, default 1
        What is taken from the number of sheets in the sd: 1 for a sample, 0 for a population.
    column : str, default "points"
        The number to analyse.

    Returns
    -------
    DataFrame of shape (E, 2), indexed by entry
        ``z``, the mean z-score, and ``T`` = 50 + 10 z. Jurors who are constant or have
        a single sheet are left out; an entry with no other juror is NaN.

    References
    ----------
    :math:`z_{ej} = (y_{ej} - \bar{y}_j) / s_j`, as :func:`scipy.stats.zscore`.

    Examples
    --------
    >>> rows = [("A", 1, 9), ("B", 1, 7), ("A", 2, 5), ("B", 2, 6), ("A", 3, 8), ("B", 3, 8)]
    >>> z_scores(pd.DataFrame(rows, columns=["entry", "juror", "points"]))["T"].to_dict()
    {'A': 50.0, 'B': 50.0}
    """
    design = read_design(sheets, column)
    mean, sd = _spread(design, ddof)
    counts = (sd > 0)[design.juror]
    scale = np.where(sd > 0, sd, 1.0)
    z = np.where(counts, (design.points - mean[design.juror]) / scale[design.juror], 0.0)
    used = design.by_entry(counts)
    average = np.divide(design.by_entry(z), used, where=used > 0, out=np.full(len(design.entries), np.nan))
    return pd.DataFrame({"z": average, "T": 50 + 10 * average}, index=design.entries)


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
