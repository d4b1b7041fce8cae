"""The rounds of an election by transferable votes, in exact fractions, with every tie followed."""

from collections.abc import Hashable, Iterable
from dataclasses import dataclass, field
from fractions import Fraction

MOST_STATES = 20_000  # states of a count looked at before a knot of ties is called one


class TiedVote(ValueError):  # noqa: N818 -- an answer of the count, not a fault
    """The votes do not settle who is elected; the rules must (by lot, by the chair)."""

    def __init__(self, outcomes: Iterable[frozenset[Hashable]]) -> None:
        self.outcomes = tuple(sorted(outcomes, key=lambda outcome: sorted(map(str, outcome))))
        named = " or ".join(", ".join(sorted(map(str, outcome))) for outcome in self.outcomes)
        super().__init__(f"the votes are tied between {named}" if named else "too many ties")


@dataclass(frozen=True)
class State:
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


class Counting:
    """One count under fixed rules; remembers the states it has been through."""

    def __init__(self, seats: int, quota: Fraction, lots: list[int] | None) -> None:
        self.seats, self.quota, self.lots = seats, quota, lots
        self.seen: dict[State, dict[frozenset[int], State]] = {}

    def finish(self, state: State) -> dict[frozenset[int], State]:
        """Follow the count to every possible end: who is elected, and one way there."""
        if state not in self.seen:
            if len(self.seen) >= MOST_STATES:
                raise TiedVote(())
            ends: dict[frozenset[int], State] = {}
            for following in self._next(state):
                ends = self.finish(following) | ends
            self.seen[state] = ends or {frozenset(state.elected): state}
        return self.seen[state]

    def _next(self, state: State) -> list[State]:
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

    def _elect(self, state: State, votes: dict[int, Fraction], winners: list[int]) -> State:
        keep: dict[int | None, Fraction] = {
            c: max(votes[c] - self.quota, Fraction(0)) / (votes[c] or 1) for c in winners
        }
        ballots = ((r, w * keep.get(state.top(r), Fraction(1))) for r, w in state.ballots)
        return State(
            tuple((ranking, weight) for ranking, weight in ballots if weight),
            state.hopeful - frozenset(winners),
            state.elected + tuple(winners),
            (*state.tallies, tuple(votes.items())),
        )

    def _drop(self, state: State, votes: dict[int, Fraction], out: frozenset[int]) -> State:
        tallies = (*state.tallies, tuple(votes.items()))
        return State(state.ballots, state.hopeful - out, state.elected, tallies)
