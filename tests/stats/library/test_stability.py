"""Resampled and shortened panels against full enumeration and the Paris tasting."""

from collections import Counter
from itertools import product

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pandas.testing import assert_frame_equal

from judging.stats.library.stability import bootstrap_jurors, exact_units, leave_one_juror_out
from tests.stats.panels import a_panel, case, complete_tables, melted, paris, sheets, shuffled


def rng():
    return np.random.default_rng(4)


def test_the_bootstrap_approaches_the_enumeration_of_all_resamples():
    published = case("bootstrap_judges_enumeration_4")
    frame = melted(pd.DataFrame(published["data"]["scores"]).T)

    found = bootstrap_jurors(frame, 1, rng(), resamples=20_000)

    assert found.loc["A", "stability"] == pytest.approx(published["expected"]["p_A_first"], abs=0.01)


def test_ties_of_resampled_means_are_exact():
    points = {"A": [0.1, 0.2, 0.3], "B": [0.2, 0.2, 0.2]}
    units = {"A": (1, 2, 3), "B": (2, 2, 2)}
    panels = list(product(range(3), repeat=3))
    totals = [{e: sum(u[j] for j in panel) for e, u in units.items()} for panel in panels]
    expected = Counter(np.sign(t["A"] - t["B"]) for t in totals)

    found = bootstrap_jurors(melted(pd.DataFrame(points).T), 1, rng(), resamples=20_000)

    assert found["tied"].to_numpy() == pytest.approx(expected[0] / 27, abs=0.01)
    assert found.loc["A", "stability"] == pytest.approx(1 - expected[-1] / 27, abs=0.01)


def test_missing_sheets_do_not_leave_an_entry_without_a_juror():
    frame, _ = a_panel(np.random.default_rng(41), reviews=2)

    found = bootstrap_jurors(frame, 3, rng(), resamples=500)

    assert found["stability"].sum() == pytest.approx(3, abs=0.1)
    assert found["stability"].between(0, 1).all()


@settings(max_examples=25, deadline=None)
@given(complete_tables(), st.integers(1, 8))
def test_every_resample_fills_the_prizes(table, k):
    found = bootstrap_jurors(melted(table), k, rng(), resamples=50)

    assert found["stability"].sum() >= min(k, len(table)) - 1e-9
    assert (found["tied"] <= found["stability"] + 1e-12).all()


@pytest.mark.parametrize("reviews", [5, 3])
def test_the_order_of_the_rows_changes_no_bit(reviews):
    frame, _ = a_panel(np.random.default_rng(42), reviews=reviews)

    assert_frame_equal(bootstrap_jurors(frame, 3, rng(), 200), bootstrap_jurors(shuffled(frame), 3, rng(), 200))
    assert_frame_equal(leave_one_juror_out(frame, 3), leave_one_juror_out(shuffled(frame), 3))


def test_paris_without_each_juror():
    expected = case("paris1976_chardonnay")["expected"]["leave_one_judge_out_first"]

    found = leave_one_juror_out(paris(), 1)

    assert {str(j): sorted(top) for j, top in found["top"].items()} == expected
    assert found.index[found["pivotal"]].to_list() == [2, 6, 7, 8, 9, 11]
    assert found.loc[2, ["gained", "lost"]].to_list() == [("B",), ("A",)]
    assert found.loc[9, ["gained", "lost"]].to_list() == [("B",), ()]


@settings(max_examples=25, deadline=None)
@given(complete_tables(entries=(3, 7), jurors=(3, 6)), st.integers(1, 4))
def test_leaving_a_juror_out_ranks_the_sums_of_the_others(table, k):
    found = leave_one_juror_out(melted(table), k)

    for juror in range(table.shape[1]):
        rest = pd.Series(np.delete(table, juror, axis=1).sum(axis=1))
        expected = rest.index[rest.rank(method="min", ascending=False) <= k]
        assert sorted(found["top"].loc[juror]) == expected.to_list()


def test_an_entry_that_only_one_juror_saw_is_not_ranked_without_him():
    frame = sheets([("A", 1, 5), ("A", 2, 6), ("B", 2, 4), ("B", 3, 4), ("C", 3, 9)])

    found = leave_one_juror_out(frame, 1)

    assert found["top"].to_dict() == {1: ("C",), 2: ("C",), 3: ("A",)}


def test_a_column_of_whole_totals_may_be_named():
    frame = paris()
    frame["total"] = (frame.pop("points") * 2).astype(int)

    assert leave_one_juror_out(frame, 1, "total").loc[9, "top"] == ("A", "B")


def test_two_jurors_are_too_few_to_leave_one_out():
    assert leave_one_juror_out(melted([[5, 6], [7, 8]]), 1).empty


@pytest.mark.parametrize("function", [leave_one_juror_out, bootstrap_jurors])
def test_a_prize_line_below_one_is_refused(function):
    rest = () if function is leave_one_juror_out else (rng(),)
    with pytest.raises(ValueError, match="1 or more"):
        function(paris(), 0, *rest)


def test_decimals_become_whole_units_and_thirds_stay():
    assert exact_units(np.array([0.1, 0.25])).tolist() == [10, 25]
    assert exact_units(np.array([1 / 3, 2.0])).tolist() == [1 / 3, 2.0]
    assert exact_units(np.array([3, 4])).tolist() == [3, 4]


def test_without_sheets_nothing_is_stable():
    nothing = sheets([("A", 1, 5)]).iloc[:0]

    assert bootstrap_jurors(nothing, 1, np.random.default_rng(1)).empty
