"""Chances and bands against closed forms, the Paris tasting, and the corners of 7.6."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from pandas.testing import assert_frame_equal
from scipy import stats

from judging.stats.draws import drawn_worth, places_of, share_within
from judging.stats.library.covariances import posterior_covariance
from judging.stats.library.first_of_normals import top_k_probability
from judging.stats.mixed import fit_mixed
from judging.stats.uncertainty import posterior_places, zones, zones_by_place
from tests.stats.panels import a_panel, case, paris, partial_sheets, sheets, shuffled

EQUAL = [("A", 1, 5), ("A", 2, 5), ("A", 3, 5), ("B", 1, 5), ("B", 2, 5), ("B", 3, 5)]


def rng():
    return np.random.default_rng(1976)


def test_two_normals_follow_the_closed_form():
    data, expected = (case("topk_two_normals")[part] for part in ("data", "expected"))
    mean = pd.Series(data["mean"], data["entries"])

    chance = top_k_probability(mean, data["cov"], data["k"], rng(), draws=40_000)

    assert chance.to_dict() == pytest.approx(expected["p_top"], abs=0.01)


@pytest.mark.parametrize("shared", [0.0, 0.3, -0.2])
def test_correlation_of_two_normals_counts(shared):
    cov = [[0.5, shared], [shared, 0.5]]
    expected = stats.norm.cdf(0.4 / np.sqrt(1 - 2 * shared))

    assert top_k_probability([1.4, 1.0], cov, 1, rng(), 40_000)[0] == pytest.approx(expected, abs=0.01)


def test_a_singular_covariance_is_drawn_from_as_well():
    cov = np.ones((3, 3))

    assert top_k_probability([3, 1, 2], cov, 2, rng()).to_list() == [1, 0, 1]


@given(st.integers(1, 9), st.integers(0, 12), st.floats(0, 5), st.floats(0, 1))
def test_exchangeable_entries_have_exactly_equal_chances(n, k, variance, share):
    cov = variance * (np.eye(n) * (1 - share) + share)

    assert top_k_probability(np.full(n, 7.0), cov, k, rng()).to_list() == [min(k / n, 1)] * n


def test_as_many_prizes_as_entries_are_certain():
    assert top_k_probability([1, 2], np.eye(2), 2, rng()).to_list() == [1, 1]


@pytest.mark.parametrize(
    ("mean", "cov", "k"),
    [([1, 2], np.eye(3), 1), ([1, np.nan], np.eye(2), 1), ([1, 2], np.eye(2), -1)],
)
def test_malformed_normals_are_refused(mean, cov, k):
    with pytest.raises(ValueError, match="finite, of shapes"):
        top_k_probability(mean, cov, k, rng())


def test_the_chances_of_paris():
    expected = case("paris1976_chardonnay")["expected"]

    places = posterior_places(fit_mixed(paris()), [1, 3], rng(), draws=20_000)

    first, three = places.probability[1], places.probability[3]
    assert first[list("ABC")].to_dict() == pytest.approx(expected["posterior_p_first"], abs=0.03)
    assert three[list("ABCDE")].to_dict() == pytest.approx(expected["posterior_p_top3"], abs=0.03)
    assert places.zone[3].to_dict() == dict.fromkeys("ABCDE", "CONTEST") | dict.fromkeys(
        "FGHIJ", "OUT"
    ) | dict.fromkeys("AB", "SAFE")
    assert places.band.loc["J"].to_list() == [10, 10]
    assert places.flags == ()


def test_draws_agree_with_the_dense_posterior():
    fit = fit_mixed(a_panel(np.random.default_rng(5), reviews=3)[0])
    expected = top_k_probability(fit.posterior_mean, posterior_covariance(fit), 4, rng(), draws=40_000)

    worth = np.concatenate(list(drawn_worth(fit, rng(), 40_000, plugged=True)), axis=1)

    assert share_within(places_of(worth), 4) == pytest.approx(expected.to_numpy(), abs=0.015)


@settings(max_examples=25, deadline=None)
@given(partial_sheets())
def test_chances_sum_to_the_number_of_prizes_and_grow_with_it(frame):
    assume(frame["juror"].nunique() > 2 and frame["entry"].duplicated().any())
    ks = [0, 1, 2, 5, 99]

    places = posterior_places(fit_mixed(frame), ks, rng(), draws=200)

    size = len(places.probability)
    assert places.probability.sum().to_list() == pytest.approx([min(k, size) for k in ks])
    assert (np.diff(places.probability, axis=1) >= -1e-12).all()
    assert (places.band["low"] <= places.band["high"]).all()


@settings(max_examples=15, deadline=None)
@given(partial_sheets())
def test_the_order_of_the_rows_changes_no_bit(frame):
    one, other = (posterior_places(fit_mixed(rows), [1, 2], rng(), draws=100) for rows in (frame, shuffled(frame)))

    assert_frame_equal(one.probability, other.probability, check_exact=True)
    assert_frame_equal(one.band, other.band, check_exact=True)


def test_a_constant_added_to_a_juror_changes_no_chance():
    frame, _ = a_panel(np.random.default_rng(13))
    shifted = frame.assign(points=frame["points"] + 3 * (frame["juror"] == 1))

    one, other = (posterior_places(fit_mixed(rows), [3], rng()).probability for rows in (frame, shifted))

    assert (one - other).abs().to_numpy().max() < 0.02


def test_below_three_jurors_every_chance_is_unknown():
    frame, _ = a_panel(np.random.default_rng(14), jurors=2)

    places = posterior_places(fit_mixed(frame), [3], rng())

    assert places.probability.isna().all(axis=None)
    assert places.band.isna().all(axis=None)
    assert set(places.zone[3]) == {None}


def test_two_jurors_are_enough_where_nothing_needs_to_be_estimated():
    frame, _ = a_panel(np.random.default_rng(14), entries=4, jurors=2)
    alike = sheets([(e, j, 5) for e in "ABC" for j in (1, 2)])

    prizes_for_all = posterior_places(fit_mixed(frame), [3, 4], rng())
    equal = posterior_places(fit_mixed(alike), [1], rng())

    assert prizes_for_all.probability[3].isna().all()
    assert prizes_for_all.probability[4].to_list() == [1.0] * 4
    assert prizes_for_all.zone[4].to_list() == ["SAFE"] * 4
    assert equal.probability[1].to_list() == pytest.approx([1 / 3] * 3)


def test_one_juror_alone_gives_no_chance_even_where_all_are_awarded():
    frame, _ = a_panel(np.random.default_rng(14), entries=4, jurors=1)

    places = posterior_places(fit_mixed(frame), [4], rng())

    assert places.probability.isna().all(axis=None)


def test_equal_scores_give_everybody_the_same_chance():
    places = posterior_places(fit_mixed(sheets(EQUAL)), [1, 2], rng())

    assert places.probability.to_numpy().tolist() == [[0.5, 1.0]] * 2
    assert places.band.to_numpy().tolist() == [[1, 2]] * 2
    assert places.flags == ("NO_VARIATION", "NO_SEPARATION")


def test_islands_have_their_chances_together():
    one, _ = a_panel(np.random.default_rng(15), entries=4, jurors=3)
    two = one.assign(entry=one["entry"] + 10, juror=one["juror"] + 10)

    places = posterior_places(fit_mixed(pd.concat([one, two])), [1], rng())

    assert "DISCONNECTED" in places.flags
    assert places.probability[1].sum() == pytest.approx(1)


def test_equal_scores_on_islands_make_nobody_safe():
    places = posterior_places(fit_mixed(sheets([("A", 1, 5), ("B", 2, 5)])), [1], rng())

    assert places.probability[1].to_list() == [0.5, 0.5]
    assert places.zone[1].to_list() == ["CONTEST", "CONTEST"]


def test_zones_have_sharp_edges():
    chances = np.array([1.0, 0.95, 0.949, 0.05, 0.049, np.nan])

    assert zones(chances).tolist() == ["SAFE", "SAFE", "CONTEST", "CONTEST", "OUT", None]


def test_no_zone_contradicts_the_official_place():
    chances = np.array([0.01, 0.96, 0.5, 0.97, 0.01])
    places = np.array([1.0, 2, 3, 4, 5])

    assert zones_by_place(chances, places, 2).tolist() == [
        "CONTEST",
        "SAFE",
        "CONTEST",
        "CONTEST",
        "OUT",
    ]


def test_of_few_and_unreliable_entries_none_is_settled_unless_all_win():
    chances, places = np.array([1.0, 1.0]), np.array([1.0, 2.0])

    assert zones_by_place(chances, places, 1, can_settle=False).tolist() == ["CONTEST"] * 2
    assert zones_by_place(chances, places, 2, can_settle=False).tolist() == ["SAFE"] * 2


def test_a_negative_prize_line_is_refused():
    with pytest.raises(ValueError, match="negative"):
        posterior_places(fit_mixed(sheets(EQUAL)), [-1], rng())
