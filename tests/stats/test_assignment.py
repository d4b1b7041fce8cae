"""Entries dealt to jurors: what holds for every seed, and what is refused by name."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pandas.testing import assert_frame_equal

from judging.stats.assignment import Infeasible
from judging.stats.dealing import deal
from judging.stats.plan_quality import design_quality
from tests.stats.plans import PAIR, broken, names, some_pairs


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
    conflicts = pd.DataFrame([(e, j) for e in names("e", 3) for j in names("j", 4)[1:]], columns=PAIR)

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
    conflicts = pd.DataFrame([(e, j) for e in range(8) for j in range(8) if (e, j) not in eligible], columns=PAIR)

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


def test_above_four_million_pairs_the_entries_that_no_swap_mends_are_named():
    """Two entries have the same single eligible juror, who would need to take both."""
    conflicts = pd.DataFrame([(e, j) for e in (0, 1) for j in range(1, 2500)], columns=PAIR)

    with pytest.raises(Infeasible) as refusal:
        deal(
            range(2000),
            range(2500),
            1,
            conflicts=conflicts,
            load=(0, 1),
            rng=np.random.default_rng(0),
        )

    assert {*refusal.value.entries} in ({0}, {1}, {0, 1})


def test_kept_pairs_that_share_no_juror_and_leave_nothing_to_deal_stay_as_they_are():
    kept = pd.DataFrame({"entry": list("AABBAABB"), "juror": list("abcdefgh")})

    plan = deal(list("AB"), list("abcdefgh"), 2, fixed=kept, rng=np.random.default_rng(1))

    assert sorted(plan["juror"]) == list("abcdefgh")
