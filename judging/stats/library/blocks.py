"""Durbin's test: whether jurors who each saw some of the entries order them alike."""

from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy import linalg, stats

from judging.stats.design import Design, read_design


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
    column : str, default "points"
        The number to rank.

    Returns
    -------
    Durbin or None
        None when no juror tells two entries apart. In a balanced design `T` is
        Conover's T1, which is Durbin's where there are no ties; ties are pooled over the
        jurors. In any other design it is the statistic of Benard and van Elteren, of
        which Durbin's is a special case. Approximately chi-square.

    Raises
    ------
    ValueError
        When the frame is malformed; see :func:`judging.stats.design.read_design`.

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
    """Describe who met whom, as textbooks of block designs do.

    Parameters
    ----------
    design : Design
        See :func:`judging.stats.design.read_design`.

    Returns
    -------
    BlockDesign
        ``r``, ``k`` and ``lam`` are None where they are not the same for all.

    References
    ----------
    W. G. Cochran & G. M. Cox, *Experimental Designs*, 2nd ed. (1957), ch. 11.
    """
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
