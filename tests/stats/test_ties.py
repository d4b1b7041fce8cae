"""The ladder: only where a tie crosses a line, whole group first, the step on record."""

import pandas as pd
import pytest

from judging.stats.aggregation import official_table, sheet_totals
from judging.stats.library.countback import placings
from judging.stats.rungs import count_back_rungs, head_to_head
from judging.stats.ties import climb, crosses
from tests.stats.scoring import sheets_of, some_rules, some_scores

TWO = {"new": 2, "useful": 1}


def settled(table):
    columns = table[["place", "tied", "tie_step"]].astype(object)
    return {entry: tuple(row) for entry, row in zip(table.index, columns.to_numpy(), strict=True)}


@pytest.mark.parametrize(
    ("place", "size", "lines", "answer"),
    [
        (1, 2, [1], True),
        (1, 2, [2], False),
        (2, 2, [1], False),
        (2, 3, [1, 4], False),
        (2, 4, [1, 4], True),
    ],
)
def test_a_tie_matters_only_with_entries_on_both_sides_of_a_line(place, size, lines, answer):
    assert crosses(place, size, lines) is answer


def test_a_tie_that_crosses_no_line_stays_a_tie():
    scores = some_scores(("A", "j", "new", 5), ("A", "j", "useful", 6), ("B", "j", "new", 6), ("B", "j", "useful", 4))

    for lines in ({}, {"prizes": 2}):
        table = official_table(scores, some_rules(TWO, **lines))
        assert settled(table) == {"A": (1, True, None), "B": (1, True, None)}
        assert table["flags"].tolist() == [[], []]


def test_the_heaviest_criterion_decides_first_and_is_recorded():
    scores = some_scores(("A", "j", "new", 5), ("A", "j", "useful", 6), ("B", "j", "new", 6), ("B", "j", "useful", 4))

    table = official_table(scores, some_rules(TWO, prizes=1))

    assert settled(table) == {"B": (1, False, "criteria:new"), "A": (2, False, "criteria:new")}


def test_criteria_of_equal_weight_are_skipped():
    scores = some_scores(("A", "j", "new", 5), ("A", "j", "useful", 6), ("B", "j", "new", 6), ("B", "j", "useful", 5))

    table = official_table(scores, some_rules({"new": 1, "useful": 1}, prizes=1))

    assert settled(table) == {"A": (1, True, None), "B": (1, True, None)}
    assert table["flags"].tolist() == [["TIE_AT_BOUNDARY"]] * 2


def test_the_median_of_sheets_comes_second():
    scores = sheets_of(A=[9, 9, 0], B=[6, 6, 6], C=[1, 1, 1])

    table = official_table(scores, some_rules(prizes=1))

    assert settled(table)["A"] == (1, False, "median")
    assert settled(table)["B"] == (2, False, "median")


def test_head_to_head_counts_only_jurors_who_scored_both():
    scores = sheets_of(A=[7, 5, 6, None], B=[6, 6, 5, None], C=[None, None, 1, 10])
    totals = sheet_totals(scores, some_rules().weights)

    assert head_to_head(totals, ["A", "B", "C"]) == [3, 2, 0]


def test_head_to_head_comes_third():
    scores = sheets_of(A=[7, 7, 1, 5], B=[6, 6, 3, 5])

    table = official_table(scores, some_rules(prizes=1, ties=("head_to_head",)))

    assert settled(table) == {"A": (1, False, "head_to_head"), "B": (2, False, "head_to_head")}


def test_count_back_counts_first_places_then_second_ones():
    scores = sheets_of(A=[9, 5, 4], B=[8, 6, 4], C=[7, 7, 1])
    totals = sheet_totals(scores, some_rules().weights)

    table = official_table(scores, some_rules(prizes=1, ties=("countback",)))

    assert placings(totals).loc["A"].to_dict() == {1: 2, 2: 0, 3: 1}
    assert settled(table)["A"] == (1, False, "countback:1")
    assert settled(table)["B"] == (2, False, "countback:1")


def test_the_song_contest_of_1991_is_decided_by_the_number_of_tens():
    counts = pd.DataFrame({12: [4, 4], 10: [2, 5]}, index=["France", "Sweden"])

    order = list(climb(list(counts.index), count_back_rungs(counts), place=1, lines=[1]))

    assert [(s.entry, s.place, s.step) for s in order] == [
        ("Sweden", 1, "countback:10"),
        ("France", 2, "countback:10"),
    ]


def test_a_group_is_split_and_its_parts_go_on_from_the_same_rung():
    first = {"A": 1, "B": 1, "C": 1, "D": 0}

    def rivals(group):  # a rung that looks at the whole group, as head to head does
        return [len(group) * (entry == "C") for entry in group]

    rungs = [("first", lambda group: [first[e] for e in group]), ("rivals", rivals)]

    standings = list(climb("ABCD", rungs, place=1, lines=[1]))

    assert [(s.entry, s.place, s.tied, s.step) for s in standings] == [
        ("C", 1, False, "rivals"),
        ("A", 2, True, "rivals"),
        ("B", 2, True, "rivals"),
        ("D", 4, False, "first"),
    ]


def test_parts_that_no_longer_cross_a_line_stay_tied():
    points = {"A": 2, "B": 1, "C": 1}
    other = {"A": 0, "B": 1, "C": 2}
    rungs = [("one", lambda g: [points[e] for e in g]), ("two", lambda g: [other[e] for e in g])]

    standings = list(climb("ABC", rungs, place=1, lines=[1]))

    assert [(s.entry, s.place, s.tied) for s in standings] == [
        ("A", 1, False),
        ("B", 2, True),
        ("C", 2, True),
    ]


def test_what_the_ladder_leaves_tied_across_a_line_is_flagged_for_the_jury():
    scores = sheets_of(A=[7, 5], B=[5, 7], C=[1, 1])

    table = official_table(scores, some_rules(prizes=1))

    assert settled(table)["A"] == (1, True, None)
    assert table["flags"].to_dict() == {"A": ["TIE_AT_BOUNDARY"], "B": ["TIE_AT_BOUNDARY"], "C": []}


def test_the_line_of_distinctions_matters_too():
    scores = sheets_of(A=[9, 9], B=[5, 7], C=[6, 6])
    rules = some_rules(prizes=1, distinctions=1, ties=("countback", "median"))

    table = official_table(scores, rules)

    assert table["place"].tolist() == [1, 2, 2]
    assert table.loc["B", "flags"] == ["TIE_AT_BOUNDARY"]
