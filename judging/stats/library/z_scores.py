"""Entries by z-scores: every juror given mean 0 and sd 1."""

import numpy as np
import pandas as pd

from judging.stats.design import read_design
from judging.stats.scale_use import spread


def z_scores(sheets: pd.DataFrame, ddof: int = 1, column: str = "points") -> pd.DataFrame:
    r"""Average each entry's scores after giving every juror mean 0 and sd 1.

    A diagnostic at most: it takes the batches of all jurors for equally good.

    Parameters
    ----------
    sheets : DataFrame of shape (n_sheets, 3)
        Columns ``entry``, ``juror`` and `column`; one row per complete sheet.
    ddof : int, default 1
        What is taken from the number of sheets in the sd: 1 for a sample, 0 for a population.
    column : str, default "points"
        The number to analyse.

    Returns
    -------
    DataFrame of shape (E, 2), indexed by entry
        ``z``, the mean z-score, and ``T`` = 50 + 10 z. Jurors who are constant or have
        a single sheet are left out; an entry with no other juror is NaN.

    References
    ----------
    :math:`z_{ej} = (y_{ej} - \bar{y}_j) / s_j`, as :func:`scipy.stats.zscore`.

    Examples
    --------
    >>> rows = [("A", 1, 9), ("B", 1, 7), ("A", 2, 5), ("B", 2, 6), ("A", 3, 8), ("B", 3, 8)]
    >>> z_scores(pd.DataFrame(rows, columns=["entry", "juror", "points"]))["T"].to_dict()
    {'A': 50.0, 'B': 50.0}
    """
    design = read_design(sheets, column)
    mean, sd = spread(design, ddof)
    counts = (sd > 0)[design.juror]
    scale = np.where(sd > 0, sd, 1.0)
    z = np.where(counts, (design.points - mean[design.juror]) / scale[design.juror], 0.0)
    used = design.by_entry(counts)
    average = np.divide(design.by_entry(z), used, where=used > 0, out=np.full(len(design.entries), np.nan))
    return pd.DataFrame({"z": average, "T": 50 + 10 * average}, index=design.entries)
