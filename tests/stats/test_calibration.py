"""Among entries said to have a chance of p, the share p truly belongs among the first k."""

from itertools import pairwise

import numpy as np
import pytest

from judging.stats.mixed import fit_mixed
from judging.stats.uncertainty import posterior_places
from tests.stats.panels import a_panel

BINS = [0.02, 0.2, 0.4, 0.6, 0.8, 0.98]


def judged(rng, competitions, k, **design):
    """Simulate competitions; return the chances given and whether each entry belonged there."""
    chances, truths = [], []
    for _ in range(competitions):
        frame, worth = a_panel(rng, **design)
        places = posterior_places(fit_mixed(frame), [k], rng, draws=1_000)
        chances.append(places.probability[k].to_numpy())
        truths.append(worth >= np.sort(worth)[-k])
    return np.concatenate(chances), np.concatenate(truths)


def worst_gap(chances, truths, fewest=50):
    """Return the largest gap of predicted and observed, in standard errors of the bin."""
    part = np.digitize(chances, BINS)
    gaps = []
    for number in range(1, len(BINS)):
        p, hit = chances[part == number], truths[part == number]
        if len(p) >= fewest:
            gaps.append((hit.mean() - p.mean()) / np.sqrt((p * (1 - p)).mean() / len(p)))
    return max(map(abs, gaps))


def test_chances_keep_what_they_promise():
    rng = np.random.default_rng(20261122)

    chances, truths = judged(rng, 100, 3, entries=30, jurors=6, var_error=1.5)

    assert worst_gap(chances, truths) < 3.5
    assert truths[chances >= 0.95].mean() > 0.9


FEW_AND_NOISY = {"entries": 8, "jurors": 5, "var_error": 3.0}


def test_few_noisy_entries_are_not_called_settled_too_often():
    chances, truths = judged(np.random.default_rng(20261129), 120, 2, **FEW_AND_NOISY)

    sure = chances >= 0.8
    assert sure.sum() > 10
    assert truths[sure].mean() > chances[sure].mean() - 0.12


@pytest.mark.drill
@pytest.mark.parametrize("k", [1, 2])
@pytest.mark.parametrize(
    "design",
    [
        FEW_AND_NOISY,
        {"entries": 8, "jurors": 5, "var_error": 2.0},
        {"entries": 6, "jurors": 3, "var_error": 1.0},
        {"entries": 9, "jurors": 4, "var_entry": 2.0, "var_juror": 2.0},
    ],
)
def test_what_is_called_settled_in_a_small_round_holds_nineteen_times_in_twenty(k, design):
    chances, truths = judged(np.random.default_rng(k), 600, k, **design)

    settled = chances >= 0.95
    margin = 3 * np.sqrt(0.05 * 0.95 / max(settled.sum(), 1))
    assert settled.sum() == 0 or truths[settled].mean() > 0.95 - margin
    for low, high in pairwise(BINS):
        inside = (chances >= low) & (chances < high)
        if inside.sum() >= 100:
            assert truths[inside].mean() == pytest.approx(chances[inside].mean(), abs=0.1)


@pytest.mark.drill
@pytest.mark.parametrize(
    ("k", "design"),
    [
        (3, {"entries": 60, "jurors": 5}),
        (3, {"entries": 30, "jurors": 9, "var_error": 4.0}),
        (6, {"entries": 60, "jurors": 15, "reviews": 5}),
        (5, {"entries": 300, "jurors": 15}),
    ],
)
def test_chances_keep_what_they_promise_in_three_hundred_competitions(k, design):
    chances, truths = judged(np.random.default_rng(k), 300, k, **design)

    assert worst_gap(chances, truths) < 4.0
    for low, high in pairwise(BINS):
        inside = (chances >= low) & (chances < high)
        assert truths[inside].mean() == pytest.approx(chances[inside].mean(), abs=0.07)
