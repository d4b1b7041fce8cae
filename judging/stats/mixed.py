"""Entries and jurors as random effects: variance components by REML, and what follows."""

import numpy as np
import pandas as pd
from scipy import optimize

from judging.stats.design import Design, Floats, read_design
from judging.stats.marginal import Marginal, Moments, marginal_at, read_moments
from judging.stats.mixed_fit import MixedFit
from judging.stats.thresholds import DENSE_ENTRIES

__all__ = [
    "MixedFit",
    "entry_reliability",
    "fit_mixed",
    "mean_difference_variance",
    "posterior_covariance",
]

LARGEST_RATIO = 1e6  # of a variance component to the error, when there is no error
HIGHEST = float(np.log1p(LARGEST_RATIO))
STATIONARY = 1e-5  # slope of the criterion that counts as none
NEGLIGIBLE_RATIO = 1e-7  # a component this small against the error is none


def fit_mixed(sheets: pd.DataFrame, column: str = "points") -> MixedFit:
    r"""Estimate how much entries, jurors and chance differ, and predict the entries.

    Parameters
    ----------
    sheets : DataFrame of shape (n_sheets, 3)
        Columns ``entry``, ``juror``, ``points``; one row per complete sheet.
    column : str, default "points"
        The number to analyse.

    Returns
    -------
    MixedFit
        Below five jurors `var_judge` is poorly known; with a single juror or a single
        sheet per entry entry and error cannot be told apart: refuse before, not after.

    Raises
    ------
    ValueError
        When the frame is malformed or has fewer than two sheets.

    Notes
    -----
    Restricted maximum likelihood, profiled over the ratios of the two components to
    the error; the entries are eliminated analytically, so that an evaluation costs
    :math:`O(J^3)` for each distinct number of sheets per entry. Negative components
    do not occur: the optimum then lies at 0.

    References
    ----------
    D. Bates et al., "Fitting linear mixed-effects models using lme4", *J. Stat. Softw.*
    67 (2015), 1; H. Ge, M. Welling & Z. Ghahramani, "A Bayesian model for calibrating
    conference review scores" (2013).
    """
    design = read_design(sheets, column)
    if len(design.entry) < 2:
        raise ValueError("a mixed model needs two sheets or more")
    centre = float(design.points.mean())
    y = design.points - centre
    if not y.any():
        return _without_variation(design, centre)
    moments = read_moments(design, y)
    best = marginal_at(moments, *_best_ratios(moments))
    return _predicted(design, y, centre, best)


def _best_ratios(moments: Moments) -> tuple[float, float]:
    """Minimise the REML criterion over log(1 + ratio), where 0 is a plain bound."""

    def criterion(x: Floats) -> tuple[float, Floats]:
        at = marginal_at(moments, *np.expm1(x))
        return at.criterion, at.gradient * np.exp(x)

    def descend(start: Floats) -> optimize.OptimizeResult:
        return optimize.minimize(
            criterion,
            start,
            jac=True,
            method="L-BFGS-B",
            bounds=[(0.0, HIGHEST)] * 2,
            options={"ftol": 1e-15, "gtol": 1e-9, "maxiter": 200},
        )

    found = descend(np.log1p([0.5, 0.25]))
    while _still_falls(found) and (again := descend(found.x)).fun < found.fun:
        found = again
    entry, juror = np.expm1(found.x)
    return (
        float(entry) if entry > NEGLIGIBLE_RATIO else 0.0,
        float(juror) if juror > NEGLIGIBLE_RATIO else 0.0,
    )


def _still_falls(found: optimize.OptimizeResult) -> bool:
    """Tell whether the criterion still falls where the search stopped.

    After a bound was hit, a step of nearly no length passes for the end of the way: begun anew,
    without memory of the curvature, the search goes on.
    """
    inward = np.where(found.x <= 0.0, np.minimum(found.jac, 0.0), found.jac)
    inward = np.where(found.x >= HIGHEST, np.maximum(inward, 0.0), inward)
    return bool(np.abs(inward).max() > STATIONARY)


def _predicted(design: Design, y: Floats, centre: float, best: Marginal) -> MixedFit:
    """Solve the mixed-model equations at the chosen ratios."""
    degree = design.sheets_of_entry
    mu, sigma2 = best.mu, best.sigma2
    pull: Floats = best.entry_ratio / (1.0 + best.entry_ratio * degree.astype(float))
    juror = best.juror_effect
    entry = pull * (design.by_entry(y - juror[design.juror]) - degree * mu)
    root = np.linalg.cholesky(best.solver) * np.sqrt(sigma2 * best.juror_ratio)
    swing = 1 - pull * (degree - design.by_entry(best.juror_response[design.juror]))
    mu_sd = float(np.sqrt(sigma2 / best.information))
    own = _own_variance(design, pull, root, sigma2)
    blup = pd.Series(entry, design.entries, name="entry_blup")
    return MixedFit(
        design=design,
        mu=mu + centre,
        var_entry=best.entry_ratio * sigma2,
        var_judge=best.juror_ratio * sigma2,
        var_error=sigma2,
        reml_criterion=best.criterion,
        entry_blup=blup,
        juror_blup=pd.Series(juror, design.jurors, name="juror_blup"),
        entry_sd=pd.Series(
            np.sqrt(own + ((swing - 1) * mu_sd) ** 2), design.entries, name="entry_sd"
        ),
        posterior_mean=(blup + (mu + centre)).rename("posterior_mean"),
        posterior_sd=pd.Series(
            np.sqrt(own + (swing * mu_sd) ** 2), design.entries, name="posterior_sd"
        ),
        pull=pull,
        juror_root=root,
        mean_response=swing,
        mu_sd=mu_sd,
    )


def _own_variance(design: Design, pull: Floats, root: Floats, sigma2: float) -> Floats:
    """Return the variance of each entry effect given mu."""
    if not root.any():
        return sigma2 * pull
    jurors = design.by_entry(design.pulled(root @ root.T))
    return sigma2 * pull + pull**2 * jurors


def _without_variation(design: Design, mu: float) -> MixedFit:
    E, J = design.shape
    entries = pd.Series(np.zeros(E), design.entries)
    return MixedFit(
        design=design,
        mu=mu,
        var_entry=0.0,
        var_judge=0.0,
        var_error=0.0,
        reml_criterion=np.nan,
        entry_blup=entries.rename("entry_blup"),
        juror_blup=pd.Series(np.zeros(J), design.jurors, name="juror_blup"),
        entry_sd=entries.rename("entry_sd"),
        posterior_mean=(entries + mu).rename("posterior_mean"),
        posterior_sd=entries.rename("posterior_sd"),
        pull=np.zeros(E),
        juror_root=np.zeros((J, J)),
        mean_response=np.ones(E),
        mu_sd=0.0,
    )


def posterior_covariance(fit: MixedFit) -> pd.DataFrame:
    """Return the covariance of mu + entry effect given the sheets.

    Parameters
    ----------
    fit : MixedFit
        Result of :func:`fit_mixed`.

    Returns
    -------
    DataFrame of shape (E, E), indexed by entry on both sides
        In squared points.

    Raises
    ------
    ValueError
        Beyond 3 000 entries; :func:`judging.stats.uncertainty.posterior_places` draws
        from the same distribution without the matrix, for any number.
    """
    if len(fit.pull) > DENSE_ENTRIES:
        raise ValueError(f"no covariance matrix beyond {DENSE_ENTRIES} entries")
    shared = fit.pull[:, None] * (fit.design.incidence @ fit.juror_root)
    swing = fit.mean_response * fit.mu_sd
    covariance = shared @ shared.T + np.outer(swing, swing) + np.diag(fit.var_error * fit.pull)
    return pd.DataFrame(covariance, fit.design.entries, fit.design.entries)


def mean_difference_variance(fit: MixedFit) -> float:
    """Return the mean posterior variance of a difference of two entries.

    Parameters
    ----------
    fit : MixedFit
        Result of :func:`fit_mixed`.

    Returns
    -------
    float
        In squared points, over all pairs; NaN for one entry.
    """
    E = len(fit.pull)
    if E < 2:
        return np.nan
    total = fit.var_error * float(fit.pull.sum())
    together = fit.design.by_juror(fit.pull[fit.design.entry]) @ fit.juror_root
    total += float(together @ together) + float((fit.mean_response.sum() * fit.mu_sd) ** 2)
    own = float((fit.posterior_sd**2).sum())
    return 2 * (own - total / E) / (E - 1)


def entry_reliability(fit: MixedFit) -> "pd.Series[float]":
    """Tell how far the score of each entry can be relied on.

    Parameters
    ----------
    fit : MixedFit
        Result of :func:`fit_mixed`.

    Returns
    -------
    Series indexed by entry
        1 - PEV / var_entry: 0 is guessing, 1 is certain; NaN when `var_entry` is 0.

    References
    ----------
    C. R. Henderson, *Biometrics* 31 (1975), 423 (prediction error variance, PEV).
    """
    if fit.var_entry <= 0:
        return pd.Series(np.nan, fit.design.entries, name="reliability")
    return (1 - fit.entry_sd**2 / fit.var_entry).rename("reliability")
