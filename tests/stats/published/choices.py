"""Kinds of cases about weights, votes, pairs and assignments."""

from typing import Any

import numpy as np
import pandas as pd

from judging.stats.ballots import borda, condorcet_winner, copeland, order, pairwise, schulze
from judging.stats.countback import count_back
from judging.stats.dealing import deal
from judging.stats.elections import instant_runoff, plurality, single_transferable_vote
from judging.stats.expertise import assign_by_cost
from judging.stats.kemeny import kemeny
from judging.stats.pairs import bradley_terry
from judging.stats.plan_quality import design_quality
from judging.stats.profiles import check_profile, totals
from judging.stats.sensitivity import stability_intervals
from judging.stats.smaa import smaa
from tests.stats.published.cases import Adapter, AsSet, Order
from tests.stats.published.reading import grid, labelled


def _profile(data: dict[str, Any]) -> tuple[pd.DataFrame, pd.Series]:
    weights = data.get("weights")
    criteria = data.get("criteria", list(weights) if isinstance(weights, dict) else None)
    profile = grid(data.get("entries", data.get("profile")), columns=criteria)
    if weights is None or isinstance(weights, str):
        weights = [1.0] * profile.shape[1]
    return profile, labelled(weights, profile.columns).astype(float)


def _weights(data: dict[str, Any]) -> dict[str, Any]:
    profile, weights = _profile(data)
    clean, shares = check_profile(profile, weights)
    points = pd.Series(totals(clean, shares), clean.index).reindex(profile.index)
    intervals = stability_intervals(profile, weights, data.get("k", 1))[["low", "high"]]
    return {"points": points, "intervals": intervals}


WEIGHTS = Adapter(
    _weights,
    {
        "score": lambda found: found["points"],
        "stable_intervals?": lambda found: found["intervals"],
        "order": lambda found: Order(order(found["points"])),
    },
)


def _acceptability(data: dict[str, Any]) -> dict[str, Any]:
    profile, weights = _profile(data)
    found = smaa(
        profile,
        weights,
        np.random.default_rng(1),
        draws=50_000,
        concentration=data.get("concentration", data.get("kappa")),
        k=data.get("k", 1),
    )
    return {"table": found.table.reindex(profile.index), "central": found.central_weights}


SMAA = Adapter(
    _acceptability,
    {
        "first_rank_acceptability": lambda found: found["table"]["first"],
        "top_?k?_acceptability": lambda found: found["table"]["top"],
        "central_weight_first": lambda found: found["central"].reindex(found["table"].index),
    },
)


def ballots_of(data: dict[str, Any]) -> list[tuple[int, tuple[Any, ...]]]:
    """Read ballots: pairs of a count and a ranking, in which a list is a shared place."""
    cast = data["ballots"]
    pairs = [(b["count"], b["ranking"]) if isinstance(b, dict) else b for b in cast]
    return [
        (count, tuple(frozenset(p) if isinstance(p, list) else p for p in ranking))
        for count, ranking in pairs
    ]


def _votes(data: dict[str, Any]) -> dict[str, Any]:
    ballots, names = ballots_of(data), data.get("candidates")
    return {"ballots": ballots, "names": names, "prefer": pairwise(ballots, names)}


ORDERS = {
    "borda": lambda found: order(borda(found["ballots"], found["names"])),
    "copeland": lambda found: order(copeland(found["prefer"])),
    "schulze": lambda found: order(-schulze(found["prefer"])),
    "kemeny": lambda found: [[name] for name in kemeny(found["prefer"]).order],
    "plurality": lambda found: order(plurality(found["ballots"], found["names"])),
    "irv": lambda found: [list(instant_runoff(found["ballots"], found["names"]).elected)],
}

VOTES = Adapter(
    _votes,
    {
        f"({'|'.join(ORDERS)})_order": lambda found, rule: Order(ORDERS[rule](found)),
        f"({'|'.join(ORDERS)})_winner": lambda found, rule: _single(ORDERS[rule](found)[0]),
        "borda": lambda found: borda(found["ballots"], found["names"]),
        "copeland": lambda found: copeland(found["prefer"]),
        "plurality": lambda found: plurality(found["ballots"], found["names"]),
        "condorcet_winner": lambda found: condorcet_winner(found["prefer"]),
        "kemeny_(distance|agreement)": lambda found, name: getattr(kemeny(found["prefer"]), name),
        "pairwise": lambda found: found["prefer"],
    },
)


def _single(winners: list[Any]) -> Any:
    return winners[0] if len(winners) == 1 else None


STV = Adapter(
    lambda data: single_transferable_vote(
        ballots_of(data),
        data["seats"],
        data.get("candidates"),
        quota=str(data.get("quota", "droop")).lower(),
    ),
    {
        "elected_set": lambda count: AsSet(count.elected),
        "elected|elected_order": lambda count: list(count.elected),
        "quota": lambda count: count.quota,
    },
)


def _count_back(data: dict[str, Any]) -> pd.DataFrame:
    scores = labelled(data["total"], data.get("entries"))
    marks = grid(data["countback"], scores.index, data.get("levels")).fillna(0).astype(int)
    marks.columns = marks.columns.map(str)
    levels = [str(level) for level in data.get("levels", marks.columns)]
    return count_back(scores, marks.reindex(columns=levels, fill_value=0))


COUNT_BACK = Adapter(
    _count_back,
    {
        "order": lambda table: Order(order(-table["place"])),
        "decided_at": lambda table: table["decided_at"].iloc[0],
        "rank|place": lambda table: table["place"],
    },
)


def _wins(data: dict[str, Any]) -> dict[str, Any]:
    key = next(name for name in data if name.startswith("wins"))
    names = data.get("items")
    wins = grid(data[key], names, names).fillna(0)
    reference = data.get("reference", wins.index[0])
    return {"wins": wins, "reference": reference, "pseudo_wins": data.get("pseudo_wins", 0)}


PAIRS = Adapter(
    _wins,
    {
        "log_ability_vs_(.+)": lambda found, name: _against(found, name)["log_ability"],
        "se_vs_(.+)": lambda found, name: _against(found, name)["se"],
        "published_.*|log_ability": lambda found: _against(found)["log_ability"],
        "order": lambda wins: Order(order(_against(wins, None)["log_ability"])),
    },
)


def _against(found: dict[str, Any], named: str | None = None) -> pd.DataFrame:
    """Fit against the item named in a key, in whatever case, or the reference of the case."""
    wins, plain = found["wins"], str(named).lower()
    chosen = [item for item in wins.index if str(item).lower().replace(" ", "_") == plain]
    reference = chosen[0] if chosen else found["reference"]
    fit = bradley_terry(wins, reference=reference, pseudo_wins=found["pseudo_wins"])
    return fit.loc[wins.index]


def _cheapest(data: dict[str, Any]) -> pd.DataFrame:
    key = next(name for name in data if name.startswith("cost"))
    cost = grid(data[key])
    by_entry = cost if key.startswith("cost_entry") else cost.T
    return assign_by_cost(
        by_entry.astype(float), data.get("reviews_per_entry", 1), max_load=data.get("max_load")
    )


CHEAPEST = Adapter(
    _cheapest,
    {
        "total_cost": lambda pairs: pairs["cost"].sum(),
        "pairs": lambda pairs: AsSet(pairs[["juror", "entry"]].to_numpy().tolist()),
    },
)


def _deals(data: dict[str, Any]) -> dict[str, Any]:
    sides = data["entries"], data["judges"]
    entries, jurors = (list(range(s)) if isinstance(s, int) else s for s in sides)
    plans = []
    for seed in data.get("seeds", [0]):
        rng = np.random.default_rng(seed)
        opposed = np.argwhere(
            rng.random((len(entries), len(jurors))) < data.get("conflict_rate", 0)
        )
        pairs = [*data.get("conflicts", []), *((entries[e], jurors[j]) for e, j in opposed)]
        conflicts = pd.DataFrame(pairs, columns=["entry", "juror"])
        plan = deal(entries, jurors, data["reviews_per_entry"], conflicts=conflicts, rng=rng)
        plans.append((plan, conflicts, design_quality(plan)))
    return {"plans": plans}


def _each(read: Any) -> Any:
    """Return what is the same for every seed."""

    def same(found: dict[str, Any]) -> Any:
        values = {read(*plan) for plan in found["plans"]}
        assert len(values) == 1, f"the seeds differ: {values}"
        return values.pop()

    return same


DEALS = Adapter(
    _deals,
    {
        "load_min": _each(lambda _, __, quality: quality.juror_load[0]),
        "load_max": _each(lambda _, __, quality: quality.juror_load[1]),
        "conflicts": _each(lambda plan, conflicts, _: len(plan.merge(conflicts))),
        "duplicates": _each(lambda plan, *_: int(plan.duplicated().sum())),
        "connected_components": _each(lambda _, __, quality: quality.components),
        "reviews_each": _each(lambda _, __, quality: _single(sorted(set(quality.entry_load)))),
    },
)

ADAPTERS = {
    "weight_sensitivity": WEIGHTS,
    "smaa": SMAA,
    "rank_aggregation": VOTES,
    "stv": STV,
    "tie_break_countback": COUNT_BACK,
    "bradley_terry": PAIRS,
    "assignment": CHEAPEST,
    "assignment_properties": DEALS,
}
