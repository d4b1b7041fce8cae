"""From ranked codes to the official list: labels, entries without a place, flags."""

from collections.abc import Collection, Hashable
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from judging.stats.codes import Codes, encode
from judging.stats.placing import Columns, crossing
from judging.stats.rules import ScoringRules
from judging.stats.sheets import Sheets, Sums
from judging.stats.vocabulary import Flag


def with_the_others(
    ranked: Columns,
    counted: Sums,
    incomplete: Sheets | None,
    rules: ScoringRules,
    entries: Collection[Hashable] | None,
) -> pd.DataFrame:
    """Add the entries that are not ranked, the flags and the labels; put the best first.

    Parameters
    ----------
    ranked : dict of arrays
        Columns of the entries that are ranked, `entry` their codes; see :mod:`judging.stats.placing`.
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
    labels, given, codes = counted.entries, counted.count, ranked["entry"]
    if entries is not None and (more := set(entries).difference(labels)):
        renumbered, labels = encode(pd.Series([*labels, *more]))
        moved = renumbered[: len(counted.entries)]
        codes, given = moved[codes], _spread(given, moved, len(labels))
        if incomplete is not None:
            incomplete = Sheets(moved[incomplete.entry], incomplete.juror, incomplete.total, labels, incomplete.jurors)
    column: Columns = {name: _spread(cells, codes, len(labels)) for name, cells in ranked.items() if name != "entry"}
    column["sheets"] = given  # those of an entry that is excluded for having too few as well
    unranked = np.ones(len(labels), dtype=bool)
    unranked[codes] = False
    place, value = column["place"], column["value"]
    value[unranked] = np.nan
    flags = _flags(given, place, incomplete, rules)
    order = np.argsort(np.where(unranked, len(labels) + 1, place), kind="stable")
    listed = pd.DataFrame({name: _as_it_is(cells[order]) for name, cells in column.items()})
    listed["place"] = pd.arrays.IntegerArray(place[order], unranked[order])
    listed["flags"] = pd.Series([flags[entry] for entry in order.tolist()], dtype=object)
    listed.index = labels.take(order).rename("entry")
    return listed


def _as_it_is(cells: Any) -> Any:
    """Keep None and texts as they are: a frame would look through them for a type of its own."""
    return pd.Series(cells, dtype=object) if cells.dtype == object else cells


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
    for shared in crossing(place, rules.lines):
        for entry in np.flatnonzero(place == shared).tolist():
            flags[entry].append(Flag.TIE_AT_BOUNDARY)
    return flags
