"""Kinds of cases about the official result: means, trimming, votes missing."""

from fractions import Fraction
from typing import Any

import pandas as pd

from judging.stats.aggregation import kept_sheets, official_table, trimmed_mean
from judging.stats.library.ballots import order
from judging.stats.printing import common_unit
from tests.stats.published.cases import Adapter, Order
from tests.stats.published.reading import (
    exact,
    is_table,
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
        "printed": lambda table: table["printed"],
        "rank|place": lambda table: table["place"],
        "order": lambda table: Order(order(-table["place"].astype(int))),
        "tied": lambda table: table["tied"],
        "(sheets|numerator|denominator)": lambda table, name: table[name],
    },
)


def _trimmed(data: dict[str, Any]) -> dict[str, Any]:
    """Trim one entry, or several named ones, in whole units of all their scores."""
    several = is_table(data["scores"])
    given = data["scores"] if several else {"the dive": data["scores"]}
    rows = [
        (entry, juror, exact(score))
        for entry, scores in (given.items() if isinstance(given, dict) else enumerate(given))
        for juror, score in labelled(scores).items()
    ]
    unit = common_unit([score for *_, score in rows if score] or [Fraction(1)])
    totals = pd.DataFrame(
        [(entry, juror, int(score / unit)) for entry, juror, score in rows],
        columns=["entry", "juror", "total"],
    )
    drop = _drop(data)
    kept = kept_sheets(totals, drop)
    result = trimmed_mean(totals, drop)
    found: dict[str, dict[Any, Any]] = {
        "kept": {e: [int(t) * unit for t in own["total"]] for e, own in kept.groupby("entry")},
        "mean": {e: Fraction(int(r.numerator), int(r.denominator)) * unit for e, r in _rows(result)},
    }
    found["sum"] = {entry: sum(values) for entry, values in found["kept"].items()}
    times = exact(data.get("multiplier", data.get("difficulty", 1)))
    found["final"] = {entry: total * times for entry, total in found["sum"].items()}
    order_of_all = Order(order(pd.Series({e: float(m) for e, m in found["mean"].items()})))
    return {n: v if several else v["the dive"] for n, v in found.items()} | {"order": order_of_all}


def _drop(data: dict[str, Any]) -> tuple[int, int]:
    """Read how many of the lowest and of the highest are left out."""
    both = data.get("drop", (0, 0))
    both = both if isinstance(both, list | tuple) else (both, both)
    low, high = (data.get(f"drop_{end}", data.get(f"drop_{end}est")) for end in ("low", "high"))
    return both[0] if low is None else low, both[1] if high is None else high


def _rows(table: pd.DataFrame) -> list[tuple[Any, Any]]:
    return [(row.Index, row) for row in table.itertuples()]


TRIMMED = Adapter(
    _trimmed,
    {
        "(kept|sum|final|order)": lambda found, name: found[name],
        "trimmed_mean|mean": lambda found: found["mean"],
    },
)


def _missing(data: dict[str, Any]) -> dict[str, Any]:
    """Count the votes of one entry, or of several named ones; words are no votes."""
    votes = data["votes"]
    several = isinstance(votes, dict) and is_table(votes)
    entries = votes if several else {"the entry": votes}
    rows = [
        (entry, juror, "overall", vote)
        for entry, given in entries.items()
        for juror, vote in labelled(given).items()
        if isinstance(vote, int | float) and vote == vote
    ]
    scores, rules = scoring(rows, {"overall": 1})
    table = official_table(scores, rules, entries=list(entries))
    means, scale = exact_scores(table), exact(data.get("scale", 1))
    mean_of = {entry: means.get(entry) for entry in entries}
    found = {
        "sheets": table["sheets"].to_dict(),
        "mean": mean_of,
        "final": {e: None if m is None else m * scale for e, m in mean_of.items()},
    }
    return found if several else {name: of["the entry"] for name, of in found.items()}


MISSING = Adapter(
    _missing,
    {
        "n_counted|sheets": lambda found: found["sheets"],
        "(mean|final)": lambda found, name: found[name],
    },
)


ADAPTERS = {
    "weighted_mean": WEIGHTED,
    "trimmed": TRIMMED,
    "missing": MISSING,
}
