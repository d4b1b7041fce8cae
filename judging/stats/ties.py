"""The ladder that breaks a tie where it matters (``scoring.md`` 7.4), and says which rung did.

A rung is a name and a function from the tied entries to keys, the better the higher. A rung is
applied to the whole group; where keys differ the group is split, and each part that still crosses
a line goes on from the same rung. What no rung splits is a tie: the jury's to decide.
"""

from collections.abc import Callable, Hashable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from typing import Any, overload

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
SheetsOf = Callable[["NDArray[np.bool_] | None"], Sheets]  # the sheets of some entries by a mask, or of all


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
    first: int = 0,
) -> Iterator[Standing]:
    """Break a tie rung by rung, no further than the lines ask for.

    Parameters
    ----------
    group : sequence of entries
        All entries that share the place.
    rungs : sequence of (name, function)
        In the order in which they are tried; none is looked at before it is needed. A function gets
        the group and returns one key for each entry; keys are compared exactly, so they must be
        whole numbers, fractions or tuples.
    place : int
        The place that the group shares.
    lines : sequence of int
        The last awarded place of each award.
    step : str, optional
        The rung that has already set the group apart from others.
    first : int
        The number of the rung to begin with.

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
        for number, (name, keys_of) in enumerate(islice(rungs, first, None), first):
            keys = dict(zip(group, keys_of(group), strict=True))
            if len(levels := sorted(set(keys.values()), reverse=True)) > 1:
                for level in levels:
                    part = [entry for entry in group if keys[entry] == level]
                    yield from climb(part, rungs, place=place, lines=lines, step=name, first=number)
                    place += len(part)
                return
    for entry in group:
        yield Standing(entry, place, len(group) > 1, step)


@dataclass(frozen=True)
class Tied:
    """Where the ladder finds what it asks about tied entries; each is read when a rung first asks.

    Attributes
    ----------
    entries : Index
        The labels of the whole field, by code.
    mask : bool array of shape (n_entries,)
        Which of them are tied.
    sheets_of : callable
        Given a mask, the complete sheets of those entries; given None, those of the whole field.
    scores_of : callable
        Given labels, the scores of those entries, others perhaps among them.
    """

    entries: "pd.Index[Any]"
    mask: NDArray[np.bool_]
    sheets_of: SheetsOf
    scores_of: ScoresOf

    @cached_property
    def totals(self) -> pd.DataFrame:
        """The complete sheets of the tied entries: ``entry``, ``juror``, ``total``."""
        return self.sheets_of(self.mask).to_frame()

    def scores(self) -> pd.DataFrame:
        """Return the scores of the tied entries."""
        return self.scores_of(self.entries[self.mask])

    def placed(self) -> pd.DataFrame:
        """Return where each juror placed the tied entries in the whole field."""
        return placed_by_jurors(self.sheets_of(None), self.mask)


class Ladder(Sequence[KeyedRung]):
    """Rungs in their order; those that one word of the rules stands for are built when first reached."""

    def __init__(self, builders: Sequence[Callable[[], Sequence[KeyedRung]]]) -> None:
        self._waiting, self._built = list(reversed(builders)), list[KeyedRung]()

    @overload
    def __getitem__(self, number: int) -> KeyedRung: ...
    @overload
    def __getitem__(self, number: slice) -> Sequence[KeyedRung]: ...
    def __getitem__(self, number: int | slice) -> KeyedRung | Sequence[KeyedRung]:
        while self._waiting and not (isinstance(number, int) and 0 <= number < len(self._built)):
            self._built += self._waiting.pop()()
        return self._built[number]

    def __len__(self) -> int:
        return len(self[:])


def ladder(tied: Tied, rules: ScoringRules) -> Ladder:
    """Put up the rungs that the rules declare.

    Parameters
    ----------
    tied : Tied
        Which entries will be asked about, and where what is asked is found.
    rules : ScoringRules
        `ties` names the rungs, the weights order the criteria.

    Returns
    -------
    Ladder of (name, function)
        ``criteria:<label>`` for each criterion whose weight no other has, the heaviest first: mean
        on it over complete sheets. ``median`` of sheet totals. ``head_to_head``: number of (juror,
        tied rival) pairs in which the juror scored the entry higher. ``countback:<n>``: number of
        jurors, of those who scored all the tied entries, who placed it n-th among all the entries
        they scored, equal ones sharing a place. ``jurors``: mean of the sheets of `tie_jurors`, of
        those who scored all the tied entries.
    """
    built: dict[Rung, Callable[[], list[KeyedRung]]] = {
        Rung.CRITERIA: lambda: criteria_rungs(tied.scores, lambda: tied.totals, rules.weights),
        Rung.MEDIAN: lambda: [(Rung.MEDIAN, lambda group: medians(tied.totals, group))],
        Rung.HEAD_TO_HEAD: lambda: [(Rung.HEAD_TO_HEAD, lambda group: head_to_head(tied.totals, group))],
        Rung.JURORS: lambda: [(Rung.JURORS, lambda group: means_of_part(tied.totals, rules.tie_jurors, group))],
        Rung.COUNTBACK: lambda: common_count_back_rungs(tied.placed()),
    }
    return Ladder([built[name] for name in rules.ties])
