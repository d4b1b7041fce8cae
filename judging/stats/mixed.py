"""Entries and jurors as random effects: variance components by REML, and what follows."""

import numpy as np
import pandas as pd
from scipy import optimize

from judging.stats.blocks import smaller_side, widest
from judging.stats.design import Design, Floats, read_design
from judging.stats.marginal import Marginal, Moments, marginal_at, read_moments
from judging.stats.mixed_fit import MixedFit
from judging.stats.posterior import Posterior, eliminated_effect, posterior_at
from judging.stats.thresholds import SOLVED_SIDE

__all__ = [
    "MixedFit",
    "TooLargeError",
    "entry_reliability",
    "fit_mixed",
    "mean_difference_variance",
]

LARGEST_RATIO = 1e6  # of a variance component to the error, when there is no error
HIGHEST = float(np.log1p(LARGEST_RATIO))
STATIONARY = 1e-5  # slope of the criterion that counts as none
QUICKLY_SOLVED = 200  # width of a block up to which the optimum is sought to the last digit
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
    TooLargeError
        When more than 3 000 jurors and more than 3 000 entries hang together.

    Notes
    -----
    Restricted maximum likelihood, profiled over the ratios of the two components to
    the error; entries or jurors are eliminated analytically, whichever leaves less to solve,
    and the connected components are solved one by one. Negative components do not occur: the
    optimum then lies at 0. Where each juror has a single sheet nothing tells jurors from
    error, and the model is one-way.

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
    solved, is_turned = smaller_side(design)
    if widest(solved) > SOLVED_SIDE:
        raise TooLargeError("too many jurors and entries are connected for the mixed model")
    moments = read_moments(solved, y[solved.order] if is_turned else y)
    whole = (0.0, HIGHEST)
    alone = design.sheets_of_juror.max() < 2  # then nothing tells a juror from error
    bounds = [whole, (0.0, 0.0) if alone else whole]
    best = marginal_at(moments, *_best_ratios(moments, bounds[::-1] if is_turned else bounds))
    return _predicted(design, is_turned, centre, best)


class TooLargeError(ArithmeticError):
    """The sheets hang together too closely for a model to be fitted in time."""


def _best_ratios(moments: Moments, bounds: list[tuple[float, float]]) -> tuple[float, float]:
    """Minimise the REML criterion over log(1 + ratio), where 0 is a plain bound."""

    def criterion(x: Floats) -> tuple[float, Floats]:
        at = marginal_at(moments, *np.expm1(x))
        return at.criterion, at.gradient * np.exp(x)

    lowest, highest = np.transpose(bounds)
    is_small = widest(moments.design) <= QUICKLY_SOLVED

    def descend(start: Floats) -> optimize.OptimizeResult:
        return optimize.minimize(
            criterion,
            start,
            jac=True,
            method="L-BFGS-B",
            bounds=bounds,
            options={"ftol": 1e-15 if is_small else 1e-9, "gtol": 1e-9, "maxiter": 200},
        )

    found = descend(np.clip(np.log1p([0.5, 0.25]), lowest, highest))
    while is_small and _still_falls(found, highest) and (again := descend(found.x)).fun < found.fun:
        found = again
    one, other = (float(r) if r > NEGLIGIBLE_RATIO else 0.0 for r in np.expm1(found.x))
    return one, other


def _still_falls(found: optimize.OptimizeResult, highest: Floats) -> bool:
    """Tell whether the criterion still falls where the search stopped.

    After a bound was hit, a step of nearly no length passes for the end of the way: begun anew,
    without memory of the curvature, the search goes on.
    """
    inward = np.where(found.x <= 0.0, np.minimum(found.jac, 0.0), found.jac)
    inward = np.where(found.x >= highest, np.maximum(inward, 0.0), inward)
    return bool(np.abs(inward).max() > STATIONARY)


def _predicted(design: Design, is_turned: bool, centre: float, best: Marginal) -> MixedFit:
    """Solve the mixed-model equations at the chosen ratios."""
    posterior = posterior_at(best, centre, is_turned)
    gone, solved = eliminated_effect(best), best.juror_effect
    entry, juror = (solved, gone) if is_turned else (gone, solved)
    ratios = (best.entry_ratio, best.juror_ratio)
    of_entry, of_juror = ratios[::-1] if is_turned else ratios
    own, swing, mu_sd = posterior.variance, posterior.swing, posterior.mu_sd
    named = {
        "entry_blup": entry,
        "entry_sd": np.sqrt(own + ((swing - 1) * mu_sd) ** 2),
        "posterior_mean": posterior.mean,
        "posterior_sd": np.sqrt(own + (swing * mu_sd) ** 2),
    }
    return MixedFit(
        design=design,
        mu=best.mu + centre,
        var_entry=of_entry * best.sigma2,
        var_judge=of_juror * best.sigma2,
        var_error=best.sigma2,
        reml_criterion=best.criterion,
        juror_blup=pd.Series(juror, design.jurors, name="juror_blup"),
        posterior=posterior,
        moments=best.moments,
        **{name: pd.Series(values, design.entries, name=name) for name, values in named.items()},
    )


def _without_variation(design: Design, mu: float) -> MixedFit:
    E, J = design.shape
    nothing = np.zeros(E)
    named = {"entry_blup": 0.0, "entry_sd": 0.0, "posterior_mean": mu, "posterior_sd": 0.0}
    return MixedFit(
        design=design,
        mu=mu,
        var_entry=0.0,
        var_judge=0.0,
        var_error=0.0,
        reml_criterion=np.nan,
        juror_blup=pd.Series(np.zeros(J), design.jurors, name="juror_blup"),
        posterior=Posterior(design, False, nothing + mu, nothing + 1, 0.0, nothing, nothing, None),
        moments=None,
        **{name: pd.Series(value, design.entries, name=name) for name, value in named.items()},
    )


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
    E = len(fit.design.entries)
    if E < 2:
        return np.nan
    own = float((fit.posterior_sd**2).sum())
    return 2 * (own - fit.posterior.variance_of_sum / E) / (E - 1)


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
