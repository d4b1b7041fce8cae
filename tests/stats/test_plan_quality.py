"""What a plan is worth, against closed forms and the mixed model's own equations."""

import numpy as np
import pandas as pd
import pytest

from judging.stats.plan_quality import design_quality, expected_precision


def complete(entries, jurors):
    grid = pd.MultiIndex.from_product([range(entries), range(jurors)], names=["entry", "juror"])
    return grid.to_frame(index=False)


def two_panels():
    other = complete(3, 2) + 10
    return pd.concat([complete(3, 2), other])


def test_in_a_complete_plan_contrasts_cost_two_errors_per_entry():
    quality = design_quality(complete(8, 5))

    assert quality.contrast_variance == pytest.approx(2 / 8)
    assert quality.lambda_2 == pytest.approx(8)
    assert (quality.components, quality.least_overlap) == (1, 8)


def test_two_panels_are_two_components_and_leave_contrasts_unknown():
    quality = design_quality(two_panels())

    assert (quality.components, quality.lambda_2, quality.least_overlap) == (2, 0, 0)
    assert np.isnan(quality.contrast_variance)


def test_one_juror_has_no_contrast():
    quality = design_quality(complete(4, 1))

    assert np.isnan([quality.lambda_2, quality.contrast_variance]).all()
    assert quality.juror_load == (4, 4)


def test_precision_agrees_with_henderson_s_equations():
    random = np.random.default_rng(0)
    pairs = complete(9, 5)[random.random(45) < 0.6]
    entries, jurors = pd.get_dummies(pairs["entry"]), pd.get_dummies(pairs["juror"])
    design = np.column_stack([np.ones(len(pairs)), entries, jurors]).astype(float)
    ridge = np.diag([0.0] + [2.0 / 3] * entries.shape[1] + [2.0] * jurors.shape[1])
    inverse = 2.0 * np.linalg.inv(design.T @ design + ridge)
    pev = np.diag(inverse)[1 : 1 + entries.shape[1]].mean()

    reliability = expected_precision(pairs, var_entry=3.0, var_juror=1.0, var_error=2.0)

    assert reliability == pytest.approx(1 - pev / 3)


def test_jurors_of_equal_severity_make_a_plan_more_precise():
    pairs = complete(9, 5)[np.random.default_rng(0).random(45) < 0.6]

    assert expected_precision(pairs, var_juror=0.0) > expected_precision(pairs)


def test_more_jurors_make_a_plan_more_precise():
    values = [expected_precision(complete(20, jurors)) for jurors in (1, 2, 5, 20)]

    assert values == sorted(values)


@pytest.mark.parametrize("name", ["var_entry", "var_error"])
def test_precision_without_variance_is_refused(name):
    with pytest.raises(ValueError, match="positive"):
        expected_precision(complete(3, 2), **{name: 0.0})


def test_an_empty_plan_is_refused():
    with pytest.raises(ValueError, match="at least one pair"):
        design_quality(complete(0, 2))
