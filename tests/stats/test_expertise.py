"""Entries given to those who know most, without letting the jury fall apart."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pandas.testing import assert_frame_equal
from scipy.optimize import linear_sum_assignment

from judging.stats.assignment import Infeasible
from judging.stats.expertise import assign_by_expertise
from judging.stats.library.least_cost import assign_by_cost
from judging.stats.plan_quality import design_quality
from tests.stats.plans import PAIR, broken, names, some_pairs


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
