"""The methods of :mod:`judging.stats.methods` on codes, without labels: fast enough for millions.

Arrays of the results have one cell for each entry that has sheets, in the order of the codes.
"""

import numpy as np
from numpy.typing import NDArray

from judging.stats.codes import Codes, counted_from_lowest, sort_together
from judging.stats.problems import InvalidScores, Problem
from judging.stats.sheets import Sheets


def mean_of(sheets: Sheets) -> tuple[Codes, Codes]:
    """Do :func:`judging.stats.methods.mean` on codes.

    Parameters
    ----------
    sheets : Sheets

    Returns
    -------
    numerator, denominator : array of int64, by entry that has sheets
    """
    count = counts(sheets)
    return np.add.reduceat(sheets.total, starts_of(count)) if len(count) else count, count


def trimmed_of(sheets: Sheets, drop: tuple[int, int]) -> tuple[Codes, Codes]:
    """Do :func:`judging.stats.methods.trimmed_mean` on codes.

    Parameters
    ----------
    sheets : Sheets
    drop : (int, int)

    Returns
    -------
    numerator, denominator : array of int64, by entry that has sheets

    Raises
    ------
    InvalidScores
        ``TOO_FEW_SCORES`` for every entry of which no sheet would be left.
    """
    count = counts(sheets)
    if len(short := np.flatnonzero(count <= sum(drop))):
        allowed = f"more than {sum(drop)} complete sheets, because {sum(drop)} are dropped"
        names = sheets.entries[np.unique(sheets.entry)]  # a label may have no sheets
        raise InvalidScores(
            [Problem("TOO_FEW_SCORES", None, "entry", f"{names[e]}: {count[e]}", allowed) for e in short.tolist()]
        )
    ordered = by_total(sheets)
    kept = ordered.take(is_kept(ordered, drop))
    return mean_of(kept)


def best_of(sheets: Sheets, best: int) -> tuple[Codes, Codes]:
    """Average the best sheets of each entry, or all where there are fewer: the best of several runs.

    Parameters
    ----------
    sheets : Sheets
    best : int
        At least 1.

    Returns
    -------
    numerator, denominator : array of int64, by entry that has sheets
    """
    ordered = by_total(sheets)
    count = counts(ordered)
    last = np.repeat(starts_of(count) + count, count)
    return mean_of(ordered.take(np.arange(len(ordered.entry)) >= last - best))


def trimmed_by_criterion_of(sheets: Sheets, marks: Codes, weights: Codes, drop: tuple[int, int]) -> tuple[Codes, Codes]:
    """Leave out the lowest and highest scores of each criterion and average the rest by weight.

    Parameters
    ----------
    sheets : Sheets
    marks : int array of shape (n_sheets, n_criteria)
        What each sheet gave on each criterion that counts.
    weights : int array of shape (n_criteria,)
    drop : (int, int)
        How many of the lowest and of the highest scores of an entry on a criterion.

    Returns
    -------
    numerator, denominator : array of int64, by entry that has sheets

    Raises
    ------
    InvalidScores
        As :func:`trimmed_of`.
    """
    total, size = np.int64(0), counts(sheets)
    for weight, given in zip(weights.tolist(), marks.T, strict=True):
        on_one = Sheets(sheets.entry, sheets.juror, given, sheets.entries, sheets.jurors)
        summed, size = trimmed_of(on_one, drop)
        total = total + weight * summed
    return np.asarray(total), size


def median_of(sheets: Sheets) -> tuple[Codes, Codes]:
    """Do :func:`judging.stats.methods.median` on codes.

    Parameters
    ----------
    sheets : Sheets

    Returns
    -------
    numerator, denominator : array of int64, by entry that has sheets
    """
    count, total = counts(sheets), by_total(sheets).total
    lower, upper = starts_of(count) + (count - 1) // 2, starts_of(count) + count // 2
    even = count % 2 == 0
    return total[lower] + np.where(even, total[upper], 0), np.where(even, 2, 1)


def majority_of(sheets: Sheets) -> tuple[Codes, ...]:
    """Count for :func:`judging.stats.methods.majority_grades` on codes.

    Parameters
    ----------
    sheets : Sheets

    Returns
    -------
    grade, above, below, count : array of int64, by entry that has sheets
    """
    count, total = counts(sheets), by_total(sheets).total
    starts = starts_of(count)
    grade = total[starts + (count - 1) // 2]
    spread = np.repeat(grade, count)
    above = np.add.reduceat((total > spread).astype(np.int64), starts) if len(count) else count
    below = np.add.reduceat((total < spread).astype(np.int64), starts) if len(count) else count
    return grade, above, below, count


def majority_order(
    grade: Codes,
    above: Codes,
    below: Codes,
    count: Codes,
) -> Codes:
    """Turn majority judgment into numbers.

    Parameters
    ----------
    grade, above, below, count : array of int, shape (n,)
        As :func:`majority_of` returns them.

    Returns
    -------
    array of int64, shape (n,)
        Equal for equal entries, the better the higher.
    """
    second = np.where(above > below, above, -below) / np.maximum(count, 1)
    order = np.lexsort((second, grade))
    rises = (np.diff(grade[order]) != 0) | (np.diff(second[order]) != 0)
    numbers = np.empty(len(grade), dtype=np.int64)
    numbers[order] = np.r_[0, np.cumsum(rises)][: len(grade)]
    return numbers


def places(values: Codes | NDArray[np.float64]) -> Codes:
    """Give places from the highest value down.

    Parameters
    ----------
    values : array of int or float, shape (n,)

    Returns
    -------
    array of int, shape (n,)
        Equal values share the best of their places: 1, 2, 2, 4.
    """
    ascending = np.sort(values)
    return len(values) - np.searchsorted(ascending, values, side="right") + 1


def by_total(sheets: Sheets) -> Sheets:
    """Sort sheets by entry, then total, then juror.

    Parameters
    ----------
    sheets : Sheets

    Returns
    -------
    Sheets
    """
    above, lowest, span = counted_from_lowest(sheets.total)
    entry, above, juror = sort_together(
        (sheets.entry, len(sheets.entries)),
        (above, span),
        (sheets.juror, len(sheets.jurors)),
    )
    return Sheets(entry, juror, above.astype(np.int64) + lowest, sheets.entries, sheets.jurors)


def is_kept(ordered: Sheets, drop: tuple[int, int]) -> NDArray[np.bool_]:
    """Mark the sheets left when the lowest and highest of each entry are dropped.

    Parameters
    ----------
    ordered : Sheets
        As :func:`by_total` returns them.
    drop : (int, int)
        How many of the lowest and of the highest.

    Returns
    -------
    bool array of shape (n_sheets,)
    """
    count = counts(ordered)
    position = np.arange(len(ordered.entry)) - np.repeat(starts_of(count), count)
    return (position >= drop[0]) & (position < np.repeat(count, count) - drop[1])


def counts(sheets: Sheets) -> Codes:
    """Count the sheets of each entry that has any.

    Parameters
    ----------
    sheets : Sheets

    Returns
    -------
    array of int, by entry that has sheets
    """
    count = np.bincount(sheets.entry, minlength=0)
    return count[count > 0]


def starts_of(count: Codes) -> Codes:
    """Return where each entry's sheets begin.

    Parameters
    ----------
    count : array of int
        As :func:`counts` returns it.

    Returns
    -------
    array of int of the same shape
    """
    return np.cumsum(count) - count
