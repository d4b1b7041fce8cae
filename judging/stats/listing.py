"""From ranked codes to the official list: labels, entries without a place, flags."""

from collections.abc import Collection, Hashable

import numpy as np
import pandas as pd

from judging.stats.codes import encode
from judging.stats.rules import ScoringRules
from judging.stats.sheets import Sheets
from judging.stats.ties import crosses
from judging.stats.vocabulary import Flag


def with_the_others(
    table: pd.DataFrame,
    sheets: Sheets,
    incomplete: Sheets,
    rules: ScoringRules,
    entries: Collection[Hashable] | None,
) -> pd.DataFrame:
    """Add the entries that are not ranked, the flags and the labels; put the best first.

    Parameters
    ----------
    table : DataFrame indexed by entry code
        See :func:`judging.stats.aggregation.ranked_sheets`.
    sheets, incomplete : Sheets
        Those that count and those that do not.
    rules : ScoringRules
    entries : collection of labels or None
        Entries that exist, also those without scores.

    Returns
    -------
    DataFrame indexed by entry
        See :func:`judging.stats.aggregation.official_table`.
    """
    labels, every = sheets.entries, np.arange(len(sheets.entries))
    given = np.bincount(sheets.entry, minlength=len(every))
    if entries is not None and (more := set(entries).difference(labels)):
        codes, labels = encode(pd.Series([*labels, *more]))
        table.index = codes[table.index]
        table, every = table.sort_index(), np.arange(len(labels))
        moved = codes[: len(sheets.entries)]
        given = np.bincount(moved, weights=given, minlength=len(labels)).astype(np.int64)
        incomplete = Sheets(moved[incomplete.entry], incomplete.juror, incomplete.total, labels, incomplete.jurors)
    unranked = ~np.isin(every, table.index)
    table = table.reindex(every)
    exact = ["numerator", "denominator"]
    table[exact] = table[exact].fillna(0).astype("int64")
    table["sheets"] = given  # those of an entry that is excluded for having too few as well
    table["tied"] = table["tied"].eq(True)
    table["place"] = table["place"].astype("Int64")
    for name in ("printed", "tie_step"):
        values = table[name].to_numpy(dtype=object, copy=True)
        values[unranked] = None
        table[name] = pd.Series(values, index=table.index, dtype=object)
    table["flags"] = _flags(table, incomplete, rules)
    table.index = labels.take(every).rename("entry")
    return table.iloc[np.argsort(table["place"].fillna(len(table) + 1).to_numpy(), kind="stable")]


def _flags(table: pd.DataFrame, incomplete: Sheets, rules: ScoringRules) -> list[list[str]]:
    """Return each entry's flags, by code."""
    flags: list[list[str]] = [[] for _ in range(len(table))]
    count, place = table["sheets"].to_numpy(), table["place"].to_numpy(dtype=float, na_value=np.nan)
    for entry in np.flatnonzero(count == 0).tolist():
        flags[entry].append(Flag.ENTRY_WITHOUT_SCORES)
    for entry in np.flatnonzero((count > 0) & (count < rules.min_sheets)).tolist():
        flags[entry].append(Flag.BELOW_MIN_SHEETS)
    for entry, juror in zip(incomplete.entry.tolist(), incomplete.juror.tolist(), strict=True):
        flags[entry].append(Flag.INCOMPLETE_SHEET.about(incomplete.jurors[juror]))
    for line in rules.lines:
        after = place[np.flatnonzero(place <= line)]
        shared = after.max() if len(after) else np.nan
        if crosses(int(shared), int((place == shared).sum()), [line]) if len(after) else False:
            for entry in np.flatnonzero(place == shared).tolist():
                if Flag.TIE_AT_BOUNDARY not in flags[entry]:
                    flags[entry].append(Flag.TIE_AT_BOUNDARY)
    return flags
