"""Places from sums: one exact division, equals together, ties broken where they cross a line."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from judging.stats.by_code import places
from judging.stats.codes import Codes
from judging.stats.printing import all_half_up, all_scaled, enough_places
from judging.stats.rules import ScoringRules
from judging.stats.sheets import EXACT
from judging.stats.ties import ScoresOf, SheetsOf, Tied, climb, crosses, ladder

Aggregated = tuple[Codes, Codes, Codes | None]  # sums, sizes, perhaps an order
Columns = dict[str, NDArray[Any]]  # of the entries that are ranked
TOO_LARGE = "the sums of scores are too large to be compared exactly"


def scored(count: Codes, aggregated: Aggregated, rules: ScoringRules) -> Columns:
    """Return exact scores and places of the entries that have sheets.

    Parameters
    ----------
    count : array of int
        Sheets of every entry, by its code.
    aggregated : tuple of arrays
        Of the entries with sheets: sums of points times weights, sizes they are divided by, and the
        order of the method where it has one of its own.
    rules : ScoringRules
        Unit of the scale, weights, decimals that are ranked on.

    Returns
    -------
    dict of arrays
        A column each, a row for every entry with sheets; `entry` is its code.

    Raises
    ------
    OverflowError
        Where the sums are too large for unequal scores to be told apart.
    """
    unit, whole = rules.unit, sum(criterion.weight for criterion in rules.criteria)
    sums, sizes, order = aggregated
    if len(sums):
        _require_exact(sums, sizes, unit.numerator, unit.denominator * whole)
    up, down = sums * unit.numerator, sizes * (unit.denominator * whole)
    value = up / down
    digits = rules.rank_on if rules.rank_on is not None else enough_places(up, down)
    if order is not None:
        place = places(order)
    elif rules.rank_on is not None:
        place = places(all_scaled(up, down, digits))
    else:
        place = places(value)
    printed = np.empty(len(up), dtype=object)
    printed[:] = all_half_up(up, down, digits)
    return {
        "entry": np.flatnonzero(count),
        "place": place,
        "tied": np.bincount(place, minlength=1)[place] > 1,
        "sheets": count[count > 0],
        "numerator": up,
        "denominator": down,
        "value": value,
        "printed": printed,
        "tie_step": np.full(len(up), None, dtype=object),
    }


def _require_exact(sums: Codes, sizes: Codes, up: int, down: int) -> None:
    """Stop when the doubles could no longer tell unequal scores apart."""
    highest, most = int(np.abs(sums).max()), int(sizes.max())
    if max(highest * most, highest * up, most * down) >= EXACT:
        raise OverflowError(TOO_LARGE)


def with_ties_broken(
    ranked: Columns, entries: "pd.Index[Any]", sheets_of: SheetsOf, scores: ScoresOf, rules: ScoringRules
) -> Columns:
    """Send every tie that crosses a line up the ladder.

    Parameters
    ----------
    ranked : dict of arrays
        What :func:`scored` returns.
    entries : Index
        The entries by their codes.
    sheets_of, scores : callable
        Read the sheets, and the scores, of tied entries; called only where a rung needs them.
    rules : ScoringRules
        The ladder and the lines.

    Returns
    -------
    dict of arrays
        The same columns with places, ties and the rung that settled each.
    """
    place, codes = ranked["place"], ranked["entry"]
    groups = crossing(place, rules.lines)
    if not groups:
        return ranked
    tied = np.zeros(len(entries), dtype=bool)
    tied[codes[np.isin(place, groups)]] = True
    rungs = ladder(Tied(entries, tied, sheets_of, scores), rules)
    settled = ranked | {name: ranked[name].copy() for name in ("place", "tied", "tie_step")}
    for first in groups:
        rows = np.flatnonzero(place == first).tolist()
        row = dict(zip(entries.take(codes[rows]).tolist(), rows, strict=True))
        for standing in climb(list(row), rungs, place=first, lines=rules.lines):
            at = row[standing.entry]
            settled["place"][at] = standing.place
            settled["tied"][at] = standing.tied
            settled["tie_step"][at] = standing.step
    return settled


def crossing(place: Codes, lines: Sequence[int]) -> list[int]:
    """Return the places whose entries stand on both sides of a line.

    Parameters
    ----------
    place : array of int
        The place of each entry; 0 is none.
    lines : sequence of int
        How many prizes there are up to each line.

    Returns
    -------
    list of int
        The first place of each group that a line parts, in order.
    """
    ends = {int(place[place <= line].max(initial=0)) for line in lines}  # each line can part one group alone
    return sorted(end for end in ends if end and crosses(end, int((place == end).sum()), lines))
