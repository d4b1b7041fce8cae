"""The mixed model against lme4, a dense likelihood, closed forms and corners."""

import numpy as np
import pytest
from hypothesis import assume, example, given, settings
from pandas.testing import assert_series_equal
from scipy import optimize

from judging.stats import marginal
from judging.stats.library.covariances import posterior_covariance
from judging.stats.mixed import entry_reliability, fit_mixed, mean_difference_variance
from tests.stats.panels import a_panel, case, paris, partial_sheets, sheets, shuffled


def dense_criterion(frame, variances):
    e, j = (np.equal.outer(*[frame[c].to_numpy()] * 2) for c in ("entry", "juror"))
    V = variances[0] * e + variances[1] * j + variances[2] * np.eye(len(frame))
    inverse, y, one = np.linalg.inv(V), frame["points"].to_numpy(float), np.ones(len(frame))
    information = one @ inverse @ one
    left = y - (one @ inverse @ y) / information
    free = (len(y) - 1) * np.log(2 * np.pi) + np.linalg.slogdet(V)[1]
    return free + np.log(information) + left @ inverse @ left


def test_penicillin_comes_out_as_in_lme4():
    published = case("mixed_reml_penicillin")
    expected, tolerance = published["expected"], published["tolerance"]

    fit = fit_mixed(sheets(published["data"]["rows_entry_judge_score"]))

    for name in ("reml_criterion", "var_entry", "var_judge", "var_error", "mu"):
        assert getattr(fit, name) == pytest.approx(expected[name], abs=tolerance[name])
    assert fit.juror_blup.to_dict() == pytest.approx(expected["judge_blup"], abs=1e-4)
    assert fit.entry_blup.to_dict() == pytest.approx(expected["entry_blup"], abs=1e-4)
    assert fit.entry_sd.to_numpy() == pytest.approx(expected["entry_blup_prediction_sd"], abs=1e-6)


def test_paris_has_the_variance_components_of_its_analysis_of_variance():
    expected = case("paris1976_chardonnay")["expected"]["reml"]

    fit = fit_mixed(paris())

    assert {name: getattr(fit, name) for name in expected} == pytest.approx(expected, rel=1e-7)


STOPPED_TOO_EARLY = sheets(  # on the bound of the entries, at a step of nearly no length
    [
        (0, 0, 11),
        (2, 0, 0),
        (3, 0, 4),
        (0, 1, 12),
        (1, 1, 15),
        (2, 1, 7),
        (0, 2, 9),
        (1, 2, 11),
        (2, 2, 4),
        (1, 3, 7),
        (2, 3, 8),
        (2, 4, 18),
    ]
)
FOUND_BY_CHANCE = sheets(
    [
        (0, 0, 11),
        (2, 0, 0),
        (3, 0, 14),
        (0, 1, 12),
        (1, 1, 15),
        (2, 1, 9),
        (0, 2, 9),
        (1, 2, 11),
        (2, 2, 4),
        (1, 3, 7),
        (2, 3, 8),
        (2, 4, 0),
    ]
)


def test_the_search_does_not_stop_where_the_criterion_still_falls():
    fit = fit_mixed(STOPPED_TOO_EARLY)

    assert fit.var_entry == 0
    assert fit.reml_criterion == pytest.approx(68.818317, abs=1e-6)


@settings(max_examples=25, deadline=None)
@given(partial_sheets())
@example(STOPPED_TOO_EARLY)
@example(FOUND_BY_CHANCE)
def test_the_criterion_is_the_dense_likelihood_and_no_neighbour_is_better(frame):
    fit = fit_mixed(frame)
    assume(fit.var_error > 1e-4 * (fit.var_entry + fit.var_judge))
    found = np.array([fit.var_entry, fit.var_judge, fit.var_error])

    assert dense_criterion(frame, found) == pytest.approx(fit.reml_criterion, abs=1e-6)
    for step in np.vstack([np.eye(3), -np.eye(3)]) * 0.01:
        near = np.maximum(found + step * np.maximum(found, 0.01), [0, 0, 1e-9])
        assert dense_criterion(frame, near) >= fit.reml_criterion - 1e-6


def test_an_incomplete_panel_reaches_the_optimum_of_a_general_optimiser():
    frame, _ = a_panel(np.random.default_rng(2), entries=14, jurors=6, reviews=3)

    fit = fit_mixed(frame)

    found = optimize.minimize(  # type: ignore[call-overload]  # its stubs know no xatol
        lambda x: dense_criterion(frame, np.exp(x)),
        np.zeros(3),
        method="Nelder-Mead",
        options={"xatol": 1e-9, "fatol": 1e-12, "maxiter": 2_000},
    )
    assert fit.reml_criterion == pytest.approx(found.fun, abs=1e-8)
    assert [fit.var_entry, fit.var_judge, fit.var_error] == pytest.approx(np.exp(found.x), rel=1e-4)


def test_posterior_is_that_of_the_mixed_model_equations():
    frame, _ = a_panel(np.random.default_rng(8), reviews=3)
    frame = frame.iloc[:-2]
    fit = fit_mixed(frame)
    X = np.hstack([np.ones((len(frame), 1)), np.eye(12)[frame["entry"]], np.eye(5)[frame["juror"]]])
    ridge = [0] + [1 / fit.var_entry] * 12 + [1 / fit.var_judge] * 5
    C = np.linalg.inv(X.T @ X / fit.var_error + np.diag(ridge))
    beta = C @ X.T @ frame["points"] / fit.var_error
    total = np.hstack([np.ones((12, 1)), np.eye(12), np.zeros((12, 5))])

    assert fit.posterior_mean.to_numpy() == pytest.approx(total @ beta)
    assert fit.juror_blup.to_numpy() == pytest.approx(beta[13:])
    assert posterior_covariance(fit).to_numpy() == pytest.approx(total @ C @ total.T)
    assert fit.entry_sd.to_numpy() == pytest.approx(np.sqrt(np.diag(C)[1:13]))
    assert fit.posterior_sd.to_numpy() == pytest.approx(np.sqrt(np.diag(total @ C @ total.T)))


def test_the_mean_variance_of_a_difference_is_that_of_the_matrix():
    fit = fit_mixed(a_panel(np.random.default_rng(9), reviews=3)[0])
    C = posterior_covariance(fit).to_numpy()
    pairs = [C[a, a] + C[b, b] - 2 * C[a, b] for a in range(12) for b in range(a)]

    assert mean_difference_variance(fit) == pytest.approx(np.mean(pairs))


def test_many_distinct_numbers_of_sheets_need_no_kept_matrices(monkeypatch):
    frame = a_panel(np.random.default_rng(10))[0].sample(frac=0.7, random_state=1)
    kept = fit_mixed(frame)
    monkeypatch.setattr(marginal, "STACKED", 0)

    fit = fit_mixed(frame)

    assert fit.var_entry == pytest.approx(kept.var_entry, rel=1e-6)
    assert_series_equal(fit.entry_blup, kept.entry_blup, rtol=1e-6, atol=1e-8)


def test_scores_that_do_not_separate_the_entries_have_no_entry_variance():
    fit = fit_mixed(sheets([("A", 1, 4), ("A", 2, 6), ("A", 3, 5), ("B", 1, 6), ("B", 2, 4), ("B", 3, 5)]))

    assert fit.var_entry == 0.0
    assert fit.posterior_mean.to_list() == pytest.approx([5, 5])
    assert entry_reliability(fit).isna().all()


def test_equal_points_leave_nothing_to_estimate():
    fit = fit_mixed(sheets([("A", 1, 5), ("A", 2, 5), ("B", 1, 5), ("B", 2, 5)]))

    assert (fit.mu, fit.var_entry, fit.var_judge, fit.var_error) == (5, 0, 0, 0)
    assert np.isnan(fit.reml_criterion)


def test_jurors_in_perfect_agreement_leave_no_error():
    fit = fit_mixed(sheets([(e, j, e + j) for e in range(5) for j in range(3)]))

    assert fit.var_error < 2e-6 * fit.var_entry
    assert fit.posterior_mean.to_numpy() == pytest.approx(np.arange(5) + 1, abs=1e-5)


def test_the_order_of_the_rows_changes_no_bit():
    frame, _ = a_panel(np.random.default_rng(1), entries=30, jurors=7, reviews=4)

    one, other = fit_mixed(frame), fit_mixed(shuffled(frame))

    assert (one.var_entry, one.mu) == (other.var_entry, other.mu)
    assert_series_equal(one.posterior_mean, other.posterior_mean, check_exact=True)
    assert_series_equal(one.posterior_sd, other.posterior_sd, check_exact=True)


def test_a_single_sheet_is_refused():
    with pytest.raises(ValueError, match="two sheets"):
        fit_mixed(sheets([("A", 1, 5)]))
