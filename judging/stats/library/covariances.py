"""How the estimates of entries vary together: of the additive and of the mixed model."""

import numpy as np
import pandas as pd

from judging.stats.additive_fit import AdditiveFit
from judging.stats.mixed_fit import MixedFit
from judging.stats.thresholds import DENSE_ENTRIES, SOLVED_SIDE


def posterior_covariance(fit: MixedFit) -> pd.DataFrame:
    """Return the covariance of mu + entry effect given the sheets.

    Parameters
    ----------
    fit : MixedFit
        Result of :func:`judging.stats.mixed.fit_mixed`.

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
    if len(fit.design.entries) > DENSE_ENTRIES:
        raise ValueError(f"no covariance matrix beyond {DENSE_ENTRIES} entries")
    entries = fit.design.entries
    return pd.DataFrame(fit.posterior.covariance(), entries, entries)


def entry_covariance(fit: AdditiveFit) -> pd.DataFrame:
    """Return the covariance of the adjusted scores.

    It feeds :func:`judging.stats.library.rank_confidence.rank_confidence_sets`.

    Parameters
    ----------
    fit : AdditiveFit
        Result of :func:`judging.stats.severity.fit_additive`.

    Returns
    -------
    DataFrame of shape (E, E), indexed by entry on both sides
        In squared points; differences of entries of two components mean nothing. NaN
        without residual degrees of freedom.

    Raises
    ------
    ValueError
        When there are more than 3 000 jurors.
    """
    if fit.contrasts is None or len(fit.design.jurors) > SOLVED_SIDE:
        raise ValueError("too many jurors for the covariance of the adjusted scores")
    design = fit.design
    share = design.incidence.toarray() / design.sheets_of_entry[:, None]
    covariance = share @ fit.contrasts.juror_covariance() @ share.T + np.diag(1 / design.sheets_of_entry)
    return pd.DataFrame(fit.sigma2 * covariance, design.entries, design.entries)
