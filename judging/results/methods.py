"""Places by other ways of counting, to tell whether they would honour other entries."""

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.stats import rankdata

from judging.results.panel import Panel
from judging.stats.codes import Codes
from judging.stats.methods import (
    majority_of,
    majority_order,
    mean_of,
    median_of,
    places,
    trimmed_of,
)
from judging.stats.sheets import Sheets

METHODS = ("mean", "trimmed", "median", "majority", "adjusted", "borda")


def places_by_method(panel: Panel, adjusted: "pd.Series[float]") -> pd.DataFrame:
    """Rank the entries by every method that suits the design.

    Parameters
    ----------
    panel : Panel
        The complete sheets.
    adjusted : Series indexed by entry code
        Points freed of the severity of jurors, already rounded; NaN where unknown.

    Returns
    -------
    DataFrame indexed by entry code, columns `METHODS`
        Places 1, 2, 2, 4 as floats; NaN where the method says nothing: ``trimmed`` where an entry
        would have no sheet left, ``adjusted`` in a disconnected design, ``borda`` where jurors
        scored different entries.
    """
    entry = panel.sheets["entry"].to_numpy()
    present = np.unique(entry)
    count = np.bincount(entry)[present] if len(entry) else present
    sheets = Sheets(
        np.searchsorted(present, entry),
        panel.sheets["juror"].to_numpy(),
        panel.sheets["total"].to_numpy(),
        pd.Index(present),
        panel.jurors,
    )
    unknown = np.full(len(present), np.nan)
    drop = panel.rules.drop
    grades = majority_order(*majority_of(sheets)) if len(entry) else unknown
    found = {
        "mean": _ratio(*mean_of(sheets)),
        "trimmed": _ratio(*trimmed_of(sheets, drop)) if (count > sum(drop)).all() else unknown,
        "median": _ratio(*median_of(sheets)),
        "majority": grades,
        "adjusted": adjusted.reindex(present).to_numpy(dtype=float),
        "borda": _borda(sheets, len(present)),
    }
    columns = {name: _places(np.asarray(values, dtype=float)) for name, values in found.items()}
    return pd.DataFrame(columns, index=present)


def _ratio(numerator: Codes, denominator: Codes) -> NDArray[np.float64]:
    """Divide once."""
    return np.asarray(numerator / denominator)


def _borda(sheets: Sheets, entries: int) -> NDArray[np.float64]:
    """Sum over jurors how many entries each one put below, ties half; complete designs only."""
    jurors = len(np.unique(sheets.juror))
    if len(sheets.entry) != entries * jurors or not entries:
        return np.full(entries, np.nan)
    return np.asarray(rankdata(sheets.total.reshape(entries, jurors), axis=0).sum(axis=1))


def _places(values: NDArray[np.float64]) -> NDArray[np.float64]:
    """Give places, or none where any value is unknown."""
    if np.isnan(values).any():
        return np.full(len(values), np.nan)
    return places(values).astype(float)
