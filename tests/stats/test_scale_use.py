"""Spread, z-scores and order trend against definitions and an ordinary regression."""

import numpy as np
import pandas as pd
import pytest
from scipy import stats

from judging.stats.library.z_scores import z_scores
from judging.stats.scale_use import discrimination, order_trend
from tests.stats.panels import a_panel, case, melted, sheets


def test_z_scores_follow_their_definition():
    published = case("zscore_shrout_fleiss")
    frame = melted(published["data"]["table_entries_by_judges"])

    table = z_scores(frame, ddof=published["data"]["ddof"])

    assert table["z"].to_list() == pytest.approx(published["expected"]["entry_mean_z"])
    assert table["T"].to_list() == pytest.approx(published["expected"]["entry_T"])


def test_a_constant_juror_and_a_single_sheet_have_no_z_score():
    frame = sheets([("A", 1, 7), ("B", 1, 7), ("A", 2, 5), ("B", 2, 6), ("C", 3, 9)])

    table = z_scores(frame)

    root = np.sqrt(0.5)
    assert table["z"].to_dict() == pytest.approx({"A": -root, "B": root, "C": np.nan}, nan_ok=True)


def test_discrimination_compares_with_the_median_juror():
    frame = melted(pd.DataFrame({"wide": [2, 6, 10], "mid": [5, 6, 7], "flat": [0.7, 0.7, 0.7]}))

    table = discrimination(frame)

    assert table["sd"].to_dict() == pytest.approx({"flat": 0, "mid": 1, "wide": 4})
    assert table["ratio"].to_dict() == pytest.approx({"flat": 0, "mid": 1, "wide": 4})
    assert table.loc["flat", "sd"] == 0.0


def test_order_trend_is_the_slope_of_the_whole_regression():
    rng = np.random.default_rng(11)
    frame, _ = a_panel(rng, entries=10, jurors=4)
    frame["position"] = frame.groupby("juror")["entry"].transform(lambda own: rng.permutation(len(own)) + 1)
    frame["points"] -= 0.2 * frame["position"]
    X = np.hstack([np.eye(10)[frame["entry"]], np.eye(4)[frame["juror"]], frame[["position"]].to_numpy()])
    beta, _, rank, _ = np.linalg.lstsq(X, frame["points"], rcond=None)
    left = frame["points"] - X @ beta
    df = len(frame) - rank
    variance = float(left @ left) / df * np.linalg.pinv(X.T @ X)[-1, -1]

    trend = order_trend(frame)

    margin = stats.t.ppf(0.975, df) * np.sqrt(variance)
    assert trend.df == df
    assert [trend.slope, trend.low, trend.high] == pytest.approx([beta[-1], beta[-1] - margin, beta[-1] + margin])


def test_one_order_for_all_jurors_tells_nothing_of_a_trend():
    frame, _ = a_panel(np.random.default_rng(12))

    assert order_trend(frame.assign(position=frame["entry"] + 1)) is None


def test_without_sheets_there_is_no_trend():
    nothing = sheets([("A", 1, 5)]).assign(position=1).iloc[:0]

    assert order_trend(nothing) is None
