"""Other juries, other criteria, other methods: always counted as the official result is."""

from dataclasses import replace

import pandas as pd
import pytest
from hypothesis import HealthCheck, assume, given, settings

from judging.analysis.analyse import analyse
from judging.analysis.document import whole_document
from judging.analysis.leave_one_out import under_method
from judging.stats.aggregation import official_table
from judging.stats.problems import InvalidScores
from judging.stats.vocabulary import Method
from tests.results.any_round import rounds
from tests.stats.scoring import sheets_of, some_rules, some_scores

any_round = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def an_analysis(case):
    rules, rows, entries = case
    assume(rows)
    scores = some_scores(*rows)
    try:
        return analyse(scores, rules, entries=entries), scores, rules
    except InvalidScores:
        assume(False)


def winners(scores, rules, line):
    """Return who would stand in the main prizes, or None where nothing can be counted."""
    try:
        place = official_table(scores, rules)["place"]
    except InvalidScores:
        return None
    return set(place.index[(place <= line).fillna(value=False)])


@any_round
@given(case=rounds())
def test_the_method_of_the_rules_gives_the_official_places(case):
    analysis, _scores, rules = an_analysis(case)

    own = analysis.entries[f"by_{rules.method}"]
    official = analysis.official["place"].astype(float)

    pd.testing.assert_series_equal(own, official, check_names=False)


@any_round
@given(case=rounds())
def test_leaving_a_juror_out_counts_the_round_without_the_sheets_of_that_juror(case):
    analysis, scores, rules = an_analysis(case)
    line = analysis.lines["main"]
    official = winners(scores, rules, line)

    for juror, row in analysis.jurors.iterrows():
        if row["gained"] is None:
            continue
        now = winners(scores[scores["juror"] != juror], rules, line)
        assert set(row["gained"]) == now - official
        assert set(row["lost"]) == official - now
        assert row["pivotal"] is bool(official - now)


@any_round
@given(case=rounds())
def test_leaving_a_criterion_out_counts_the_round_with_its_weight_at_nothing(case):
    analysis, scores, rules = an_analysis(case)
    line = analysis.lines["main"]
    official = winners(scores, rules, line)

    for name, row in analysis.criteria.iterrows():
        if not isinstance(row.get("gained"), list):
            continue
        criteria = tuple(replace(one, weight=0) if one.name == name else one for one in rules.criteria)
        now = winners(scores, replace(rules, criteria=criteria), line)
        assert set(row["gained"]) == now - official
        assert set(row["lost"]) == official - now


def test_a_tie_that_the_ladder_breaks_does_not_make_the_official_method_name_others():
    rows = [("A", 3, 0), ("B", 1, 3), ("C", 0, 0)]
    scores = some_scores(
        *((e, f"j{j}", c, s) for e, *own in rows for j in range(3) for c, s in zip("xy", own, strict=True))
    )

    document = whole_document(analyse(scores, some_rules({"x": 3, "y": 2}, prizes=1)))

    [mean] = [row for row in document["methods"] if row["method"] == "mean"]
    assert document["ranking"][0]["tie_step"] == "criteria:x"
    assert (mean["winners"], mean["same"]) == (["A"], True)


def test_a_juror_whose_absence_only_draws_others_level_is_not_pivotal():
    scores = sheets_of(A=[9, 8, 8], B=[8, 8, 8], C=[1, 2, 1])

    jurors = whole_document(analyse(scores, some_rules(prizes=1, ties=())))["jurors"]

    assert [(row["gained"], row["lost"], row["pivotal"]) for row in jurors] == [
        (["B"], [], False),
        ([], [], False),
        ([], [], False),
    ]


@pytest.mark.parametrize(
    ("method", "drop", "expected"),
    [("mean", (0, 0), (1, 1)), ("mean", (2, 1), (2, 1)), ("trimmed", (0, 0), (0, 0))],
)
def test_the_trimmed_mean_as_an_alternative_drops_a_sheet_at_either_end(method, drop, expected):
    rules = some_rules(method=method, drop=drop)

    assert under_method(rules, Method.TRIMMED).drop == expected


def test_weights_are_not_spoken_of_where_the_rules_take_medians():
    rows = [(e, f"j{j}", c, s + j) for e, s in (("A", 4), ("B", 2)) for j in range(3) for c in "xy"]

    row = whole_document(analyse(some_scores(*rows), some_rules({"x": 1, "y": 1}, method="median")))

    assert [c["low"] for c in row["criteria"]] == [None, None]
    assert [c["effective"] for c in row["criteria"]] == [None, None]
    assert row["change_of_weights"] is None
    assert row["ranking"][0]["first_by_weights"] is None
