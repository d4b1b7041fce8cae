"""What the ranking advises, and what departs from it."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from judging.deliberation.departures import Kind, PlacedEntry, advised

MAIN, DISTINCTION = Kind("main", 2), Kind("distinction", 2)
ORDER = [PlacedEntry(name, place) for place, name in enumerate("abcdef", start=1)]


def supported(ranked, kinds):
    return {entry: set(found) for entry, found in advised(ranked, kinds).support.items()}


def places(*numbers, area=""):
    return [PlacedEntry(name, place, area) for name, place in zip("abcdefgh", numbers, strict=False)]


def test_the_first_places_get_the_highest_kind_and_the_next_ones_the_next():
    expected = {"a": {"main"}, "b": {"main"}, "c": {"distinction"}, "d": {"distinction"}, "e": {None}, "f": {None}}

    assert supported(ORDER, [MAIN, DISTINCTION]) == expected


@pytest.mark.parametrize(
    ("numbers", "b", "c", "spare"),
    [
        ((1, 2, 2, 4, 5), {"main", "distinction"}, {"main", "distinction"}, [0, 0, 0, 1]),
        ((1, 1, 3, 3, 3), {"main"}, {"distinction", None}, [0, 1]),
        ((1, 1, 1, 1, 1), {"main", "distinction", None}, {"main", "distinction", None}, [1]),
    ],
)
def test_equals_across_the_end_of_a_kind_may_stand_on_either_side(numbers, b, c, spare):
    advice = advised(places(*numbers), [MAIN, DISTINCTION])

    assert (set(advice.support["b"]), set(advice.support["c"])) == (b, c)
    assert [left for _entries, left in advice.groups] == spare


def test_ex_aequo_on_one_place_counts_as_one_award():
    kinds = [Kind("main", 1, ex_aequo=True), Kind("distinction", 1)]

    assert supported(places(1, 1, 3, 4), kinds) == {"a": {"main"}, "b": {"main"}, "c": {"distinction"}, "d": {None}}


def test_an_award_per_area_is_advised_in_each_area():
    ranked = [
        PlacedEntry("a", 1, "x"),
        PlacedEntry("b", 2, "x"),
        PlacedEntry("c", 3, "y"),
        PlacedEntry("d", 4, "y"),
    ]
    kinds = [Kind("main", 1, per_area=True), Kind("distinction", 1)]

    assert supported(ranked, kinds) == {"a": {"main"}, "b": {"distinction"}, "c": {"main"}, "d": {None}}


def test_an_award_per_area_follows_the_places_of_the_area():
    ranked = [PlacedEntry("b", 1, "x", 2), PlacedEntry("a", 2, "x", 1), PlacedEntry("c", 3, "y", 1)]
    kinds = [Kind("main", 1, per_area=True), Kind("distinction", 1)]

    assert supported(ranked, kinds) == {"a": {"main"}, "b": {"distinction"}, "c": {"main"}}


def test_equals_of_the_whole_who_are_parted_in_their_area_are_not_alike_there():
    ranked = [PlacedEntry("a", 1, "x", 1), PlacedEntry("b", 1, "x", 2), PlacedEntry("c", 3, "x", 3)]
    kinds = [Kind("main", 1, per_area=True)]

    assert supported(ranked, kinds) == {"a": {"main"}, "b": {None}, "c": {None}}


def test_below_its_minimal_score_an_award_is_not_advised_and_its_number_is_not_passed_on():
    ranked = [PlacedEntry(n, p, score=Fraction(10 - p)) for p, n in enumerate("abcd", start=1)]
    kinds = [Kind("main", 2, minimal_score=Fraction(9)), Kind("distinction", 1)]

    assert supported(ranked, kinds) == {"a": {"main"}, "b": {"distinction"}, "c": {None}, "d": {None}}


@pytest.mark.parametrize(
    ("entry", "kind", "departs"),
    [
        ("a", "main", False),
        ("a", "distinction", True),
        ("a", None, True),
        ("c", "main", True),
        ("e", "distinction", True),
        ("e", None, False),
        ("not ranked", "distinction", True),
        ("not ranked", None, False),
    ],
)
def test_giving_more_or_less_than_advised_is_a_departure(entry, kind, departs):
    assert advised(ORDER, [MAIN, DISTINCTION]).departs(entry, kind) is departs


@pytest.mark.parametrize(
    ("given_to", "left_out"),
    [("abcd", []), ("abce", ["d"]), ("", ["a", "b", "c", "d"]), ("abcdef", [])],
)
def test_entries_the_ranking_honours_and_the_chapter_does_not_are_left_out(given_to, left_out):
    assert advised(ORDER, [MAIN, DISTINCTION]).left_out(set(given_to)) == left_out


def test_of_equals_on_the_last_place_only_those_are_left_out_whose_award_was_not_given():
    advice = advised(places(1, 2, 3, 4, 4, 4), [MAIN, DISTINCTION])

    assert advice.left_out({"a", "b", "c", "f"}) == []
    assert len(advice.left_out({"a", "b", "c"})) == 1


rankings = st.lists(st.integers(0, 6), max_size=12).map(
    lambda scores: [
        PlacedEntry(str(i), 1 + sum(other > score for other in scores), f"area {i % 3}", score)
        for i, score in enumerate(scores)
    ]
)
quotas = st.lists(st.tuples(st.integers(0, 4), st.booleans()), max_size=3).map(
    lambda found: [Kind(f"kind {i}", number, area) for i, (number, area) in enumerate(found)]
)


@given(rankings, quotas)
def test_every_ranked_entry_has_advice_and_no_more_awards_are_advised_than_there_are(ranked, kinds):
    advice = advised(ranked, kinds)
    areas = len({entry.area for entry in ranked})
    allowed = sum(kind.quantity * (areas if kind.per_area else 1) for kind in kinds)

    assert all(advice.support[entry.id] for entry in ranked)
    assert len(ranked) - sum(spare for _entries, spare in advice.groups) <= allowed


@given(rankings, quotas)
def test_the_order_of_rows_changes_nothing(ranked, kinds):
    assert advised(ranked[::-1], kinds).support == advised(ranked, kinds).support


@given(rankings, quotas)
def test_whom_the_ranking_may_leave_without_an_award_is_no_departure(ranked, kinds):
    advice = advised(ranked, kinds)
    honoured = {entry for entries, spare in advice.groups for entry in entries[spare:]}

    assert advice.left_out(honoured) == []
    assert not any(advice.departs(e.id, None) for e in ranked if None in advice.support[e.id])
