"""Strict and generous jurors: what the additive model says of entries, jurors and sheets."""

import numpy as np
import pandas as pd

from judging.stats.additive_fit import AdditiveFit, fit_additive
from judging.stats.thresholds import ADJUSTED_DECIMALS

__all__ = [
    "AdditiveFit",
    "adjusted_places",
    "fit_additive",
    "sheet_residuals",
    "worst_contrast",
]


def adjusted_places(fit: AdditiveFit) -> pd.DataFrame:
    """Rank the adjusted scores inside each component; equal to 1e-9 is a tie.

    Parameters
    ----------
    fit : AdditiveFit
        Result of :func:`fit_additive`.

    Returns
    -------
    DataFrame of shape (E, 3), indexed by entry
        ``adjusted`` in points rounded to 1e-9, ``place`` (1, 2, 2, 4) and ``component``:
        places of different components must not be put in one list.
    """
    table = pd.DataFrame({"adjusted": fit.adjusted.round(ADJUSTED_DECIMALS), "component": fit.entry_component})
    place = table.groupby("component")["adjusted"].rank(method="min", ascending=False)
    return table.assign(place=place.astype(int))[["adjusted", "place", "component"]]


def sheet_residuals(fit: AdditiveFit) -> pd.DataFrame:
    """Tell how far each sheet lies from what its entry and its juror make expect.

    Parameters
    ----------
    fit : AdditiveFit
        Result of :func:`fit_additive`.

    Returns
    -------
    DataFrame of shape (N, 5), one row per sheet by entry and juror
        ``entry``, ``juror``, ``residual`` in points, ``leverage`` between 0 and 1, and
        ``studentised`` = residual / (sigma sqrt(1 - leverage)). The last is NaN without
        residual degrees of freedom, without any error, and for a sheet that alone
        ties its entry or juror to the rest; both are NaN where `contrasts` is None.

    References
    ----------
    R. D. Cook & S. Weisberg, *Residuals and Influence in Regression* (1982), ch. 2
    (internally studentised residuals).
    """
    design = fit.design
    leverage = np.full(len(design.entry), np.nan)
    if fit.contrasts is not None:
        leverage = fit.contrasts.leverage  # 1/J + 1/E - 1/EJ in a complete design
    spare = np.where(leverage < 1 - 1e-9, 1 - leverage, np.nan)
    sigma = np.sqrt(fit.sigma2) if fit.sigma2 > 0 else np.nan
    return pd.DataFrame(
        {
            "entry": design.entries.take(design.entry),
            "juror": design.jurors.take(design.juror),
            "residual": fit.residual,
            "leverage": leverage,
            "studentised": fit.residual / (sigma * np.sqrt(spare)),
        }
    )


def worst_contrast(fit: AdditiveFit) -> float:
    """Tell how well the worst known difference of two jurors is known.

    Parameters
    ----------
    fit : AdditiveFit
        Result of :func:`fit_additive`.

    Returns
    -------
    float
        The largest standard error of a difference of two jurors of one component, in units
        of the residual sd: above 1 the design is WEAKLY_CONNECTED. NaN when there are no two
        such jurors, or where that would take a matrix of more than 3 000 jurors.

    References
    ----------
    J. A. Eccleston & A. Hedayat, *Ann. Stat.* 2 (1974), 1238.
    """
    return np.nan if fit.contrasts is None else float(np.sqrt(fit.contrasts.worst))
