"""Figures about entries: adjusted scores, chances, zones, places by other methods.

Indexed by codes; unknown is NaN or None, never 0.
"""

from typing import Any

import numpy as np
import pandas as pd

from judging.analysis.complete_sheets import CompleteSheets
from judging.analysis.fits import Fits
from judging.analysis.methods import METHODS, places_by_method
from judging.stats.mixed import (
    MixedFit,
    entry_reliability,
    fit_mixed,
    mean_difference_variance,
)
from judging.stats.severity import adjusted_places
from judging.stats.smaa import smaa
from judging.stats.thresholds import FEWEST_ENTRIES_FOR_SETTLED, LOW_RELIABILITY
from judging.stats.uncertainty import posterior_places, why_unknown, zones_by_place
from judging.stats.vocabulary import Diagnostics, Method, Missing

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
    complete: CompleteSheets,
    fits: Fits | None,
    rng: np.random.Generator,
    places: "pd.Series[float]",
    asked: Diagnostics = Diagnostics.ALL,
) -> pd.DataFrame:
    """Return the figures of each entry.

    Parameters
    ----------
    complete : CompleteSheets
        The complete sheets.
    fits : Fits or None
        The models of these sheets.
    rng : Generator
        Source of chance.
    places : Series indexed by entry code
        The official places.
    asked : Diagnostics
        How much is to be counted; what is not asked for is unknown.

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
    if asked is Diagnostics.NONE:
        return pd.DataFrame(np.nan, index=index, columns=list(FIGURES)).astype(object)
    adjusted = pd.DataFrame(index=index, columns=["adjusted", "place", "component"], dtype=float)
    reliable = pd.Series(np.nan, index=index)
    if fits is not None:
        adjusted = adjusted_places(fits.additive)
        reliable = reliable if fits.mixed is None else entry_reliability(fits.mixed)
    connected = fits is not None and fits.additive.components == 1
    comparable_scores = adjusted["adjusted"] if connected else adjusted["adjusted"] * np.nan
    methods = places_by_method(complete, comparable_scores)
    chances = _chances(complete, fits, rng, places.reindex(index))  # first: alike however much is asked
    acceptable = _acceptability(complete, rng, index, asked)
    figures = pd.DataFrame(
        {
            "adjusted": adjusted["adjusted"],
            "adjusted_place": adjusted["place"],
            "component": adjusted["component"],
            **chances,
            "reliability": reliable,
            "spread": _spread_within(complete),
            "first_by_weights": acceptable["first"],
            "top_by_weights": acceptable["top"],
            **{f"by_{name}": methods[name] for name in methods.columns},
        },
        index=index,
    )
    return figures[list(FIGURES)]


def why_no_chances(complete: CompleteSheets, fits: Fits | None, asked: Diagnostics) -> Missing | None:
    """Tell why nobody can say what chance the entries have; None where it is known."""
    entries, jurors = complete.shape
    if asked is Diagnostics.NONE:
        return Missing.NOT_ASKED
    if entries < 2 or jurors < 2:
        return Missing.ONE_ENTRY if jurors > 1 else Missing.ONE_JUROR
    mixed = _mixed(complete, fits)
    return Missing.TOO_LARGE if mixed is None else why_unknown(mixed)


def _mixed(complete: CompleteSheets, fits: Fits | None) -> MixedFit | None:
    """Return the model behind the chances; equal sheets have one as well."""
    if fits is not None:
        return fits.mixed
    return fit_mixed(complete.sheets) if complete.shape[0] > 1 else None


def _chances(
    complete: CompleteSheets,
    fits: Fits | None,
    rng: np.random.Generator,
    places: "pd.Series[float]",
) -> dict[str, "pd.Series[Any]"]:
    """Return chances, zones and place bands; all equal where the scores say nothing."""
    mixed, index = _mixed(complete, fits), places.index
    if mixed is None:
        unknown = pd.Series(np.nan, index=index)
        names = ["p_main", "p_honoured", "zone_main", "zone_honoured", "band_low", "band_high"]
        return dict.fromkeys(names, unknown)
    lines = {"main": complete.line, "honoured": complete.honoured}
    found = posterior_places(mixed, lines.values(), rng)
    can_settle = _can_settle(mixed)
    figures = {"band_low": found.band["low"], "band_high": found.band["high"]}
    for name, line in lines.items():
        chance, official = found.probability[line], places.to_numpy(dtype=np.float64)
        drawn = chance.to_numpy(dtype=np.float64)
        zone = zones_by_place(drawn, official, line, can_settle=can_settle)
        figures |= {f"p_{name}": chance, f"zone_{name}": pd.Series(zone, index=index)}
    return figures


def _can_settle(mixed: MixedFit) -> bool:
    """Tell whether the entries are many, or their scores reliable enough, to settle a place."""
    if len(mixed.design.entries) >= FEWEST_ENTRIES_FOR_SETTLED or mixed.var_entry <= 0:
        return True
    return 1 - mean_difference_variance(mixed) / (2 * mixed.var_entry) >= LOW_RELIABILITY


def _acceptability(
    complete: CompleteSheets, rng: np.random.Generator, index: "pd.Index[Any]", asked: Diagnostics
) -> pd.DataFrame:
    """Draw weights, where the rules take means and there are weights and entries to compare."""
    few = asked is not Diagnostics.ALL
    if few or complete.rules.method is not Method.MEAN or len(complete.criteria) < 2 or len(index) < 2:
        return pd.DataFrame(np.nan, index=index, columns=["first", "top"])
    return smaa(complete.profile, complete.weights, rng, draws=WEIGHT_DRAWS, k=complete.line).table


def _spread_within(complete: CompleteSheets) -> "pd.Series[float]":
    """Return, by entry, the standard deviation of the points its jurors gave."""
    return complete.sheets.groupby("entry")["points"].std()
