"""Intraclass correlation and generalizability: how alike another panel would judge."""

import math
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy import stats

from judging.stats.alpha import krippendorff_alpha
from judging.stats.design import Design, read_design
from judging.stats.mixed import fit_mixed, mean_difference_variance
from judging.stats.thresholds import (
    GOOD_RELIABILITY,
    LOW_RELIABILITY,
    MODERATE_RELIABILITY,
    VERY_HIGH_RELIABILITY,
)

__all__ = [
    "Coefficient",
    "GStudy",
    "IntraclassCorrelations",
    "MeanSquares",
    "Reliability",
    "g_study",
    "icc",
    "jurors_needed",
    "krippendorff_alpha",
    "level",
    "mean_squares",
    "reliability",
]

ROUNDING = 1e-12  # share of the total sum of squares that is taken for rounding


@dataclass(frozen=True, slots=True)
class MeanSquares:
    """Two-way analysis of variance of n entries by k jurors, in squared points."""

    n: int
    k: int
    between_entries: float
    between_jurors: float
    error: float
    within_entries: float

    @property
    def has_variation(self) -> bool:
        """Tell whether any two points differ."""
        return self.between_entries > 0 or self.within_entries > 0


@dataclass(frozen=True, slots=True)
class Coefficient:
    """An intraclass correlation with its confidence interval; NaN where undefined."""

    value: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class IntraclassCorrelations:
    """The six forms of Shrout and Fleiss: ``forms["ICC(3,k)"]`` is ICC(C,k)."""

    mean_squares: MeanSquares
    forms: dict[str, Coefficient]

    def __getitem__(self, form: str) -> Coefficient:
        """Return one form, such as ``"ICC(2,1)"``."""
        return self.forms[form]


def mean_squares(table: npt.ArrayLike | pd.DataFrame) -> MeanSquares:
    """Split the variation of a complete table of entries by jurors.

    Raises
    ------
    ValueError
        When the table has fewer than two rows or columns, or a missing number.
    """
    x = np.asarray(table, dtype=float)
    if x.ndim != 2 or min(x.shape) < 2 or not np.isfinite(x).all():
        raise ValueError("the table needs two entries, two jurors and no missing number")
    n, k = x.shape
    x = x - x.mean()
    total = float((x**2).sum())
    entries = k * float((x.mean(axis=1) ** 2).sum())
    jurors = n * float((x.mean(axis=0) ** 2).sum())
    parts = [entries, jurors, total - entries - jurors, total - entries]
    entries, jurors, error, within = (p if p > ROUNDING * total else 0.0 for p in parts)
    return MeanSquares(
        n=n,
        k=k,
        between_entries=entries / (n - 1),
        between_jurors=jurors / (k - 1),
        error=error / ((n - 1) * (k - 1)),
        within_entries=within / (n * (k - 1)),
    )


def icc(table: npt.ArrayLike | pd.DataFrame, confidence: float = 0.95) -> IntraclassCorrelations:
    """Compute the six intraclass correlations of a complete table.

    Parameters
    ----------
    table : array_like of shape (n_entries, n_jurors)
        Points without a missing number; two entries and two jurors at least.
    confidence : float, default 0.95
        Coverage of the F-based intervals, strictly between 0 and 1.

    Returns
    -------
    IntraclassCorrelations
        Values may be negative. A coefficient without variation to divide by is NaN;
        jurors who differ by constants only give ICC(3,1) = ICC(3,k) = 1 exactly.

    Raises
    ------
    ValueError
        When the table is too small or not complete.

    References
    ----------
    P. E. Shrout & J. L. Fleiss, *Psychol. Bull.* 86 (1979), 420; interval of ICC(2):
    K. O. McGraw & S. P. Wong, *Psychol. Methods* 1 (1996), 30.

    Examples
    --------
    >>> table = [[9, 2, 5, 8], [6, 1, 3, 2], [8, 4, 6, 8]]
    >>> table += [[7, 1, 2, 6], [10, 5, 6, 9], [6, 2, 4, 7]]
    >>> {form: round(c.value, 2) for form, c in icc(table).forms.items() if "k" in form}
    {'ICC(1,k)': 0.44, 'ICC(2,k)': 0.62, 'ICC(3,k)': 0.91}
    """
    ms = mean_squares(table)
    one = _one_way(ms, ms.within_entries, ms.n * (ms.k - 1), confidence)
    two = _agreement(ms, confidence)
    three = _one_way(ms, ms.error, (ms.n - 1) * (ms.k - 1), confidence)
    single = {"ICC(1,1)": one, "ICC(2,1)": two, "ICC(3,1)": three}
    panel = {f"ICC({i},k)": _of_panel(c, ms) for i, c in enumerate((one, two, three), 1)}
    return IntraclassCorrelations(ms, single | panel)


def _one_way(ms: MeanSquares, error: float, df: int, confidence: float) -> Coefficient:
    """Return (B - error) / (B + (k-1) error) with the interval of its F ratio."""
    if not ms.has_variation:
        return Coefficient(np.nan, np.nan, np.nan)
    if error == 0:
        return Coefficient(1.0, 1.0, 1.0)
    upper = (1 + confidence) / 2
    F = ms.between_entries / error
    low = F / float(stats.f.ppf(upper, ms.n - 1, df))
    high = F * float(stats.f.ppf(upper, df, ms.n - 1))
    return Coefficient(*((f - 1) / (f + ms.k - 1) for f in (F, low, high)))


def _agreement(ms: MeanSquares, confidence: float) -> Coefficient:
    """Return ICC(2,1) with Satterthwaite's interval as in McGraw and Wong."""
    n, k, B, J, e = ms.n, ms.k, ms.between_entries, ms.between_jurors, ms.error
    below = B + (k - 1) * e + k * (J - e) / n
    if below <= 0:
        return Coefficient(np.nan, np.nan, np.nan)
    rho = (B - e) / below
    if e == 0 and J == 0:
        return Coefficient(1.0, 1.0, 1.0)
    if rho == 1:
        return Coefficient(rho, np.nan, np.nan)
    a, b = k * rho / (n * (1 - rho)), 1 + k * rho * (n - 1) / (n * (1 - rho))
    parts = (a * J) ** 2 / (k - 1) + (b * e) ** 2 / ((n - 1) * (k - 1))
    v = (a * J + b * e) ** 2 / parts if parts > 0 else np.inf
    upper, rest = (1 + confidence) / 2, k * J + (k * n - k - n) * e
    low = float(stats.f.ppf(upper, n - 1, v))
    high = float(stats.f.ppf(upper, v, n - 1))
    return Coefficient(
        rho, n * (B - low * e) / (low * rest + n * B), n * (high * B - e) / (rest + n * high * B)
    )


def _of_panel(single: Coefficient, ms: MeanSquares) -> Coefficient:
    """Step up from one juror to the mean of all k (Spearman and Brown)."""
    k = ms.k

    def stepped(r: float) -> float:
        below = 1 + (k - 1) * r
        return -math.inf if below <= ROUNDING else k * r / below

    return Coefficient(*(stepped(r) for r in (single.value, single.low, single.high)))


@dataclass(frozen=True, slots=True)
class GStudy:
    """Variance components of a crossed design and two coefficients for a panel of k jurors.

    Components below 0 are set to 0. `g_relative` concerns the order of the entries,
    `phi_absolute` a fixed cut-off; both are NaN when nothing varies.
    """

    var_entry: float
    var_judge: float
    var_residual: float
    jurors: int
    g_relative: float
    phi_absolute: float


def g_study(table: npt.ArrayLike | pd.DataFrame, jurors: int | None = None) -> GStudy:
    """Estimate how dependable the mean of a panel of `jurors` would be.

    Parameters
    ----------
    table : array_like of shape (n_entries, n_jurors)
        Complete points; see :func:`icc`.
    jurors : int, optional
        Size of the panel in question; by default that of the table.

    References
    ----------
    R. L. Brennan, *Generalizability Theory* (2001); with the panel of the table
    the coefficients equal ICC(3,k) and ICC(2,k) where no component is below 0.

    Examples
    --------
    >>> study = g_study([[9, 2, 5, 8], [6, 1, 3, 2], [8, 4, 6, 8]], jurors=10)
    >>> round(study.g_relative, 3), round(study.phi_absolute, 3)
    (0.954, 0.839)
    """
    ms = mean_squares(table)
    k = ms.k if jurors is None else jurors
    if k < 1:
        raise ValueError("a panel needs a juror")
    entry = max(0.0, (ms.between_entries - ms.error) / ms.k)
    judge = max(0.0, (ms.between_jurors - ms.error) / ms.n)
    relative, absolute = entry + ms.error / k, entry + (judge + ms.error) / k
    return GStudy(
        var_entry=entry,
        var_judge=judge,
        var_residual=ms.error,
        jurors=k,
        g_relative=entry / relative if relative > 0 else np.nan,
        phi_absolute=entry / absolute if absolute > 0 else np.nan,
    )


def jurors_needed(reliability: float, var_entry: float, var_error: float) -> int | None:
    """Return how many jurors a panel needs for a reliability; None if no number suffices.

    Spearman and Brown: R / (1 - R) * var_error / var_entry, rounded up, at least 1.

    Examples
    --------
    >>> jurors_needed(0.9, 5.7755, 8.1407), jurors_needed(0.8, 5.7755, 8.1407)
    (13, 6)
    """
    if not 0 < reliability < 1:
        raise ValueError(f"reliability must lie between 0 and 1, got {reliability}")
    if not var_entry > 0:
        return None
    exact = reliability / (1 - reliability) * var_error / var_entry
    return max(1, math.ceil(exact - 1e-9))


@dataclass(frozen=True, slots=True)
class Reliability:
    """The one number to show: how far the order of the entries can be relied on.

    `value` lies between 0 and 1 (negative estimates are 0, the estimate itself is `raw`);
    `low` and `high` bound it at 95 % in a complete design and are None otherwise;
    `label` is low, moderate, good or very_high; `method` is ``"ICC(C,k)"`` or ``"Cullis"``.
    All are None where nothing can be said: the flags tell why.
    """

    value: float | None
    low: float | None
    high: float | None
    raw: float | None
    label: str | None
    method: str | None
    var_entry: float | None
    var_error: float | None
    flags: tuple[str, ...]


def reliability(sheets: pd.DataFrame, column: str = "points") -> Reliability:
    """Tell how alike another panel of the same size would order the entries.

    Parameters
    ----------
    sheets : DataFrame of shape (n_sheets, 3)
        Columns ``entry``, ``juror`` and `column`; one row per complete sheet.
    column : str, default "points"
        The number to analyse.

    Returns
    -------
    Reliability
        ICC(C,k) when every juror scored every entry, else Cullis' generalized
        heritability from REML: 1 - mean Var(difference) / (2 var_entry). Flags:
        SINGLE_JUDGE, SINGLE_ENTRY, NO_VARIATION and WEAKLY_CONNECTED (nothing left to
        tell error from entries) come with None, NO_SEPARATION and LOW_RELIABILITY with a value.

    References
    ----------
    T. K. Koo & M. Y. Li, *J. Chiropr. Med.* 15 (2016), 155 (labels);
    B. R. Cullis et al., *J. Agric. Biol. Environ. Stat.* 11 (2006), 381.
    """
    design = read_design(sheets, column)
    if flags := _without_reliability(design):
        return Reliability(None, None, None, None, None, None, None, None, flags)
    if not design.is_complete:
        return _cullis(sheets, column)
    table = design.table()
    found, study = icc(table)["ICC(3,k)"], g_study(table)
    return _shown(found, "ICC(C,k)", study.var_entry, study.var_residual)


def _without_reliability(design: Design) -> tuple[str, ...]:
    E, J = design.shape
    if not len(design.points):
        return ("SINGLE_JUDGE", "SINGLE_ENTRY")
    flags = {
        "SINGLE_JUDGE": J < 2,
        "SINGLE_ENTRY": E < 2,
        "NO_VARIATION": np.ptp(design.points) == 0,
    }
    if raised := tuple(flag for flag, is_raised in flags.items() if is_raised):
        return raised
    free = len(design.points) - E - J + design.components[0]
    return () if free > 0 else ("WEAKLY_CONNECTED",)


def _cullis(sheets: pd.DataFrame, column: str) -> Reliability:
    fit = fit_mixed(sheets, column)
    raw = 0.0
    if fit.var_entry > 0:
        raw = 1 - mean_difference_variance(fit) / (2 * fit.var_entry)
    return _shown(Coefficient(raw, np.nan, np.nan), "Cullis", fit.var_entry, fit.var_error)


def _shown(found: Coefficient, method: str, var_entry: float, var_error: float) -> Reliability:
    """Clip what is negative, name the level and raise the flags."""
    value = max(0.0, found.value)
    flags = ["NO_SEPARATION"] if var_entry <= 0 else []
    flags += ["LOW_RELIABILITY"] if value < LOW_RELIABILITY else []
    return Reliability(
        value=value,
        low=None if np.isnan(found.low) else max(0.0, found.low),
        high=None if np.isnan(found.high) else max(0.0, found.high),
        raw=found.value if math.isfinite(found.value) else None,
        label=level(value),
        method=method,
        var_entry=var_entry,
        var_error=var_error,
        flags=tuple(flags),
    )


def level(value: float) -> str:
    """Name a reliability after Koo and Li: low, moderate, good, very_high (above 0.9).

    Examples
    --------
    >>> level(0.49), level(0.5), level(0.75), level(0.9), level(0.91)
    ('low', 'moderate', 'good', 'good', 'very_high')
    """
    if value < MODERATE_RELIABILITY:
        return "low"
    if value < GOOD_RELIABILITY:
        return "moderate"
    return "good" if value <= VERY_HIGH_RELIABILITY else "very_high"
