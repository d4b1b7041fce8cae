"""Kinds of cases about the official result: means, trimming, grades, printing, votes missing."""

from fractions import Fraction
from typing import Any

import pandas as pd

from judging.stats.aggregation import kept_sheets, official_table, trimmed_mean
from judging.stats.ballots import order
from judging.stats.majority import majority_scores
from judging.stats.methods import majority_grades, mean
from judging.stats.printing import common_unit, half_up
from tests.stats.published.cases import Adapter, Order
from tests.stats.published.reading import (
    exact,
    labelled,
    rows_of,
    scoring,
    table_scoring,
    whole_weights,
)


def exact_scores(official: pd.DataFrame) -> pd.Series:
    """Return the exact score of each entry that has one."""
    scored = official[official["denominator"] > 0]
    pairs = zip(scored["numerator"], scored["denominator"], strict=True)
    return pd.Series([Fraction(int(n), int(d)) for n, d in pairs], index=scored.index)


def by_method(table: pd.DataFrame, method: str, drop: tuple[int, int] = (0, 0)) -> pd.Series:
    """Return the exact scores of a table of sheets under one method."""
    scores, rules = table_scoring(table, method=method, drop=drop)
    return exact_scores(official_table(scores, rules)).reindex(table.index)


def _weighted(data: dict[str, Any]) -> pd.DataFrame:
    rows = rows_of(data)
    criteria = list(dict.fromkeys(row[2] for row in rows))
    weights = whole_weights(labelled(data["weights"], criteria))
    scores, rules = scoring(rows, weights)
    table = official_table(scores, rules)
    return table.reindex(list(dict.fromkeys(row[0] for row in rows)))


WEIGHTED = Adapter(
    _weighted,
    {
        "score|mean": exact_scores,
        "rank|place": lambda table: table["place"],
        "order": lambda table: order(-table["place"].astype(int)),
        "tied": lambda table: table["tied"],
    },
)


def _trimmed(data: dict[str, Any]) -> dict[str, Any]:
    scores = labelled(data["scores"])
    unit = common_unit([exact(score) for score in scores] or [Fraction(1)])
    totals = pd.DataFrame(
        {
            "entry": "the dive",
            "juror": scores.index,
            "total": [int(exact(score) / unit) for score in scores],
        }
    )
    drop = (data.get("drop_low", 0), data.get("drop_high", 0))
    kept = [int(total) * unit for total in kept_sheets(totals, drop)["total"]]
    result = trimmed_mean(totals, drop).iloc[0]
    trimmed = Fraction(int(result["numerator"]), int(result["denominator"])) * unit
    return {"kept": kept, "mean": trimmed, "multiplier": exact(data.get("multiplier", 1))}


TRIMMED = Adapter(
    _trimmed,
    {
        "kept": lambda found: found["kept"],
        "sum": lambda found: sum(found["kept"]),
        "trimmed_mean|mean": lambda found: found["mean"],
        "final": lambda found: sum(found["kept"]) * found["multiplier"],
    },
)


def _missing(data: dict[str, Any]) -> dict[str, Any]:
    votes = labelled(data["votes"])
    given = {juror: vote for juror, vote in votes.items() if isinstance(vote, int | float)}
    rows = [("the entry", j, "overall", vote) for j, vote in given.items() if vote == vote]
    scores, rules = scoring(rows, {"overall": 1})
    table = official_table(scores, rules, entries=["the entry"])
    return {
        "sheets": table["sheets"].iloc[0],
        "mean": next(iter(exact_scores(table)), None),
        "scale": exact(data.get("scale", 1)),
    }


MISSING = Adapter(
    _missing,
    {
        "n_counted|sheets": lambda found: found["sheets"],
        "mean": lambda found: found["mean"],
        "final": lambda found: found["mean"] and found["mean"] * found["scale"],
    },
)


def _rounding(data: dict[str, Any]) -> list[str]:
    assert data.get("mode", "HALF_UP") == "HALF_UP", "the product rounds half-up only"
    values = [exact(value) for value in data["values"]]
    return [half_up(v.numerator, v.denominator, data["places"]) for v in values]


ROUNDING = Adapter(_rounding, {"rounded|printed": lambda values: values})


def _grades(data: dict[str, Any]) -> dict[str, Any]:
    counts = next(data[key] for key in data if key.startswith(("share", "count", "votes")))
    size = len(next(iter(counts.values())))
    values = [exact(v) for v in data.get("grade_values", range(size))]
    unit = common_unit([value for value in values if value])
    cast = {
        name: [round(share * 10_000) if _are_shares(counts) else share for share in shares]
        for name, shares in counts.items()
    }
    rows = [
        (name, juror, int(value / unit))
        for name, sheets in cast.items()
        for juror, value in enumerate(
            v for v, n in zip(values, sheets, strict=True) for _ in range(n)
        )
    ]
    totals = pd.DataFrame(rows, columns=["entry", "juror", "total"])
    grades = majority_grades(totals).reindex(list(counts))
    means = mean(totals).reindex(list(counts))
    in_values = grades.assign(grade=grades["grade"] * float(unit))
    return {"grades": in_values, "scores": majority_scores(in_values), "mean": means}


def _are_shares(counts: dict[str, list[float]]) -> bool:
    """Tell shares of voters from numbers of voters."""
    return all(sum(row) < 1.5 for row in counts.values())


MAJORITY = Adapter(
    _grades,
    {
        "median_value|median": lambda found: found["grades"]["grade"],
        "mj_score": lambda found: found["scores"]["score"],
        "typical_judgment": lambda found: found["scores"]["typical"],
        "mj_order": lambda found: Order(order(-found["grades"]["place"])),
        "mj_rank": lambda found: found["grades"]["place"],
        "mean_order": lambda found: Order(
            order(found["mean"]["numerator"] / found["mean"]["denominator"])
        ),
    },
)

ADAPTERS = {
    "weighted_mean": WEIGHTED,
    "trimmed": TRIMMED,
    "missing": MISSING,
    "rounding": ROUNDING,
    "majority_judgment": MAJORITY,
}
