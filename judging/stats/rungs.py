"""The rungs of the ladder: each turns tied entries into keys, the better the higher."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Collection, Hashable, Iterator, Sequence
from fractions import Fraction
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from judging.stats.sheets import Sheets
from judging.stats.vocabulary import Rung

KeyedRung = tuple[str, Callable[[Sequence[Hashable]], Sequence[Any]]]


def criteria_rungs(
    scores: Callable[[], pd.DataFrame], complete: Callable[[], pd.DataFrame], weights: "pd.Series[int]"
) -> list[KeyedRung]:
    """Build the rungs of the criteria.

    Parameters
    ----------
    scores : callable returning a DataFrame of shape (n_scores, 4)
        Scores, those of the tied entries among them; asked only when a criterion decides.
    complete : callable returning a DataFrame of shape (n_sheets, 3)
        Their complete sheets: a score on any other sheet does not count; asked as rarely.
    weights : Series of int, by criterion

    Returns
    -------
    list of (name, function)
        One for each criterion with a weight above 0 that no other has, the heaviest first.
    """
    often = Counter(weights.tolist())
    alone = {name: weight for name, weight in weights.items() if weight > 0 and often[weight] == 1}
    if not alone:
        return []
    given: dict[tuple[Hashable, Hashable], list[int]] = {}
    totals, scored = complete(), scores()
    sheets = set(zip(totals["entry"], totals["juror"], strict=True))
    scored = scored[scored["entry"].isin(totals["entry"])]
    names = ("entry", "juror", "criterion", "steps")
    for entry, juror, criterion, steps in zip(*(scored[name] for name in names), strict=True):
        if (entry, juror) in sheets:
            given.setdefault((criterion, entry), []).append(int(steps))

    def rung(criterion: Hashable) -> KeyedRung:
        of = {e: Fraction(sum(all_), len(all_)) for (c, e), all_ in given.items() if c == criterion}
        return Rung.CRITERIA.at(criterion), lambda group: [of[entry] for entry in group]

    return [rung(name) for name in sorted(alone, key=alone.__getitem__, reverse=True)]


def medians(totals: pd.DataFrame, group: Sequence[Hashable]) -> list[Fraction]:
    """Return the exact median of each entry's sheet totals.

    Parameters
    ----------
    totals : DataFrame of shape (n_sheets, 3)
    group : sequence of entries
        Each with a sheet at least.

    Returns
    -------
    list of Fraction, in the order of the group
    """
    given: dict[Hashable, list[int]] = {entry: [] for entry in group}
    for entry, _juror, total in _rows(totals):
        if entry in given:
            given[entry].append(total)
    return [_middle(sorted(given[entry])) for entry in group]


def head_to_head(totals: pd.DataFrame, group: Sequence[Hashable]) -> list[int]:
    """Count for each entry the pairs of juror and tied rival in which it was scored higher.

    Parameters
    ----------
    totals : DataFrame of shape (n_sheets, 3)
    group : sequence of entries
        The tied ones; sheets of others are not looked at.

    Returns
    -------
    list of int, in the order of the group
        Only jurors who scored both count.
    """
    won: dict[Hashable, int] = dict.fromkeys(group, 0)
    by_juror: dict[Hashable, list[tuple[Hashable, int]]] = {}
    for entry, juror, total in _rows(totals):
        if entry in won:
            by_juror.setdefault(juror, []).append((entry, total))
    for sheets in by_juror.values():
        ordered = sorted(total for _entry, total in sheets)
        for entry, total in sheets:
            won[entry] += bisect_left(ordered, total)
    return [won[entry] for entry in group]


def placed_by_jurors(sheets: Sheets, shown: NDArray[np.bool_]) -> pd.DataFrame:
    """Return where each juror placed some of the entries, among all that the juror scored.

    Parameters
    ----------
    sheets : Sheets
        Of the whole field.
    shown : bool array of shape (n_entries,)
        Whose places are asked for, by code.

    Returns
    -------
    DataFrame of shape (n_sheets of those entries, 3)
        ``entry`` (label), ``juror`` (code) and ``place``: 1, 2, 2, 4.
    """
    order = np.lexsort((-sheets.total, sheets.juror))
    juror, total, number = sheets.juror[order], sheets.total[order], np.arange(len(order))
    another = np.r_[True, juror[1:] != juror[:-1]][: len(order)]
    lower = another | np.r_[True, total[1:] != total[:-1]][: len(order)]
    first = np.maximum.accumulate(np.where(another, number, 0))
    place = np.maximum.accumulate(np.where(lower, number, 0)) - first + 1
    asked = shown[sheets.entry[order]]
    entry = sheets.entries.take(sheets.entry[order][asked])
    return pd.DataFrame({"entry": entry, "juror": juror[asked], "place": place[asked]})


def count_back_rungs(counts: pd.DataFrame) -> list[KeyedRung]:
    """Return one rung for each column: the more of it, the better.

    Parameters
    ----------
    counts : DataFrame of shape (n_entries, n_levels)
        How often each entry (index) got each level, the best level (column) first.

    Returns
    -------
    list of (name, function)
        Names are ``countback:<level>``.
    """

    def rung(level: Any) -> KeyedRung:
        return Rung.COUNTBACK.at(level), lambda group: [int(n) for n in counts[level].loc[list(group)]]

    return [rung(level) for level in counts.columns]


def common_count_back_rungs(placed: pd.DataFrame) -> list[KeyedRung]:
    """Return one rung for each place that a juror gave: the more of it, the better.

    Only the jurors who scored all the entries of the group are counted, so that no entry gains by
    having been read by more people, or by people who read less.

    Parameters
    ----------
    placed : DataFrame of shape (n_sheets, 3)
        ``entry``, ``juror`` and ``place``, the best place 1; see :func:`placed_by_jurors`.

    Returns
    -------
    list of (name, function)
        Names are ``countback:<place>``. A function returns how many of those jurors gave each
        entry of the group that place.
    """
    given: dict[Hashable, dict[Any, Any]] = {}
    columns = (placed[name].tolist() for name in ("entry", "juror", "place"))
    for entry, juror, place in zip(*columns, strict=True):
        given.setdefault(entry, {})[juror] = place

    def rung(level: Any) -> KeyedRung:
        def numbers(group: Sequence[Hashable]) -> list[int]:
            common = set.intersection(*(set(given.get(entry, {})) for entry in group))
            return [sum(given[entry][juror] == level for juror in common) for entry in group]

        return Rung.COUNTBACK.at(level), numbers

    return [rung(level) for level in sorted(set(placed["place"].tolist()))]


def means_of_part(totals: pd.DataFrame, part: Collection[Any], group: Sequence[Hashable]) -> list[Fraction]:
    """Return the mean of each entry's sheets by a part of the jury.

    Parameters
    ----------
    totals : DataFrame of shape (n_sheets, 3)
    part : collection of jurors
        Those of them count who scored every entry of the group.
    group : sequence of entries

    Returns
    -------
    list of Fraction, in the order of the group
        All 0 where nobody of the part scored them all.
    """
    given: dict[Hashable, dict[Any, int]] = {entry: {} for entry in group}
    asked = {str(juror) for juror in part}
    for entry, juror, total in _rows(totals):
        if entry in given and str(juror) in asked:
            given[entry][juror] = total
    common = set.intersection(*map(set, given.values()))
    if not common:
        return [Fraction(0)] * len(group)
    return [Fraction(sum(given[e][juror] for juror in common), len(common)) for e in group]


def _rows(totals: pd.DataFrame) -> Iterator[tuple[Hashable, Hashable, int]]:
    """Yield entry, juror and total of each sheet."""
    columns = (totals[name].tolist() for name in ("entry", "juror", "total"))
    return zip(*columns, strict=True)


def _middle(ordered: Sequence[int]) -> Fraction:
    """Return the middle of ordered totals; of an even number, the mean of the middle two."""
    half = len(ordered) // 2
    return Fraction(ordered[half] + ordered[-half - 1], 2)
