"""What may be made of an entry's sheet totals, each as an exact fraction.

Every function takes ``totals`` (columns ``entry``, ``juror``, ``total``; see
:func:`judging.stats.sheets.sheet_totals`) and returns a frame indexed by entry in canonical order
with ``sheets``, ``numerator`` and ``denominator`` (int64): numerator / denominator is the aggregate
in the unit of the totals. Entries without sheets are not in it.
"""

from typing import Any

import numpy as np
import pandas as pd

from judging.stats.by_code import (
    by_total,
    counts,
    is_kept,
    majority_of,
    majority_order,
    mean_of,
    median_of,
    places,
    trimmed_of,
)
from judging.stats.codes import Codes
from judging.stats.sheets import Sheets

__all__ = ["kept_sheets", "majority_grades", "mean", "median", "places", "trimmed_mean"]


def mean(totals: pd.DataFrame) -> pd.DataFrame:
    """Return the mean of each entry's sheets: sum of totals over number of sheets.

    Parameters
    ----------
    totals : DataFrame of shape (n_sheets, 3)
        Sheet totals.

    Returns
    -------
    DataFrame indexed by entry
        ``sheets``, ``numerator``, ``denominator`` (the number of sheets, not reduced).
    """
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
    """Return the sheets that a trimmed mean keeps.

    Parameters
    ----------
    totals : DataFrame of shape (n_sheets, 3)
        Sheet totals.
    drop : (int, int)
        How many of the lowest and of the highest sheets of each entry are left out.

    Returns
    -------
    DataFrame of shape (n_kept, 3)
        By entry, then from the lowest total up, equal ones by juror.
    """
    sheets = by_total(Sheets.of(totals))
    return sheets.take(is_kept(sheets, drop)).to_frame()


def median(totals: pd.DataFrame) -> pd.DataFrame:
    """Return the median of each entry's sheets.

    Parameters
    ----------
    totals : DataFrame of shape (n_sheets, 3)
        Sheet totals.

    Returns
    -------
    DataFrame indexed by entry
        ``sheets``, ``numerator``, ``denominator``: of an even number the sum of the middle two
        over 2.
    """
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


def _index(sheets: Sheets) -> "pd.Index[Any]":
    """Return the labels of the entries that have sheets."""
    return sheets.entries.take(np.unique(sheets.entry)).rename("entry")


def _frame(sheets: Sheets, numerator: Codes, denominator: Codes) -> pd.DataFrame:
    """Put an aggregate into a frame."""
    table = {"sheets": counts(sheets), "numerator": numerator, "denominator": denominator}
    return pd.DataFrame(table, index=_index(sheets))
