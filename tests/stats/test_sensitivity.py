"""What other weights would do, against linear programmes, grids and hand-made corners."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pandas.testing import assert_frame_equal, assert_series_equal
from scipy.optimize import linprog

from judging.stats.library.never_first import never_first
from judging.stats.library.other_weights import leave_one_criterion_out, rerank
from judging.stats.profiles import leaders
from judging.stats.sensitivity import effective_weights, stability_intervals
from judging.stats.smaa import smaa
from judging.stats.weight_change import smallest_change, weights_to_draw_level

WEIGHTS = pd.Series({"new": 3, "useful": 2, "wide": 1})


def a_profile(seed=5, entries=12):
    points = np.random.default_rng(seed).integers(0, 21, (entries, 3)) / 2
    return pd.DataFrame(points, [f"e{n:02}" for n in range(entries)], list(WEIGHTS.index))


def shuffled(profile):
    return profile.sample(frac=1, random_state=3).sample(frac=1, axis=1, random_state=4)


def with_share(weights, criterion, share):
    others = weights.drop(criterion)
    return pd.concat([others / others.sum() * (1 - share), pd.Series({criterion: share})])


@pytest.mark.parametrize("k", [1, 3])
@pytest.mark.parametrize("criterion", WEIGHTS.index)
def test_the_front_is_the_same_inside_its_interval_and_another_outside(criterion, k):
    profile = a_profile()
    low, _, high = stability_intervals(profile, WEIGHTS, k).loc[criterion]
    front = set(leaders(profile, WEIGHTS / 6, k))

    for share in np.linspace(0.001, 0.999, 300):
        moved = with_share(WEIGHTS, criterion, share).loc[WEIGHTS.index]
        assert (set(leaders(profile, moved, k)) == front) is bool(low <= share <= high)


def test_a_single_criterion_has_no_interval():
    table = stability_intervals(a_profile()[["new"]], pd.Series({"new": 1}))

    assert table.loc["new", ["low", "high"]].isna().all()


def test_entries_that_are_not_in_front_have_no_interval():
    profile = pd.DataFrame({"new": [9.0, 5.0], "useful": [9.0, 5.0]}, index=["A", "B"])

    table = stability_intervals(profile, pd.Series({"new": 1, "useful": 1}), chosen=["B"])

    assert table[["low", "high"]].isna().all(axis=None)


def test_a_tie_broken_by_the_jury_is_kept():
    profile = pd.DataFrame({"new": [8.0, 6.0], "useful": [6.0, 8.0]}, index=["A", "B"])

    table = stability_intervals(profile, pd.Series({"new": 1, "useful": 1}), chosen=["B"])

    assert table.loc["new", ["low", "high"]].tolist() == [0.0, 0.5]


def test_all_entries_in_front_stay_there_under_any_weights():
    table = stability_intervals(a_profile(), WEIGHTS, k=12)

    assert table[["low", "high"]].drop_duplicates().to_numpy().tolist() == [[0.0, 1.0]]


def test_smallest_changes_agree_with_linear_programming():
    profile, shares = a_profile(), WEIGHTS / 6
    needed = weights_to_draw_level(profile, WEIGHTS)
    leader = leaders(profile, shares)[0]

    for rival in needed.index:
        lead = (profile.loc[leader] - profile.loc[rival]).to_numpy()
        oracle = linprog(
            np.ones(6),
            A_ub=[np.concatenate([lead, -lead])],
            b_ub=[-(lead @ shares)],
            A_eq=[np.concatenate([np.ones(3), -np.ones(3)])],
            b_eq=[0],
            bounds=[(0, None)] * 3 + [(0, share) for share in shares],
        )
        change = (needed.loc[rival] - shares).abs().sum(skipna=False)
        assert np.isnan(change) == (oracle.status == 2)
        if oracle.status == 0:
            assert change == pytest.approx(oracle.fun, abs=1e-9)


def test_the_smallest_change_leaves_the_two_level():
    profile = a_profile()

    found = smallest_change(profile, WEIGHTS)

    assert found.weights.sum() == pytest.approx(1)
    assert profile.loc[found.rival] @ found.weights == pytest.approx(profile.loc[found.leader] @ found.weights)


def test_a_winner_on_every_criterion_cannot_be_dethroned():
    profile = pd.DataFrame({"new": [9.0, 5.0], "useful": [9.0, 5.0]}, index=["A", "B"])

    assert smallest_change(profile, pd.Series({"new": 1, "useful": 1})) is None


def test_one_entry_has_no_rival():
    profile = pd.DataFrame({"new": [9.0]}, index=["A"])

    assert smallest_change(profile, pd.Series({"new": 1})) is None
    assert never_first(profile).tolist() == [False]


@given(st.integers(0, 500))
@settings(max_examples=25, deadline=None)
def test_no_drawn_weights_make_an_entry_win_that_can_never_be_first(seed):
    profile = a_profile(seed, entries=15)

    never = never_first(profile)

    first = smaa(profile, WEIGHTS, np.random.default_rng(seed), draws=3000).table["first"]
    assert (first[never] == 0).all()
    assert never[first == 0].mean() > 0.5 or (first == 0).sum() < 3


def test_what_a_criterion_decides_sums_to_one_and_a_flat_one_decides_nothing():
    effective = effective_weights(a_profile().assign(new=7.0), WEIGHTS)

    assert effective["new"] == 0
    assert effective.sum() == pytest.approx(1)


def test_equal_totals_leave_the_effective_weights_unknown():
    assert effective_weights(a_profile(entries=1), WEIGHTS).isna().all()


def test_what_if_keeps_exact_ties_and_counts_sheets():
    totals = pd.DataFrame({"new": [3, 2, 0], "useful": [3, 2, 0]}, index=["A", "B", "C"])

    table = rerank(totals, pd.Series({"new": 1, "useful": 2}), pd.Series([3, 2, 0], list("ABC")))

    assert table["points"].tolist()[:2] == [1.0, 1.0]
    assert table["place"].tolist()[:2] == [1.0, 1.0]
    assert table.loc["C"].isna().all()


def test_what_if_without_any_weight_is_refused():
    with pytest.raises(ValueError, match="at least one"):
        rerank(pd.DataFrame({"new": [1]}), pd.Series({"new": 0}))


def test_without_the_only_criterion_there_is_no_ranking():
    assert leave_one_criterion_out(a_profile()[["new"]], WEIGHTS[["new"]]).isna().all(axis=None)


def test_without_a_criterion_the_others_decide():
    profile = a_profile()

    places = leave_one_criterion_out(profile, WEIGHTS)

    rest = 3 * profile["new"] + 2 * profile["useful"]
    assert places["wide"].tolist() == rest.rank(method="min", ascending=False).tolist()


@given(st.integers(0, 500), st.integers(1, 12), st.sampled_from([None, 5.0, 50.0]), st.booleans())
@settings(max_examples=25, deadline=None)
def test_acceptability_sums_to_one_and_to_k_even_with_twins(seed, k, concentration, twins):
    profile = a_profile(seed)
    if twins:
        profile.iloc[3:7] = profile.iloc[0].to_numpy()

    found = smaa(profile, WEIGHTS, np.random.default_rng(seed), draws=400, concentration=concentration, k=k)

    assert found.table.sum().tolist() == pytest.approx([1, k])
    assert found.central_weights.dropna().sum(axis=1).to_numpy() == pytest.approx(1)


def test_drawn_weights_scatter_round_those_of_the_rules():
    profile = pd.DataFrame({"new": [1.0], "useful": [1.0], "wide": [1.0]}, index=["A"])

    found = smaa(profile, WEIGHTS, np.random.default_rng(0), concentration=50.0)

    assert found.central_weights.loc["A"].to_numpy() == pytest.approx(WEIGHTS / 6, abs=0.005)


def answers(profile, weights):
    found = smaa(profile, weights, np.random.default_rng(1), draws=500, k=3)
    return [
        stability_intervals(profile, weights, k=3),
        weights_to_draw_level(profile, weights),
        leave_one_criterion_out(profile, weights),
        effective_weights(profile, weights).to_frame(),
        found.table,
        found.central_weights,
    ]


def test_order_of_rows_and_columns_does_not_matter_bit_for_bit():
    pairs = zip(answers(a_profile(), WEIGHTS), answers(shuffled(a_profile()), WEIGHTS), strict=True)

    for expected, got in pairs:
        assert_frame_equal(got, expected, check_exact=True)
    assert_series_equal(never_first(shuffled(a_profile())), never_first(a_profile()))


def test_weights_times_ten_change_nothing():
    pairs = zip(answers(a_profile(), WEIGHTS), answers(a_profile(), WEIGHTS * 10), strict=True)

    for expected, got in pairs:
        assert_frame_equal(got, expected, check_exact=True)


@pytest.mark.parametrize(
    ("weights", "reason"),
    [
        ({"new": -1, "useful": 2, "wide": 1}, "negative"),
        ({"new": 0, "useful": 0, "wide": 0}, "at least one"),
        ({"new": 1, "useful": 1}, "different criteria"),
        ({"new": np.nan, "useful": 1, "wide": 1}, "finite"),
    ],
)
def test_malformed_weights_are_refused_with_the_reason(weights, reason):
    with pytest.raises(ValueError, match=reason):
        stability_intervals(a_profile(), pd.Series(weights))
