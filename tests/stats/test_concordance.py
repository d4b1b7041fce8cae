"""Concordance against Kendall, Quandt's wine reports, Conover, SciPy, and refits by hand."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from pandas.testing import assert_series_equal
from scipy import stats

from judging.stats import concordance
from judging.stats.concordance import juror_against_rest, kendall_w, votes_against
from judging.stats.library.blocks import durbin
from judging.stats.severity import fit_additive
from tests.stats.panels import (
    a_panel,
    by_juror,
    case,
    complete_tables,
    melted,
    paris,
    partial_sheets,
    sheets,
    shuffled,
)

WINES = ["wine_report126", "wine_report177", "wine_report4_tied_places"]


def wine(name):
    published = case(name)
    table = pd.DataFrame(published["data"]["ranks_by_judge"], index=published["data"]["entries"])
    return table, published["expected"]


def test_the_ties_of_kendall():
    published = case("kendall_w_ties_nag")

    found = kendall_w(published["data"]["judges_by_entries"])

    expected = published["expected"]
    assert found.rank_sums.to_list() == expected["rank_sums"]
    for name in ("W", "W_uncorrected", "chi2", "df", "p"):
        assert getattr(found, name) == pytest.approx(expected[name], rel=1e-8)


@pytest.mark.parametrize("name", WINES)
def test_the_wine_reports_of_quandt(name):
    table, expected = wine(name)

    found, votes = kendall_w(table.T), votes_against(table.T)

    assert [found.W, found.p] == pytest.approx([expected["W"], expected["p"]], abs=5.1e-5)
    assert votes["votes"].to_list() == expected["votes_against"]
    assert votes["place"].to_list() == expected["group_rank"]
    rest = juror_against_rest(melted(table))
    assert rest.to_dict() == pytest.approx(expected["judge_vs_rest"], abs=5.1e-5)


def test_paris():
    expected = case("paris1976_chardonnay")["expected"]

    found, rest = kendall_w(by_juror(paris())), juror_against_rest(paris())

    assert [found.W, found.p] == pytest.approx([expected["kendall_W"], expected["kendall_p"]], rel=1e-4)
    assert rest.to_list() == pytest.approx(list(expected["judge_vs_rest"].values()))


@settings(max_examples=50, deadline=None)
@given(complete_tables(entries=(3, 7), jurors=(3, 6)))
def test_chi_square_is_that_of_friedman(table):
    assume(any(np.ptp(table, axis=0) > 0))

    found = kendall_w(table.T)

    assert found.chi2 == pytest.approx(stats.friedmanchisquare(*table).statistic, abs=1e-9)
    assert 0 <= found.W <= 1 + 1e-12


@settings(max_examples=50, deadline=None)
@given(complete_tables(), st.integers(0, 5))
def test_w_keeps_under_any_increasing_change_of_a_juror_s_scale(table, juror):
    other = table.copy()
    column = juror % table.shape[1]
    other[:, column] = np.exp(other[:, column]) - 7

    one, two = kendall_w(table.T), kendall_w(other.T)

    assert (one is None and two is None) or one.W == two.W


@pytest.mark.parametrize("table", [[[1, 2, 3]], [[1], [2]], [[5, 5], [7, 7]]])
def test_no_concordance_without_two_jurors_two_entries_and_a_difference(table):
    assert kendall_w(table) is None


def test_entries_that_some_juror_did_not_see_are_left_out_of_w():
    whole = [[1, 2, 3], [1, 3, 2], [2, 1, 3]]
    wider: list[list[float]] = [[*row, 4] for row in whole]
    wider[0][3] = np.nan

    assert kendall_w(wider).W == kendall_w(whole).W


def test_votes_of_scores_count_the_highest_as_best():
    votes = votes_against([[9, 7, 8], [9, 8, 7]], best="high")

    assert votes.to_dict("list") == {"votes": [2.0, 5.0, 5.0], "place": [1, 2, 2]}


def test_votes_need_every_place():
    with pytest.raises(ValueError, match="every entry"):
        votes_against([[1, np.nan]])


def test_with_missing_sheets_a_juror_is_compared_with_a_fit_without_him():
    frame, _ = a_panel(np.random.default_rng(31), entries=20, jurors=6, reviews=4)
    own, others = (part for _, part in frame.groupby(frame["juror"] != 2))
    worth = fit_additive(others).adjusted.reindex(own["entry"])

    found = juror_against_rest(frame)

    assert found[2] == pytest.approx(np.corrcoef(own["points"], worth)[0, 1])


def test_in_a_large_panel_the_own_sheet_still_does_not_count(monkeypatch):
    frame, _ = a_panel(np.random.default_rng(32), entries=200, jurors=12, reviews=5)
    exact = juror_against_rest(frame)
    monkeypatch.setattr(concordance, "REFITTED_JURORS", 11)

    assert juror_against_rest(frame).to_numpy() == pytest.approx(exact.to_numpy(), abs=0.01)


def test_a_constant_juror_and_small_panels_are_not_compared():
    flat, _ = a_panel(np.random.default_rng(33))
    flat.loc[flat["juror"] == 0, "points"] = 0.7
    small, _ = a_panel(np.random.default_rng(33), entries=4)

    assert juror_against_rest(flat).isna().to_list() == [True] + [False] * 4
    assert juror_against_rest(flat.iloc[:-1]).isna().to_list() == [True] + [False] * 4
    assert juror_against_rest(small).isna().all()
    assert juror_against_rest(small.query("juror == 1")).isna().all()


@settings(max_examples=25, deadline=None)
@given(partial_sheets())
def test_the_order_of_the_rows_changes_no_bit(frame):
    assert_series_equal(juror_against_rest(frame), juror_against_rest(shuffled(frame)), check_exact=True)


def test_the_ice_creams_of_conover():
    published = case("durbin_icecream_design")

    found = durbin(sheets(published["data"]["rows_entry_judge_rank"]))

    expected = published["expected"]
    assert found.rank_sums.to_dict() == expected["rank_sums"]
    assert [found.T, found.p] == pytest.approx([expected["durbin_T"], expected["p_chi2"]])
    design = {name: getattr(found.design, name) for name in expected["design"]}
    assert design == pytest.approx(expected["design"])


@settings(max_examples=40, deadline=None)
@given(complete_tables(entries=(3, 7), jurors=(2, 6)))
def test_with_complete_blocks_durbin_is_friedman(table):
    concord, found = kendall_w(table.T), durbin(melted(table))

    if concord is None:
        assert found is None
    else:
        assert concord.chi2 == pytest.approx(found.T, abs=1e-8)
        assert found.df == concord.df


def test_ties_in_a_balanced_design_are_corrected_as_conover_does():
    rows = case("durbin_icecream_design")["data"]["rows_entry_judge_rank"]
    ranked = sheets(rows).replace({"points": {3: 2}})  # all but the best are alike
    ranked.loc[ranked["juror"] == "p1", "points"] = [2, 3, 1]

    found = durbin(ranked)

    ranks = ranked.groupby("juror")["points"].rank()
    sums = ranks.groupby(ranked["entry"]).sum()
    correction = 7 * 3 * 4**2 / 4
    conover = 6 * ((sums**2).sum() - 3 * correction) / ((ranks**2).sum() - correction)
    assert [found.T, found.df] == pytest.approx([conover, 6])


def test_an_unbalanced_design_is_described_as_such():
    found = durbin(sheets([("A", 1, 5), ("B", 1, 6), ("B", 2, 5), ("C", 2, 7), ("C", 3, 1)]))

    design = found.design
    assert (design.v, design.b, design.r, design.k, design.lam) == (3, 3, None, None, None)
    assert (design.efficiency, design.balanced, design.connected) == (None, False, True)
