"""The ladder that breaks a tie where it matters (``scoring.md`` 7.4), and says which rung did.

A rung is a name and a function from the tied entries to keys, the better the higher. A rung is
applied to the whole group; where keys differ the group is split, and each part that still crosses
a line goes on from the same rung. What no rung splits is a tie: the jury's to decide.
"""

from bisect import bisect_left
from collections.abc import Callable, Hashable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from judging.stats.rules import ScoringRules
from judging.stats.sheets import Sheets

Rung = tuple[str, Callable[[Sequence[Hashable]], Sequence[Any]]]


@dataclass(frozen=True, slots=True)
class Standing:
    """Where an entry of a tied group ended up; `step` is the rung that last set it apart."""

    entry: Hashable
    place: int
    tied: bool
    step: str | None


def crosses(place: int, size: int, lines: Sequence[int]) -> bool:
    """Tell whether `size` entries sharing a place stand on both sides of an award's line."""
    return any(place <= line < place + size - 1 for line in lines)


def climb(
    group: Sequence[Hashable],
    rungs: Sequence[Rung],
    *,
    place: int,
    lines: Sequence[int],
    step: str | None = None,
) -> Iterator[Standing]:
    """Break a tie rung by rung, no further than the lines ask for.

    Parameters
    ----------
    group : sequence of entries
        All entries that share the place.
    rungs : sequence of (name, function)
        In the order in which they are tried. A function gets the group and returns one key for
        each entry; keys are compared exactly, so they must be whole numbers, fractions or tuples.
    place : int
        The place that the group shares.
    lines : sequence of int
        The last awarded place of each award.
    step : str, optional
        The rung that has already set the group apart from others.

    Yields
    ------
    Standing
        One for each entry, best first.

    Examples
    --------
    >>> points = {"A": 3, "B": 5, "C": 3}
    >>> rungs = [("criteria:effects", lambda group: [points[entry] for entry in group])]
    >>> [(s.entry, s.place, s.tied) for s in climb("ABC", rungs, place=1, lines=[1])]
    [('B', 1, False), ('A', 2, True), ('C', 2, True)]
    """
    if crosses(place, len(group), lines):
        for number, (name, keys_of) in enumerate(rungs):
            keys = dict(zip(group, keys_of(group), strict=True))
            if len(levels := sorted(set(keys.values()), reverse=True)) > 1:
                for level in levels:
                    part = [entry for entry in group if keys[entry] == level]
                    yield from climb(part, rungs[number:], place=place, lines=lines, step=name)
                    place += len(part)
                return
    for entry in group:
        yield Standing(entry, place, len(group) > 1, step)


def ladder(
    scores: pd.DataFrame, sheets: Sheets, tied: NDArray[np.bool_], rules: ScoringRules
) -> list[Rung]:
    """Build the rungs that the rules declare.

    Parameters
    ----------
    scores : DataFrame of shape (n_scores, 4)
        See :func:`judging.stats.frames.check_scores`.
    sheets : Sheets
        Complete sheets of the whole field: count-back needs every entry that a juror placed.
    tied : bool array of shape (n_entries,)
        Which entries (codes) will be asked about.
    rules : ScoringRules
        `ties` names the rungs, the weights order the criteria.

    Returns
    -------
    list of (name, function)
        ``criteria:<label>`` for each criterion whose weight no other has, the heaviest first: mean
        on it over complete sheets. ``median`` of sheet totals. ``head_to_head``: number of (juror,
        tied rival) pairs in which the juror scored the entry higher. ``countback:<n>``: number of
        jurors who placed it n-th among all the entries they scored, equal ones sharing a place.
    """
    own = sheets.take(tied[sheets.entry]).to_frame()
    built: dict[str, Callable[[], list[Rung]]] = {
        "criteria": lambda: criteria_rungs(scores, own, rules.weights),
        "median": lambda: [("median", lambda group: medians(own, group))],
        "head_to_head": lambda: [("head_to_head", lambda group: head_to_head(own, group))],
        "countback": lambda: count_back_rungs(_placings(sheets, tied)),
    }
    return [rung for name in rules.ties for rung in built[name]()]


def criteria_rungs(
    scores: pd.DataFrame, totals: pd.DataFrame, weights: "pd.Series[int]"
) -> list[Rung]:
    """Return one rung for each criterion that has a weight of its own, the heaviest first."""
    alone = weights[(weights > 0) & ~weights.duplicated(keep=False)].sort_values(ascending=False)
    if alone.empty:
        return []
    sheets = totals[["entry", "juror"]].astype(object)
    scores = scores[scores["entry"].isin(totals["entry"])]
    counted = scores.astype({"entry": object, "juror": object}).merge(sheets)
    sums = counted.groupby(["criterion", "entry"], observed=True)["steps"].agg(["sum", "count"])

    def rung(criterion: Hashable) -> Rung:
        of = {k: Fraction(int(s), int(n)) for k, s, n in sums.xs(criterion).itertuples()}
        return f"criteria:{criterion}", lambda group: [of[entry] for entry in group]

    return [rung(criterion) for criterion in alone.index]


def medians(totals: pd.DataFrame, group: Sequence[Hashable]) -> list[Fraction]:
    """Return the exact median of each entry's sheet totals."""
    given: dict[Hashable, list[int]] = {entry: [] for entry in group}
    for entry, _juror, total in _rows(totals):
        if entry in given:
            given[entry].append(total)
    return [_middle(sorted(given[entry])) for entry in group]


def head_to_head(totals: pd.DataFrame, group: Sequence[Hashable]) -> list[int]:
    """Count for each entry the (juror, rival) pairs of the group in which it was scored higher."""
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
    return _placings(sheets, np.ones(len(sheets.entries), dtype=bool))


def _placings(sheets: Sheets, shown: NDArray[np.bool_]) -> pd.DataFrame:
    """Do :func:`placings` for some of the entries, placed among all of them."""
    order = np.lexsort((-sheets.total, sheets.juror))
    juror, total, number = sheets.juror[order], sheets.total[order], np.arange(len(order))
    another = np.r_[True, juror[1:] != juror[:-1]][: len(order)]
    lower = another | np.r_[True, total[1:] != total[:-1]][: len(order)]
    first = np.maximum.accumulate(np.where(another, number, 0))
    place = np.maximum.accumulate(np.where(lower, number, 0)) - first + 1
    entry = sheets.entry[order]
    asked = shown[entry]
    levels, level = np.unique(place[asked], return_inverse=True)
    rows = np.flatnonzero(shown)
    cell = np.searchsorted(rows, entry[asked]) * len(levels) + level
    counts = np.bincount(cell, minlength=len(rows) * len(levels)).reshape(len(rows), -1)
    return pd.DataFrame(counts, index=sheets.entries.take(rows), columns=levels)


def count_back_rungs(counts: pd.DataFrame) -> list[Rung]:
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

    def rung(level: Any) -> Rung:
        return f"countback:{level}", lambda group: [int(n) for n in counts[level].loc[list(group)]]

    return [rung(level) for level in counts.columns]


def _rows(totals: pd.DataFrame) -> Iterator[tuple[Hashable, Hashable, int]]:
    """Yield entry, juror and total of each sheet."""
    columns = (totals[name].tolist() for name in ("entry", "juror", "total"))
    return zip(*columns, strict=True)


def _middle(ordered: Sequence[int]) -> Fraction:
    """Return the middle of ordered totals; of an even number, the mean of the middle two."""
    half = len(ordered) // 2
    return Fraction(ordered[half] + ordered[-half - 1], 2)
