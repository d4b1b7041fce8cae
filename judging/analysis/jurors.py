"""Figures about jurors: severity, spread, halo, what changes without them, order trend."""

from collections.abc import Collection
from dataclasses import asdict
from typing import Any

import numpy as np
import pandas as pd

from judging.analysis.complete_sheets import CompleteSheets
from judging.analysis.fits import Fits
from judging.analysis.leave_one_out import without_jurors
from judging.stats.concordance import juror_against_rest
from judging.stats.scale_use import discrimination, order_trend
from judging.stats.thresholds import FEWEST_ENTRIES_FOR_REST
from judging.stats.vocabulary import Diagnostics

NO_CHANGES = pd.DataFrame(columns=["gained", "lost", "pivotal"], dtype=object)


def juror_figures(
    complete: CompleteSheets,
    fits: Fits | None,
    winners: Collection[int],
    asked: Diagnostics = Diagnostics.ALL,
) -> pd.DataFrame:
    """Return the figures of each juror; `winners` are the entries (codes) in the main prizes.

    Returns
    -------
    DataFrame indexed by juror code
        ``sheets``, ``mean``, ``sd`` and ``discrimination`` (sd over the median sd); ``severity``
        (points above the average juror; strict is negative) and ``severity_se``; ``against_rest``;
        ``halo``, the mean correlation of criteria; ``gained`` and ``lost``: who comes into and
        drops out of the main prizes without the juror; ``pivotal``: whether anybody drops out
        (None below three jurors, beyond 300, and where the rules cannot be counted without the
        juror). The last five are counted where everything is `asked` for.
    """
    spread = discrimination(complete.sheets).rename(columns={"ratio": "discrimination"})
    if len(spread) < 2:
        spread["discrimination"] = np.nan  # there is nobody to compare with
    index = spread.index
    nothing = pd.Series(np.nan, index=index)
    whole = asked is Diagnostics.ALL
    changes = without_jurors(complete, winners) if whole else NO_CHANGES
    left_out = changes.reindex(index)
    correlated = whole and fits is not None
    return spread.assign(
        severity=nothing if fits is None else fits.additive.juror_effect,
        severity_se=nothing if fits is None else fits.additive.juror_se,
        against_rest=juror_against_rest(complete.sheets) if correlated else nothing,
        halo=_halo(complete).reindex(index) if whole else nothing,
        pivotal=left_out["pivotal"],
        gained=left_out["gained"],
        lost=left_out["lost"],
    )


def trend_figures(complete: CompleteSheets, order: pd.DataFrame | None) -> dict[str, Any] | None:
    """Return the slope of points on the position in the juror's own order, or None.

    Parameters
    ----------
    complete : CompleteSheets
        The complete sheets.
    order : DataFrame with columns ``entry``, ``juror`` (labels) and ``position``, optional
        Where each entry stood in each juror's own order; sheets without a position are left out.
    """
    if order is None or not len(complete.sheets):
        return None
    coded = pd.DataFrame(
        {
            "entry": complete.entries.get_indexer(pd.Index(order["entry"])),
            "juror": complete.jurors.get_indexer(pd.Index(order["juror"])),
            "position": order["position"].to_numpy(),
        }
    )
    placed = complete.sheets.merge(coded, on=["entry", "juror"])
    trend = order_trend(placed) if len(placed) > 1 else None
    return None if trend is None else asdict(trend)


def _halo(complete: CompleteSheets) -> "pd.Series[float]":
    """Return, by juror, the mean correlation of two criteria over the juror's sheets."""
    if len(complete.criteria) < 2 or complete.sheets.empty:
        return pd.Series(dtype=float)
    order = np.argsort(juror := complete.sheets["juror"].to_numpy(), kind="stable")
    codes, first = np.unique(juror[order], return_index=True)
    found = {}
    for code, own in zip(codes.tolist(), np.split(order, first[1:]), strict=True):
        marks = complete.marks[own].astype(float)
        varied = marks[:, np.ptp(marks, axis=0) > 0]
        if len(marks) >= FEWEST_ENTRIES_FOR_REST and varied.shape[1] > 1:
            pairs = np.corrcoef(varied, rowvar=False)
            found[code] = float(pairs[np.triu_indices(len(pairs), 1)].mean())
    return pd.Series(found, dtype=float)
