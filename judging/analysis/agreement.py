"""Figures about the jury: how far the ranking can be relied on, how alike jurors judge."""

from dataclasses import asdict
from typing import Any

import numpy as np

from judging.analysis.complete_sheets import CompleteSheets
from judging.analysis.fits import Fits
from judging.stats.agreement import NOTHING_KNOWN, Reliability, icc, jurors_needed, reliability
from judging.stats.alpha import krippendorff_alpha
from judging.stats.concordance import kendall_w
from judging.stats.severity import worst_contrast
from judging.stats.thresholds import FEWEST_ENTRIES_FOR_REST
from judging.stats.vocabulary import Diagnostics

RELIABILITIES_ASKED = (0.8, 0.9)
LARGEST_TABLE = 5_000_000  # cells; a sparser design of that size has no entry that all have scored


def agreement_figures(
    complete: CompleteSheets, fits: Fits | None, asked: Diagnostics = Diagnostics.ALL
) -> dict[str, Any]:
    """Return how far the ranking can be relied on, and how alike the jurors judge."""
    mixed = fits.mixed if fits else None
    found = asdict(_reliability(complete, fits, asked))
    entry, error = found["var_entry"] or 0.0, found["var_error"] or 0.0
    figures: dict[str, Any] = {
        "reliability": found.pop("value"),
        **found,
        "jurors_needed": {str(asked): jurors_needed(asked, entry, error) for asked in RELIABILITIES_ASKED},
        "complete": fits is not None and fits.additive.design.is_complete,
        "components": None if fits is None else fits.additive.components,
        "var_juror": mixed.var_judge if mixed and mixed.tells_jurors_from_error else None,
        "worst_contrast": None if fits is None else worst_contrast(fits.additive),
        "residual_sd": None if fits is None else float(np.sqrt(fits.additive.sigma2)),
        "kendall_w": None,
        "mean_spearman": None,
        "ordered_entries": None,
        "icc": None,
        "alpha_interval": None,
        "alpha_ordinal": None,
    }
    if fits is None or asked is not Diagnostics.ALL:
        return figures
    return figures | _advanced(complete, fits)


def _reliability(complete: CompleteSheets, fits: Fits | None, asked: Diagnostics) -> Reliability:
    """Return the one number to show; nothing where it is not asked for or would take too long."""
    if asked is Diagnostics.NONE or (fits and fits.mixed is None):
        return NOTHING_KNOWN
    return reliability(complete.sheets, fit=fits.mixed if fits else None)


def _advanced(complete: CompleteSheets, fits: Fits) -> dict[str, Any]:
    """Return the coefficients that stand behind "details"."""
    sheets = complete.sheets
    values = sheets.rename(columns={"entry": "unit", "juror": "observer", "points": "value"})
    figures: dict[str, Any] = {
        "alpha_interval": krippendorff_alpha(values, "interval"),
        "alpha_ordinal": krippendorff_alpha(values, "ordinal"),
    }
    design = fits.additive.design
    if not design.is_complete and np.prod(design.shape) > LARGEST_TABLE:
        return figures
    table = design.table()
    ordered = table[~np.isnan(table).any(axis=1)]  # entries that every juror has scored
    if design.is_complete or len(ordered) >= FEWEST_ENTRIES_FOR_REST:
        order = kendall_w(ordered.T)
        figures["kendall_w"] = None if order is None else order.W
        figures["mean_spearman"] = None if order is None else order.mean_spearman
        figures["ordered_entries"] = len(ordered)
    if design.is_complete:
        figures["icc"] = {form: asdict(found) for form, found in icc(table).forms.items()}
    return figures
