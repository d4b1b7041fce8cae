"""Agreement on the order: Kendall's W, votes against, each juror against the rest.

Durbin's test for incomplete panels is in :mod:`judging.stats.library.blocks`.
"""

from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy import stats

from judging.stats.design import read_design
from judging.stats.juror_correlation import (
    fixed_against_rest,
    ranks_against_rest,
    refit_against_rest,
)
from judging.stats.thresholds import REFITTED_JURORS


@dataclass(frozen=True)
class Concordance:
    """How far m jurors order n entries alike: W is 0 for no agreement, 1 for one order.

    `W` is corrected for ties, `W_uncorrected` is not; `chi2` on `df` degrees of freedom
    (equal to Friedman's) gives `p`; `rank_sums` (1 = lowest value) is indexed by entry;
    `mean_spearman` is (mW - 1) / (m - 1).
    """

    W: float
    W_uncorrected: float
    chi2: float
    df: int
    p: float
    rank_sums: "pd.Series[float]"
    mean_spearman: float
    jurors: int


def kendall_w(table: npt.ArrayLike | pd.DataFrame) -> Concordance | None:
    r"""Compute Kendall's coefficient of concordance, corrected for ties.

    Parameters
    ----------
    table : array_like of shape (n_jurors, n_entries)
        Scores or ranks, one row per juror. Entries with a missing number are left out.

    Returns
    -------
    Concordance or None
        None with fewer than two jurors or (remaining) entries, or when every juror
        gave the same value to all.

    Notes
    -----
    :math:`W = 12 S / (m^2 (n^3 - n) - m T)` with :math:`T = \sum (t^3 - t)` over all ties.

    References
    ----------
    M. G. Kendall, *Rank Correlation Methods* (1948); S. Siegel (1956); NAG g08daf.

    Examples
    --------
    >>> result = kendall_w([[1, 2, 3, 4], [1, 3, 2, 4], [2, 1, 3, 4]])
    >>> round(result.W, 3), result.rank_sums.to_list()
    (0.778, [4.0, 6.0, 8.0, 12.0])
    """
    whole = _frame(table).dropna(axis="columns")
    m, n = whole.shape
    if m < 2 or n < 2:
        return None
    ranks = stats.rankdata(whole.to_numpy(dtype=float), axis=1)
    sums = ranks.sum(axis=0)
    S = float(((sums - m * (n + 1) / 2) ** 2).sum())
    # sum of (t^3 - t) over the ties of a juror, from how far mid-ranks fall short in squares
    ties = m * (n**3 - n) - 12 * float(((ranks - (n + 1) / 2) ** 2).sum())
    largest = m * m * (n**3 - n)
    if largest - m * ties <= 0:
        return None
    W = 12 * S / (largest - m * ties)
    chi2 = m * (n - 1) * W
    return Concordance(
        W=W,
        W_uncorrected=12 * S / largest,
        chi2=chi2,
        df=n - 1,
        p=float(stats.chi2.sf(chi2, n - 1)),
        rank_sums=pd.Series(sums, whole.columns, name="rank_sum"),
        mean_spearman=(m * W - 1) / (m - 1),
        jurors=m,
    )


def _frame(table: npt.ArrayLike | pd.DataFrame) -> pd.DataFrame:
    return table if isinstance(table, pd.DataFrame) else pd.DataFrame(np.asarray(table, float))


def votes_against(table: npt.ArrayLike | pd.DataFrame, best: Literal["low", "high"] = "low") -> pd.DataFrame:
    """Sum the places that jurors gave each entry, and rank the sums.

    Parameters
    ----------
    table : array_like of shape (n_jurors, n_entries)
        Ranks or scores, none missing.
    best : {"low", "high"}, default "low"
        Which value is the best: the lowest for ranks, the highest for scores.

    Returns
    -------
    DataFrame of shape (n_entries, 2), indexed by entry
        ``votes``, the sum of places (ties averaged), and ``place`` (1, 2, 2, 4; fewest
        votes first).

    Raises
    ------
    ValueError
        When a juror did not place an entry.

    References
    ----------
    R. E. Quandt's WINETASTER reports (liquidasset.com).
    """
    frame = _frame(table)
    values = frame.to_numpy(dtype=float)
    if np.isnan(values).any():
        raise ValueError("every juror must place every entry")
    votes = stats.rankdata(values if best == "low" else -values, axis=1).sum(axis=0)
    place = stats.rankdata(votes, method="min").astype(int)
    return pd.DataFrame({"votes": votes, "place": place}, index=frame.columns)


def juror_against_rest(sheets: pd.DataFrame, column: str = "points") -> "pd.Series[float]":
    """Correlate each juror with the others.

    Parameters
    ----------
    sheets : DataFrame of shape (n_sheets, 3)
        Columns ``entry``, ``juror`` and `column`; one row per complete sheet.
    column : str, default "points"
        The number to analyse.

    Returns
    -------
    Series indexed by juror
        Complete design: Spearman's correlation between the juror's ranks and the sums of
        the others' ranks. Incomplete: Pearson's, between the juror's points and the
        adjusted scores of a fit without the juror, within connected components. Beyond
        200 jurors the severities of the others are not refitted, the juror's own sheet is
        still taken out. NaN with fewer than five entries shared with others, for a
        constant juror, and where the others do not differ.

    References
    ----------
    R. E. Quandt's WINETASTER reports ("correlation of each judge with the rest").
    """
    design = read_design(sheets, column)
    if design.is_complete:
        found = ranks_against_rest(design)
    elif len(design.jurors) <= REFITTED_JURORS:
        found = [refit_against_rest(design, j) for j in range(len(design.jurors))]
    else:
        found = fixed_against_rest(design)
    return pd.Series(found, design.jurors, dtype=float, name="against_rest")
