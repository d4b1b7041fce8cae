"""Electing by ballot: plurality, instant run-off, single transferable vote."""

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

import numpy as np
import pandas as pd

from judging.stats.ballots import Ballot, read_ballots

QUOTAS = {
    "droop": lambda votes, seats: Fraction(votes // (seats + 1) + 1),
    "hare": lambda votes, seats: Fraction(votes, seats),
}
MOST_STATES = 20_000  # states of a count looked at before a knot of ties is called one


class TiedVote(ValueError):  # noqa: N818 -- an answer of the count, not a fault
    """The votes do not settle who is elected; the rules must (by lot, by the chair)."""

    def __init__(self, outcomes: Iterable[frozenset[Hashable]]) -> None:
        self.outcomes = tuple(sorted(outcomes, key=lambda outcome: sorted(map(str, outcome))))
        named = " or ".join(", ".join(sorted(map(str, outcome))) for outcome in self.outcomes)
        super().__init__(f"the votes are tied between {named}" if named else "too many ties")


@dataclass(frozen=True, slots=True)
class Count:
    """A finished count.

    Attributes
    ----------
    elected : tuple of candidates
        In the order of election; those elected in one round by their votes.
    quota : Fraction
        Votes that elect.
    rounds : DataFrame of shape (n_rounds, n_candidates)
        Votes as float; NaN once the candidate is elected or out.
    """

    elected: tuple[Any, ...]
    quota: Fraction
    rounds: pd.DataFrame


def plurality(ballots: Iterable[Ballot], candidates: Sequence[Hashable] | None = None) -> pd.Series:
    """Count the first preferences.

    Parameters
    ----------
    ballots : iterable of (count, ranking)
        See :data:`judging.stats.ballots.Ballot`; no two candidates may share a place.
    candidates : sequence, optional
        Everybody who stands; by default all who are on some ballot.

    Returns
    -------
    Series of int64, by candidate, ascending

    Raises
    ------
    ValueError
        When a ballot is malformed or ties candidates.

    Examples
    --------
    >>> plurality([(3, ["A", "B"]), (2, ["B"])]).to_dict()
    {'A': 3, 'B': 2}
    """
    names, pile = _pile(ballots, candidates)
    votes = pd.Series(0, index=names, name="votes")
    for ranking, count in pile.items():
        if ranking:
            votes.iloc[ranking[0]] += count
    return votes


def instant_runoff(
    ballots: Iterable[Ballot],
    candidates: Sequence[Hashable] | None = None,
    *,
    lots: Sequence[Hashable] | None = None,
) -> Count:
    """Elect one winner: the last drops out until somebody has more than half of the votes.

    Parameters
    ----------
    ballots, candidates, lots
        As in :func:`single_transferable_vote`.

    Returns
    -------
    Count
        With a single name in ``elected``.

    Raises
    ------
    ValueError
        When a ballot is malformed or ties candidates.
    TiedVote
        When a tie decides who wins and no lots are given.

    Examples
    --------
    >>> instant_runoff([(4, ["A"]), (3, ["B", "C"]), (2, ["C", "B"])]).elected
    ('B',)
    """
    return single_transferable_vote(ballots, 1, candidates, lots=lots)


def single_transferable_vote(
    ballots: Iterable[Ballot],
    seats: int,
    candidates: Sequence[Hashable] | None = None,
    *,
    quota: str = "droop",
    lots: Sequence[Hashable] | None = None,
) -> Count:
    """Elect several winners by single transferable vote, in exact fractions.

    Parameters
    ----------
    ballots : iterable of (count, ranking)
        See :data:`judging.stats.ballots.Ballot`; incomplete rankings are welcome, but no two
        candidates may share a place.
    seats : int
        From 1 to the number of candidates.
    candidates : sequence, optional
        Everybody who stands; by default all who are on some ballot.
    quota : {"droop", "hare"}
        ``floor(votes / (seats + 1)) + 1`` or ``votes / seats``.
    lots : sequence of candidates, optional
        The order drawn by lot: of candidates tied last, the one named latest drops out.
        Without it every way of breaking the tie is followed, and a tie that changes nothing
        is no obstacle.

    Returns
    -------
    Count
        All seats are filled.

    Raises
    ------
    ValueError
        When a ballot is malformed or ties candidates, or `seats` or `quota` is impossible.
    TiedVote
        When a tie decides who is elected and no lots are given.

    Notes
    -----
    Whoever reaches the quota is elected, all of a round at once; each of their ballots moves on
    with its weight times surplus over votes (the inclusive Gregory method). Where nobody
    reaches it the last drops out, with all who have no vote at all. Ballots without a further
    preference are set aside; when only as many remain as there are seats, all are elected.

    References
    ----------
    N. Tideman, "The single transferable vote", *Journal of Economic Perspectives* 9 (1995),
    27-38.

    Examples
    --------
    >>> single_transferable_vote([(5, ["A", "B"]), (3, ["C"]), (1, ["B"])], 2).elected
    ('A', 'C')
    """
    names, pile = _pile(ballots, candidates)
    if not 1 <= seats <= len(names):
        raise ValueError(f"{len(names)} candidates stand for {seats} seats")
    if quota not in QUOTAS:
        raise ValueError(f"the quota is one of {', '.join(QUOTAS)}, got {quota}")
    needed = QUOTAS[quota](sum(pile.values()), seats)
    drawn = None if lots is None else names.get_indexer(pd.Index(lots)).tolist()
    start = _State(tuple((r, Fraction(c)) for r, c in pile.items()), frozenset(range(len(names))))
    outcomes = _Counting(seats, needed, drawn).finish(start)
    if len(outcomes) > 1:
        labels = names.tolist()
        raise TiedVote(frozenset(labels[c] for c in outcome) for outcome in outcomes)
    (state,) = outcomes.values()
    rounds = pd.DataFrame([{c: float(v) for c, v in tally} for tally in state.tallies])
    rounds = rounds.reindex(columns=range(len(names))).set_axis(names, axis=1)
    return Count(tuple(names.tolist()[c] for c in state.elected), needed, rounds)


def _pile(
    ballots: Iterable[Ballot], candidates: Sequence[Hashable] | None
) -> tuple[pd.Index, dict[tuple[int, ...], int]]:
    """Collect equal ballots, as candidates' positions from the best down, in sorted order."""
    cast = [(count, tuple(ranking)) for count, ranking in ballots]
    names, counts, places = read_ballots(cast, candidates)
    pile: dict[tuple[int, ...], int] = {}
    for (_, ranking), count, row in zip(cast, counts, places, strict=True):
        if any(isinstance(place, (set, frozenset)) for place in ranking):
            raise ValueError("in an election no two candidates may share a place on a ballot")
        chosen = tuple(np.argsort(row, kind="stable")[: len(ranking)].tolist())
        pile[chosen] = pile.get(chosen, 0) + int(count)
    return names, dict(sorted(pile.items()))


@dataclass(frozen=True)
class _State:
    """A count on its way: ballots with their weights, who is left, who is elected."""

    ballots: tuple[tuple[tuple[int, ...], Fraction], ...]
    hopeful: frozenset[int]
    elected: tuple[int, ...] = ()
    tallies: tuple[tuple[tuple[int, Fraction], ...], ...] = field(default=(), compare=False)

    def top(self, ranking: tuple[int, ...]) -> int | None:
        """Return the candidate still hopeful whom a ballot prefers."""
        return next((candidate for candidate in ranking if candidate in self.hopeful), None)

    def votes(self) -> dict[int, Fraction]:
        """Count the weights of the ballots now standing with each hopeful candidate."""
        votes = dict.fromkeys(sorted(self.hopeful), Fraction(0))
        for ranking, weight in self.ballots:
            if (candidate := self.top(ranking)) is not None:
                votes[candidate] += weight
        return votes


class _Counting:
    """One count under fixed rules; remembers the states it has been through."""

    def __init__(self, seats: int, quota: Fraction, lots: list[int] | None) -> None:
        self.seats, self.quota, self.lots = seats, quota, lots
        self.seen: dict[_State, dict[frozenset[int], _State]] = {}

    def finish(self, state: _State) -> dict[frozenset[int], _State]:
        """Follow the count to every possible end: who is elected, and one way there."""
        if state not in self.seen:
            if len(self.seen) >= MOST_STATES:
                raise TiedVote(())
            ends: dict[frozenset[int], _State] = {}
            for following in self._next(state):
                ends = self.finish(following) | ends
            self.seen[state] = ends or {frozenset(state.elected): state}
        return self.seen[state]

    def _next(self, state: _State) -> list[_State]:
        votes = state.votes()
        left = self.seats - len(state.elected)
        if left == 0:
            return []
        by_votes = sorted(votes, key=lambda candidate: -votes[candidate])
        if winners := [c for c in by_votes if votes[c] >= self.quota or len(votes) <= left]:
            return [self._elect(state, votes, winners)]
        without = frozenset(c for c in votes if votes[c] == 0)
        if without and len(votes) - len(without) >= left:
            return [self._drop(state, votes, without)]
        last = [c for c in votes if votes[c] == votes[by_votes[-1]]]
        if self.lots is not None:
            last = [max(last, key=self.lots.index)]
        return [self._drop(state, votes, frozenset([candidate])) for candidate in last]

    def _elect(self, state: _State, votes: dict[int, Fraction], winners: list[int]) -> _State:
        keep: dict[int | None, Fraction] = {
            c: max(votes[c] - self.quota, Fraction(0)) / (votes[c] or 1) for c in winners
        }
        ballots = ((r, w * keep.get(state.top(r), Fraction(1))) for r, w in state.ballots)
        return _State(
            tuple((ranking, weight) for ranking, weight in ballots if weight),
            state.hopeful - frozenset(winners),
            state.elected + tuple(winners),
            (*state.tallies, tuple(votes.items())),
        )

    def _drop(self, state: _State, votes: dict[int, Fraction], out: frozenset[int]) -> _State:
        tallies = (*state.tallies, tuple(votes.items()))
        return _State(state.ballots, state.hopeful - out, state.elected, tallies)
