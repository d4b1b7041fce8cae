"""The two models behind the diagnostics, and how far each sheet lies from them."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from judging.analysis.panel import Panel
from judging.stats.mixed import MixedFit, fit_mixed
from judging.stats.severity import (
    AdditiveFit,
    fit_additive,
    sheet_residuals,
)


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


def sheet_figures(panel: Panel, fits: Fits | None) -> pd.DataFrame:
    """Return each sheet with ``residual`` (points) and ``studentised``; both NaN if unknown."""
    if fits is None:
        return panel.sheets.assign(residual=np.nan, studentised=np.nan)
    residuals = sheet_residuals(fits.additive)
    own = residuals[["residual", "studentised"]].to_numpy()
    return panel.sheets.assign(residual=own[:, 0], studentised=own[:, 1])
