"""Models over designs of any kind, connected or not, against dense brute force."""

import numpy as np
import pytest
from hypothesis import assume, given, settings

from judging.stats import blocks
from judging.stats.design import read_design
from judging.stats.draws import drawn_worth, places_of, share_within
from judging.stats.library.covariances import entry_covariance, posterior_covariance
from judging.stats.mixed import fit_mixed, mean_difference_variance
from judging.stats.severity import fit_additive, sheet_residuals, worst_contrast
from judging.stats.uncertainty import posterior_places
from judging.stats.variance_grid import _prior
from tests.stats.designs import designs, unnamed
from tests.stats.panels import a_panel, sheets


def one_hot(codes, size):
    return np.eye(size)[codes]


def dense(frame):
    """Return the labels and 0/1 matrices of entries and jurors, and the points."""
    design = read_design(frame)
    E, J = design.shape
    return design, one_hot(design.entry, E), one_hot(design.juror, J), design.points


@settings(max_examples=60, deadline=None)
@given(designs())
def test_the_posterior_is_the_dense_one_over_all_components(frame):
    assume(len(frame) > 1 and np.ptp(frame["points"]) > 0)
    fit = fit_mixed(frame)
    assume(fit.var_entry > 1e-4 * fit.var_error > 1e-6)
    _design, Z, W, y = dense(frame)
    V = fit.var_entry * Z @ Z.T + fit.var_judge * W @ W.T + fit.var_error * np.eye(len(y))
    inverse, one = np.linalg.inv(V), np.ones(len(y))
    information = one @ inverse @ one
    mu = one @ inverse @ y / information
    blup = fit.var_entry * Z.T @ inverse @ (y - mu)
    swing = 1 - fit.var_entry * Z.T @ inverse @ one
    given_mu = fit.var_entry * np.eye(len(swing)) - fit.var_entry**2 * Z.T @ inverse @ Z
    C = given_mu + np.outer(swing, swing) / information
    E = len(swing)
    pairs = [C[a, a] + C[b, b] - 2 * C[a, b] for a in range(E) for b in range(a)]
    scale = fit.var_entry + fit.var_judge + fit.var_error

    assert fit.posterior_mean.to_numpy() == pytest.approx(mu + blup, abs=1e-6 * scale**0.5)
    assert posterior_covariance(fit).to_numpy() == pytest.approx(C, abs=1e-6 * scale)
    assert fit.posterior_sd.to_numpy() ** 2 == pytest.approx(np.diag(C), abs=1e-6 * scale)
    if pairs:
        assert mean_difference_variance(fit) == pytest.approx(np.mean(pairs), abs=1e-6 * scale)


@settings(max_examples=60, deadline=None)
@given(designs())
def test_the_additive_fit_is_the_dense_one_within_each_component(frame):
    design, Z, W, y = dense(frame)
    fit = fit_additive(frame)
    X = np.hstack([Z, W])
    hat = X @ np.linalg.pinv(X)
    G = np.linalg.pinv(X.T @ X)
    E, J = design.shape
    component = design.components[2]
    centre = np.eye(J) - np.equal.outer(component, component) / np.bincount(component)[component]
    of_jurors = centre @ G[E:, E:] @ centre
    pairs = [
        of_jurors[a, a] + of_jurors[b, b] - 2 * of_jurors[a, b]
        for a in range(J)
        for b in range(a)
        if component[a] == component[b]
    ]

    assert fit.residual == pytest.approx(y - hat @ y, abs=1e-8)
    assert sheet_residuals(fit)["leverage"].to_numpy() == pytest.approx(np.diag(hat), abs=1e-8)
    assert fit.contrasts.juror_variance == pytest.approx(np.diag(of_jurors), abs=1e-8)
    assert fit.contrasts.juror_covariance() == pytest.approx(of_jurors, abs=1e-8)
    effects = fit.juror_effect.fillna(0).to_numpy()
    assert np.bincount(component, effects) == pytest.approx(0, abs=1e-8)
    if pairs:
        assert worst_contrast(fit) == pytest.approx(np.sqrt(max(pairs)), abs=1e-7)
    else:
        assert np.isnan(worst_contrast(fit))


def test_the_covariance_of_adjusted_scores_does_not_depend_on_the_side_that_is_solved():
    frame, _ = a_panel(np.random.default_rng(3), entries=4, jurors=9, reviews=6)

    fit = fit_additive(frame)

    assert fit.contrasts.is_turned
    share = fit.design.incidence.toarray() / fit.design.sheets_of_entry[:, None]
    design, Z, W, _ = dense(frame)
    G = np.linalg.pinv(np.hstack([Z, W]).T @ np.hstack([Z, W]))
    centre = np.eye(9) - 1 / 9
    V = centre @ G[4:, 4:] @ centre
    expected = share @ V @ share.T + np.diag(1 / design.sheets_of_entry)
    assert entry_covariance(fit).to_numpy() == pytest.approx(fit.sigma2 * expected)


@settings(max_examples=60, deadline=None)
@given(designs())
def test_chances_add_up_to_the_prizes_over_the_whole_ranking_or_are_all_unknown(frame):
    ks, E = [1, 2, 99], frame["entry"].nunique()
    assume(E > 1)

    places = posterior_places(fit_mixed(frame), ks, np.random.default_rng(1), draws=150)

    for k in ks:
        chances = places.probability[k]
        assert chances.isna().all() or chances.sum() == pytest.approx(min(k, E))
        assert chances.isna().all() or chances.notna().all()
    assert (places.probability[1].isna() == places.band["low"].isna()).all()


def test_where_every_juror_has_one_sheet_juror_and_error_are_one():
    frame = unnamed(np.random.default_rng(2), entries=12, sheets=4)

    fit = fit_mixed(frame)

    groups = frame.groupby("entry")["points"]
    within = groups.var().mean()
    between = groups.mean().var() - within / 4
    assert fit.var_judge == 0
    assert fit.var_error == pytest.approx(within)
    assert fit.var_entry == pytest.approx(between)
    assert posterior_places(fit, [3], np.random.default_rng(1)).probability[3].sum() == (pytest.approx(3))


def test_where_every_entry_has_one_sheet_no_chance_is_known():
    frame = sheets([("A", 1, 5), ("B", 1, 7), ("C", 2, 6), ("D", 3, 2), ("E", 3, 4)])

    places = posterior_places(fit_mixed(frame), [1, 5], np.random.default_rng(1))

    assert places.probability[1].isna().all()
    assert places.probability[5].to_list() == [1.0] * 5


def test_an_entry_that_substitutes_read_late_is_not_sure_of_a_prize():
    frame, _ = a_panel(np.random.default_rng(4), entries=8, jurors=4)
    late = sheets([(99, 90 + j, 5.5) for j in range(3)])

    places = posterior_places(
        fit_mixed(sheets([*frame.itertuples(index=False), *late.itertuples(index=False)])),
        [2],
        np.random.default_rng(1),
    )

    assert places.probability[2].loc[99] < 0.9
    assert np.ptp(places.band.loc[99].to_numpy(dtype=float)) >= 3


def test_chances_are_those_of_a_dense_integral_over_the_components_of_variance():
    frame = sheets(
        [(e, j, p) for e, own in enumerate([[7, 6], [5, 6], [4, 4]]) for j, p in enumerate(own)]
        + [(3, 5, 6), (3, 6, 7), (4, 5, 2), (4, 6, 3)]
    )
    _design, Z, W, y = dense(frame)
    x = np.arange(-7, 7.01, 0.35)
    rng, found = np.random.default_rng(5), np.zeros(5)
    total = 0.0
    points = []
    for a in x:
        for b in x:
            V = np.exp(a) * Z @ Z.T + np.exp(b) * W @ W.T + np.eye(len(y))
            inverse, one = np.linalg.inv(V), np.ones(len(y))
            information = one @ inverse @ one
            mu = one @ inverse @ y / information
            squares = (y - mu) @ inverse @ (y - mu)
            log = -0.5 * ((len(y) - 1) * np.log(squares) + np.linalg.slogdet(V)[1] + np.log(information))
            log += float(_prior(np.array([a]))[0] + _prior(np.array([b]))[0])
            swing = 1 - np.exp(a) * Z.T @ inverse @ one
            C = np.exp(a) * np.eye(5) - np.exp(2 * a) * Z.T @ inverse @ Z
            C += np.outer(swing, swing) / information
            mean = mu + np.exp(a) * Z.T @ inverse @ (y - mu)
            points.append((log, mean, C * squares))
    top = max(log for log, *_rest in points)
    for log, mean, C in points:
        if log > top - 12:
            weight = np.exp(log - top)
            chi = rng.chisquare(len(y) - 1, 200)
            root = np.linalg.cholesky(C + 1e-12 * np.trace(C) * np.eye(5))
            worth = mean[:, None] + root @ rng.standard_normal((5, 200)) / np.sqrt(chi)
            found += weight * share_within(places_of(worth), 2)
            total += weight

    chances = posterior_places(fit_mixed(frame), [2], np.random.default_rng(6), 20_000)

    assert chances.probability[2].to_numpy() == pytest.approx(found / total, abs=0.02)


def test_which_side_is_solved_changes_no_variance(monkeypatch):
    frame, _ = a_panel(np.random.default_rng(7), entries=6, jurors=12, reviews=5)
    turned = fit_mixed(frame)
    monkeypatch.setattr("judging.stats.mixed.smaller_side", lambda design: (design, False))

    straight = fit_mixed(frame)

    assert turned.posterior.is_turned
    assert not straight.posterior.is_turned
    for name in ("var_entry", "var_judge", "var_error", "reml_criterion", "mu"):
        assert getattr(turned, name) == pytest.approx(getattr(straight, name), rel=1e-5)
    assert turned.juror_blup.to_numpy() == pytest.approx(straight.juror_blup.to_numpy(), abs=1e-5)
    assert turned.posterior_sd.to_numpy() == pytest.approx(straight.posterior_sd.to_numpy(), rel=1e-5)


def test_draws_of_either_side_have_the_mean_and_the_spread_of_the_posterior():
    for entries, jurors in ((9, 4), (4, 9)):
        frame, _ = a_panel(np.random.default_rng(8), entries=entries, jurors=jurors, reviews=3)
        fit = fit_mixed(frame)
        drawn = np.concatenate(list(drawn_worth(fit, np.random.default_rng(9), 20_000, plugged=True)), axis=1)

        assert drawn.mean(axis=1) == pytest.approx(fit.posterior_mean.to_numpy(), abs=0.03)
        assert np.cov(drawn) == pytest.approx(posterior_covariance(fit).to_numpy(), abs=0.03)


def test_no_matrix_of_jurors_by_jurors_is_made_of_many_components():
    design = read_design(unnamed(np.random.default_rng(1), entries=3_000, sheets=3))

    turned, is_turned = blocks.smaller_side(design)

    assert is_turned
    assert blocks.layout_of(turned).size == 3_000
    assert blocks.layout_of(design).size == 27_000
