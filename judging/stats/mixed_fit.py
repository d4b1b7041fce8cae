"""What the mixed model says: variance components, predicted effects, how sure they are."""

from dataclasses import dataclass

import pandas as pd

from judging.stats.design import Design, Floats


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
        exceeds a million times the error: without any error they are conventions.
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
    pull : array of shape (E,)
        Weight g of a point of an entry: var_entry / (var_error + n var_entry).
    juror_root : array of shape (J, J)
        L with L L' the covariance of the juror effects given mu.
    mean_response : array of shape (E,), float
        What one point more in mu adds to mu + entry effect.
    mu_sd : float
        Standard deviation of mu given the sheets.
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
    pull: Floats
    juror_root: Floats
    mean_response: Floats
    mu_sd: float
