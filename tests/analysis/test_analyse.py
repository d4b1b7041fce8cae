"""One analysis of a round: the official table, and beside it how far it can be trusted."""

import hashlib
import json

import numpy as np
import pandas as pd
import pytest

from judging.analysis.analyse import analyse
from judging.analysis.document import whole_document
from judging.analysis.fingerprint import canonical_input
from tests.analysis.makers import TWO, figures, with_criteria
from tests.stats.scoring import sheets_of, some_rules, some_scores

PANEL = {
    "A": [9, 8, 9, 7, 9],
    "B": [8, 8, 7, 7, 9],
    "C": [6, 5, 7, 5, 6],
    "D": [5, 6, 5, 4, 6],
    "E": [3, 4, 2, 3, 3],
    "F": [2, 3, 3, 1, 2],
}


def a_panel(**settings):
    return analyse(sheets_of(**PANEL), some_rules(**settings))


def test_the_result_is_json_in_which_the_unknown_is_null():
    scores = sheets_of(A=[7, 9, None], B=[5, None, None])

    result = whole_document(analyse(scores, some_rules(min_sheets=3), entries=["C"]))

    written = json.dumps(result, allow_nan=False)
    assert json.loads(written) == result
    last = result["ranking"][2]
    assert last == dict.fromkeys(last) | {
        "entry": "C",
        "tied": False,
        "sheets": 0,
        "flags": ["ENTRY_WITHOUT_SCORES"],
        "profile": {"all": None},
    }
    assert {"jurors", "criteria", "agreement", "rules", "input_sha256", "version"} <= set(result)


def test_places_are_whole_numbers_and_scores_stand_beside_their_exact_fractions():
    first = whole_document(a_panel())["ranking"][0]

    assert {k: first[k] for k in ("entry", "place", "tied", "score", "sheets", "numerator", "denominator")} == {
        "entry": "A",
        "place": 1,
        "tied": False,
        "score": "8.40",
        "sheets": 5,
        "numerator": 42,
        "denominator": 5,
    }
    assert type(first["place"]) is int


def test_the_order_of_the_rows_changes_nothing_bit_for_bit():
    scores = with_criteria()
    rules = some_rules(TWO, prizes=2, distinctions=2)

    results = [whole_document(analyse(s, rules)) for s in (scores, scores.sample(frac=1, random_state=5))]

    assert json.dumps(results[0]) == json.dumps(results[1])


def test_how_labels_are_stored_changes_nothing():
    scores = with_criteria().replace({"entry": {f"E{n}": n for n in range(8)}})
    rules = some_rules(TWO, prizes=2)
    numbered = scores.astype({"entry": "int64"})

    by_number = analyse(numbered, rules)
    by_text = analyse(numbered.astype({"entry": "str", "juror": "category"}), rules)

    assert by_number.input_sha256 == by_text.input_sha256
    assert by_number.entries["p_main"].tolist() == by_text.entries["p_main"].tolist()


def test_the_fingerprint_is_the_hash_of_rules_and_sorted_scores_as_text():
    scores = some_scores(("B", "ł", "all", 3), ("A", "j", "all", 4))
    analysis = analyse(scores, some_rules())

    text = canonical_input(scores, some_rules())

    assert text.splitlines()[1:] == ['["A","j","all",4]', '["B","ł","all",3]']
    assert json.loads(text.splitlines()[0]) == some_rules().to_dict()
    assert analysis.input_sha256 == hashlib.sha256(text.encode()).hexdigest()


def test_another_score_or_rule_makes_another_fingerprint():
    one = analyse(sheets_of(A=[5], B=[4]), some_rules()).input_sha256
    other = analyse(sheets_of(A=[5], B=[3]), some_rules()).input_sha256
    third = analyse(sheets_of(A=[5], B=[4]), some_rules(prizes=1)).input_sha256

    assert len({one, other, third}) == 3


def test_chances_sum_to_the_number_of_prizes_and_of_the_honoured():
    result = whole_document(a_panel(prizes=2, distinctions=1))

    assert sum(figures(result, "p_main").values()) == pytest.approx(2)
    assert sum(figures(result, "p_honoured").values()) == pytest.approx(3)
    assert figures(result, "zone_main")["F"] == "OUT"
    assert result["lines"] == {"main": 2, "honoured": 3, "declared": True}


def test_distinctions_alone_draw_their_own_line():
    assert a_panel(distinctions=3).lines == {"main": 1, "honoured": 3, "declared": False}


def test_without_declared_prizes_the_chance_is_that_of_the_first_place():
    result = whole_document(a_panel())

    assert result["lines"] == {"main": 1, "honoured": 1, "declared": False}
    assert sum(figures(result, "p_main").values()) == pytest.approx(1)


def test_in_a_complete_design_adjusted_scores_are_the_official_ones():
    analysis = a_panel()

    pd.testing.assert_series_equal(
        analysis.entries["adjusted"], analysis.official["value"], check_names=False, atol=1e-9
    )
    assert analysis.agreement["complete"] is True


def test_a_strict_juror_is_below_the_average_one():
    severity = a_panel().jurors["severity"]

    assert severity.idxmin() == "j4"
    assert severity.sum() == pytest.approx(0, abs=1e-9)


def test_a_juror_without_whom_others_would_win_is_named():
    result = whole_document(analyse(sheets_of(A=[9, 5, 5], B=[1, 8, 8], C=[0, 0, 1]), some_rules(prizes=1)))

    own = {j["juror"]: j for j in result["jurors"]}
    assert (own["j1"]["pivotal"], own["j1"]["gained"], own["j1"]["lost"]) == (True, ["B"], ["A"])
    assert "PIVOTAL_JUROR" in own["j1"]["flags"]
    assert "PIVOTAL_JUROR:j1" in result["flags"]


def test_a_sheet_far_from_all_others_is_flagged_with_entry_and_juror():
    sheets = {f"E{n}": [n % 5 + 3] * 6 for n in range(10)}
    sheets["E4"] = [7, 7, 7, 7, 7, 0]
    scores = sheets_of(**sheets)
    scores.loc[0, "steps"] += 1

    result = whole_document(analyse(scores, some_rules()))

    assert "OUTLIER_SHEET:E4,j6" in result["flags"]
    assert figures(result, "flags")["E4"] == ["OUTLIER_SHEET:j6"]
    assert "OUTLIER_SHEET:E4" in figures(result, "flags", "juror")["j6"]


def test_a_constant_juror_is_flagged_and_counts():
    result = whole_document(analyse(sheets_of(A=[9, 5, 8], B=[4, 5, 5], C=[6, 5, 7]), some_rules()))

    assert "ZERO_VARIANCE_JUROR:j2" in result["flags"]
    assert figures(result, "against_rest", "juror")["j2"] is None
    assert figures(result, "sheets") == {"A": 3, "C": 3, "B": 3}


def test_a_juror_who_scores_all_criteria_alike_is_flagged_for_halo():
    scores = with_criteria()
    own = scores["juror"] == "j1"
    scores.loc[own & (scores["criterion"] == "new"), "steps"] = scores.loc[
        own & (scores["criterion"] == "useful"), "steps"
    ].to_numpy()

    result = whole_document(analyse(scores, some_rules(TWO)))

    assert "HALO:j1" in result["flags"]
    assert figures(result, "halo", "juror")["j1"] == pytest.approx(1)


def test_panels_that_share_no_entry_are_ranked_by_the_mean_with_a_warning():
    scores = sheets_of(A=[9, 8, None, None], B=[5, 6, None, None], C=[None, None, 7, 9], D=[None, None, 4, 4])

    result = whole_document(analyse(scores, some_rules()))

    assert "DISCONNECTED" in result["flags"]
    assert figures(result, "place") == {"A": 1, "C": 2, "B": 3, "D": 4}
    assert figures(result, "adjusted_place") == {"A": 1, "B": 2, "C": 1, "D": 2}
    assert figures(result, "by_adjusted") == dict.fromkeys("ACBD")


@pytest.mark.parametrize(
    ("sheets", "flags", "places"),
    [
        ({"A": [7], "B": [9]}, ["SINGLE_JUROR"], {"B": 1, "A": 2}),
        ({"A": [5, 5], "B": [5, 5]}, ["NO_VARIATION"], {"A": 1, "B": 1}),
        ({"A": [7, 8]}, ["SINGLE_ENTRY"], {"A": 1}),
        ({"A": [5]}, ["SINGLE_JUROR", "SINGLE_ENTRY"], {"A": 1}),
    ],
)
def test_where_there_is_nothing_to_compare_the_order_stands_and_figures_are_null(sheets, flags, places):
    result = whole_document(analyse(sheets_of(**sheets), some_rules()))

    assert result["flags"] == flags
    assert figures(result, "place") == places
    unknown = ("reliability", "kendall_w", "icc", "alpha_interval", "alpha_ordinal")
    assert [result["agreement"][name] for name in unknown] == [None] * 5
    assert set(figures(result, "severity", "juror").values()) == {None}


def test_equal_sheets_of_three_jurors_give_everybody_the_same_chance():
    result = whole_document(analyse(sheets_of(A=[5] * 3, B=[5] * 3, C=[5] * 3, D=[5] * 3), some_rules(prizes=1)))

    assert set(figures(result, "p_main").values()) == {0.25}
    assert result["flags"] == ["NO_VARIATION", "TIE_AT_BOUNDARY"]


def test_with_as_many_prizes_as_entries_everybody_is_safe():
    result = whole_document(a_panel(prizes=9))

    assert set(figures(result, "zone_main").values()) == {"SAFE"}


def test_two_jurors_are_too_few_for_chances_and_for_leaving_one_out():
    result = whole_document(analyse(sheets_of(A=[7, 8], B=[5, 4], C=[6, 5]), some_rules(prizes=1)))

    assert set(figures(result, "p_main").values()) == {None}
    assert set(figures(result, "pivotal", "juror").values()) == {None}


def test_criteria_show_nominal_and_effective_weight_and_how_far_it_may_move():
    scores = some_scores(
        *(
            (entry, juror, name, points)
            for entry, marks in {"A": (9, 6), "B": (6, 6)}.items()
            for juror in ("j1", "j2", "j3")
            for name, points in zip(TWO, marks, strict=True)
        )
    )

    criteria = {c["criterion"]: c for c in whole_document(analyse(scores, some_rules({**TWO, "shown": 0})))["criteria"]}

    assert [criteria["new"][k] for k in ("weight", "share", "effective")] == [
        2,
        pytest.approx(2 / 3),
        1.0,
    ]
    assert (criteria["new"]["low"], criteria["new"]["high"]) == (0, 1)
    assert criteria["useful"]["effective"] == 0
    assert criteria["new"]["gained"] == ["B"]
    assert criteria["shown"]["weight"] == 0
    assert criteria["shown"]["effective"] is None


def test_an_entry_shows_its_means_by_criterion_and_how_far_its_sheets_lie_apart():
    scores = some_scores(
        *(
            (("A", j, name, p))
            for j, marks in (("j1", (9, 6)), ("j2", (6, 6)))
            for name, p in zip(TWO, marks, strict=True)
        )
    )

    [row] = whole_document(analyse(scores, some_rules(TWO)))["ranking"]

    assert row["profile"] == {"new": 7.5, "useful": 6.0}
    assert row["spread"] == pytest.approx(2**0.5)


def test_methods_tell_whether_the_same_entries_would_win():
    result = whole_document(analyse(sheets_of(A=[9, 5, 5], B=[1, 8, 8], C=[0, 0, 1]), some_rules(prizes=1)))

    methods = {m["method"]: (m["winners"], m["same"]) for m in result["methods"]}
    assert methods["mean"] == (["A"], True)
    assert methods["median"] == (["B"], False)
    assert set(methods) == {"mean", "trimmed", "median", "majority", "adjusted", "borda"}


def test_jurors_who_grow_stricter_in_their_own_order_show_a_slope_below_zero():
    rng = np.random.default_rng(2)
    rows, order = [], []
    for juror in range(6):
        for position, entry in enumerate(rng.permutation(12), 1):
            rows.append((f"E{entry}", f"j{juror}", int(60 + 3 * entry - 2 * position)))
            order.append((f"E{entry}", f"j{juror}", position))
    positions = pd.DataFrame(order, columns=["entry", "juror", "position"])

    trend = analyse(some_scores(*rows), some_rules(high=200), order=positions).trend

    assert trend["slope"] == pytest.approx(-2)
    assert analyse(some_scores(*rows), some_rules(high=200)).trend is None


def test_the_least_change_of_weights_that_costs_the_first_place_is_told():
    scores = some_scores(
        *(
            (e, "j1", name, p)
            for e, marks in {"A": (9, 6), "B": (6, 8)}.items()
            for name, p in zip(TWO, marks, strict=True)
        )
    )

    change = whole_document(analyse(scores, some_rules({"new": 1, "useful": 1})))["change_of_weights"]

    assert (change["leader"], change["rival"]) == ("A", "B")
    assert change["shares"] == pytest.approx({"new": 0.4, "useful": 0.6})


def test_entries_that_the_rules_exclude_take_no_part_in_the_figures():
    scores = sheets_of(A=[9, None, None], B=[5, 6, 7], C=[3, 4, 4])

    result = whole_document(analyse(scores, some_rules(min_sheets=3, exclude_below_min=True, prizes=1)))

    assert figures(result, "place") == {"B": 1, "C": 2, "A": None}
    assert figures(result, "p_main")["A"] is None
