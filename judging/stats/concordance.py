"""Agreement on the order: Kendall's W, each juror against the rest, Durbin's test."""

from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy import linalg, stats

from judging.stats.design import Design, read_design
from judging.stats.rest import fixed_against_rest, ranks_against_rest, refit_against_rest
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


def votes_against(
    table: npt.ArrayLike | pd.DataFrame, best: Literal["low", "high"] = "low"
) -> pd.DataFrame:
    """Sum the places that jurors gave each entry, and rank the sums.

    Parameters
    ----------
    table : array_like of shape (n_jurors, n_entries)
        Ranks (``best="low"``: 1 is the best) or scores (``best="high"``), none missing.

    Returns
    -------
    DataFrame of shape (n_entries, 2), indexed by entry
        ``votes``, the sum of places (ties averaged), and ``place`` (1, 2, 2, 4; fewest
        votes first). As R. E. Quandt's WINETASTER prints them.
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


@dataclass(frozen=True, slots=True)
class BlockDesign:
    """Numbers of an incomplete block design; None where they are not constant.

    v entries, b jurors, r jurors per entry, k entries per juror, `lam` jurors for each
    pair of entries, `efficiency` lam v / (r k) of a balanced design.
    """

    v: int
    b: int
    r: int | None
    k: int | None
    lam: int | None
    efficiency: float | None
    balanced: bool
    connected: bool


@dataclass(frozen=True)
class Durbin:
    """Durbin's test of equal entries in incomplete blocks; see :func:`durbin`."""

    T: float
    df: int
    p: float
    rank_sums: "pd.Series[float]"
    design: BlockDesign


def durbin(sheets: pd.DataFrame, column: str = "points") -> Durbin | None:
    """Test whether jurors who each saw some of the entries order them alike.

    Parameters
    ----------
    sheets : DataFrame of shape (n_sheets, 3)
        Columns ``entry``, ``juror`` and `column`, scores or ranks; they are ranked
        within each juror, 1 for the lowest, ties averaged.

    Returns
    -------
    Durbin or None
        None when no juror tells two entries apart. In a balanced design `T` is
        Conover's T1, which is Durbin's where there are no ties; ties are pooled over the
        jurors. In any other design it is the statistic of Benard and van Elteren, of
        which Durbin's is a special case. Approximately chi-square.

    References
    ----------
    W. J. Conover, *Practical Nonparametric Statistics*, 3rd ed. (1999), p. 388;
    A. Benard & P. van Elteren, *Indag. Math.* 15 (1953), 358.
    """
    design = read_design(sheets, column)
    order = np.lexsort((design.points, design.juror))
    ranks = np.empty(len(order))
    parts = np.split(order, np.cumsum(design.sheets_of_juror)[:-1])
    for part in parts:
        ranks[part] = stats.rankdata(design.points[part])
    size = design.sheets_of_juror
    off = ranks - (size[design.juror] + 1) / 2
    spread = design.by_juror(off**2)
    if not spread.any():
        return None
    described = block_design(design)
    if described.balanced:
        spread = np.full(len(spread), spread.mean())
    weight = np.divide(spread, size - 1.0, where=size > 1, out=np.zeros(len(size)))
    incidence = design.incidence.toarray()
    scale = np.divide(weight, size, where=size > 0, out=np.zeros(len(size)))
    covariance = np.diag(incidence @ weight) - (incidence * scale) @ incidence.T
    inverse, rank = linalg.pinvh(covariance, rtol=1e-10, return_rank=True)
    lead = design.by_entry(off)
    T = float(lead @ inverse @ lead)
    return Durbin(
        T=T,
        df=int(rank),
        p=float(stats.chi2.sf(T, int(rank))),
        rank_sums=pd.Series(design.by_entry(ranks), design.entries, name="rank_sum"),
        design=described,
    )


def block_design(design: Design) -> BlockDesign:
    """Describe who met whom, as textbooks of block designs do."""
    incidence = design.incidence.toarray()
    pairs = incidence @ incidence.T
    met = pairs[~np.eye(len(pairs), dtype=bool)]
    r, k, lam = (
        int(counts[0]) if len(counts) and (counts == counts[0]).all() else None
        for counts in (design.sheets_of_entry, design.sheets_of_juror, met)
    )
    v, b = design.shape
    balanced = r is not None and k is not None and lam is not None
    efficiency = lam * v / (r * k) if r is not None and k is not None and lam is not None else None
    return BlockDesign(v, b, r, k, lam, efficiency, balanced, design.components[0] == 1)
