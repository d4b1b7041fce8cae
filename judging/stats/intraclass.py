"""Intraclass correlation and generalizability of a complete table of entries by jurors."""

import math
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy import stats

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

    Parameters
    ----------
    table : array_like of shape (n_entries, n_jurors)
        Points without a missing number; two entries and two jurors at least.

    Returns
    -------
    MeanSquares
        What is smaller than rounding counts as exactly 0.

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
        jurors who differ by constants only give ICC(3,1) = ICC(3,k) = 1 exactly, and NaN
        where each of them gives all entries the same.

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
    if ms.between_entries == 0 and error == 0:
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
    return Coefficient(rho, n * (B - low * e) / (low * rest + n * B), n * (high * B - e) / (rest + n * high * B))


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

    Returns
    -------
    GStudy

    Raises
    ------
    ValueError
        When the table is too small or not complete, or the panel has no juror.

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
