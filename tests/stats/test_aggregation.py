"""The official result: exact, by the declared method, with ties that are ties."""

from fractions import Fraction

import pandas as pd
import pytest

from judging.stats.aggregation import (
    incomplete_sheets,
    kept_sheets,
    majority_grades,
    median,
    official_table,
    sheet_points,
    sheet_totals,
    trimmed_mean,
)
from judging.stats.problems import InvalidScores
from tests.stats.scoring import sheets_of, some_rules, some_scores

WSM = [[25, 20, 15, 30], [10, 30, 20, 30], [30, 10, 30, 10]]
WEIGHTS = {"C1": 20, "C2": 15, "C3": 40, "C4": 25}


def places(table):
    return table["place"].astype(object).where(table["place"].notna(), None).to_dict()


def test_the_score_is_the_weighted_mean_and_equal_scores_share_a_place():
    rows = [(f"A{e}", "J", f"C{c}", s) for e, row in enumerate(WSM, 1) for c, s in enumerate(row, 1)]

    table = official_table(some_scores(*rows), some_rules(WEIGHTS, high=30))

    assert places(table) == {"A2": 1, "A3": 1, "A1": 3}
    assert table["printed"].to_dict() == {"A2": "22.00", "A3": "22.00", "A1": "21.50"}
    assert table["tied"].to_dict() == {"A2": True, "A3": True, "A1": False}
    assert (table.loc["A1", "numerator"], table.loc["A1", "denominator"]) == (2150, 100)


def test_a_score_in_halves_is_exact():
    table = official_table(sheets_of(A=[15, 16, 18]), some_rules(step="0.5"))

    assert Fraction(*map(int, table.loc["A", ["numerator", "denominator"]])) == Fraction(49, 6)
    assert table.loc["A", "printed"] == "8.17"


def test_an_incomplete_sheet_does_not_count_and_is_named():
    scores = some_scores(
        ("A", "j1", "new", 8),
        ("A", "j1", "useful", 6),
        ("A", "j2", "new", 1),
        ("B", "j2", "new", 1),
    )
    rules = some_rules({"new": 1, "useful": 1})

    table = official_table(scores, rules)

    assert table["sheets"].to_dict() == {"A": 1, "B": 0}
    assert table["printed"].to_dict() == {"A": "7.00", "B": None}
    assert table["flags"].to_dict() == {
        "A": ["INCOMPLETE_SHEET:j2"],
        "B": ["ENTRY_WITHOUT_SCORES", "INCOMPLETE_SHEET:j2"],
    }
    assert incomplete_sheets(scores, rules.weights).to_numpy().tolist() == [
        ["A", "j2"],
        ["B", "j2"],
    ]


def test_a_criterion_without_weight_is_neither_counted_nor_required():
    scores = some_scores(("A", "j1", "new", 8), ("B", "j1", "new", 6), ("B", "j1", "shown", 10))

    table = official_table(scores, some_rules({"new": 3, "shown": 0}))

    assert table["printed"].to_dict() == {"A": "8.00", "B": "6.00"}
    assert table["flags"].tolist() == [[], []]


def test_an_entry_without_scores_is_listed_and_not_ranked():
    table = official_table(sheets_of(A=[7, 8], B=[6, 6]), some_rules(), entries=["C", "A", "B", "0"])

    assert places(table) == {"A": 1, "B": 2, "0": None, "C": None}
    assert table.loc["C", "flags"] == ["ENTRY_WITHOUT_SCORES"]
    assert table.loc["C", ["numerator", "denominator"]].tolist() == [0, 0]
    assert pd.isna(table["value"].loc["C"])
    assert table.loc["C", "printed"] is None


def test_a_conflict_drops_out_of_numerator_and_denominator():
    table = official_table(sheets_of(A=[2, 3, 2, None, 3, 2]), some_rules())

    assert (table.loc["A", "sheets"], table.loc["A", "value"]) == (5, 2.4)


def test_fewer_sheets_than_the_minimum_are_flagged_or_excluded_as_the_rules_say():
    scores = sheets_of(A=[9, None, None], B=[5, 6, 7])

    flagged = official_table(scores, some_rules(min_sheets=3))
    excluded = official_table(scores, some_rules(min_sheets=3, exclude_below_min=True))

    assert places(flagged) == {"A": 1, "B": 2}
    assert places(excluded) == {"B": 1, "A": None}
    assert flagged.loc["A", "flags"] == excluded.loc["A", "flags"] == ["BELOW_MIN_SHEETS"]
    assert (excluded.loc["A", "sheets"], excluded.loc["A", "printed"]) == (1, None)


def test_the_trimmed_mean_drops_whole_sheets_as_in_diving():
    scores = sheets_of(dive=[13, 14, 14, 15, 15, 16, 16])
    rules = some_rules(step="0.5", method="trimmed", drop=(2, 2))
    totals = sheet_totals(scores, rules.weights)

    table = official_table(scores, rules)

    assert table.loc["dive", "value"] == pytest.approx(22 / 3)
    assert table.loc["dive", "sheets"] == 7
    assert kept_sheets(totals, (2, 2))["total"].tolist() == [14, 15, 15]
    assert trimmed_mean(totals, (2, 2)).loc["dive"].tolist() == [7, 44, 3]


def test_too_few_sheets_for_trimming_are_all_named():
    scores = sheets_of(A=[1, 2], B=[3, 4, 5], C=[6, None])

    with pytest.raises(InvalidScores) as error:
        official_table(scores, some_rules(method="trimmed"))

    assert [(p.code, p.value) for p in error.value.problems] == [
        ("TOO_FEW_SCORES", "A: 2"),
        ("TOO_FEW_SCORES", "C: 1"),
    ]


def test_the_median_of_an_even_number_is_the_mean_of_the_middle_two():
    scores = sheets_of(A=[1, 9, 4, 7], B=[5, 6, 7, None])

    table = official_table(scores, some_rules(method="median"))

    assert table["printed"].to_dict() == {"B": "6.00", "A": "5.50"}
    assert median(sheet_totals(scores, some_rules().weights))["denominator"].to_dict() == {
        "A": 2,
        "B": 1,
    }


def test_majority_judgment_orders_equal_medians_by_the_larger_side():
    scores = sheets_of(A=[5, 5, 9, 9, 1], B=[5, 5, 5, 9, 1], C=[5, 5, 1, 1, 9], D=[5, 5, 9, 9, 1])

    table = official_table(scores, some_rules(method="majority"))

    assert places(table) == {"A": 1, "D": 1, "B": 3, "C": 4}
    assert set(table["printed"]) == {"5.00"}


def test_majority_judgment_uses_the_lower_median():
    grades = majority_grades(sheet_totals(sheets_of(A=[1, 3], B=[2, 2]), some_rules().weights))

    assert grades["grade"].to_dict() == {"A": 1, "B": 2}
    assert grades["place"].to_dict() == {"A": 2, "B": 1}


def test_ranking_on_rounded_values_makes_real_ties():
    scores = sheets_of(A=[8, 8, 8], B=[8, 8, 7])

    table = official_table(scores, some_rules(rank_on=0))

    assert places(table) == {"A": 1, "B": 1}
    assert table["printed"].tolist() == ["8", "8"]


def test_places_and_sums_do_not_depend_on_how_labels_are_stored():
    scores = sheets_of(A=[3, 4], B=[9, 1], C=[2, 8])
    numbered = scores.replace({"entry": {"A": 1, "B": 2, "C": 3}}).astype({"entry": "int64"})
    categorical = scores.astype({"entry": "category", "juror": "category", "criterion": "category"})

    plain, by_number = (official_table(s, some_rules()) for s in (scores, numbered))

    assert places(plain) == places(official_table(categorical, some_rules()))
    assert list(places(plain).values()) == list(places(by_number).values())


def test_scores_of_an_unknown_criterion_or_given_twice_stop_the_count():
    twice = some_scores(("A", "j1", 7), ("A", "j1", 8))

    with pytest.raises(InvalidScores, match="DUPLICATE_SCORE: 'A, j1, all'"):
        official_table(twice, some_rules())
    with pytest.raises(InvalidScores, match="UNKNOWN_CRITERION: 'all'"):
        official_table(sheets_of(A=[7]), some_rules({"new": 1}))


def test_sums_too_large_to_be_compared_exactly_stop_the_count():
    scores = sheets_of(A=[2**50, 2**50], B=[2**50 - 1, 2**50])

    with pytest.raises(OverflowError, match="exactly"):
        official_table(scores, some_rules(high=2**50, min_sheets=1))


@pytest.mark.parametrize("weights", [{"a": 2**62, "b": 2**62}, {"a": 2**52, "b": 1}])
def test_weights_too_large_to_be_added_stop_the_count(weights):
    scores = some_scores(("A", "j1", "a", 3), ("A", "j1", "b", 0))

    with pytest.raises(OverflowError):
        official_table(scores, some_rules(weights))


def test_scores_in_single_bytes_add_up_like_any_others():
    scores = sheets_of(A=[-100, 100], B=[100, 100])

    found = official_table(scores.astype({"steps": "int8"}), some_rules(low=-100, high=100))

    assert found["numerator"].to_dict() == {"B": 200, "A": 0}


def test_points_of_sheets_are_on_the_scale_of_the_round():
    scores = some_scores(("A", "j1", "new", 16), ("A", "j1", "useful", 10))
    rules = some_rules({"new": 2, "useful": 1}, step="0.5")

    points = sheet_points(sheet_totals(scores, rules.weights), rules)

    assert points.to_dict("records") == [{"entry": "A", "juror": "j1", "points": 7.0}]


def test_without_any_score_everything_is_listed_and_nothing_ranked():
    table = official_table(sheets_of(A=[1]).iloc[:0], some_rules(prizes=1), entries=["B", "A"])

    assert places(table) == {"A": None, "B": None}
