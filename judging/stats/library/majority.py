"""Majority judgment as one number, as its authors and its critics print it."""

import numpy as np
import pandas as pd


def majority_scores(grades: pd.DataFrame) -> pd.DataFrame:
    """Write the order of majority judgment as a number on the scale of the grades.

    Parameters
    ----------
    grades : DataFrame of shape (n_entries, 3 or more), indexed by entry
        ``grade``, ``above``, ``below`` and ``sheets``, as
        :func:`judging.stats.methods.majority_grades` returns them.

    Returns
    -------
    DataFrame of shape (n_entries, 2), indexed by entry
        ``score``: grade + p where p > q, else grade - q, with p and q the shares of sheets above
        and below the grade. ``typical``: grade + p - q. In units of the grade, for reading only:
        places are decided in fractions.

    References
    ----------
    M. Balinski and R. Laraki, *Majority Judgment*, MIT Press 2010. A. Fabre, "Tie-breaking the
    highest median", *Social Choice and Welfare* 56 (2021), 101-124.

    Examples
    --------
    >>> grades = pd.DataFrame({"grade": [3], "above": [2], "below": [1], "sheets": [4]}, ["A"])
    >>> majority_scores(grades).loc["A"].tolist()
    [3.5, 3.25]
    """
    above, below = grades["above"] / grades["sheets"], grades["below"] / grades["sheets"]
    score = grades["grade"] + np.where(above > below, above, -below)
    return pd.DataFrame({"score": score, "typical": grades["grade"] + above - below})
