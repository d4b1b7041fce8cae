"""The two models behind the diagnostics, and how far each sheet lies from them."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from judging.analysis.complete_sheets import CompleteSheets
from judging.stats.mixed import MixedFit, TooLargeError, fit_mixed
from judging.stats.severity import (
    AdditiveFit,
    fit_additive,
    sheet_residuals,
)


@dataclass(frozen=True)
class Fits:
    """The two models behind the figures, each fitted once; `mixed` is None where it is too large."""

    additive: AdditiveFit
    mixed: MixedFit | None


def fit_models(complete: CompleteSheets) -> Fits | None:
    """Fit the models, or return None where there is nothing to compare (see `comparable`)."""
    if not comparable(complete):
        return None
    try:
        mixed = fit_mixed(complete.sheets)
    except TooLargeError:
        mixed = None
    return Fits(fit_additive(complete.sheets), mixed)


def comparable(complete: CompleteSheets) -> bool:
    """Tell whether there are two entries, two jurors and two unequal totals."""
    return min(complete.shape) > 1 and complete.varies


def sheet_figures(complete: CompleteSheets, fits: Fits | None) -> pd.DataFrame:
    """Return each sheet with ``residual`` (points) and ``studentised``; both NaN if unknown."""
    if fits is None:
        return complete.sheets.assign(residual=np.nan, studentised=np.nan)
    residuals = sheet_residuals(fits.additive)
    own = residuals[["residual", "studentised"]].to_numpy()
    return complete.sheets.assign(residual=own[:, 0], studentised=own[:, 1])
