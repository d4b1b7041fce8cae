"""What may be made of an entry's sheet totals, each as an exact fraction.

Every function takes ``totals`` (columns ``entry``, ``juror``, ``total``; see
:func:`judging.stats.sheets.sheet_totals`) and returns a frame indexed by entry in canonical order
with ``sheets``, ``numerator`` and ``denominator`` (int64): numerator / denominator is the aggregate
in the unit of the totals. Entries without sheets are not in it.
"""

from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from judging.stats.codes import Codes, counted_from_lowest, sort_together
from judging.stats.problems import InvalidScores, Problem
from judging.stats.sheets import Sheets


def mean(totals: pd.DataFrame) -> pd.DataFrame:
    """Return the mean of each entry's sheets: sum of totals over number of sheets."""
    sheets = Sheets.of(totals)
    return _frame(sheets, *mean_of(sheets))


def trimmed_mean(totals: pd.DataFrame, drop: tuple[int, int]) -> pd.DataFrame:
    """Return the mean of each entry's sheets without the `drop` lowest and highest.

    Parameters
    ----------
    totals : DataFrame of shape (n_sheets, 3)
        Sheet totals. Whole sheets are dropped, never single criteria.
    drop : (int, int)
        How many of the lowest and of the highest sheets are left out.

    Returns
    -------
    DataFrame indexed by entry
        ``sheets`` (all of them), ``numerator``, ``denominator`` (those kept).

    Raises
    ------
    InvalidScores
        ``TOO_FEW_SCORES`` for every entry of which no sheet would be left.
    """
    sheets = Sheets.of(totals)
    return _frame(sheets, *trimmed_of(sheets, drop))


def kept_sheets(totals: pd.DataFrame, drop: tuple[int, int]) -> pd.DataFrame:
    """Return the sheets that a trimmed mean keeps, by entry and from the lowest total up."""
    sheets = _by_total(Sheets.of(totals))
    return sheets.take(_kept(sheets, drop)).to_frame()


def median(totals: pd.DataFrame) -> pd.DataFrame:
    """Return the median of each entry's sheets; of an even number, the mean of the middle two."""
    sheets = Sheets.of(totals)
    return _frame(sheets, *median_of(sheets))


def majority_grades(totals: pd.DataFrame) -> pd.DataFrame:
    """Grade each entry by majority judgment.

    Parameters
    ----------
    totals : DataFrame of shape (n_sheets, 3)
        ``total`` is the grade a juror gave: any whole numbers, the better the higher.

    Returns
    -------
    DataFrame indexed by entry
        ``sheets``; ``grade``, the lower median; ``above`` and ``below``, how many sheets lie above
        and below it; ``place`` (1 is best, equal places for equal entries): by grade, then by
        p = above / sheets if p > q = below / sheets, else by -q.

    References
    ----------
    M. Balinski and R. Laraki, *Majority Judgment*, MIT Press 2010.
    """
    sheets = Sheets.of(totals)
    grade, above, below, count = majority_of(sheets)
    table = {"sheets": count, "grade": grade, "above": above, "below": below}
    order = majority_order(grade, above, below, count)
    return pd.DataFrame({**table, "place": places(order)}, index=_index(sheets))


def mean_of(sheets: Sheets) -> tuple[Codes, Codes]:
    """Return numerators and denominators of the mean, by entry code."""
    count = _counts(sheets)
    return np.add.reduceat(sheets.total, _starts(count)) if len(count) else count, count


def trimmed_of(sheets: Sheets, drop: tuple[int, int]) -> tuple[Codes, Codes]:
    """Return numerators and denominators of the trimmed mean, by entry code."""
    count = _counts(sheets)
    if len(short := np.flatnonzero(count <= sum(drop))):
        allowed = f"more than {sum(drop)} complete sheets, because {sum(drop)} are dropped"
        names = sheets.entries
        raise InvalidScores(
            [
                Problem("TOO_FEW_SCORES", None, "entry", f"{names[e]}: {count[e]}", allowed)
                for e in short.tolist()
            ]
        )
    ordered = _by_total(sheets)
    kept = ordered.take(_kept(ordered, drop))
    return mean_of(kept)


def median_of(sheets: Sheets) -> tuple[Codes, Codes]:
    """Return numerators and denominators (1 or 2) of the median, by entry code."""
    count, total = _counts(sheets), _by_total(sheets).total
    lower, upper = _starts(count) + (count - 1) // 2, _starts(count) + count // 2
    even = count % 2 == 0
    return total[lower] + np.where(even, total[upper], 0), np.where(even, 2, 1)


def majority_of(sheets: Sheets) -> tuple[Codes, ...]:
    """Return lower median, sheets above it, below it, and sheets in all, by entry code."""
    count, total = _counts(sheets), _by_total(sheets).total
    starts = _starts(count)
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
    """Turn majority judgment into numbers: equal entries alike, the better the higher."""
    second = np.where(above > below, above, -below) / np.maximum(count, 1)
    order = np.lexsort((second, grade))
    rises = (np.diff(grade[order]) != 0) | (np.diff(second[order]) != 0)
    numbers = np.empty(len(grade), dtype=np.int64)
    numbers[order] = np.r_[0, np.cumsum(rises)][: len(grade)]
    return numbers


def places(values: Codes | NDArray[np.float64]) -> Codes:
    """Give places from the highest value down; equal values share the best one (1, 2, 2, 4)."""
    ascending = np.sort(values)
    return len(values) - np.searchsorted(ascending, values, side="right") + 1


def _by_total(sheets: Sheets) -> Sheets:
    """Sort sheets by entry, then total, then juror."""
    above, lowest, span = counted_from_lowest(sheets.total)
    entry, above, juror = sort_together(
        (sheets.entry, len(sheets.entries)),
        (above, span),
        (sheets.juror, len(sheets.jurors)),
    )
    return Sheets(entry, juror, above.astype(np.int64) + lowest, sheets.entries, sheets.jurors)


def _kept(ordered: Sheets, drop: tuple[int, int]) -> NDArray[np.bool_]:
    """Mark the sheets left when the lowest and highest of each entry are dropped."""
    count = _counts(ordered)
    position = np.arange(len(ordered.entry)) - np.repeat(_starts(count), count)
    return (position >= drop[0]) & (position < np.repeat(count, count) - drop[1])


def _counts(sheets: Sheets) -> Codes:
    """Count the sheets of each entry that has any, by entry code."""
    count = np.bincount(sheets.entry, minlength=0)
    return count[count > 0]


def _starts(count: Codes) -> Codes:
    """Return where each entry's sheets begin."""
    return np.cumsum(count) - count


def _index(sheets: Sheets) -> "pd.Index[Any]":
    """Return the labels of the entries that have sheets."""
    return sheets.entries.take(np.unique(sheets.entry)).rename("entry")


def _frame(sheets: Sheets, numerator: Codes, denominator: Codes) -> pd.DataFrame:
    """Put an aggregate into a frame."""
    table = {"sheets": _counts(sheets), "numerator": numerator, "denominator": denominator}
    return pd.DataFrame(table, index=_index(sheets))
