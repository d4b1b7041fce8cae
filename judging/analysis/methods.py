"""Places by other ways of counting, to tell whether they would honour other entries."""

from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.stats import rankdata

from judging.analysis.complete_sheets import CompleteSheets
from judging.analysis.leave_one_out import by_methods
from judging.stats.methods import places
from judging.stats.vocabulary import Method, SecondOpinion

METHODS = (*Method, *SecondOpinion)


def places_by_method(complete: CompleteSheets, adjusted: "pd.Series[float]") -> pd.DataFrame:
    """Rank the entries by every method that suits the design.

    Parameters
    ----------
    complete : CompleteSheets
        The complete sheets.
    adjusted : Series indexed by entry code
        Points freed of the severity of jurors, already rounded; NaN where unknown.

    Returns
    -------
    DataFrame indexed by entry code, columns `METHODS`
        Places 1, 2, 2, 4 as floats; NaN where the method says nothing: ``trimmed`` where an entry
        would have no sheet left, ``adjusted`` in a disconnected design, ``borda`` where jurors
        scored different entries. The methods that may be official break ties by the ladder.
    """
    counted = by_methods(complete)
    points = adjusted.reindex(counted.index).to_numpy(dtype=float)
    return counted.assign(adjusted=_places(points), borda=_places(_borda(complete)))


def _borda(complete: CompleteSheets) -> NDArray[np.floating[Any]]:
    """Sum over jurors how many entries each one put below, ties half; complete designs only."""
    entries, jurors = complete.shape
    if len(complete.sheets) != entries * jurors or not entries:
        return np.full(entries, np.nan)
    total = complete.sheets["total"].to_numpy().reshape(entries, jurors)
    return np.asarray(rankdata(total, axis=0).sum(axis=1))


def _places(values: NDArray[np.floating[Any]]) -> NDArray[np.floating[Any]]:
    """Give places, or none where any value is unknown."""
    if np.isnan(values).any():
        return np.full(len(values), np.nan)
    return places(values.astype(np.float64)).astype(float)
