"""What a reliability means for people, against simulations of the model it is told for."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from judging.stats.plan_prospects import prospects

RELIABILITIES = st.floats(0, 1)


def drawn(reliability, entries, rounds=20_000):
    """Return true merits, ascending, and what a jury of that reliability predicts."""
    rng = np.random.default_rng(1)
    true = np.sort(rng.standard_normal((rounds, entries)), axis=1)
    spread = math.sqrt(reliability * (1 - reliability))
    return true, reliability * true + spread * rng.standard_normal(true.shape)


@pytest.mark.parametrize("reliability", [0.3, 0.75, 0.95])
def test_the_chances_are_those_of_the_model(reliability):
    true, seen = drawn(reliability, 20)
    first, second = np.random.default_rng(2).permuted(np.tile(np.arange(20), (len(true), 1)), axis=1)[:, :2].T
    rows = np.arange(len(true))
    better = (true[rows, first] > true[rows, second]) == (seen[rows, first] > seen[rows, second])

    found = prospects(reliability, 20)

    assert found.any_two == pytest.approx(better.mean(), abs=0.01)
    assert found.neighbours == pytest.approx((np.diff(seen, axis=1) > 0).mean(), abs=0.02)  # gaps taken as exponential
    assert found.half_width == pytest.approx(1.96 * (true - seen).std(), rel=0.02)


@settings(deadline=None)
@given(RELIABILITIES, RELIABILITIES, st.integers(2, 500))
def test_more_precision_is_never_worse(one, other, entries):
    less, more = (prospects(value, entries) for value in sorted((one, other)))

    assert more.half_width <= less.half_width
    assert more.any_two >= less.any_two
    assert more.neighbours >= less.neighbours


def test_a_perfect_jury_errs_in_nothing_and_a_blind_one_tosses_a_coin():
    perfect, blind = prospects(1, 10), prospects(0, 10)

    assert (perfect.half_width, perfect.any_two, perfect.neighbours) == (0, 1, 1)
    assert (blind.any_two, blind.neighbours) == (0.5, 0.5)


def test_a_single_entry_has_no_neighbour():
    assert math.isnan(prospects(0.5, 1).neighbours)


@pytest.mark.parametrize(("reliability", "entries"), [(-0.1, 5), (1.1, 5), (0.5, 0)])
def test_what_is_no_reliability_is_refused(reliability, entries):
    with pytest.raises(ValueError, match="reliability"):
        prospects(reliability, entries)
