"""Entries dealt to jurors: what holds for every seed, and what is refused by name."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pandas.testing import assert_frame_equal
from scipy.optimize import linear_sum_assignment

from judging.stats.assignment import Infeasible
from judging.stats.dealing import deal
from judging.stats.expertise import assign_by_cost, assign_by_expertise
from judging.stats.orders import positions
from judging.stats.plan_quality import design_quality

PAIR = ["entry", "juror"]


def names(letter, count):
    return [f"{letter}{n:03}" for n in range(count)]


def some_pairs(entries, jurors, rate, seed):
    opposed = np.random.default_rng(seed).random((entries, jurors)) < rate
    entry, juror = np.nonzero(opposed)
    return pd.DataFrame(
        {
            "entry": np.array(names("e", entries))[entry],
            "juror": np.array(names("j", jurors))[juror],
        }
    )


def broken(plan, conflicts):
    return len(plan.merge(conflicts, on=PAIR)) + int(plan.duplicated().sum())


@given(st.integers(0, 10_000), st.integers(12, 60), st.integers(4, 9), st.integers(2, 3))
@settings(max_examples=40, deadline=None)
def test_every_deal_keeps_the_rules(seed, entries, jurors, per_entry):
    conflicts = some_pairs(entries, jurors, 0.04, seed)
    conflicts = conflicts.groupby("entry").head(jurors - per_entry)

    plan = deal(
        names("e", entries),
        names("j", jurors),
        per_entry,
        conflicts=conflicts,
        rng=np.random.default_rng(seed),
    )

    quality = design_quality(plan)
    assert broken(plan, conflicts) == 0
    assert quality.entry_load == (per_entry, per_entry)
    assert quality.juror_load[1] - quality.juror_load[0] <= 1
    assert len(plan) == entries * per_entry
    assert quality.components == 1


@given(st.integers(0, 10_000))
@settings(max_examples=20, deadline=None)
def test_submitted_sheets_stay_and_the_work_of_a_juror_who_left_is_shared(seed):
    before = deal(names("e", 30), names("j", 6), 3, rng=np.random.default_rng(seed))
    submitted = before.sample(frac=0.3, random_state=seed)
    left, staying = "j000", names("j", 6)[1:]

    after = deal(names("e", 30), staying, 3, fixed=submitted, rng=np.random.default_rng(seed + 1))

    assert len(after.merge(submitted, on=PAIR)) == len(submitted)
    assert (after["juror"] == left).sum() == (submitted["juror"] == left).sum()
    assert design_quality(after).entry_load == (3, 3)
    assert np.ptp(after.loc[after["juror"] != left, "juror"].value_counts()) <= 1


def test_an_entry_without_enough_eligible_jurors_is_named():
    conflicts = pd.DataFrame({"entry": "e001", "juror": names("j", 3)})

    with pytest.raises(Infeasible) as refusal:
        deal(names("e", 5), names("j", 4), 2, conflicts=conflicts, rng=np.random.default_rng(0))

    assert refusal.value.entries == ("e001",)


def test_entries_that_together_lack_jurors_are_named():
    """Each of three entries has an eligible juror, but all the same one, who takes two."""
    conflicts = pd.DataFrame(
        [(e, j) for e in names("e", 3) for j in names("j", 4)[1:]], columns=PAIR
    )

    with pytest.raises(Infeasible) as refusal:
        deal(
            names("e", 8),
            names("j", 4),
            1,
            conflicts=conflicts,
            load=(0, 2),
            rng=np.random.default_rng(0),
        )

    assert refusal.value.entries == tuple(names("e", 3))


def test_uneven_loads_are_accepted_where_conflicts_leave_no_other_way():
    conflicts = pd.DataFrame({"entry": names("e", 9), "juror": "j000"})

    plan = deal(names("e", 10), names("j", 3), 2, conflicts=conflicts, rng=np.random.default_rng(3))

    assert plan["juror"].value_counts().sort_index().tolist() in (
        [1, 9, 10],
        [1, 10, 9],
        [0, 10, 10],
    )
    assert broken(plan, conflicts) == 0


def test_a_tight_plan_that_swaps_cannot_find_is_found_as_a_flow():
    """Every entry has exactly as many eligible jurors as it needs."""
    eligible = {(e, (e + step) % 8) for e in range(8) for step in (0, 1, 3)}
    conflicts = pd.DataFrame(
        [(e, j) for e in range(8) for j in range(8) if (e, j) not in eligible], columns=PAIR
    )

    plan = deal(range(8), range(8), 3, conflicts=conflicts, rng=np.random.default_rng(0))

    assert set(plan.itertuples(index=False, name=None)) == eligible


def test_no_juror_gets_more_than_the_load_allows():
    with pytest.raises(Infeasible, match="room for 8 of 10"):
        deal(range(5), range(4), 2, load=(0, 2), rng=np.random.default_rng(0))


def test_a_juror_gets_at_least_the_load_that_was_asked():
    with pytest.raises(Infeasible, match="cannot get 5 entries"):
        deal(range(5), range(4), 2, load=(5, 9), rng=np.random.default_rng(0))


def test_a_sheet_in_conflict_cannot_be_kept():
    pair = pd.DataFrame({"entry": [1], "juror": [2]})

    with pytest.raises(ValueError, match="in conflict"):
        deal(range(5), range(4), 2, conflicts=pair, fixed=pair, rng=np.random.default_rng(0))


def test_the_order_of_labels_and_conflicts_does_not_matter():
    conflicts = some_pairs(20, 6, 0.1, 5)
    rng = np.random.default_rng

    plan = deal(names("e", 20), names("j", 6), 3, conflicts=conflicts, rng=rng(9))
    mixed = deal(
        names("e", 20)[::-1],
        names("j", 6)[::-1],
        3,
        conflicts=conflicts.sample(frac=1, random_state=1),
        rng=rng(9),
    )

    assert_frame_equal(plan, mixed)


def two_fields(entries=60, jurors=8):
    same = np.arange(entries)[:, None] % 2 == np.arange(jurors)[None, :] % 2
    noise = np.random.default_rng(1).random(same.shape) / 10
    return pd.DataFrame(same + noise, names("e", entries), names("j", jurors))


def of_plan(affinity, plan):
    return np.mean([affinity.loc[entry, juror] for entry, juror in plan[PAIR].to_numpy()])


@pytest.mark.parametrize("seed", range(3))
def test_experts_of_two_fields_stay_comparable_by_the_share_dealt_at_random(seed):
    affinity = two_fields()

    plan = assign_by_expertise(affinity, 3, rng=np.random.default_rng(seed))

    quality = design_quality(plan)
    assert (quality.components, quality.entry_load) == (1, (3, 3))
    assert quality.juror_load == (22, 23)
    assert of_plan(affinity, plan) > 0.8


def test_even_without_a_random_share_the_parts_are_joined():
    plan = assign_by_expertise(two_fields(), 3, cross_share=0, rng=np.random.default_rng(0))

    assert design_quality(plan).components == 1
    assert of_plan(two_fields(), plan) > 1.0


def test_expertise_respects_conflicts_caps_and_kept_sheets():
    affinity, kept = two_fields(), pd.DataFrame({"entry": ["e000"], "juror": ["j001"]})
    conflicts = some_pairs(60, 8, 0.1, 2)
    conflicts = conflicts[(conflicts["entry"] != "e000") | (conflicts["juror"] != "j001")]

    plan = assign_by_expertise(
        affinity,
        3,
        conflicts=conflicts,
        caps=(15, 30),
        fixed=kept,
        rng=np.random.default_rng(0),
    )

    low, high = design_quality(plan).juror_load
    assert (low >= 15, high <= 30) == (True, True)
    assert (broken(plan, conflicts), len(plan.merge(kept))) == (0, 1)


def test_many_pairs_are_thinned_to_candidates_without_breaking_a_rule():
    random = np.random.default_rng(4)
    affinity = pd.DataFrame(random.random((800, 90)), names("e", 800), names("j", 90))
    conflicts = some_pairs(800, 90, 0.05, 3)

    plan = assign_by_expertise(affinity, 3, conflicts=conflicts, rng=random)

    assert (broken(plan, conflicts), design_quality(plan).juror_load) == (0, (26, 27))
    assert of_plan(affinity, plan) > 0.75


def test_order_of_the_affinities_does_not_matter():
    affinity = two_fields()
    mixed = affinity.sample(frac=1, random_state=1).sample(frac=1, axis=1, random_state=2)

    first = assign_by_expertise(affinity, 3, rng=np.random.default_rng(0))
    second = assign_by_expertise(mixed, 3, rng=np.random.default_rng(0))

    assert_frame_equal(first, second)


@given(st.integers(0, 1000), st.integers(2, 9), st.integers(0, 4))
@settings(max_examples=20, deadline=None)
def test_the_cheapest_assignment_agrees_with_the_hungarian_method(seed, entries, spare):
    table = np.random.default_rng(seed).integers(1, 100, (entries, entries + spare))
    rows, columns = linear_sum_assignment(table)

    plan = assign_by_cost(pd.DataFrame(table), 1, max_load=1)

    assert plan["cost"].sum() == table[rows, columns].sum()


def test_a_cost_left_empty_forbids_the_pair():
    cost = pd.DataFrame({"Ewa": [1.0, np.nan], "Jan": [np.nan, np.nan]}, index=["A", "B"])

    with pytest.raises(Infeasible) as refusal:
        assign_by_cost(cost, 1)

    assert refusal.value.entries == ("B",)


def test_each_juror_reads_in_an_order_of_their_own_without_gaps():
    plan = deal(names("e", 40), names("j", 7), 3, rng=np.random.default_rng(0))

    ordered = positions(plan, np.random.default_rng(1))

    assert_frame_equal(ordered[PAIR], plan)
    for _, own in ordered.groupby("juror"):
        assert sorted(own["position"]) == list(range(1, len(own) + 1))


@given(st.integers(0, 1000))
@settings(max_examples=15, deadline=None)
def test_no_entry_is_always_early_or_always_late(seed):
    complete = pd.MultiIndex.from_product([range(20), range(8)], names=PAIR).to_frame(index=False)

    ordered = positions(complete, np.random.default_rng(seed))

    assert ordered.groupby("entry")["position"].mean().unique().tolist() == [10.5]


def test_the_order_of_the_pairs_does_not_change_the_reading():
    plan = deal(names("e", 20), names("j", 5), 2, rng=np.random.default_rng(0))

    first = positions(plan, np.random.default_rng(1))
    second = positions(plan.sample(frac=1, random_state=3), np.random.default_rng(1))

    assert_frame_equal(first, second)
