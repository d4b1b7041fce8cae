"""The ladder that breaks a tie where it matters (``scoring.md`` 7.4), and says which rung did.

A rung is a name and a function from the tied entries to keys, the better the higher. A rung is
applied to the whole group; where keys differ the group is split, and each part that still crosses
a line goes on from the same rung. What no rung splits is a tie: the jury's to decide.
"""

from collections.abc import Callable, Hashable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import numpy as np
import pandas as pd

from judging.stats.methods import median
from judging.stats.rules import ScoringRules

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


def ladder(scores: pd.DataFrame, totals: pd.DataFrame, rules: ScoringRules) -> list[Rung]:
    """Build the rungs that the rules declare.

    Parameters
    ----------
    scores : DataFrame of shape (n_scores, 4)
        Scores of the tied entries; see :func:`judging.stats.frames.check_scores`.
    totals : DataFrame of shape (n_sheets, 3)
        Sheet totals of the whole field: count-back needs every entry that a juror placed.
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
    built: dict[str, Callable[[], list[Rung]]] = {
        "criteria": lambda: criteria_rungs(scores, totals, rules.weights),
        "median": lambda: [("median", lambda group: _fractions(median(_of(totals, group)), group))],
        "head_to_head": lambda: [("head_to_head", lambda group: head_to_head(totals, group))],
        "countback": lambda: count_back_rungs(placings(totals, among=scores["entry"])),
    }
    return [rung for name in rules.ties for rung in built[name]()]


def criteria_rungs(
    scores: pd.DataFrame, totals: pd.DataFrame, weights: "pd.Series[int]"
) -> list[Rung]:
    """Return one rung for each criterion that has a weight of its own, the heaviest first."""
    sheets = totals[["entry", "juror"]].astype(object)
    counted = scores.astype({"entry": object, "juror": object}).merge(sheets)
    alone = weights[(weights > 0) & ~weights.duplicated(keep=False)].sort_values(ascending=False)
    sums = counted.groupby(["criterion", "entry"], observed=True)["steps"].agg(["sum", "count"])

    def rung(criterion: Hashable) -> Rung:
        of = {k: Fraction(int(s), int(n)) for k, s, n in sums.xs(criterion).itertuples()}
        return f"criteria:{criterion}", lambda group: [of[entry] for entry in group]

    return [rung(criterion) for criterion in alone.index]


def head_to_head(totals: pd.DataFrame, group: Sequence[Hashable]) -> list[int]:
    """Count for each entry the (juror, rival) pairs of the group in which it was scored higher."""
    won: dict[Hashable, int] = dict.fromkeys(group, 0)
    for _, sheets in _of(totals, group).groupby("juror", observed=True):
        ordered = np.sort(sheets["total"].to_numpy())
        beaten = np.searchsorted(ordered, sheets["total"].to_numpy(), side="left")
        for entry, number in zip(sheets["entry"], beaten.tolist(), strict=True):
            won[entry] += number
    return [won[entry] for entry in group]


def placings(totals: pd.DataFrame, among: "pd.Series[Any] | None" = None) -> pd.DataFrame:
    """Count how many jurors placed each entry first, second and so on.

    Parameters
    ----------
    totals : DataFrame of shape (n_sheets, 3)
        Sheet totals of the whole field.
    among : Series of entries, optional
        Count only these; they are placed among all the same.

    Returns
    -------
    DataFrame of shape (n_entries, n_places that occur)
        Counts; columns are places, ascending. Entries that a juror scored alike share the best of
        their places.
    """
    place = totals.groupby("juror", observed=True)["total"].rank(method="min", ascending=False)
    shown = slice(None) if among is None else totals["entry"].isin(list(among.unique()))
    return pd.crosstab(totals.loc[shown, "entry"].astype(object), place[shown].astype(int))


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


def _of(totals: pd.DataFrame, group: Sequence[Hashable]) -> pd.DataFrame:
    """Return the sheets of the tied entries."""
    return totals[totals["entry"].isin(list(group))]


def _fractions(table: pd.DataFrame, group: Sequence[Hashable]) -> list[Fraction]:
    """Return exact values of the entries, in the order of the group."""
    rows = table.loc[list(group), ["numerator", "denominator"]].itertuples(index=False)
    return [Fraction(int(up), int(down)) for up, down in rows]
