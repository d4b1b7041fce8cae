"""The additive model against Montgomery's incomplete blocks, a dense oracle, and properties."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from pandas.testing import assert_frame_equal, assert_series_equal

from judging.stats import additive
from judging.stats.library.covariances import entry_covariance
from judging.stats.severity import adjusted_places, fit_additive, sheet_residuals, worst_contrast
from tests.stats.panels import (
    a_panel,
    case,
    complete_tables,
    melted,
    partial_sheets,
    sheets,
    shuffled,
)

TWO_ISLANDS = sheets(case("additive_disconnected")["data"]["rows_entry_judge_score"])


def dense(frame):
    """Fit by the pseudo-inverse of the full design matrix."""
    e, entries = pd.factorize(frame["entry"], sort=True)
    j, jurors = pd.factorize(frame["juror"], sort=True)
    X = np.hstack([np.eye(len(entries))[e], np.eye(len(jurors))[j]])
    hat = X @ np.linalg.pinv(X)
    y = frame["points"].to_numpy(dtype=float)
    return y - hat @ y, np.diag(hat), len(y) - np.linalg.matrix_rank(X)


def test_the_catalysts_of_montgomery_come_out_as_printed():
    published = case("additive_montgomery_bibd")
    expected = published["expected"]

    fit = fit_additive(sheets(published["data"]["rows_entry_judge_score"]))

    assert fit.adjusted.to_dict() == pytest.approx(expected["entry_adjusted"])
    assert fit.juror_effect.to_dict() == pytest.approx(expected["judge_severity_sum_zero"], abs=1e-9)
    names = ["sse", "df", "sigma2", "ss_total", "ss_judges_unadjusted", "ss_entries_adjusted", "F"]
    assert {name: getattr(fit, name) for name in names} == pytest.approx(
        {name: expected[name] for name in names}, rel=1e-6
    )
    assert adjusted_places(fit)["place"].to_dict() == {"cat1": 4, "cat2": 3, "cat3": 2, "cat4": 1}


def test_islands_are_ranked_apart():
    fit = fit_additive(TWO_ISLANDS)

    assert fit.components == 2
    assert fit.entry_component.to_dict() == {"A": 0, "B": 0, "C": 1, "D": 1}
    assert adjusted_places(fit)["place"].to_dict() == {"A": 2, "B": 1, "C": 1, "D": 2}
    assert fit.juror_effect.groupby(fit.juror_component).sum().abs().max() < 1e-12


def test_a_juror_alone_on_an_island_has_no_severity():
    alone = sheets([("C", "j9", 5.0), ("D", "j9", 6.0)])
    fit = fit_additive(pd.concat([TWO_ISLANDS.query("entry < 'C'"), alone]))

    assert fit.juror_effect.isna().to_dict() == {"j1": False, "j2": False, "j9": True}
    assert fit.juror_se.isna().to_dict() == {"j1": False, "j2": False, "j9": True}
    assert fit.adjusted[["C", "D"]].to_list() == [5.0, 6.0]


@settings(max_examples=60, deadline=None)
@given(partial_sheets())
def test_residuals_and_leverages_agree_with_the_full_design_matrix(frame):
    residual, leverage, df = dense(frame)
    fit = fit_additive(frame)

    table = sheet_residuals(fit)

    order = fit.design.order
    assert fit.df == df
    assert table["residual"].to_numpy() == pytest.approx(residual[order], abs=1e-8)
    assert table["leverage"].to_numpy() == pytest.approx(leverage[order], abs=1e-8)


@settings(max_examples=40, deadline=None)
@given(complete_tables())
def test_a_complete_design_adjusts_nothing(table):
    fit = fit_additive(melted(table))

    assert fit.adjusted.to_numpy() == pytest.approx(table.mean(axis=1), abs=1e-9)
    E, J = table.shape
    assert sheet_residuals(fit)["leverage"].to_numpy() == pytest.approx(1 / J + 1 / E - 1 / E / J)


@settings(max_examples=40, deadline=None)
@given(complete_tables())
def test_equal_means_stay_tied_after_adjustment(table):
    means = pd.Series(table.sum(axis=1))
    expected = means.rank(method="min", ascending=False).astype(int)

    places = adjusted_places(fit_additive(melted(table)))["place"]

    assert places.to_list() == expected.to_list()


@settings(max_examples=40, deadline=None)
@given(partial_sheets())
def test_the_order_of_the_rows_changes_no_bit(frame):
    one, other = fit_additive(frame), fit_additive(shuffled(frame))

    assert_series_equal(one.adjusted, other.adjusted, check_exact=True)
    assert_series_equal(one.juror_se, other.juror_se, check_exact=True)
    assert_frame_equal(sheet_residuals(one), sheet_residuals(other), check_exact=True)


def test_the_order_of_categories_changes_no_bit():
    frame, _ = a_panel(np.random.default_rng(5), entries=9, jurors=5, reviews=3)
    other = shuffled(frame)
    other["entry"] = pd.Categorical(other["entry"], [4, 0, 8, 99, 2, 1, 3, 7, 5, 6])
    other["juror"] = pd.Categorical(other["juror"], [2, 4, 1, 0, 3])

    one, two = fit_additive(frame), fit_additive(other)

    assert_series_equal(one.adjusted, two.adjusted, check_exact=True)
    assert_series_equal(one.juror_effect, two.juror_effect, check_exact=True)


def test_a_category_that_is_missing_is_no_entry():
    rows = pd.DataFrame({"entry": pd.Categorical(["A", None], ["A"]), "juror": 1, "points": 5})

    with pytest.raises(ValueError, match="no entry"):
        fit_additive(rows)


@settings(max_examples=25, deadline=None)
@given(partial_sheets())
def test_new_names_for_entries_and_jurors_permute_the_figures(frame):
    entries = {entry: -number for number, entry in enumerate(frame["entry"].unique())}
    jurors = {juror: -number for number, juror in enumerate(frame["juror"].unique())}
    renamed = frame.assign(entry=frame["entry"].map(entries), juror=frame["juror"].map(jurors))

    one, two = fit_additive(frame), fit_additive(renamed)

    named = one.adjusted.rename(index=entries).reindex(two.adjusted.index)
    assert two.adjusted.to_numpy() == pytest.approx(named.to_numpy(), abs=1e-9)
    named = one.juror_effect.rename(index=jurors).reindex(two.juror_effect.index)
    assert two.juror_effect.to_numpy() == pytest.approx(named.to_numpy(), abs=1e-9, nan_ok=True)


def test_a_constant_added_to_a_juror_moves_only_his_severity():
    frame, _ = a_panel(np.random.default_rng(3), reviews=3)
    generous = frame.assign(points=frame["points"] + 4 * (frame["juror"] == 2))

    one, other = fit_additive(frame), fit_additive(generous)

    shift = other.juror_effect - one.juror_effect
    assert shift.to_numpy() == pytest.approx(np.where(shift.index == 2, 4 * 4 / 5, -4 / 5))
    assert (other.adjusted - one.adjusted).to_numpy() == pytest.approx(4 / 5)


def test_the_standard_error_is_that_of_the_constrained_least_squares():
    frame, _ = a_panel(np.random.default_rng(4), reviews=3)
    e, j = np.eye(12)[frame["entry"]], np.eye(5)[frame["juror"]]
    centred = j @ (np.eye(5) - 1 / 5)
    left = centred - e @ np.linalg.lstsq(e, centred, rcond=None)[0]
    fit = fit_additive(frame)

    expected = np.sqrt(fit.sigma2 * np.diag(np.linalg.pinv(left.T @ left)))

    assert fit.juror_se.to_numpy() == pytest.approx(expected)


def test_the_covariance_of_adjusted_scores_is_that_of_a_mean_in_a_complete_design():
    frame, _ = a_panel(np.random.default_rng(5))
    fit = fit_additive(frame)

    assert entry_covariance(fit).to_numpy() == pytest.approx(np.eye(12) * fit.sigma2 / 5, abs=1e-12)


def test_more_jurors_than_fit_a_dense_matrix_are_solved_by_iteration(monkeypatch):
    frame, _ = a_panel(np.random.default_rng(6), entries=40, jurors=12, reviews=4)
    exact = fit_additive(frame)
    monkeypatch.setattr(additive, "SOLVED_SIDE", 11)

    fit = fit_additive(frame)

    assert fit.adjusted.to_numpy() == pytest.approx(exact.adjusted.to_numpy(), abs=1e-9)
    assert fit.juror_se.isna().all()
    assert sheet_residuals(fit)["leverage"].isna().all()


def test_two_jurors_who_share_one_entry_are_weakly_connected():
    frame = sheets([("A", 1, 5), ("B", 1, 6), ("B", 2, 7), ("C", 2, 4)])

    assert worst_contrast(fit_additive(frame)) == pytest.approx(np.sqrt(2))


def test_without_degrees_of_freedom_every_error_is_unknown():
    fit = fit_additive(sheets([("A", 1, 5), ("B", 1, 6), ("B", 2, 7)]))

    assert fit.df == 0
    assert np.isnan([fit.sigma2, fit.F]).all()
    assert fit.juror_se.isna().all()
    assert sheet_residuals(fit)["studentised"].isna().all()


def test_one_juror_is_no_judge_of_severity():
    fit = fit_additive(sheets([("A", "j1", 7), ("B", "j1", 9)]))

    assert fit.juror_effect.isna().all()
    assert adjusted_places(fit)["place"].to_dict() == {"A": 2, "B": 1}
    assert np.isnan(worst_contrast(fit))


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        ([("A", 1, 7), ("A", 1, 8)], "DUPLICATE_SCORE"),
        ([("A", 1, np.nan)], "SCORE_NOT_FINITE"),
        ([("A", 1, np.inf)], "SCORE_NOT_FINITE"),
        ([("A", 1, "many")], "SCORE_NOT_FINITE"),
        ([(None, 1, 5.0)], "no entry"),
        ([], "no sheet"),
    ],
)
def test_malformed_sheets_are_refused(rows, message):
    with pytest.raises(ValueError, match=message):
        fit_additive(sheets(rows))


def test_a_missing_column_is_named():
    with pytest.raises(ValueError, match="juror"):
        fit_additive(sheets([("A", 1, 7)]).drop(columns="juror"))
