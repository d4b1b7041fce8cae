"""Electing by ballot: plurality, instant run-off, single transferable vote."""

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import numpy as np
import pandas as pd

from judging.stats.library.ballot_papers import Ballot, read_ballots
from judging.stats.library.counting import Counting, State, TiedVote

__all__ = ["Tally", "TiedVote", "instant_runoff", "plurality", "single_transferable_vote"]

QUOTAS = {
    "droop": lambda votes, seats: Fraction(votes // (seats + 1) + 1),
    "hare": lambda votes, seats: Fraction(votes, seats),
}


@dataclass(frozen=True, slots=True)
class Tally:
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
        See :data:`judging.stats.library.ballot_papers.Ballot`; no two candidates may share a place.
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
) -> Tally:
    """Elect one winner: the last drops out until somebody has more than half of the votes.

    Parameters
    ----------
    ballots, candidates, lots
        As in :func:`single_transferable_vote`.

    Returns
    -------
    Tally
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
) -> Tally:
    """Elect several winners by single transferable vote, in exact fractions.

    Parameters
    ----------
    ballots : iterable of (count, ranking)
        See :data:`judging.stats.library.ballot_papers.Ballot`; incomplete rankings are welcome, but no two
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
    Tally
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
    reaches it the last drops out, with all who have no vote at all. Blank ballots do not count
    towards the quota; those without a further preference are set aside; when only as many
    remain as there are seats, all are elected.

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
    needed = QUOTAS[quota](sum(count for ranking, count in pile.items() if ranking), seats)
    drawn = None if lots is None else names.get_indexer(pd.Index(lots)).tolist()
    start = State(tuple((r, Fraction(c)) for r, c in pile.items()), frozenset(range(len(names))))
    outcomes = Counting(seats, needed, drawn).finish(start)
    if len(outcomes) > 1:
        labels = names.tolist()
        raise TiedVote(frozenset(labels[c] for c in outcome) for outcome in outcomes)
    (state,) = outcomes.values()
    rounds = pd.DataFrame([{c: float(v) for c, v in tally} for tally in state.tallies])
    rounds = rounds.reindex(columns=range(len(names))).set_axis(names, axis=1)
    return Tally(tuple(names.tolist()[c] for c in state.elected), needed, rounds)


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
