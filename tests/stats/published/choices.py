"""Kinds of cases about weights, pairs and assignments."""

from typing import Any

import numpy as np
import pandas as pd

from judging.stats.dealing import deal
from judging.stats.library.ballots import order
from judging.stats.library.least_cost import assign_by_cost
from judging.stats.library.never_first import never_first
from judging.stats.library.pairs import bradley_terry
from judging.stats.plan_quality import design_quality
from judging.stats.profiles import check_profile, leaders, totals
from judging.stats.sensitivity import effective_weights, stability_intervals
from judging.stats.smaa import Acceptability, smaa
from judging.stats.weight_change import smallest_change
from tests.stats.published.cases import Adapter, AsSet, Order
from tests.stats.published.reading import grid, is_table, labelled, sides_of
from tests.stats.published.votes import single


def _profile(data: dict[str, Any]) -> tuple[pd.DataFrame, pd.Series]:
    weights = data.get("weights")
    criteria = data.get("criteria", list(weights) if isinstance(weights, dict) else None)
    given = ("profile", *data, "entries")
    key = next(name for name in given if name in data and name != "weights" and is_table(data[name]))
    profile = grid(data[key], data.get("entries") if key != "entries" else None, criteria)
    if weights is None or isinstance(weights, str):
        weights = [1.0] * profile.shape[1]
    return profile, labelled(weights, profile.columns).astype(float)


def _weights(data: dict[str, Any]) -> dict[str, Any]:
    profile, weights = _profile(data)
    clean, shares = check_profile(profile, weights)
    points = pd.Series(totals(clean, shares), clean.index).reindex(profile.index)
    intervals = stability_intervals(profile, weights, data.get("k", 1))[["low", "high"]]
    named = isinstance(data.get("weights"), dict)
    return {
        "points": points,
        "intervals": intervals if named else intervals.reset_index(drop=True),
        "leader": leaders(clean, shares)[0],
        "change": smallest_change(profile, weights),
        "effective": effective_weights(profile, weights),
        "never_first": AsSet(clean.index[never_first(profile)]),
    }


WEIGHTS = Adapter(
    _weights,
    {
        "score": lambda found: found["points"],
        "stable_intervals?": lambda found: found["intervals"],
        "order": lambda found: Order(order(found["points"])),
        "rank|place": lambda found: found["points"].rank(method="min", ascending=False),
        "winner|leader": lambda found: found["leader"],
        "smallest_change": lambda found: found["change"] and found["change"].change,
        "rival": lambda found: found["change"] and found["change"].rival,
        "effective_weights?|effective": lambda found: found["effective"],
        "never_first": lambda found: found["never_first"],
    },
)


def _acceptability(data: dict[str, Any], k: int) -> Acceptability:
    profile, weights = _profile(data)
    concentration = data.get("concentration", data.get("kappa"))
    rng = np.random.default_rng(1)
    found = smaa(profile, weights, rng, draws=50_000, concentration=concentration, k=k)
    central = found.central_weights.reindex(profile.index)
    return Acceptability(found.table.reindex(profile.index), central)


def _rank_acceptability(data: dict[str, Any]) -> pd.DataFrame:
    """Return the share of weights that give each entry each place."""
    size = len(_profile(data)[0])
    within = pd.DataFrame({k: _acceptability(data, k).table["top"] for k in range(1, size + 1)})
    return within.diff(axis=1).fillna(within)


SMAA = Adapter(
    lambda data: data,
    {
        "first_rank_acceptability": lambda data: _acceptability(data, 1).table["first"],
        "top_?k?_acceptability": lambda data: _acceptability(data, data.get("k", 1)).table["top"],
        r"top_?(\d+)_acceptability": lambda data, k: _acceptability(data, int(k)).table["top"],
        "rank_acceptability": _rank_acceptability,
        "central_weights?(?:_first)?": lambda data: _acceptability(data, 1).central_weights,
        "never_first": lambda data: _weights(data)["never_first"],
    },
)


def _wins(data: dict[str, Any]) -> dict[str, Any]:
    """Read wins as a table or as rows of winner, loser and count; a tie is half a win for both."""
    key = next(name for name in data if name.startswith(("wins", "rows", "results")))
    names = data.get("items")
    if key.startswith("wins"):
        wins = grid(data[key], names, names).fillna(0)
    else:
        rows = pd.DataFrame([(*row, 1)[:3] for row in data[key]], columns=["won", "lost", "n"])
        counts = rows.pivot_table("n", "won", "lost", aggfunc="sum", fill_value=0)
        items = names or sorted(set(rows["won"]) | set(rows["lost"]))
        wins = counts.reindex(index=items, columns=items, fill_value=0)
    if "ties" in data:
        wins = wins + grid(data["ties"], names, names).fillna(0) / 2
    reference = data.get("reference", wins.index[0])
    return {"wins": wins, "reference": reference, "pseudo_wins": data.get("pseudo_wins", 0)}


PAIRS = Adapter(
    _wins,
    {
        "log_ability_vs_(.+)": lambda found, name: _against(found, name)["log_ability"],
        "se_vs_(.+)": lambda found, name: _against(found, name)["se"],
        "published_.*|log_ability": lambda found: _against(found)["log_ability"],
        "order": lambda wins: Order(order(_against(wins, None)["log_ability"])),
        "se": lambda found: _against(found)["se"],
        "strengths?|abilit(?:y|ies)(?:_sum_one)?": lambda found: _strength(found),
        "p_row_beats_column|probabilit(?:y|ies)": lambda found: _probabilities(_strength(found)),
    },
)


def _strength(found: dict[str, Any]) -> pd.Series:
    """Return the abilities on the scale on which they sum to 1."""
    odds = np.exp(_against(found)["log_ability"])
    return odds / odds.sum()


def _probabilities(strength: pd.Series) -> pd.DataFrame:
    """Return the chance that the item of the row beats that of the column."""
    values = strength.to_numpy()
    chance = values[:, None] / (values[:, None] + values)
    return pd.DataFrame(chance, strength.index, strength.index)


def _against(found: dict[str, Any], named: str | None = None) -> pd.DataFrame:
    """Fit against the item named in a key, in whatever case, or the reference of the case."""
    wins, plain = found["wins"], str(named).lower()
    chosen = [item for item in wins.index if str(item).lower().replace(" ", "_") == plain]
    reference = chosen[0] if chosen else found["reference"]
    fit = bradley_terry(wins, reference=reference, pseudo_wins=found["pseudo_wins"])
    return fit.loc[wins.index]


def _cheapest(data: dict[str, Any]) -> pd.DataFrame:
    """Find the pairs at the least cost, or of the highest affinity."""
    key = next(name for name in data if name.startswith(("cost", "affinity")))
    by_entry = sides_of(key)[:1] != ["judge"]
    sides = ("entries", "judges") if by_entry else ("judges", "entries")
    rows, columns = (value if isinstance(value := data.get(s), list) else None for s in sides)
    table = grid(data[key], rows, columns)
    table = (table if by_entry else table.T).astype(float)
    sign = -1 if key.startswith("affinity") else 1
    conflicts = pd.DataFrame(data.get("conflicts", []), columns=["entry", "juror"])
    per_entry, most = data.get("reviews_per_entry", 1), data.get("max_load")
    pairs = assign_by_cost(sign * table, per_entry, max_load=most, conflicts=conflicts)
    return pairs.assign(cost=sign * pairs["cost"])


CHEAPEST = Adapter(
    _cheapest,
    {
        "total_(?:cost|affinity)": lambda pairs: pairs["cost"].sum(),
        "pairs": lambda pairs: AsSet(pairs[["juror", "entry"]].to_numpy().tolist()),
        "assignment": lambda pairs: pairs.groupby("entry")["juror"].agg(_one_or_all),
    },
)


def _one_or_all(jurors: pd.Series) -> Any:
    return jurors.iloc[0] if len(jurors) == 1 else AsSet(jurors)


def _deals(data: dict[str, Any]) -> dict[str, Any]:
    sides = data["entries"], data["judges"]
    entries, jurors = (list(range(s)) if isinstance(s, int) else s for s in sides)
    plans = []
    for seed in data.get("seeds", [0]):
        rng = np.random.default_rng(seed)
        opposed = np.argwhere(rng.random((len(entries), len(jurors))) < data.get("conflict_rate", 0))
        pairs = [*data.get("conflicts", []), *((entries[e], jurors[j]) for e, j in opposed)]
        conflicts = pd.DataFrame(pairs, columns=["entry", "juror"])
        load = (data.get("min_load", 0), data["max_load"]) if "max_load" in data else None
        per_entry = data["reviews_per_entry"]
        plan = deal(entries, jurors, per_entry, conflicts=conflicts, load=load, rng=rng)
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
        "total|assignments": _each(lambda plan, *_: len(plan)),
        "connected": _each(lambda _, __, quality: quality.components == 1),
        "connected_components": _each(lambda _, __, quality: quality.components),
        "reviews_each": _each(lambda _, __, quality: single(sorted(set(quality.entry_load)))),
    },
)

ADAPTERS = {
    "weight_sensitivity": WEIGHTS,
    "smaa": SMAA,
    "bradley_terry": PAIRS,
    "assignment": CHEAPEST,
    "assignment_properties": DEALS,
}
