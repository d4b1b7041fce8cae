"""Krippendorff's alpha: how far any one juror could replace another."""

from collections.abc import Callable
from typing import Literal

import numpy as np
import pandas as pd
from scipy import stats

from judging.stats.design import CHUNK, Floats, Ints

Level = Literal["nominal", "ordinal", "interval", "ratio"]


def krippendorff_alpha(values: pd.DataFrame, level: Level = "interval") -> float:
    r"""Compute Krippendorff's alpha for any pattern of missing values.

    Parameters
    ----------
    values : DataFrame of shape (n_values, 3)
        Columns ``unit``, ``observer``, ``value``; a missing value has no row or is NaN.
        Values are numbers; for nominal data any labels.
    level : {"nominal", "ordinal", "interval", "ratio"}
        What a difference of two values means.

    Returns
    -------
    float
        1 for perfect agreement, about 0 for chance, below 0 for systematic disagreement;
        NaN when no unit has two values or all pairable values are equal.

    Raises
    ------
    ValueError
        When an observer judged a unit twice, a ratio value is negative, or the level is unknown.

    Notes
    -----
    Units with a single value are dropped. Interval, in closed form:
    :math:`\alpha = 1 - \frac{n-1}{n} \sum_u \frac{m_u}{m_u-1} SS_u / SS`; ordinal: the same on
    the mid-ranks of all pairable values. Severe and lenient jurors lower alpha.

    References
    ----------
    K. Krippendorff, "Computing Krippendorff's Alpha-Reliability" (2011).

    Examples
    --------
    >>> rows = [(1, "a", 1), (1, "b", 1), (2, "a", 2), (2, "b", 3), (3, "a", 4), (3, "b", 4)]
    >>> data = pd.DataFrame(rows, columns=["unit", "observer", "value"])
    >>> round(krippendorff_alpha(data, "ordinal"), 3)
    0.949
    """
    if level not in DISAGREEMENT:
        raise ValueError(f"unknown level: {level}")
    given = values.dropna(subset=["value"])
    if given.duplicated(["unit", "observer"]).any():
        raise ValueError("DUPLICATE_SCORE: an observer judged the same unit twice")
    unit = pd.factorize(given["unit"], sort=True)[0].astype(np.int64)
    codes, labels = pd.factorize(given["value"], sort=True)
    paired = np.bincount(unit)[unit] > 1 if len(unit) else np.zeros(0, dtype=bool)
    unit, codes = unit[paired], codes[paired].astype(np.int64)
    order = np.lexsort((codes, unit))
    unit, codes = unit[order], codes[order]
    if not len(unit) or codes.min() == codes.max():
        return np.nan
    numbers = codes.astype(float) if level == "nominal" else np.asarray(labels, float)[codes]
    return 1 - DISAGREEMENT[level](np.unique(unit, return_inverse=True)[1], numbers)


def _nominal(unit: Ints, x: Floats) -> float:
    """Return observed over expected disagreement from the counts of equal values."""
    n, size = len(x), np.bincount(unit)
    cells, count = np.unique(np.column_stack([unit, x]), axis=0, return_counts=True)
    alike = np.bincount(cells[:, 0].astype(np.int64), count.astype(float) ** 2)
    observed = float(((size.astype(float) ** 2 - alike) / (size - 1)).sum()) / n
    totals = np.unique(x, return_counts=True)[1].astype(float)
    return observed * n * (n - 1) / float(n**2 - totals @ totals)


def _interval(unit: Ints, x: Floats) -> float:
    """Return observed over expected disagreement from sums of squares."""
    n, size = len(x), np.bincount(unit)
    x = x - x.mean()
    mean = np.bincount(unit, x) / size
    inside = np.bincount(unit, (x - mean[unit]) ** 2)
    return float((inside * size / (size - 1)).sum()) * (n - 1) / n / float(x @ x)


def _ordinal(unit: Ints, x: Floats) -> float:
    """Treat the mid-ranks as interval values."""
    return _interval(unit, stats.rankdata(x))


def _ratio(unit: Ints, x: Floats) -> float:
    """Compare all pairs by ((a - b) / (a + b))^2, block by block."""
    if x.min() < 0:
        raise ValueError("a ratio value cannot be negative")
    n, size = len(x), np.bincount(unit)
    starts = np.cumsum(size) - size
    observed = 0.0
    for m in np.unique(size):
        members = x[starts[size == m][:, None] + np.arange(m)]
        step = max(1, CHUNK // int(m) ** 2)
        for first in range(0, len(members), step):
            rows = members[first : first + step]
            observed += float(_relative(rows[:, :, None], rows[:, None, :]).sum()) / (m - 1)
    labels, count = np.unique(x, return_counts=True)
    expected, step = 0.0, max(1, CHUNK // len(labels))
    for first in range(0, len(labels), step):
        rows = _relative(labels[first : first + step, None], labels[None, :]) @ count
        expected += float(count[first : first + step] @ rows)
    return observed * (n - 1) / expected


def _relative(a: Floats, b: Floats) -> Floats:
    total = a + b
    return np.square(np.divide(a - b, total, where=total > 0, out=np.zeros_like(total)))


DISAGREEMENT: dict[str, Callable[[Ints, Floats], float]] = {
    "nominal": _nominal,
    "ordinal": _ordinal,
    "interval": _interval,
    "ratio": _ratio,
}
