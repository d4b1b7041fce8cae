"""Voting by rankings against brute force, theory and hand-made corners."""

from itertools import permutations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from judging.stats.library.ballot_papers import from_scores
from judging.stats.library.ballots import (
    borda,
    condorcet_winner,
    copeland,
    order,
    pairwise,
    schulze,
)
from judging.stats.library.countback import count_back
from judging.stats.library.kemeny import kemeny

CIRCLE = [(1, "ABC"), (1, "BCA"), (1, "CAB")]
rankings = st.integers(2, 6).flatmap(
    lambda n: st.lists(
        st.tuples(st.integers(1, 9), st.permutations([f"c{i}" for i in range(n)])),
        min_size=1,
        max_size=8,
    )
)


def distance(prefer, names):
    table = prefer.loc[list(names), list(names)].to_numpy()
    return np.tril(table, -1).sum()


@given(rankings)
@settings(max_examples=40, deadline=None)
def test_kemeny_is_the_best_of_all_orders(ballots):
    prefer = pairwise(ballots)

    found = kemeny(prefer)

    best = min(distance(prefer, names) for names in permutations(prefer.index))
    assert found.distance == best == distance(prefer, found.order)
    assert found.distance + found.agreement == prefer.to_numpy().sum()


@given(rankings)
@settings(max_examples=40, deadline=None)
def test_whoever_wins_every_duel_wins_by_copeland_schulze_and_kemeny(ballots):
    prefer = pairwise(ballots)

    winner = condorcet_winner(prefer)

    if winner is not None:
        assert order(copeland(prefer))[0] == [winner]
        assert order(-schulze(prefer))[0] == [winner]
        assert kemeny(prefer).order[0] == winner


@given(rankings, st.randoms())
@settings(max_examples=25, deadline=None)
def test_order_of_the_ballots_does_not_matter(ballots, random):
    mixed = random.sample(ballots, len(ballots))

    assert pairwise(mixed).equals(pairwise(ballots))
    assert kemeny(pairwise(mixed)) == kemeny(pairwise(ballots))


def test_a_circle_of_majorities_has_no_winner():
    prefer = pairwise(CIRCLE)

    assert condorcet_winner(prefer) is None
    assert order(copeland(prefer)) == order(-schulze(prefer)) == [["A", "B", "C"]]
    assert kemeny(prefer).distance == 4


def test_a_tied_pair_prefers_neither_and_shares_the_point():
    ballots = [(2, [{"A", "B"}, "C"])]

    assert pairwise(ballots).loc["A"].to_dict() == {"A": 0, "B": 0, "C": 2}
    assert borda(ballots).to_dict() == {"A": 3.0, "B": 3.0, "C": 0.0}


def test_candidates_left_out_are_tied_last():
    ballots = [(1, ["B"])]

    assert borda(ballots, ["A", "B", "C"]).to_dict() == {"A": 0.5, "B": 2.0, "C": 0.5}


def test_schulze_follows_the_published_example_of_forty_five_voters():
    """Schulze 2011, example 1: E > A > C > B > D."""
    ballots = [
        (5, "ACBED"),
        (5, "ADECB"),
        (8, "BEDAC"),
        (3, "CABED"),
        (7, "CAEBD"),
        (2, "CBADE"),
        (7, "DCEBA"),
        (8, "EBADC"),
    ]

    assert order(-schulze(pairwise(ballots))) == [["E"], ["A"], ["C"], ["B"], ["D"]]


def test_jurors_become_ballots_with_ties_and_unseen_entries_last():
    scores = pd.DataFrame({"Ewa": [7.0, 9.0, 7.0], "Jan": [np.nan, 5.0, 6.0]}, index=["A", "B", "C"])

    assert from_scores(scores) == [(1, ("B", frozenset({"A", "C"}))), (1, ("C", "B"))]


def test_borda_of_scores_is_the_mean_rank_turned_round():
    given = np.random.default_rng(2).integers(0, 10, (7, 5))
    scores = pd.DataFrame(given, index=list("ABCDEFG"))

    points = borda(from_scores(scores))

    ranks = scores.rank(ascending=False).sum(axis=1)
    assert points.tolist() == (5 * 7 - ranks).tolist()


def test_forty_candidates_are_ordered_exactly():
    random = np.random.default_rng(3)
    quality = np.linspace(0, 1.5, 40)
    ballots = [(1, tuple(np.argsort(-(quality + random.normal(size=40))))) for _ in range(11)]
    prefer = pairwise([(count, [int(c) for c in ranking]) for count, ranking in ballots])

    found = kemeny(prefer)

    assert len(found.order) == 40
    assert set(found.order) == set(range(40))
    assert found.distance <= distance(prefer, order_flat(borda(ballots)))


def order_flat(points):
    return [name for tied in order(points) for name in tied]


@pytest.mark.parametrize(
    ("ballots", "reason"),
    [
        ([(1, ["A", "A"])], "twice"),
        ([(-1, ["A"])], "not negative"),
        ([(1, ["Z"])], "does not stand"),
    ],
)
def test_a_malformed_ballot_is_refused_with_the_reason(ballots, reason):
    with pytest.raises(ValueError, match=reason):
        pairwise(ballots, ["A", "B"])


def test_nobody_standing_is_refused():
    with pytest.raises(ValueError, match="at least one"):
        pairwise([])


def test_count_back_leaves_a_real_tie_tied():
    marks = pd.DataFrame({"first": [2, 2, 1], "second": [1, 1, 5]}, index=["B", "A", "C"])

    table = count_back(pd.Series({"C": 9, "A": 9, "B": 9}), marks)

    assert table["place"].to_dict() == {"A": 1, "B": 1, "C": 3}
    assert table["decided_at"].tolist() == [None, "first", None]


def test_count_back_asks_the_total_first():
    marks = pd.DataFrame({"first": [0, 3]}, index=["A", "B"])

    table = count_back(pd.Series({"A": 10, "B": 9}), marks)

    assert table.loc["A"].tolist() == [1, "total"]
