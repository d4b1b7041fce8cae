"""What the mixed model says: variance components, predicted effects, how sure they are."""

from dataclasses import dataclass

import pandas as pd

from judging.stats.design import Design
from judging.stats.marginal import Moments
from judging.stats.posterior import Posterior


@dataclass(frozen=True)
class MixedFit:
    """Sheet = mu + entry + juror + error, all three random; E entries, J jurors.

    Attributes
    ----------
    design : Design
        The sheets in canonical order.
    mu : float
        Mean of the population of entries, in points.
    var_entry, var_judge, var_error : float
        Variance components in squared points; `var_entry` 0 means that the scores do
        not separate the entries. All are 0 when all points are equal. No component
        exceeds a million times the error: without any error they are conventions. Where
        each juror has a single sheet `var_judge` is 0 and `var_error` holds both.
    reml_criterion : float
        Minus twice the restricted log-likelihood at the optimum; NaN without variation.
    entry_blup, juror_blup : Series indexed by entry or juror
        Predicted effects in points, shrunk towards 0.
    entry_sd : Series indexed by entry
        Prediction sd of the entry effect: root of Var(predicted - true).
    posterior_mean : Series indexed by entry
        mu + entry_blup.
    posterior_sd : Series indexed by entry
        Standard deviation of mu + entry effect given the sheets.
    posterior : Posterior
        The joint distribution of the worth of all entries.
    moments : Moments or None
        What the likelihood needs of the sheets; None without variation.
    """

    design: Design
    mu: float
    var_entry: float
    var_judge: float
    var_error: float
    reml_criterion: float
    entry_blup: "pd.Series[float]"
    juror_blup: "pd.Series[float]"
    entry_sd: "pd.Series[float]"
    posterior_mean: "pd.Series[float]"
    posterior_sd: "pd.Series[float]"
    posterior: Posterior
    moments: Moments | None

    @property
    def tells_jurors_from_error(self) -> bool:
        """Tell whether any juror has two sheets: else the model is one-way."""
        return bool(self.design.sheets_of_juror.max(initial=0) > 1)

    @property
    def tells_entries_from_error(self) -> bool:
        """Tell whether any entry has two sheets: else what entries are worth is unknown."""
        return bool(self.design.sheets_of_entry.max(initial=0) > 1)
