"""The diagnostics of one panel: figures about entries, jurors, criteria and agreement.

Each function takes what has been fitted once and returns frames indexed by codes; labels come back
in :mod:`judging.results.analysis`. Unknown is NaN or None, never 0.
"""

from dataclasses import asdict, dataclass
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from judging.results.methods import places_by_method
from judging.results.panel import Panel
from judging.stats.agreement import icc, jurors_needed, reliability
from judging.stats.alpha import krippendorff_alpha
from judging.stats.concordance import juror_against_rest, kendall_w
from judging.stats.habits import discrimination, order_trend
from judging.stats.mixed import MixedFit, entry_reliability, fit_mixed
from judging.stats.rivals import smallest_change
from judging.stats.sensitivity import (
    effective_weights,
    leave_one_criterion_out,
    stability_intervals,
)
from judging.stats.severity import (
    AdditiveFit,
    adjusted_places,
    fit_additive,
    sheet_residuals,
    worst_contrast,
)
from judging.stats.smaa import smaa
from judging.stats.stability import leave_one_juror_out
from judging.stats.thresholds import FEWEST_ENTRIES_FOR_REST
from judging.stats.uncertainty import posterior_places

RELIABILITIES_ASKED = (0.8, 0.9)
WEIGHT_DRAWS = 4_000


@dataclass(frozen=True)
class Fits:
    """The two models behind the figures, each fitted once."""

    additive: AdditiveFit
    mixed: MixedFit


def fit_models(panel: Panel) -> Fits | None:
    """Fit the models, or return None where there is nothing to compare (see `comparable`)."""
    if not comparable(panel):
        return None
    return Fits(fit_additive(panel.sheets), fit_mixed(panel.sheets))


def comparable(panel: Panel) -> bool:
    """Tell whether there are two entries, two jurors and two unequal totals."""
    return min(panel.shape) > 1 and panel.varies


def entry_figures(panel: Panel, fits: Fits | None, rng: np.random.Generator) -> pd.DataFrame:
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
    index = pd.Index(np.unique(panel.sheets["entry"]), name="entry")
    adjusted = pd.DataFrame(index=index, columns=["adjusted", "place", "component"], dtype=float)
    reliable = pd.Series(np.nan, index=index)
    if fits is not None:
        adjusted, reliable = adjusted_places(fits.additive), entry_reliability(fits.mixed)
    connected = fits is not None and fits.additive.components == 1
    comparable_scores = adjusted["adjusted"] if connected else adjusted["adjusted"] * np.nan
    methods = places_by_method(panel, comparable_scores)
    acceptable = _acceptability(panel, rng, index)
    return pd.DataFrame(
        {
            "adjusted": adjusted["adjusted"],
            "adjusted_place": adjusted["place"],
            "component": adjusted["component"],
            **_chances(panel, fits, rng, index),
            "reliability": reliable,
            "spread": _spread_within(panel),
            "first_by_weights": acceptable["first"],
            "top_by_weights": acceptable["top"],
            **{f"by_{name}": methods[name] for name in methods.columns},
        },
        index=index,
    )


def juror_figures(panel: Panel, fits: Fits | None) -> pd.DataFrame:
    """Return the figures of each juror.

    Returns
    -------
    DataFrame indexed by juror code
        ``sheets``, ``mean``, ``sd`` and ``discrimination`` (sd over the median sd); ``severity``
        (points above the average juror; strict is negative) and ``severity_se``; ``against_rest``;
        ``halo``, the mean correlation of criteria; ``pivotal``, ``gained`` and ``lost``: who comes
        into and drops out of the main prizes without the juror (None below three jurors).
    """
    spread = discrimination(panel.sheets).rename(columns={"ratio": "discrimination"})
    index = spread.index
    nothing = pd.Series(np.nan, index=index)
    left_out = leave_one_juror_out(panel.sheets, panel.line, column="total")
    left_out = left_out.astype(object).reindex(index)
    return spread.assign(
        severity=nothing if fits is None else fits.additive.juror_effect,
        severity_se=nothing if fits is None else fits.additive.juror_se,
        against_rest=nothing if fits is None else juror_against_rest(panel.sheets),
        halo=_halo(panel).reindex(index),
        pivotal=left_out["pivotal"],
        gained=left_out["gained"],
        lost=left_out["lost"],
    )


def criterion_figures(panel: Panel, chosen: list[int]) -> pd.DataFrame:
    """Return the figures of each criterion that counts.

    Parameters
    ----------
    panel : Panel
        The complete sheets.
    chosen : list of entry codes
        The entries that stand in the main prizes.

    Returns
    -------
    DataFrame indexed by the number of the criterion
        ``share`` and ``effective`` (nominal and real, parts of 1), ``mean`` and ``sd`` of its
        scores in points, ``at_maximum`` (share of scores), ``low`` and ``high`` (between which its
        share may move before the main prizes change), ``gained`` and ``lost`` (entries that come
        into and drop out of the main prizes without it; None for a single criterion).
    """
    profile, weights = panel.profile, panel.weights
    unit, top = panel.rules.unit, panel.rules.high
    points = panel.marks * float(unit)
    table = pd.DataFrame({"share": weights / weights.sum()})
    if not len(profile):
        return table
    table["effective"] = effective_weights(profile, weights)
    table["mean"], table["sd"] = points.mean(axis=0), _spread(points)
    table["at_maximum"] = (panel.marks == int(top // unit)).mean(axis=0)
    intervals = stability_intervals(profile, weights, chosen=chosen)
    table["low"], table["high"] = intervals["low"], intervals["high"]
    if len(weights) == 1:
        return table.assign(low=np.nan, high=np.nan, gained=None, lost=None)
    places = leave_one_criterion_out(profile, weights)
    tops = [set(places.index[places[c] <= panel.line]) for c in places.columns]
    table["gained"] = [tuple(sorted(top - set(chosen))) for top in tops]
    table["lost"] = [tuple(sorted(set(chosen) - top)) for top in tops]
    return table


def change_of_weights(panel: Panel) -> dict[str, Any] | None:
    """Return the least change of weights that costs the first entry its sole first place.

    Returns
    -------
    dict or None
        ``leader`` and ``rival`` (entry codes), ``change`` (sum of what all shares gain and lose),
        ``shares`` by the number of the criterion. None for other rules than the mean, with a single
        criterion or entry, and when no weights would do.
    """
    if panel.rules.method != "mean" or len(panel.criteria) < 2 or panel.shape[0] < 2:
        return None
    found = smallest_change(panel.profile, panel.weights)
    if found is None:
        return None
    names = {"leader": found.leader, "rival": found.rival, "change": found.change}
    return {**names, "shares": found.weights.tolist()}


def agreement_figures(panel: Panel, fits: Fits | None) -> dict[str, Any]:
    """Return how far the ranking can be relied on, and how alike the jurors judge."""
    found = asdict(reliability(panel.sheets))
    entry, error = found["var_entry"] or 0.0, found["var_error"] or 0.0
    figures: dict[str, Any] = {
        "reliability": found.pop("value"),
        **found,
        "jurors_needed": {
            str(asked): jurors_needed(asked, entry, error) for asked in RELIABILITIES_ASKED
        },
        "complete": fits is not None and fits.additive.design.is_complete,
        "components": None if fits is None else fits.additive.components,
        "var_juror": None if fits is None else fits.mixed.var_judge,
        "worst_contrast": None if fits is None else worst_contrast(fits.additive),
        "residual_sd": None if fits is None else float(np.sqrt(fits.additive.sigma2)),
        "kendall_w": None,
        "mean_spearman": None,
        "icc": None,
        "alpha_interval": None,
        "alpha_ordinal": None,
    }
    return figures if fits is None else figures | _advanced(panel, fits)


def trend_figures(panel: Panel, order: pd.DataFrame | None) -> dict[str, Any] | None:
    """Return the slope of points on the position in the juror's own order, or None.

    Parameters
    ----------
    panel : Panel
        The complete sheets.
    order : DataFrame with columns ``entry``, ``juror`` (labels) and ``position``, optional
        Where each entry stood in each juror's own order; sheets without a position are left out.
    """
    if order is None or not len(panel.sheets):
        return None
    coded = pd.DataFrame(
        {
            "entry": panel.entries.get_indexer(pd.Index(order["entry"])),
            "juror": panel.jurors.get_indexer(pd.Index(order["juror"])),
            "position": order["position"].to_numpy(),
        }
    )
    placed = panel.sheets.merge(coded, on=["entry", "juror"])
    trend = order_trend(placed) if len(placed) > 1 else None
    return None if trend is None else asdict(trend)


def sheet_figures(panel: Panel, fits: Fits | None) -> pd.DataFrame:
    """Return each sheet with ``residual`` (points) and ``studentised``; both NaN if unknown."""
    if fits is None:
        return panel.sheets.assign(residual=np.nan, studentised=np.nan)
    residuals = sheet_residuals(fits.additive)
    own = residuals[["residual", "studentised"]].to_numpy()
    return panel.sheets.assign(residual=own[:, 0], studentised=own[:, 1])


def _chances(
    panel: Panel, fits: Fits | None, rng: np.random.Generator, index: "pd.Index[Any]"
) -> dict[str, "pd.Series[Any]"]:
    """Return chances, zones and place bands; all equal where the scores say nothing."""
    lines = (panel.line, panel.honoured)
    mixed = fits.mixed if fits is not None else fit_mixed(panel.sheets) if len(index) > 1 else None
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


def _acceptability(panel: Panel, rng: np.random.Generator, index: "pd.Index[Any]") -> pd.DataFrame:
    """Draw weights, where there are weights to draw and entries to compare."""
    if len(panel.criteria) < 2 or len(index) < 2:
        return pd.DataFrame(np.nan, index=index, columns=["first", "top"])
    return smaa(panel.profile, panel.weights, rng, draws=WEIGHT_DRAWS, k=panel.line).table


def _spread_within(panel: Panel) -> "pd.Series[float]":
    """Return, by entry, the standard deviation of the points its jurors gave."""
    return panel.sheets.groupby("entry")["points"].std()


def _advanced(panel: Panel, fits: Fits) -> dict[str, Any]:
    """Return the coefficients that stand behind "details"."""
    sheets = panel.sheets
    values = sheets.rename(columns={"entry": "unit", "juror": "observer", "points": "value"})
    figures: dict[str, Any] = {
        "alpha_interval": krippendorff_alpha(values, "interval"),
        "alpha_ordinal": krippendorff_alpha(values, "ordinal"),
    }
    if fits.additive.design.is_complete:
        table = fits.additive.design.table()
        order = kendall_w(table.T)
        figures["kendall_w"] = None if order is None else order.W
        figures["mean_spearman"] = None if order is None else order.mean_spearman
        figures["icc"] = {form: asdict(found) for form, found in icc(table).forms.items()}
    return figures


def _halo(panel: Panel) -> "pd.Series[float]":
    """Return, by juror, the mean correlation of two criteria over the juror's sheets."""
    juror = panel.sheets["juror"].to_numpy()
    found = {}
    for code in np.unique(juror) if len(panel.criteria) > 1 else []:
        marks = panel.marks[juror == code].astype(float)
        varied = marks[:, np.ptp(marks, axis=0) > 0]
        if len(marks) >= FEWEST_ENTRIES_FOR_REST and varied.shape[1] > 1:
            pairs = np.corrcoef(varied, rowvar=False)
            found[code] = float(pairs[np.triu_indices(len(pairs), 1)].mean())
    return pd.Series(found, dtype=float)


def _spread(points: NDArray[np.floating[Any]]) -> Any:
    """Return the standard deviation of each column, unknown for a single row."""
    return points.std(axis=0, ddof=1) if len(points) > 1 else np.nan
