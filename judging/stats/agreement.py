"""How far the order of the entries can be relied on: the one number to show."""

import math
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from judging.stats.design import Design, read_design
from judging.stats.intraclass import Coefficient, GStudy, g_study, icc
from judging.stats.mixed import MixedFit, fit_mixed, mean_difference_variance
from judging.stats.thresholds import (
    GOOD_RELIABILITY,
    LOW_RELIABILITY,
    MODERATE_RELIABILITY,
    VERY_HIGH_RELIABILITY,
)
from judging.stats.vocabulary import Flag, Level

__all__ = ["GStudy", "Reliability", "g_study", "icc", "jurors_needed", "level", "reliability"]


def jurors_needed(reliability: float, var_entry: float, var_error: float) -> int | None:
    """Return how many jurors a panel needs for a reliability.

    Parameters
    ----------
    reliability : float
        Wanted for the mean of the panel, strictly between 0 and 1.
    var_entry, var_error : float
        Variance components in squared points; only their ratio matters.

    Returns
    -------
    int or None
        R / (1 - R) * var_error / var_entry, rounded up, at least 1; None where no number
        suffices, because `var_entry` is 0.

    Raises
    ------
    ValueError
        When the reliability is not between 0 and 1.

    References
    ----------
    C. Spearman, *Br. J. Psychol.* 3 (1910), 271; W. Brown, ibid., 296.

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
    label: Level | None
    method: str | None
    var_entry: float | None
    var_error: float | None
    flags: tuple[Flag, ...]


NOTHING_KNOWN = Reliability(None, None, None, None, None, None, None, None, ())


def reliability(sheets: pd.DataFrame, column: str = "points", fit: MixedFit | None = None) -> Reliability:
    """Tell how alike another panel of the same size would order the entries.

    Parameters
    ----------
    sheets : DataFrame of shape (n_sheets, 3)
        Columns ``entry``, ``juror`` and `column`; one row per complete sheet.
    column : str, default "points"
        The number to analyse.
    fit : MixedFit, optional
        The mixed model of these very sheets, where it has been fitted already.

    Returns
    -------
    Reliability
        ICC(C,k) when every juror scored every entry, else Cullis' generalized
        heritability from REML: 1 - mean Var(difference) / (2 var_entry). Flags:
        SINGLE_JUROR, SINGLE_ENTRY, NO_VARIATION, DISCONNECTED (groups of jurors share no entry,
        and no jury of the same kind would tell which group was stricter) and WEAKLY_CONNECTED
        (nothing left to tell error from entries) come with None, LOW_RELIABILITY with a value,
        NO_SEPARATION (`var_entry` is 0) with either.

    References
    ----------
    T. K. Koo & M. Y. Li, *J. Chiropr. Med.* 15 (2016), 155 (labels);
    B. R. Cullis et al., *J. Agric. Biol. Environ. Stat.* 11 (2006), 381.
    """
    design = read_design(sheets, column)
    if flags := _without_reliability(design):
        if flags[0] in {Flag.WEAKLY_CONNECTED, Flag.DISCONNECTED}:
            fitted = fit or fit_mixed(sheets, column)
            flags += (Flag.NO_SEPARATION,) if fitted.var_entry <= 0 else ()
        return replace(NOTHING_KNOWN, flags=flags)
    if not design.is_complete:
        return _cullis(fit or fit_mixed(sheets, column))
    table = design.table()
    found, study = icc(table)["ICC(3,k)"], g_study(table)
    return _shown(found, "ICC(C,k)", study.var_entry, study.var_residual)


def _without_reliability(design: Design) -> tuple[Flag, ...]:
    E, J = design.shape
    if not len(design.points):
        return (Flag.SINGLE_JUROR, Flag.SINGLE_ENTRY)
    flags = {
        Flag.SINGLE_JUROR: J < 2,
        Flag.SINGLE_ENTRY: E < 2,
        Flag.NO_VARIATION: np.ptp(design.points) == 0,
    }
    if raised := tuple(flag for flag, is_raised in flags.items() if is_raised):
        return raised
    if design.components[0] > 1:
        return (Flag.DISCONNECTED,)
    if not _tell_apart(design):
        return (Flag.NO_SEPARATION,)
    free = len(design.points) - E - J + design.components[0]
    return () if free > 0 else (Flag.WEAKLY_CONNECTED,)


def _tell_apart(design: Design) -> bool:
    """Tell whether any juror gave two entries different points."""
    order = np.argsort(design.juror, kind="stable")
    juror, points = design.juror[order], design.points[order]
    return bool(((np.diff(points) != 0) & (np.diff(juror) == 0)).any())


def _cullis(fit: MixedFit) -> Reliability:
    raw = 0.0
    if fit.var_entry > 0:
        raw = 1 - mean_difference_variance(fit) / (2 * fit.var_entry)
    return _shown(Coefficient(raw, np.nan, np.nan), "Cullis", fit.var_entry, fit.var_error)


def _shown(found: Coefficient, method: str, var_entry: float, var_error: float) -> Reliability:
    """Clip what is negative, name the level and raise the flags."""
    value = max(0.0, found.value)
    flags = [Flag.NO_SEPARATION] if var_entry <= 0 else []
    flags += [Flag.LOW_RELIABILITY] if value < LOW_RELIABILITY else []
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


def level(value: float) -> Level:
    """Name a reliability after Koo and Li.

    Parameters
    ----------
    value : float
        From 0 to 1.

    Returns
    -------
    Level
        ``LOW`` below 0.5, ``MODERATE`` below 0.75, ``GOOD`` up to 0.9, ``VERY_HIGH`` above.

    References
    ----------
    T. K. Koo & M. Y. Li, *J. Chiropr. Med.* 15 (2016), 155.

    Examples
    --------
    >>> [str(level(value)) for value in (0.49, 0.5, 0.75, 0.9, 0.91)]
    ['low', 'moderate', 'good', 'good', 'very_high']
    """
    if value < MODERATE_RELIABILITY:
        return Level.LOW
    if value < GOOD_RELIABILITY:
        return Level.MODERATE
    return Level.GOOD if value <= VERY_HIGH_RELIABILITY else Level.VERY_HIGH
