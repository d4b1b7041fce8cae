"""Reliability against Shrout and Fleiss, Paris, and what theory says must not matter."""

import math

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from judging.stats.agreement import g_study, icc, jurors_needed, level, reliability
from judging.stats.mixed import entry_reliability, fit_mixed
from tests.stats.panels import a_panel, case, complete_tables, paris, sheets, shuffled

SHROUT_FLEISS = case("icc_shrout_fleiss")
TABLE = SHROUT_FLEISS["data"]["table_entries_by_judges"]


def test_the_six_forms_of_shrout_and_fleiss():
    found = icc(TABLE)

    values = {form: c.value for form, c in found.forms.items()}
    assert values == pytest.approx(SHROUT_FLEISS["expected"]["exact"], abs=1e-9)
    assert values == pytest.approx(SHROUT_FLEISS["expected"]["published_2dp"], abs=0.0051)


def test_the_mean_squares_of_shrout_and_fleiss():
    ms = icc(TABLE).mean_squares

    expected = SHROUT_FLEISS["expected"]["ms"]
    assert ms.between_entries == pytest.approx(expected["BMS"])
    assert ms.between_jurors == pytest.approx(expected["JMS"])
    assert ms.error == pytest.approx(expected["EMS"])
    assert ms.within_entries == pytest.approx(expected["WMS"])


@pytest.mark.parametrize("form", ["ICC(3,1)", "ICC(3,k)", "ICC(2,1)"])
def test_confidence_intervals_are_those_of_mcgraw_and_wong(form):
    found = icc(TABLE)[form]

    expected = SHROUT_FLEISS["expected"]["ci95"][f"{form}_ci"]
    assert [found.low, found.high] == pytest.approx(expected, abs=1e-6)


def test_generalizability_of_the_same_table():
    published = case("g_study_shrout_fleiss")

    study = g_study(published["data"]["table_entries_by_judges"], published["data"]["n_judges_decision"])

    expected = published["expected"]
    assert {name: getattr(study, name) for name in expected} == pytest.approx(expected)


def test_a_larger_panel_is_more_dependable():
    four, ten = g_study(TABLE), g_study(TABLE, jurors=10)

    assert ten.g_relative == pytest.approx(10 * 0.7148407148 / (1 + 9 * 0.7148407148))
    assert ten.phi_absolute > four.phi_absolute


def test_paris_needs_thirteen_jurors_for_a_very_high_reliability():
    found = reliability(paris())

    assert found.value == pytest.approx(0.8864151422)
    assert (round(found.low, 2), round(found.high, 2)) == (0.74, 0.97)
    assert (found.label, found.method, found.flags) == ("good", "ICC(C,k)", ())
    assert jurors_needed(0.9, found.var_entry, found.var_error) == 13
    assert jurors_needed(0.8, found.var_entry, found.var_error) == 6


def test_the_estimate_for_incomplete_panels_agrees_on_complete_ones():
    fit = fit_mixed(paris())
    complete = reliability(paris())

    missing_one = reliability(paris().iloc[:-1])

    assert missing_one.method == "Cullis"
    assert missing_one.value == pytest.approx(complete.value, abs=0.01)
    assert (missing_one.low, missing_one.high) == (None, None)
    assert entry_reliability(fit).max() < complete.value


@pytest.mark.parametrize(
    ("rows", "flags"),
    [
        ([("A", "j1", 7), ("B", "j1", 9)], ("SINGLE_JUROR",)),
        ([("A", "j1", 7), ("A", "j2", 9)], ("SINGLE_ENTRY",)),
        ([(e, j, 5) for e in "AB" for j in (1, 2)], ("NO_VARIATION",)),
        ([("A", 1, 7), ("A", 2, 8), ("B", 2, 6)], ("WEAKLY_CONNECTED",)),
        (
            [("A", 1, 7), ("B", 1, 6), ("B", 2, 8), ("C", 2, 5), ("C", 3, 8), ("D", 3, 9)],
            ("WEAKLY_CONNECTED", "NO_SEPARATION"),
        ),
        ([], ("SINGLE_JUROR", "SINGLE_ENTRY")),
        ([(e, j, j) for e in "ABC" for j in (3, 7)], ("NO_SEPARATION",)),
        ([("A", 3, 3), ("B", 3, 3), ("B", 7, 7), ("C", 7, 7)], ("NO_SEPARATION",)),
    ],
)
def test_where_nothing_can_be_said_nothing_is_said(rows, flags):
    found = reliability(sheets(rows))

    assert found.value is None
    assert found.label is None
    assert found.flags == flags


def test_a_negative_estimate_is_shown_as_nought():
    rows = [("A", 1, 4), ("A", 2, 7), ("B", 1, 6), ("B", 2, 4), ("C", 1, 5), ("C", 2, 5)]

    found = reliability(sheets(rows))

    assert found.value == 0.0
    assert found.raw < 0
    assert found.low == 0.0
    assert found.flags == ("NO_SEPARATION", "LOW_RELIABILITY")


def test_entries_with_equal_means_have_no_reliability_and_no_warning():
    found = reliability(sheets([("A", 1, 4), ("A", 2, 6), ("B", 1, 6), ("B", 2, 4)]))

    assert (found.value, found.raw) == (0.0, None)
    assert found.flags == ("NO_SEPARATION", "LOW_RELIABILITY")


def test_jurors_who_differ_by_constants_agree_perfectly_on_the_order():
    found = icc([[1, 3, 8], [2, 4, 9], [5, 7, 12]])

    assert [found["ICC(3,k)"].value, found["ICC(3,k)"].low] == [1, 1]
    assert 0 < found["ICC(2,1)"].value < 1


def test_jurors_who_are_each_constant_agree_on_no_order():
    found = icc([[3, 7], [3, 7], [3, 7]])

    assert math.isnan(found["ICC(3,1)"].value)
    assert math.isnan(found["ICC(3,k)"].value)
    assert found["ICC(2,1)"].value == 0


def test_a_table_without_variation_has_no_correlation():
    assert all(math.isnan(c.value) for c in icc([[5, 5], [5, 5]]).forms.values())


@settings(max_examples=50, deadline=None)
@given(complete_tables(), st.lists(st.integers(-9, 9), min_size=6, max_size=6))
def test_consistency_ignores_the_severity_of_the_jurors(table, shifts):
    shifted = table + np.array(shifts[: table.shape[1]])

    one, other = (icc(t)["ICC(3,1)"].value for t in (table, shifted))

    if icc(table).mean_squares.error > 0:
        assert other == pytest.approx(one, abs=1e-8)


@settings(max_examples=50, deadline=None)
@given(complete_tables(), st.floats(0.1, 50), st.floats(-100, 100))
def test_a_common_scale_and_origin_change_nothing(table, factor, origin):
    one, other = (icc(t) for t in (table, table * factor + origin))

    for form in ("ICC(1,1)", "ICC(2,1)", "ICC(3,1)"):
        assert other[form].value == pytest.approx(one[form].value, abs=1e-6, nan_ok=True)


def test_every_juror_twice_raises_the_reliability():
    frame, _ = a_panel(np.random.default_rng(21), var_error=3.0)
    twins = frame.assign(juror=frame["juror"] + 100)
    doubled = pd.concat([frame, twins])

    assert reliability(doubled).value > reliability(frame).value


@pytest.mark.parametrize("reviews", [5, 3])
def test_the_order_of_the_rows_changes_no_bit(reviews):
    frame, _ = a_panel(np.random.default_rng(22), reviews=reviews)

    assert reliability(frame) == reliability(shuffled(frame))


def test_no_number_of_jurors_separates_equal_entries():
    assert jurors_needed(0.9, 0.0, 1.0) is None
    assert jurors_needed(0.5, 2.0, 0.0) == 1


@pytest.mark.parametrize("target", [0.0, 1.0, np.nan])
def test_an_impossible_target_is_refused(target):
    with pytest.raises(ValueError, match="between 0 and 1"):
        jurors_needed(target, 1.0, 1.0)


@pytest.mark.parametrize("table", [[[1, 2]], [[1], [2]], [[1, np.nan], [2, 3]]])
def test_an_incomplete_table_is_refused(table):
    with pytest.raises(ValueError, match="two entries"):
        icc(table)


def test_a_panel_without_jurors_is_refused():
    with pytest.raises(ValueError, match="needs a juror"):
        g_study(TABLE, jurors=0)


def test_levels_have_the_edges_of_koo_and_li():
    assert [level(v) for v in (0, 0.5, 0.75, 0.9, 0.9001)] == [
        "low",
        "moderate",
        "good",
        "good",
        "very_high",
    ]
