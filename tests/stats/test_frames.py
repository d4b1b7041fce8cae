"""Scores are checked at the door: everything that is wrong, each with its place."""

import numpy as np
import pandas as pd
import pytest
from pandas.testing import assert_frame_equal

from judging.stats.frames import check_scores, score_problems
from judging.stats.problems import InvalidScores
from tests.stats.scoring import some_rules, some_scores


def test_every_error_is_named_with_row_column_value_and_what_is_allowed():
    rules = some_rules({"new": 1, "useful": 1}, low=1, step=2)
    scores = some_scores(
        ("A", "j1", "new", 3),
        ("A", "j1", "new", 5),
        ("A", "j1", "useful", 4),
        ("B", "j9", "new", 12),
        ("C", "j1", "old", 3),
    ).set_axis([2, 3, 4, 5, 6])

    problems = score_problems(scores, rules, entries=["A", "B"], jurors=["j1"])

    assert [(p.code, p.row, p.column, p.value, p.allowed) for p in problems] == [
        ("DUPLICATE_SCORE", 3, "steps", "A, j1, new", "one score each; the first is in row 2"),
        ("SCORE_OFF_STEP", 4, "steps", "4", "a number from 1 to 10 in steps of 2"),
        ("UNKNOWN_JUDGE", 5, "juror", "j9", "j1"),
        ("SCORE_OUT_OF_RANGE", 5, "steps", "12", "a number from 1 to 10 in steps of 2"),
        ("SCORE_OFF_STEP", 5, "steps", "12", "a number from 1 to 10 in steps of 2"),
        ("UNKNOWN_ENTRY", 6, "entry", "C", "A, B"),
        ("UNKNOWN_CRITERION", 6, "criterion", "old", "new, useful"),
    ]


@pytest.mark.parametrize("steps", [np.nan, np.inf, -np.inf, "many"])
def test_what_is_no_number_is_refused(steps):
    scores = some_scores(("A", "j1", 3), ("B", "j1", 4)).astype({"steps": object})
    scores.loc[1, "steps"] = steps

    [problem] = score_problems(scores, some_rules())

    assert (problem.code, problem.row) == ("SCORE_NOT_FINITE", 1)


def test_a_missing_label_is_refused():
    scores = some_scores(("A", "j1", 3), (None, "j1", 4))

    [problem] = score_problems(scores, some_rules())

    assert (problem.code, problem.row, problem.value) == ("UNKNOWN_ENTRY", 1, "")


def test_a_missing_column_is_named():
    with pytest.raises(InvalidScores, match="column juror: MISSING_COLUMN"):
        check_scores(some_scores(("A", "j1", 3)).drop(columns="juror"), some_rules())


def test_a_third_score_points_at_the_first():
    scores = some_scores(("A", "j1", 3), ("B", "j1", 1), ("A", "j1", 4), ("A", "j1", 5))

    problems = score_problems(scores, some_rules())

    assert [problem.row for problem in problems] == [2, 3]
    assert {problem.allowed for problem in problems} == {"one score each; the first is in row 0"}


@pytest.mark.parametrize("labels", ["object", "category", "int64"])
def test_checked_scores_are_equal_whatever_the_order_of_rows_and_categories(labels):
    scores = some_scores(*((e, j, c, e) for e in (2, 10, 1) for j in (7, 5) for c in (1, 0)))
    scores[["entry", "juror", "criterion"]] = scores[["entry", "juror", "criterion"]].astype(labels)
    rules = some_rules({0: 1, 1: 2})
    shuffled = scores.sample(frac=1, random_state=3)
    if labels == "category":
        shuffled["entry"] = shuffled["entry"].cat.reorder_categories([10, 1, 2])

    checked = check_scores(scores, rules)

    assert_frame_equal(checked, check_scores(shuffled, rules), check_categorical=True)
    assert checked["entry"].drop_duplicates().tolist() == [1, 10, 2]
    assert_frame_equal(checked, check_scores(checked, rules))


def test_no_scores_are_valid_scores():
    nothing = some_scores(("A", "j1", 3)).iloc[:0]

    assert check_scores(nothing, some_rules()).empty


def test_a_whole_number_stored_as_a_float_is_accepted():
    scores = some_scores(("A", "j1", 3)).astype({"steps": float})

    assert check_scores(scores, some_rules())["steps"].tolist() == [3]


def test_labels_beyond_sixty_three_bits_are_refused_rather_than_mixed_up():
    scores = pd.DataFrame({"entry": ["A", "B"], "juror": 1, "criterion": "all", "steps": [0, 2**62]})

    with pytest.raises(OverflowError, match="bits"):
        check_scores(scores, some_rules(high=2**62))


def test_scores_stored_in_a_single_byte_are_read_like_any_others():
    rules = some_rules(low=-100, high=100)
    scores = some_scores(("A", "x", -100), ("A", "y", 100), ("B", "x", 3), ("B", "y", 99))

    checked = check_scores(scores.astype({"steps": "int8"}), rules)

    assert_frame_equal(checked, check_scores(scores, rules))
    assert checked["steps"].tolist() == [-100, 100, 3, 99]


def test_a_byte_without_sign_is_compared_with_a_scale_that_has_one():
    scores = some_scores(("A", "j1", 200), ("B", "j1", 7)).astype({"steps": "uint8"})

    problems = score_problems(scores, some_rules(low=-301, high=300, step=2))

    assert [(problem.code, problem.row) for problem in problems] == [("SCORE_OFF_STEP", 0)]


def test_an_unknown_score_in_a_column_of_whole_numbers_is_no_number():
    scores = some_scores(("A", "j1", 3), ("B", "j1", 4)).astype({"steps": "Int64"})
    scores.loc[1, "steps"] = pd.NA

    problems = score_problems(scores, some_rules())

    assert [(problem.code, problem.row) for problem in problems] == [("SCORE_NOT_FINITE", 1)]


def test_a_number_written_as_text_counts_as_the_number():
    scores = some_scores(("A", "j1", 3), ("B", "j1", 4)).astype({"steps": object})
    scores["steps"] = ["7.0", "8"]

    assert check_scores(scores, some_rules())["steps"].tolist() == [7, 8]


def test_labels_that_read_alike_have_an_order_of_their_own():
    rows = [(e, j, 5) for e in (1, "1") for j in ("x", "y")]
    scores = some_scores(*rows)

    checked = check_scores(scores, some_rules())

    assert checked["entry"].drop_duplicates().tolist() == [1, "1"]
    assert_frame_equal(checked, check_scores(scores.iloc[::-1], some_rules()))
