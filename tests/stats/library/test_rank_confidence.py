"""Rank confidence sets against the published PISA example, closed forms and coverage."""

import numpy as np
import pandas as pd
import pytest
from scipy import stats

from judging.stats.library.covariances import entry_covariance
from judging.stats.library.rank_confidence import rank_confidence_sets
from judging.stats.severity import fit_additive
from tests.stats.panels import by_juror, case, paris

PISA = case("rank_confidence_pisa_top5")


def pisa(seed):
    data = PISA["data"]
    return rank_confidence_sets(
        pd.Series(data["estimate"], data["entries"]),
        np.random.default_rng(seed),
        se=data["se"],
        tau=data["tau"],
        coverage=data["coverage"],
    )


@pytest.mark.parametrize("seed", range(5))
def test_twelve_countries_may_be_among_the_first_five(seed):
    assert sorted(pisa(seed).tau_best) == PISA["expected"]["confidence_set"]


def test_every_set_holds_the_estimated_place_and_the_marginal_one_lies_inside():
    found = pisa(0)
    place = pd.Series(PISA["data"]["estimate"], PISA["data"]["entries"]).rank(ascending=False)

    assert place.between(found.marginal["low"], found.marginal["high"]).all()
    assert (found.simultaneous["low"] <= found.marginal["low"]).all()
    assert (found.simultaneous["high"] >= found.marginal["high"]).all()


def test_two_entries_are_apart_beyond_the_normal_quantile():
    limit = stats.norm.ppf(0.975) * np.sqrt(2)
    near, far = (
        rank_confidence_sets([d, 0], np.random.default_rng(1), se=[1, 1], draws=20_000).simultaneous
        for d in (limit - 0.1, limit + 0.1)
    )

    assert near.to_numpy().tolist() == [[1, 2], [1, 2]]
    assert far.to_numpy().tolist() == [[1, 1], [2, 2]]


def test_equal_errors_give_the_studentised_range():
    n = 8
    limit = stats.studentized_range.ppf(0.95, n, np.inf)
    others = np.zeros(n - 1)

    def bounds(gap):
        sets = rank_confidence_sets([gap, *others], np.random.default_rng(2), se=np.ones(n), draws=20_000)
        return sets.simultaneous.iloc[0].to_list()

    assert bounds(limit - 0.15) == [1, n]
    assert bounds(limit + 0.15) == [1, 1]


def test_paris_can_hardly_separate_its_wines():
    table = by_juror(paris())

    found = rank_confidence_sets(table.mean(), np.random.default_rng(3), cov=table.cov() / len(table), draws=4_000)

    assert found.simultaneous.loc["A"].to_list() == [1, 7]


def test_a_common_error_variance_separates_the_last_wine_of_paris():
    fit = fit_additive(paris())

    found = rank_confidence_sets(fit.adjusted, np.random.default_rng(3), cov=entry_covariance(fit), draws=4_000)

    assert found.simultaneous.loc["J"].to_list() == [10, 10]


def test_a_shared_error_separates_nothing_and_hides_nothing():
    cov = np.eye(3) * 0.01 + 100

    found = rank_confidence_sets([3, 2, 1], np.random.default_rng(4), cov=cov)

    assert found.simultaneous.to_numpy().tolist() == [[1, 1], [2, 2], [3, 3]]


def test_estimates_without_error_are_apart_unless_equal():
    found = rank_confidence_sets([2, 1, 1], np.random.default_rng(5), se=[0, 0, 0])

    assert found.simultaneous.to_numpy().tolist() == [[1, 1], [2, 3], [2, 3]]
    assert found.marginal.to_numpy().tolist() == [[1, 1], [2, 3], [2, 3]]


def test_all_true_places_are_covered_as_often_as_promised():
    rng, truth = np.random.default_rng(6), np.array([4, 3, 2.5, 1, 0.5, 0])
    place, covered = np.arange(1, 7), 0
    for _ in range(200):
        estimate = truth + rng.normal(0, 0.5, len(truth))
        sets = rank_confidence_sets(estimate, rng, se=np.full(6, 0.5), coverage=0.9, draws=300).simultaneous
        covered += bool(((sets["low"] <= place) & (sets["high"] >= place)).all())

    assert covered / 200 > 0.85


@pytest.mark.parametrize(
    ("errors", "message"),
    [
        ({}, "either se or cov"),
        ({"se": [1, 1], "cov": np.eye(2)}, "either se or cov"),
        ({"se": [1, 1, 1]}, "match"),
        ({"se": [1, np.nan]}, "finite"),
        ({"se": [1, 1], "coverage": 1.0}, "between 0 and 1"),
    ],
)
def test_malformed_estimates_are_refused(errors, message):
    with pytest.raises(ValueError, match=message):
        rank_confidence_sets([1, 2], np.random.default_rng(7), **errors)
