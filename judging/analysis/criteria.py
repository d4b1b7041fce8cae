"""Figures about criteria: what they really decide, and how far their weights may move."""

from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from judging.analysis.complete_sheets import CompleteSheets
from judging.analysis.leave_one_out import without_criteria
from judging.stats.sensitivity import effective_weights, stability_intervals
from judging.stats.vocabulary import Diagnostics, Method
from judging.stats.weight_change import smallest_change


def criterion_figures(
    complete: CompleteSheets, chosen: list[int], asked: Diagnostics = Diagnostics.ALL
) -> pd.DataFrame:
    """Return the figures of each criterion that counts.

    Parameters
    ----------
    complete : CompleteSheets
        The complete sheets.
    chosen : list of entry codes
        The entries that stand in the main prizes.
    asked : Diagnostics
        How much is to be counted: without everything, the scores are only described.

    Returns
    -------
    DataFrame indexed by the number of the criterion
        ``share`` and ``effective`` (nominal and real, parts of 1), ``mean`` and ``sd`` of its
        scores in points, ``at_maximum`` (share of scores), ``low`` and ``high`` (between which its
        share may move before the main prizes change), ``gained`` and ``lost`` (entries that come
        into and drop out of the main prizes without it; None for a single criterion).
        ``effective``, ``low`` and ``high`` are known under rules that rank on means only.
    """
    profile, weights = complete.profile, complete.weights
    unit, top = complete.rules.unit, complete.rules.high
    points = complete.marks * float(unit)
    table = pd.DataFrame({"share": weights / weights.sum()})
    if not len(profile):
        return table
    table["mean"], table["sd"] = points.mean(axis=0), _spread(points)
    table["at_maximum"] = (complete.marks == int(top // unit)).mean(axis=0)
    if asked is not Diagnostics.ALL:
        return table.assign(effective=np.nan, low=np.nan, high=np.nan, gained=None, lost=None)
    left_out = without_criteria(complete, chosen)
    table["gained"], table["lost"] = left_out["gained"], left_out["lost"]
    if complete.rules.method is not Method.MEAN:  # what follows speaks of means
        return table.assign(effective=np.nan, low=np.nan, high=np.nan)
    table["effective"] = effective_weights(profile, weights)
    if complete.rules.rank_on is None and len(weights) > 1:
        intervals = stability_intervals(profile, weights, chosen=chosen)
        return table.assign(low=intervals["low"], high=intervals["high"])
    return table.assign(low=np.nan, high=np.nan)


def change_of_weights(complete: CompleteSheets) -> dict[str, Any] | None:
    """Return the least change of weights that costs the first entry its sole first place.

    Returns
    -------
    dict or None
        ``leader`` and ``rival`` (entry codes), ``change`` (sum of what all shares gain and lose),
        ``shares`` by the number of the criterion. None for other rules than the mean, with a single
        criterion or entry, and when no weights would do.
    """
    of_means = complete.rules.method is Method.MEAN and complete.rules.rank_on is None
    if not of_means or len(complete.criteria) < 2 or complete.shape[0] < 2:
        return None
    found = smallest_change(complete.profile, complete.weights)
    if found is None:
        return None
    names = {"leader": found.leader, "rival": found.rival, "change": found.change}
    return {**names, "shares": found.weights.tolist()}


def _spread(points: NDArray[np.floating[Any]]) -> Any:
    """Return the standard deviation of each column, unknown for a single row."""
    return points.std(axis=0, ddof=1) if len(points) > 1 else np.nan
