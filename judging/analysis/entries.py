"""Figures about entries: adjusted scores, chances, zones, places by other methods.

Indexed by codes; unknown is NaN or None, never 0.
"""

from typing import Any

import numpy as np
import pandas as pd

from judging.analysis.complete_sheets import CompleteSheets
from judging.analysis.fits import Fits
from judging.analysis.methods import METHODS, places_by_method
from judging.stats.mixed import entry_reliability, fit_mixed
from judging.stats.severity import adjusted_places
from judging.stats.smaa import smaa
from judging.stats.uncertainty import posterior_places
from judging.stats.vocabulary import Method

WEIGHT_DRAWS = 4_000
FIGURES = (
    "adjusted",
    "adjusted_place",
    "component",
    "p_main",
    "p_honoured",
    "zone_main",
    "zone_honoured",
    "band_low",
    "band_high",
    "reliability",
    "spread",
    "first_by_weights",
    "top_by_weights",
    *(f"by_{method}" for method in METHODS),
)


def entry_figures(
    complete: CompleteSheets, fits: Fits | None, rng: np.random.Generator
) -> pd.DataFrame:
    """Return the figures of each entry.

    Returns
    -------
    DataFrame indexed by entry code
        ``adjusted`` (points), ``adjusted_place`` and ``component``; ``p_main``, ``p_honoured``,
        ``zone_main``, ``zone_honoured``, ``band_low``, ``band_high``; ``reliability`` of its score;
        ``spread``, the standard deviation of its sheets in points (NaN for a single one);
        ``first_by_weights`` and ``top_by_weights``, the share of drawn weights that put it first
        and among the main prizes; ``by_<method>``, its place by other methods.
    """
    index = pd.Index(np.unique(complete.sheets["entry"]), name="entry")
    adjusted = pd.DataFrame(index=index, columns=["adjusted", "place", "component"], dtype=float)
    reliable = pd.Series(np.nan, index=index)
    if fits is not None:
        adjusted, reliable = adjusted_places(fits.additive), entry_reliability(fits.mixed)
    connected = fits is not None and fits.additive.components == 1
    comparable_scores = adjusted["adjusted"] if connected else adjusted["adjusted"] * np.nan
    methods = places_by_method(complete, comparable_scores)
    acceptable = _acceptability(complete, rng, index)
    figures = pd.DataFrame(
        {
            "adjusted": adjusted["adjusted"],
            "adjusted_place": adjusted["place"],
            "component": adjusted["component"],
            **_chances(complete, fits, rng, index),
            "reliability": reliable,
            "spread": _spread_within(complete),
            "first_by_weights": acceptable["first"],
            "top_by_weights": acceptable["top"],
            **{f"by_{name}": methods[name] for name in methods.columns},
        },
        index=index,
    )
    return figures[list(FIGURES)]


def _chances(
    complete: CompleteSheets, fits: Fits | None, rng: np.random.Generator, index: "pd.Index[Any]"
) -> dict[str, "pd.Series[Any]"]:
    """Return chances, zones and place bands; all equal where the scores say nothing."""
    lines = (complete.line, complete.honoured)
    mixed = (
        fits.mixed if fits is not None else fit_mixed(complete.sheets) if len(index) > 1 else None
    )
    if mixed is None:
        unknown = pd.Series(np.nan, index=index)
        names = ["p_main", "p_honoured", "zone_main", "zone_honoured", "band_low", "band_high"]
        return dict.fromkeys(names, unknown)
    found = posterior_places(mixed, lines, rng)
    return {
        "p_main": found.probability[lines[0]],
        "p_honoured": found.probability[lines[1]],
        "zone_main": found.zone[lines[0]],
        "zone_honoured": found.zone[lines[1]],
        "band_low": found.band["low"],
        "band_high": found.band["high"],
    }


def _acceptability(
    complete: CompleteSheets, rng: np.random.Generator, index: "pd.Index[Any]"
) -> pd.DataFrame:
    """Draw weights, where the rules take means and there are weights and entries to compare."""
    if complete.rules.method is not Method.MEAN or len(complete.criteria) < 2 or len(index) < 2:
        return pd.DataFrame(np.nan, index=index, columns=["first", "top"])
    return smaa(complete.profile, complete.weights, rng, draws=WEIGHT_DRAWS, k=complete.line).table


def _spread_within(complete: CompleteSheets) -> "pd.Series[float]":
    """Return, by entry, the standard deviation of the points its jurors gave."""
    return complete.sheets.groupby("entry")["points"].std()
