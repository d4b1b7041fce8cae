"""Kinds of cases about votes: orders of ballots, elections, count-back."""

from typing import Any

import pandas as pd

from judging.stats.library.ballots import (
    borda,
    condorcet_winner,
    copeland,
    order,
    pairwise,
    schulze,
)
from judging.stats.library.countback import count_back
from judging.stats.library.elections import (
    Tally,
    TiedVote,
    instant_runoff,
    plurality,
    single_transferable_vote,
)
from judging.stats.library.kemeny import kemeny
from tests.stats.published.cases import Adapter, AsSet, OneOf, Order
from tests.stats.published.reading import grid, labelled


def ballots_of(data: dict[str, Any]) -> list[tuple[int, tuple[Any, ...]]]:
    """Read ballots: a count and a ranking, in which a list is a shared place; ``A>B=C`` as well."""
    cast = data.get("ballots", data.get("rankings", data.get("profile")))
    pairs = [_counted(ballot) for ballot in (cast.values() if isinstance(cast, dict) else cast)]
    return [
        (count, tuple(frozenset(p) if isinstance(p, list) else p for p in _places(ranking))) for count, ranking in pairs
    ]


def _counted(ballot: Any) -> tuple[int, Any]:
    """Read one ballot with its count, 1 where there is none."""
    if isinstance(ballot, dict):
        count = next((n for n in ballot.values() if isinstance(n, int)), 1)
        return count, next(r for r in ballot.values() if isinstance(r, list | str))
    if len(ballot) == 2 and isinstance(ballot[0], int) and isinstance(ballot[1], list | str):
        return ballot[0], ballot[1]
    return 1, ballot


def _places(ranking: Any) -> list[Any]:
    """Read a ranking written as text."""
    if not isinstance(ranking, str):
        return list(ranking)
    shared = [[n.strip() for n in place.split("=")] for place in ranking.split(">")]
    return [place[0] if len(place) == 1 else place for place in shared]


def _votes(data: dict[str, Any]) -> dict[str, Any]:
    ballots, names = ballots_of(data), data.get("candidates")
    return {"ballots": ballots, "names": names, "prefer": pairwise(ballots, names)}


ORDERS = {
    "borda": lambda found: order(borda(found["ballots"], found["names"])),
    "copeland": lambda found: order(copeland(found["prefer"])),
    "schulze": lambda found: order(-schulze(found["prefer"])),
    "kemeny": lambda found: [[name] for name in kemeny(found["prefer"]).order],
    "plurality": lambda found: order(plurality(found["ballots"], found["names"])),
    "irv": lambda found: [_elected_at_once(found)],
}


def _elected_at_once(found: dict[str, Any]) -> list[Any]:
    """Return the winner of a run-off, or all who may be where only a lot can tell."""
    try:
        return list(instant_runoff(found["ballots"], found["names"]).elected)
    except TiedVote as tied:
        return sorted(set().union(*tied.outcomes))


def _is_best(found: dict[str, Any], expected: Any) -> bool:
    """Tell whether an order contradicts the voters as seldom as Kemeny's."""
    named = {str(name): name for name in found["prefer"].index}
    places = [place if isinstance(place, list) else [place] for place in expected]
    names = [named[str(name)] for place in places for name in place]
    above = found["prefer"].loc[names, names].to_numpy()
    agreement = sum(int(above[row, row + 1 :].sum()) for row in range(len(names)))
    return len(names) == len(named) and agreement == kemeny(found["prefer"]).agreement


VOTES = Adapter(
    _votes,
    {
        "kemeny_order": lambda found: OneOf(lambda expected: _is_best(found, expected)),
        "schulze": lambda found: schulze(found["prefer"]),
        f"({'|'.join(ORDERS)})_order": lambda found, rule: Order(ORDERS[rule](found)),
        f"({'|'.join(ORDERS)})_winner": lambda found, rule: single(ORDERS[rule](found)[0]),
        "borda": lambda found: borda(found["ballots"], found["names"]),
        "copeland": lambda found: copeland(found["prefer"]),
        "plurality": lambda found: plurality(found["ballots"], found["names"]),
        "condorcet_winner": lambda found: condorcet_winner(found["prefer"]),
        "kemeny_(distance|agreement)": lambda found, name: getattr(kemeny(found["prefer"]), name),
        "pairwise": lambda found: found["prefer"],
    },
)


def single(winners: list[Any]) -> Any:
    return winners[0] if len(winners) == 1 else None


def _elect(data: dict[str, Any]) -> Tally | None:
    """Elect, or return None where only a lot can tell who is elected."""
    names, quota = data.get("candidates"), str(data.get("quota", "droop")).lower()
    try:
        return single_transferable_vote(ballots_of(data), data["seats"], names, quota=quota)
    except TiedVote:
        return None


STV = Adapter(
    _elect,
    {
        "elected_set": lambda count: count and AsSet(count.elected),
        "elected|elected_order": lambda count: count and list(count.elected),
        "quota|quota_value": lambda count: count and count.quota,
        "tied": lambda count: count is None,
        "(?:not_elected|losers)": lambda count: count and AsSet(set(count.rounds.columns) - set(count.elected)),
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
        "winner": lambda table: single(order(-table["place"])[0]),
    },
)

ADAPTERS = {"rank_aggregation": VOTES, "stv": STV, "tie_break_countback": COUNT_BACK}
