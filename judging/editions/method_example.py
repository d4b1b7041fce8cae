"""What each method would make of the same sheets: an example for whoever chooses one. Pure."""

from collections.abc import Sequence
from fractions import Fraction
from functools import cache
from typing import NamedTuple

from judging.analysis.words import method_name
from judging.core.formatting import number
from judging.core.i18n import _
from judging.stats.vocabulary import Method

SHEETS = {"A": (10, 8, 8, 7, 1), "B": (7, 7, 7, 7, 8)}  # one member thought little of the first entry


class Made(NamedTuple):
    """What one method makes of the example: its name, the score of each entry, which one is ahead."""

    method: str
    scores: Sequence[str]
    first: str


def made_by_each_method() -> list[Made]:
    """Return what each method makes of the example, counted by the function of the official results."""
    return [
        Made(method_name(_, method), [number(scores[entry]) for entry in SHEETS], max(scores, key=scores.__getitem__))
        for method in Method
        for scores in [_counted(method)]
    ]


@cache
def _counted(method: Method) -> dict[str, float]:
    import pandas as pd  # with the statistics: for this page alone

    from judging.stats.aggregation import official_table
    from judging.stats.rules import CriterionRule, ScoringRules

    rules = ScoringRules((CriterionRule("all", 1, Fraction(1)),), Fraction(0), Fraction(10), method)
    rows = [(entry, f"{juror}", "all", points) for entry, given in SHEETS.items() for juror, points in enumerate(given)]
    table = official_table(pd.DataFrame(rows, columns=["entry", "juror", "criterion", "steps"]), rules)
    return {str(entry): round(float(value), 2) for entry, value in table["value"].items()}
