"""Elections by ballot: seats, quotas, transfers and ties."""

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from judging.stats.library.elections import (
    TiedVote,
    instant_runoff,
    plurality,
    single_transferable_vote,
)

NAMES = ["A", "B", "C", "D", "E"]
piles = st.lists(
    st.tuples(
        st.integers(1, 20),
        st.permutations(NAMES).flatmap(lambda p: st.integers(1, 5).map(lambda n: p[:n])),
    ),
    min_size=1,
    max_size=8,
)


@given(piles, st.integers(1, 5))
@settings(max_examples=50, deadline=None)
def test_every_seat_is_filled_by_somebody_else(ballots, seats):
    count = single_transferable_vote(ballots, seats, NAMES, lots=NAMES)

    assert len(set(count.elected)) == len(count.elected) == seats


@given(piles)
@settings(max_examples=40, deadline=None)
def test_no_vote_appears_from_nowhere(ballots):
    count = single_transferable_vote(ballots, 2, NAMES, lots=NAMES)

    cast = sum(number for number, _ in ballots)
    assert (count.rounds.sum(axis=1) <= cast + 1e-9).all()


@given(piles, st.randoms())
@settings(max_examples=30, deadline=None)
def test_order_of_the_ballots_does_not_matter(ballots, random):
    mixed = random.sample(ballots, len(ballots))

    first = single_transferable_vote(ballots, 2, NAMES, lots=NAMES)
    second = single_transferable_vote(mixed, 2, NAMES, lots=NAMES)

    assert first.elected == second.elected
    assert first.rounds.equals(second.rounds)


def test_surplus_moves_on_by_its_fraction():
    ballots = [(12, ["A", "B"]), (4, ["B"]), (5, ["C"])]

    count = single_transferable_vote(ballots, 2)

    assert count.quota == Fraction(8)
    assert count.rounds.iloc[1][["B", "C"]].tolist() == [8.0, 5.0]
    assert count.elected == ("A", "B")


def test_a_majority_wins_at_once():
    count = instant_runoff([(6, ["A"]), (5, ["B"])])

    assert (count.elected, len(count.rounds)) == (("A",), 1)


def test_a_tie_that_changes_nothing_is_no_obstacle():
    ballots = [(5, ["A"]), (1, ["B", "A"]), (1, ["C", "A"])]

    assert instant_runoff(ballots).elected == ("A",)


def test_a_tie_that_decides_is_named_and_left_to_the_rules():
    with pytest.raises(TiedVote) as refusal:
        instant_runoff([(2, ["A"]), (2, ["B"])])

    assert refusal.value.outcomes == (frozenset({"A"}), frozenset({"B"}))


def test_lots_drawn_break_the_tie():
    ballots = [(2, ["A"]), (2, ["B"])]

    assert instant_runoff(ballots, lots=["B", "A"]).elected == ("B",)


def test_first_preferences_count_those_without_any():
    assert plurality([(3, ["B", "A"])], ["A", "B"]).to_dict() == {"A": 0, "B": 3}


def test_hare_needs_more_votes_than_droop():
    ballots = [(6, ["A"]), (3, ["B"])]

    assert single_transferable_vote(ballots, 2, quota="hare").quota == Fraction(9, 2)
    assert single_transferable_vote(ballots, 2).quota == Fraction(4)


def test_more_support_may_cost_the_winner_of_a_run_off_the_seat():
    before = [(6, "ABC"), (5, "CAB"), (4, "BCA"), (2, "BAC")]
    after = [(6, "ABC"), (5, "CAB"), (4, "BCA"), (2, "ABC")]

    assert instant_runoff(before).elected == ("A",)
    assert instant_runoff(after).elected == ("C",)


def test_blank_ballots_do_not_raise_the_quota():
    assert single_transferable_vote([(3, ["A"]), (2, ["B"]), (5, [])], 1).quota == Fraction(3)


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        (([(1, ["A"])], 2), "seats"),
        (([(1, ["A"])], 0), "seats"),
        (([(1, [{"A", "B"}])], 1), "share a place"),
    ],
)
def test_an_impossible_election_is_refused_with_the_reason(arguments, reason):
    with pytest.raises(ValueError, match=reason):
        single_transferable_vote(*arguments)
