"""Strict and generous jurors: sheet = entry + juror + error, by least squares."""

from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy import stats

from judging.stats.additive import solve_additive
from judging.stats.design import Design, Floats, read_design
from judging.stats.thresholds import ADJUSTED_DECIMALS

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
        in a component with a single juror, and beyond 5 000 jurors.
    contrasts : array of shape (J, J) or None
        S+, the covariance of the juror effects over sigma squared; None beyond 5 000.
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
    contrasts: Floats | None
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
    Entries are eliminated: :math:`S b = N_J - N' D_E^{-1} y_E` with
    :math:`S = D_J - N' D_E^{-1} N`, solved by Cholesky after adding
    :math:`kk'` per component, or by conjugate gradients beyond 5 000 jurors.

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
    """Fit the additive model to sheets already in canonical order; see `fit_additive`."""
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
    se = np.full(J, np.nan) if contrasts is None else _roots(sigma2 * np.diag(contrasts))
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


def adjusted_places(fit: AdditiveFit) -> pd.DataFrame:
    """Rank the adjusted scores inside each component; equal to 1e-9 is a tie.

    Returns
    -------
    DataFrame of shape (E, 3), indexed by entry
        ``adjusted`` in points rounded to 1e-9, ``place`` (1, 2, 2, 4) and ``component``:
        places of different components must not be put in one list.
    """
    table = pd.DataFrame(
        {"adjusted": fit.adjusted.round(ADJUSTED_DECIMALS), "component": fit.entry_component}
    )
    place = table.groupby("component")["adjusted"].rank(method="min", ascending=False)
    return table.assign(place=place.astype(int))[["adjusted", "place", "component"]]


def sheet_residuals(fit: AdditiveFit) -> pd.DataFrame:
    """Tell how far each sheet lies from what its entry and its juror make expect.

    Returns
    -------
    DataFrame of shape (N, 5), one row per sheet by entry and juror
        ``entry``, ``juror``, ``residual`` in points, ``leverage`` between 0 and 1, and
        ``studentised`` = residual / (sigma sqrt(1 - leverage)). The last is NaN without
        residual degrees of freedom, without any error, and for a sheet that alone
        ties its entry or juror to the rest; both are NaN beyond 5 000 jurors.
    """
    design = fit.design
    leverage = _leverage(fit)
    spare = np.where(leverage < 1 - 1e-9, 1 - leverage, np.nan)
    sigma = np.sqrt(fit.sigma2) if fit.sigma2 > 0 else np.nan
    return pd.DataFrame(
        {
            "entry": design.entries.take(design.entry),
            "juror": design.jurors.take(design.juror),
            "residual": fit.residual,
            "leverage": leverage,
            "studentised": fit.residual / (sigma * np.sqrt(spare)),
        }
    )


def _leverage(fit: AdditiveFit) -> Floats:
    """Return the diagonal of the hat matrix: 1/J + 1/E - 1/EJ in a complete design."""
    design, form = fit.design, fit.contrasts
    if form is None:
        return np.full(len(design.entry), np.nan)
    degree = design.sheets_of_entry
    pulled = design.pulled(form)
    inside = design.by_entry(pulled) / degree
    share = (1 + inside) / degree
    leverage = share[design.entry] + np.diag(form)[design.juror]
    return np.asarray(leverage - 2 * pulled / degree[design.entry])


def worst_contrast(fit: AdditiveFit) -> float:
    """Return the largest standard error of a difference of two jurors, in residual sd.

    Above 1 the design is WEAKLY_CONNECTED. Only jurors of one component are compared;
    NaN when there are no two such jurors, or more than 5 000 jurors.
    """
    if fit.contrasts is None:
        return np.nan
    own = np.diag(fit.contrasts)
    variance = own[:, None] + own[None, :] - 2 * fit.contrasts
    component = fit.juror_component.to_numpy()
    pairs = np.equal.outer(component, component) & ~np.eye(len(own), dtype=bool)
    return float(np.sqrt(variance[pairs].max())) if pairs.any() else np.nan


def entry_covariance(fit: AdditiveFit) -> pd.DataFrame:
    """Return the covariance of the adjusted scores, shape (E, E), in squared points.

    It feeds :func:`judging.stats.rank_confidence.rank_confidence_sets`; differences of
    entries of two components mean nothing. NaN without residual degrees of freedom.

    Raises
    ------
    ValueError
        When there are more than 5 000 jurors.
    """
    if fit.contrasts is None:
        raise ValueError("too many jurors for the covariance of the adjusted scores")
    design = fit.design
    share = design.incidence.toarray() / design.sheets_of_entry[:, None]
    covariance = share @ fit.contrasts @ share.T + np.diag(1 / design.sheets_of_entry)
    return pd.DataFrame(fit.sigma2 * covariance, design.entries, design.entries)


def discrimination(sheets: pd.DataFrame, column: str = "points") -> pd.DataFrame:
    """Tell how widely each juror spreads the scores, against the median juror.

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
    average = np.divide(
        design.by_entry(z), used, where=used > 0, out=np.full(len(design.entries), np.nan)
    )
    return pd.DataFrame({"z": average, "T": 50 + 10 * average}, index=design.entries)


@dataclass(frozen=True, slots=True)
class OrderTrend:
    """What one place later in a juror's own order does to a sheet, in points."""

    slope: float
    low: float
    high: float
    df: int


def order_trend(
    sheets: pd.DataFrame, column: str = "points", confidence: float = 0.95
) -> OrderTrend | None:
    """Estimate whether jurors grow stricter or kinder as they go.

    Parameters
    ----------
    sheets : DataFrame of shape (n_sheets, 4)
        As for `fit_additive`, with ``position``: 1, 2, ... in the juror's own order.
    confidence : float, default 0.95
        Coverage of the interval, strictly between 0 and 1.

    Returns
    -------
    OrderTrend or None
        None when order and entries cannot be told apart (all jurors went through the
        entries in the same order) or no degree of freedom is left.

    Notes
    -----
    The slope of the residuals of the additive model on the position, pooled within
    jurors; the position is freed of entries and jurors as well (Frisch, Waugh and
    Lovell), else the slope would be too small.
    """
    design = read_design(sheets, column)
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
