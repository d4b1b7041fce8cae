"""What other panels drawn from the same jurors, or the panel less one juror, would rank first."""

from collections.abc import Iterator

import numpy as np
import numpy.typing as npt
import pandas as pd

from judging.stats.design import CHUNK, Design, Floats, read_design
from judging.stats.thresholds import FEWEST_JURORS_FOR_CHANCE

MOST_DECIMALS = 6  # points with at most so many decimals are counted in whole units
LARGEST_EXACT = 2**52


def exact_units(points: npt.NDArray[np.generic]) -> Floats:
    """Turn decimal points into whole units, so that sums and ties are exact.

    Parameters
    ----------
    points : array of shape (n,)
        Whole numbers stay; decimals with at most six places are scaled by a power of ten.

    Returns
    -------
    array of float64, shape (n,)
        Whole numbers, or the points themselves where they are no such decimals: ties
        are then subject to rounding, so pass an integer column.

    Examples
    --------
    >>> exact_units(np.array([7.7, 5.0, 8.25])).tolist()
    [770.0, 500.0, 825.0]
    """
    values = points.astype(float)
    for decimals in range(MOST_DECIMALS + 1):
        units = np.rint(values * 10.0**decimals)
        if np.array_equal(units / 10.0**decimals, values):
            return units
    return values


def bootstrap_jurors(
    sheets: pd.DataFrame,
    k: int,
    rng: np.random.Generator,
    resamples: int = 2_000,
    column: str = "points",
) -> pd.DataFrame:
    """Count how often each entry stays among the first k when the panel is drawn anew.

    Parameters
    ----------
    sheets : DataFrame of shape (n_sheets, 3)
        Columns ``entry``, ``juror`` and `column`, best whole numbers; one row per sheet.
    k : int
        The prize line, 1 or more.
    rng : Generator
        Source of chance.
    resamples : int, default 2000
        Panels drawn.
    column : str, default "points"
        What the mean is taken of.

    Returns
    -------
    DataFrame of shape (E, 2), indexed by entry
        ``stability``, the share of panels whose mean puts the entry at place k or
        better (equal means share the better place, so the column may sum to more than
        k), and ``tied``, the share in which a tie across the line includes it.

    Notes
    -----
    Complete design: jurors are drawn with replacement. Incomplete: each juror gets an
    exponential weight (Bayesian bootstrap), so that no entry loses all its jurors.
    The spread is too narrow by about (J - 1)/J: say stability, never probability.

    References
    ----------
    B. Efron, *Ann. Stat.* 7 (1979), 1; D. B. Rubin, *Ann. Stat.* 9 (1981), 130.

    Examples
    --------
    >>> rows = [(e, j, p) for e, points in {"A": [9, 8], "B": [5, 7]}.items()
    ...         for j, p in enumerate(points)]
    >>> sheets = pd.DataFrame(rows, columns=["entry", "juror", "points"])
    >>> bootstrap_jurors(sheets, 1, np.random.default_rng(1))["stability"].to_dict()
    {'A': 1.0, 'B': 0.0}
    """
    if k < 1:
        raise ValueError("the prize line must be 1 or more")
    design = read_design(sheets, column)
    inside, tied = np.zeros(len(design.entries)), np.zeros(len(design.entries))
    for means in () if design.points.size == 0 else _resampled(design, exact_units(design.points), rng, resamples):
        within, at_line = _first(means, k)
        inside += np.count_nonzero(within, axis=1)
        crossing = np.count_nonzero(within, axis=0) > k
        tied += np.count_nonzero(at_line & crossing, axis=1)
    shares = {"stability": inside / resamples, "tied": tied / resamples}
    return pd.DataFrame(shares, index=design.entries)


def _resampled(design: Design, units: Floats, rng: np.random.Generator, resamples: int) -> Iterator[Floats]:
    """Yield means (sums in a complete design), one column per resample."""
    E, J = design.shape
    block = max(1, CHUNK // max(E, 1))
    for first in range(0, resamples, block):
        size = min(block, resamples - first)
        if design.is_complete:
            drawn = rng.multinomial(J, np.full(J, 1 / J), size).astype(float)
            yield units.reshape(E, J) @ drawn.T
        else:
            weight = rng.standard_exponential((J, size))
            yield (design.matrix(units) @ weight) / (design.incidence @ weight)


def _first(values: Floats, k: int) -> tuple[npt.NDArray[np.bool_], npt.NDArray[np.bool_]]:
    """Mark in each column the k largest with all their equals, and those at the line."""
    n = len(values)
    line = np.partition(values, n - min(k, n), axis=0)[n - min(k, n)]
    return values >= line, values == line


def leave_one_juror_out(sheets: pd.DataFrame, k: int, column: str = "points") -> pd.DataFrame:
    """Rank by the mean without each juror in turn, and name the pivotal ones.

    Parameters
    ----------
    sheets : DataFrame of shape (n_sheets, 3)
        Columns ``entry``, ``juror`` and `column`, best whole numbers; one row per sheet.
    k : int
        The prize line, 1 or more.
    column : str, default "points"
        What the mean is taken of.

    Returns
    -------
    DataFrame of shape (J, 4), indexed by juror
        ``top``, the tuple of entries at place k or better without the juror, by place,
        then entry, equals included; ``gained`` and ``lost``, the entries that come in
        and drop out against the whole panel; ``pivotal``, whether there is any. No row
        below three jurors. An entry left without a sheet is not ranked.

    Notes
    -----
    For the secretary only: pivotal is nothing a juror has done wrong.
    """
    if k < 1:
        raise ValueError("the prize line must be 1 or more")
    design = read_design(sheets, column)
    units = exact_units(design.points)
    sums, counts = design.by_entry(units), design.sheets_of_entry
    rows = {}
    if len(design.jurors) >= FEWEST_JURORS_FOR_CHANCE:
        whole = _top(design, sums / counts, k)
        for juror, own in enumerate(_sheets_by_juror(design)):
            less, fewer = sums.copy(), counts.copy()
            less[design.entry[own]] -= units[own]
            fewer[design.entry[own]] -= 1
            alone = np.full(len(less), -np.inf)
            top = _top(design, np.divide(less, fewer, where=fewer > 0, out=alone), k)
            rows[juror] = _changes(whole, top)
    index = design.jurors.take(list(rows))
    return pd.DataFrame(list(rows.values()), index, columns=["top", "gained", "lost", "pivotal"])


def _sheets_by_juror(design: Design) -> list[npt.NDArray[np.int64]]:
    order = np.argsort(design.juror, kind="stable")
    return np.split(order, np.cumsum(design.sheets_of_juror)[:-1])


def _top(design: Design, means: Floats, k: int) -> tuple[object, ...]:
    """Return the entries at place k or better, by place, then label."""
    inside = np.flatnonzero(_first(means[:, None], k)[0][:, 0] & np.isfinite(means))
    inside = inside[np.argsort(-means[inside], kind="stable")]
    return tuple(design.entries.take(inside).tolist())


def _changes(
    whole: tuple[object, ...], top: tuple[object, ...]
) -> tuple[tuple[object, ...], tuple[object, ...], tuple[object, ...], bool]:
    gained = tuple(entry for entry in top if entry not in whole)
    lost = tuple(entry for entry in whole if entry not in top)
    return top, gained, lost, bool(gained or lost)
