"""Places from sums: one exact division, equals together, ties broken where they cross a line."""

from typing import Any

import numpy as np
import pandas as pd

from judging.stats.by_code import places
from judging.stats.codes import Codes
from judging.stats.printing import all_half_up, all_scaled, enough_places
from judging.stats.rules import ScoringRules
from judging.stats.sheets import EXACT
from judging.stats.ties import ScoresOf, SheetsOf, Tied, climb, crosses, ladder

Aggregated = tuple[Codes, Codes, Codes | None]  # sums, sizes, perhaps an order
TOO_LARGE = "the sums of scores are too large to be compared exactly"


def scored(count: Codes, aggregated: Aggregated, rules: ScoringRules) -> pd.DataFrame:
    """Return exact scores and places of the entries that have sheets, indexed by entry code."""
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
    return pd.DataFrame(
        {
            "place": place,
            "tied": np.bincount(place, minlength=1)[place] > 1,
            "sheets": count[count > 0],
            "numerator": up,
            "denominator": down,
            "value": value,
            "printed": pd.Series(all_half_up(up, down, digits), dtype=object),
            "tie_step": np.full(len(up), None, dtype=object),
        },
    ).set_axis(np.flatnonzero(count), axis=0)


def _require_exact(sums: Codes, sizes: Codes, up: int, down: int) -> None:
    """Stop when the doubles could no longer tell unequal scores apart."""
    highest, most = int(np.abs(sums).max()), int(sizes.max())
    if max(highest * most, highest * up, most * down) >= EXACT:
        raise OverflowError(TOO_LARGE)


def with_ties_broken(
    table: pd.DataFrame, entries: "pd.Index[Any]", sheets_of: SheetsOf, scores: ScoresOf, rules: ScoringRules
) -> pd.DataFrame:
    """Send every tie that crosses a line up the ladder."""
    place, lines = table["place"].to_numpy(), rules.lines
    shared, sizes = np.unique(place, return_counts=True)
    groups = [p for p, size in zip(shared.tolist(), sizes.tolist(), strict=True) if crosses(p, size, lines)]
    if not groups:
        return table
    codes = table.index.to_numpy()
    tied = np.zeros(len(entries), dtype=bool)
    tied[codes[np.isin(place, groups)]] = True
    labels = entries.take(np.flatnonzero(tied))
    row = dict(zip(labels, np.flatnonzero(tied[codes]).tolist(), strict=True))
    rungs = ladder(Tied(entries, tied, sheets_of, scores), rules)
    settled = {name: table[name].to_numpy(copy=True) for name in ("place", "tied", "tie_step")}
    for first in groups:
        group = entries.take(codes[place == first]).tolist()
        for standing in climb(group, rungs, place=first, lines=lines):
            at = row[standing.entry]
            settled["place"][at] = standing.place
            settled["tied"][at] = standing.tied
            settled["tie_step"][at] = standing.step
    steps = pd.Series(settled.pop("tie_step"), index=table.index, dtype=object)
    return table.assign(**settled, tie_step=steps)
