"""From ranked codes to the official list: labels, entries without a place, flags."""

from collections.abc import Collection, Hashable
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from judging.stats.codes import Codes, encode
from judging.stats.rules import ScoringRules
from judging.stats.sheets import Sheets, Sums
from judging.stats.ties import crosses
from judging.stats.vocabulary import Flag


def with_the_others(
    table: pd.DataFrame,
    counted: Sums,
    incomplete: Sheets | None,
    rules: ScoringRules,
    entries: Collection[Hashable] | None,
) -> pd.DataFrame:
    """Add the entries that are not ranked, the flags and the labels; put the best first.

    Parameters
    ----------
    table : DataFrame indexed by entry code
        See :func:`judging.stats.aggregation.ranked_sheets`.
    counted : Sums
        How many sheets count of each entry.
    incomplete : Sheets or None
        Those that do not; none where all do.
    rules : ScoringRules
    entries : collection of labels or None
        Entries that exist, also those without scores.

    Returns
    -------
    DataFrame indexed by entry
        See :func:`judging.stats.aggregation.official_table`.
    """
    labels, given, ranked = counted.entries, counted.count, table.index.to_numpy()
    if entries is not None and (more := set(entries).difference(labels)):
        codes, labels = encode(pd.Series([*labels, *more]))
        moved = codes[: len(counted.entries)]
        ranked, given = moved[ranked], _moved(given, moved, len(labels))
        if incomplete is not None:
            incomplete = Sheets(moved[incomplete.entry], incomplete.juror, incomplete.total, labels, incomplete.jurors)
    column: dict[str, Any] = {str(name): _spread(table[name].to_numpy(), ranked, len(labels)) for name in table}
    column["sheets"] = given  # those of an entry that is excluded for having too few as well
    unranked = np.ones(len(labels), dtype=bool)
    unranked[ranked] = False
    place, value = column["place"], column["value"]
    value[unranked] = np.nan
    flags = _flags(given, place, incomplete, rules)
    order = np.argsort(np.where(unranked, len(labels) + 1, place), kind="stable")
    column["place"] = pd.arrays.IntegerArray(place, unranked)
    listed = pd.DataFrame({name: _as_it_is(cells.take(order)) for name, cells in column.items()})
    listed["flags"] = pd.Series([flags[entry] for entry in order.tolist()], dtype=object)
    listed.index = labels.take(order).rename("entry")
    return listed


def _as_it_is(cells: Any) -> Any:
    """Keep None and texts as they are: a frame would look through them for a type of its own."""
    return pd.Series(cells, dtype=object) if cells.dtype == object else cells


def _moved(given: Codes, moved: Codes, length: int) -> Codes:
    """Give counts the codes of another list of labels."""
    counts = np.zeros(length, dtype=given.dtype)
    counts[moved] = given
    return counts


def _spread(cells: "NDArray[Any]", codes: Codes, length: int) -> "NDArray[Any]":
    """Return a column of all entries from that of the ranked: 0, no or None for the others."""
    column = np.full(length, None, dtype=object) if cells.dtype == object else np.zeros(length, dtype=cells.dtype)
    column[codes] = cells
    return column


def _flags(count: Codes, place: Codes, incomplete: Sheets | None, rules: ScoringRules) -> list[list[str]]:
    """Return each entry's flags, by code; `place` is 0 where there is none."""
    flags: list[list[str]] = [[] for _ in range(len(count))]
    for entry in np.flatnonzero(count == 0).tolist():
        flags[entry].append(Flag.ENTRY_WITHOUT_SCORES)
    for entry in np.flatnonzero((count > 0) & (count < rules.min_sheets)).tolist():
        flags[entry].append(Flag.BELOW_MIN_SHEETS)
    if incomplete is not None:
        for entry, juror in zip(incomplete.entry.tolist(), incomplete.juror.tolist(), strict=True):
            flags[entry].append(Flag.INCOMPLETE_SHEET.about(incomplete.jurors[juror]))
    for line in rules.lines:
        shared = int(place[place <= line].max(initial=0))
        if shared and crosses(shared, int((place == shared).sum()), [line]):
            for entry in np.flatnonzero(place == shared).tolist():
                if Flag.TIE_AT_BOUNDARY not in flags[entry]:
                    flags[entry].append(Flag.TIE_AT_BOUNDARY)
    return flags
