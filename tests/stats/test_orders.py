"""The order in which each juror reads."""

import numpy as np
import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st
from pandas.testing import assert_frame_equal

from judging.stats.dealing import deal
from judging.stats.orders import positions
from tests.stats.plans import PAIR, names


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
