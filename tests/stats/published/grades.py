"""Kinds of cases about printing, and about grades in words."""

from fractions import Fraction
from typing import Any

import pandas as pd

from judging.stats.library.ballots import order
from judging.stats.library.majority import majority_scores
from judging.stats.methods import majority_grades, mean
from judging.stats.printing import common_unit, half_up
from tests.stats.published.cases import Adapter, Order
from tests.stats.published.reading import exact, is_table, labelled


def _rounding(data: dict[str, Any]) -> Any:
    mode = data.get("mode", "HALF_UP")
    assert mode.upper().endswith("HALF_UP"), "the product rounds half-up only"
    exactly = labelled(data["values"]).map(exact)
    printed = exactly.map(lambda v: half_up(v.numerator, v.denominator, data["places"]))
    return printed.to_dict() if isinstance(data["values"], dict) else printed.to_list()


ROUNDING = Adapter(_rounding, {"rounded|printed": lambda values: values})


def _cast(data: dict[str, Any]) -> tuple[list[Any], dict[Any, list[int]]]:
    """Return the names of the grades from the lowest up, and the grade of each vote."""
    table = next(v for k, v in data.items() if isinstance(v, dict) and is_table(v))
    key = next(name for name, value in data.items() if value is table)
    names = next((v for k, v in data.items() if k in ("grades", "scale") and isinstance(v, list)), [])
    if not key.startswith(("share", "count", "votes")):
        number = {name: at for at, name in enumerate(names)}
        return names, {e: [number.get(g, g) for g in labelled(own)] for e, own in table.items()}
    counts = {entry: list(labelled(own)) for entry, own in table.items()}
    if key.endswith("high_to_low"):
        names, counts = names[::-1], {entry: own[::-1] for entry, own in counts.items()}
    parts = 10_000 if all(sum(own) < 1.5 for own in counts.values()) else 1  # shares of voters
    size = range(len(next(iter(counts.values()))))
    return names, {
        entry: [grade for grade in size for _ in range(round(own[grade] * parts))] for entry, own in counts.items()
    }


def _grades(data: dict[str, Any]) -> dict[str, Any]:
    names, votes = _cast(data)
    highest = max(grade for own in votes.values() for grade in own)
    values = [exact(value) for value in data.get("grade_values", range(highest + 1))]
    unit = common_unit([value for value in values if value] or [Fraction(1)])
    rows = [
        (entry, juror, int(values[grade] / unit)) for entry, own in votes.items() for juror, grade in enumerate(own)
    ]
    totals = pd.DataFrame(rows, columns=["entry", "juror", "total"])
    grades = majority_grades(totals).reindex(list(votes))
    means = mean(totals).reindex(list(votes))
    word = {int(value / unit): name for value, name in zip(values, names, strict=False)}
    in_values = grades.assign(grade=grades["grade"] * float(unit), word=grades["grade"].map(word))
    return {"grades": in_values, "scores": majority_scores(in_values), "mean": means}


def _share(found: dict[str, Any], side: str) -> pd.Series:
    grades = found["grades"]
    return grades[{"p": "above", "q": "below"}[side]] / grades["sheets"]


MAJORITY = Adapter(
    _grades,
    {
        "median_value|median": lambda found: found["grades"]["grade"],
        "(?:median|majority)_(?:grade|word)": lambda found: found["grades"]["word"],
        "(p|q)": _share,
        "mj_score": lambda found: found["scores"]["score"],
        "typical_judgment": lambda found: found["scores"]["typical"],
        "mj_order": lambda found: Order(order(-found["grades"]["place"])),
        "mj_rank": lambda found: found["grades"]["place"],
        "(?:mj_)?winner": lambda found: found["grades"]["place"].idxmin(),
        "mean_order": lambda found: Order(order(found["mean"]["numerator"] / found["mean"]["denominator"])),
    },
)

ADAPTERS = {"rounding": ROUNDING, "majority_judgment": MAJORITY}
