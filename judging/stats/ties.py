"""The ladder that breaks a tie where it matters (``scoring.md`` 7.4), and says which rung did.

A rung is a name and a function from the tied entries to keys, the better the higher. A rung is
applied to the whole group; where keys differ the group is split, and each part that still crosses
a line goes on from the same rung. What no rung splits is a tie: the jury's to decide.
"""

from collections.abc import Callable, Hashable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from judging.stats.rules import ScoringRules
from judging.stats.rungs import (
    KeyedRung,
    common_count_back_rungs,
    criteria_rungs,
    head_to_head,
    means_of_part,
    medians,
    placed_by_jurors,
)
from judging.stats.sheets import Sheets
from judging.stats.vocabulary import Rung

ScoresOf = Callable[["pd.Index[Any]"], pd.DataFrame]  # the scores of some entries, when asked for


@dataclass(frozen=True, slots=True)
class Standing:
    """Where an entry of a tied group ended up; `step` is the rung that last set it apart."""

    entry: Hashable
    place: int
    tied: bool
    step: str | None


def crosses(place: int, size: int, lines: Sequence[int]) -> bool:
    """Tell whether entries sharing a place stand on both sides of an award's line.

    Parameters
    ----------
    place, size : int
        The place shared, and by how many entries.
    lines : sequence of int
        The last awarded place of each award.

    Returns
    -------
    bool
    """
    return any(place <= line < place + size - 1 for line in lines)


def climb(
    group: Sequence[Hashable],
    rungs: Sequence[KeyedRung],
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
    scores: ScoresOf,
    sheets: Sheets,
    tied: NDArray[np.bool_],
    rules: ScoringRules,
) -> list[KeyedRung]:
    """Build the rungs that the rules declare.

    Parameters
    ----------
    scores : callable from labels of entries to a DataFrame of shape (n_scores, 4)
        See :func:`judging.stats.frames.check_scores`; asked only when a criterion decides, for the
        tied entries.
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
        jurors, of those who scored all the tied entries, who placed it n-th among all the entries
        they scored, equal ones sharing a place. ``jurors``: mean of the sheets of `tie_jurors`, of
        those who scored all the tied entries.
    """
    own = sheets.take(tied[sheets.entry]).to_frame()
    built: dict[Rung, Callable[[], list[KeyedRung]]] = {
        Rung.CRITERIA: lambda: criteria_rungs(lambda: scores(sheets.entries[tied]), own, rules.weights),
        Rung.MEDIAN: lambda: [(Rung.MEDIAN, lambda group: medians(own, group))],
        Rung.HEAD_TO_HEAD: lambda: [(Rung.HEAD_TO_HEAD, lambda group: head_to_head(own, group))],
        Rung.JURORS: lambda: [(Rung.JURORS, lambda group: means_of_part(own, rules.tie_jurors, group))],
        Rung.COUNTBACK: lambda: common_count_back_rungs(placed_by_jurors(sheets, tied)),
    }
    return [rung for name in rules.ties for rung in built[name]()]
