"""Count-back: of entries with equal totals, the one with more of the best marks stands first."""

import numpy as np
import pandas as pd

from judging.stats.rungs import placed_by_jurors
from judging.stats.sheets import Sheets


def count_back(totals: pd.Series, marks: pd.DataFrame) -> pd.DataFrame:
    """Order the entries by total, then by the number of best marks, then of second best.

    Parameters
    ----------
    totals : Series of length n_entries
        More is better; integers, so that equal totals are equal.
    marks : DataFrame of shape (n_entries, n_levels)
        How often the entry got each mark (or place), columns from the best level down.

    Returns
    -------
    DataFrame of shape (n_entries, 2), by place, then by name
        ``place``: 1, 2, 2, 4. ``decided_at``: what puts the entry ahead of the next one:
        ``"total"``, a level, or None where the two stay tied and for the last.

    Raises
    ------
    ValueError
        When the two name different entries.

    Notes
    -----
    The rule of the Eurovision Song Contest of 1991. Today's rule counts the countries that
    voted for a song instead, and would have had another winner: rules are fixed in advance.

    Examples
    --------
    >>> marks = pd.DataFrame({"12": [4, 4], "10": [2, 5]}, index=["France", "Sweden"])
    >>> count_back(pd.Series({"France": 146, "Sweden": 146}), marks)["decided_at"].to_dict()
    {'Sweden': '10', 'France': None}
    """
    if set(totals.index) != set(marks.index) or len(totals) != len(marks):
        raise ValueError("the totals and the marks name different entries")
    steps = ["total", *marks.columns]
    keys = pd.concat([totals.rename("total"), marks], axis=1, join="inner").sort_index()
    keys.columns = pd.RangeIndex(len(steps))
    keys = keys.sort_values(list(keys.columns), ascending=False, kind="stable")
    differs = keys.ne(keys.shift(-1))
    differs.iloc[-1:] = False
    parted = differs.any(axis=1)
    decided = [steps[row.argmax()] if row.any() else None for row in differs.to_numpy()]
    start = ~parted.shift(1, fill_value=True).to_numpy()
    place = pd.Series(range(1, len(keys) + 1), index=keys.index).mask(start).ffill().astype(int)
    return pd.DataFrame({"place": place, "decided_at": pd.Series(decided, keys.index, object)})


def placings(totals: pd.DataFrame) -> pd.DataFrame:
    """Count how many jurors placed each entry first, second and so on.

    Parameters
    ----------
    totals : DataFrame of shape (n_sheets, 3)
        Sheet totals of the whole field.

    Returns
    -------
    DataFrame of shape (n_entries, n_places that occur)
        Counts; columns are places, ascending. Entries that a juror scored alike share the best of
        their places.
    """
    sheets = Sheets.of(totals)
    placed = placed_by_jurors(sheets, np.ones(len(sheets.entries), dtype=bool))
    return pd.crosstab(placed["entry"], placed["place"])
