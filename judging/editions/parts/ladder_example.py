"""What each rung of the ladder would make of the same tie: an example for whoever chooses them. Pure."""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from functools import cache
from typing import NamedTuple

from judging.analysis.words import RUNGS_IN_EDITIONS, tie_step
from judging.core.i18n import _, _l
from judging.editions.models import ROLE_LABELS, Role
from judging.stats.vocabulary import Rung

MEMBERS = (
    ROLE_LABELS[Role.CHAIR],
    ROLE_LABELS[Role.DEPUTY_CHAIR],
    _l("Third member"),
    _l("Fourth member"),
    _l("Fifth member"),
)
SHEETS: Mapping[str, Sequence[tuple[int, int]]] = {  # points on the heavier criterion, on the lighter one
    "A": ((9, 8), (10, 6), (7, 6), (9, 5), (10, 5)),
    "B": ((9, 9), (6, 9), (9, 8), (6, 6), (9, 10)),
    "C": ((1, 5), (1, 3), (10, 9), (0, 4), (10, 10)),
}
WEIGHTS = {"heavier": 2, "lighter": 1}
NAMES = {"heavier": _l("the heavier criterion"), "lighter": _l("the lighter criterion")}


class Broken(NamedTuple):
    """What one rung makes of the example: what it asks, which entry is then ahead; "" where it leaves the tie."""

    rung: Rung
    said: str
    first: str


class Outcome(NamedTuple):
    """What a whole ladder makes of it: which entry is ahead and what decided; both "" where it leaves the tie."""

    first: str
    decided: str


def broken_by_each_rung() -> dict[Rung, Broken]:
    """Return what each rung alone makes of the example, counted by the function of the official results."""
    return {rung: Broken(rung, _(RUNGS_IN_EDITIONS[rung]), _counted((rung,))[0]) for rung in Rung}


def broken_by(ladder: Sequence[str]) -> Outcome:
    """Return what a ladder makes of the example."""
    first, step = _counted(tuple(map(Rung, ladder)))
    return Outcome(first, tie_step(_, step, {key: str(name) for key, name in NAMES.items()}) if step else "")


@cache
def _counted(ladder: tuple[Rung, ...]) -> tuple[str, str]:
    import pandas as pd  # with the statistics: for this page alone

    from judging.stats.aggregation import official_table
    from judging.stats.rules import CriterionRule, ScoringRules

    criteria = tuple(CriterionRule(name, weight) for name, weight in WEIGHTS.items())
    members = range(len(MEMBERS))
    rules = ScoringRules(criteria, Fraction(0), Fraction(10), prizes=1, ties=ladder, tie_jurors=(0, 1))
    rows = [
        (entry, member, criterion, points)
        for entry, sheets in SHEETS.items()
        for member in members
        for criterion, points in zip(WEIGHTS, sheets[member], strict=True)
    ]
    table = official_table(pd.DataFrame(rows, columns=["entry", "juror", "criterion", "steps"]), rules)
    best = table.iloc[0]
    return ("", "") if best["tied"] else (str(table.index[0]), str(best["tie_step"]))
