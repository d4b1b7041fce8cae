"""Krippendorff's alpha against his own data and the definition by pairs."""

from itertools import permutations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from judging.stats.alpha import krippendorff_alpha
from tests.stats.panels import case, melted, partial_sheets, shuffled

LEVELS = ["nominal", "ordinal", "interval", "ratio"]


def by_observer(frame):
    return frame.rename(columns={"entry": "unit", "juror": "observer", "points": "value"})


def from_pairs(frame, level):
    """Follow the definition: observed over expected disagreement of all pairs."""
    units = [g.to_list() for _, g in frame.groupby("unit")["value"] if len(g) > 1]
    pooled = [v for unit in units for v in unit]
    n, counts = len(pooled), pd.Series(pooled).value_counts().sort_index()

    def apart(a, b):
        if level == "nominal":
            return float(a != b)
        if level == "interval":
            return (a - b) ** 2
        if level == "ratio":
            return ((a - b) / (a + b)) ** 2 if a + b else 0.0
        low, high = min(a, b), max(a, b)
        return float(counts.loc[low:high].sum() - (counts[low] + counts[high]) / 2) ** 2

    observed = sum(sum(apart(*p) for p in permutations(u, 2)) / (len(u) - 1) for u in units) / n
    expected = sum(apart(*p) for p in permutations(pooled, 2)) / n / (n - 1)
    return 1 - observed / expected


@pytest.mark.parametrize("level", LEVELS)
def test_the_data_of_krippendorff(level):
    published = case("alpha_krippendorff_c")
    frame = by_observer(melted(published["data"]["table_units_by_observers"]))

    alpha = krippendorff_alpha(frame, level)

    assert alpha == pytest.approx(published["expected"]["exact"][level], abs=1e-9)
    assert alpha == pytest.approx(published["expected"]["published_3dp"][level], abs=0.00051)


@pytest.mark.parametrize("level", LEVELS)
@settings(max_examples=25, deadline=None)
@given(frame=partial_sheets())
def test_every_pattern_of_missing_values_follows_the_definition(level, frame):
    frame = by_observer(frame)
    paired = frame[frame.groupby("unit")["unit"].transform("size") > 1]
    if paired["value"].nunique() < 2:
        assert np.isnan(krippendorff_alpha(frame, level))
        return

    assert krippendorff_alpha(frame, level) == pytest.approx(from_pairs(frame, level), abs=1e-9)


@settings(max_examples=25, deadline=None)
@given(partial_sheets(), st.floats(0.1, 9), st.floats(-50, 50))
def test_interval_alpha_keeps_under_a_common_scale_and_origin(frame, factor, origin):
    frame = by_observer(frame)
    other = frame.assign(value=frame["value"] * factor + origin)

    one, two = (krippendorff_alpha(f, "interval") for f in (frame, other))

    assert two == pytest.approx(one, abs=1e-7, nan_ok=True)


def test_labels_may_be_words():
    frame = pd.DataFrame(
        [(1, "a", "good"), (1, "b", "good"), (2, "a", "fair"), (2, "b", "fair")],
        columns=["unit", "observer", "value"],
    )

    assert krippendorff_alpha(frame, "nominal") == 1.0


@pytest.mark.parametrize("level", LEVELS)
def test_the_order_of_the_rows_changes_no_bit(level):
    frame = by_observer(melted(case("alpha_krippendorff_c")["data"]["table_units_by_observers"]))

    assert krippendorff_alpha(frame, level) == krippendorff_alpha(shuffled(frame), level)


def test_equal_values_and_single_values_leave_alpha_unknown():
    same = by_observer(melted([[5, 5], [5, 5]]))
    single = by_observer(melted([[5, np.nan], [np.nan, 6]]))

    assert np.isnan([krippendorff_alpha(same), krippendorff_alpha(single)]).all()


def test_values_outside_the_definition_are_refused():
    frame = by_observer(melted([[5, -5], [5, 4]]))

    with pytest.raises(ValueError, match="negative"):
        krippendorff_alpha(frame, "ratio")
    with pytest.raises(ValueError, match="unknown level"):
        krippendorff_alpha(frame, "cardinal")  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="DUPLICATE_SCORE"):
        krippendorff_alpha(pd.concat([frame, frame]), "interval")
