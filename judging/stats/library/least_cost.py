"""The classical assignment: every entry its jurors at the least total cost."""

import numpy as np
import pandas as pd

from judging.stats.assignment import read_task
from judging.stats.expertise import edges
from judging.stats.flow import cheapest


def assign_by_cost(
    cost: pd.DataFrame,
    per_entry: int,
    *,
    max_load: int | None = None,
    conflicts: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """Give every entry its jurors at the least total cost: the classical assignment.

    Parameters
    ----------
    cost : DataFrame of shape (n_entries, n_jurors)
        Cost of each pair in any unit; NaN where the pair must not be made.
    per_entry : int
        Jurors for each entry.
    max_load : int, optional
        Most entries of a juror; without it there is no bound.
    conflicts : DataFrame with columns ``entry`` and ``juror``, optional
        Further pairs that must not be made.

    Returns
    -------
    DataFrame with columns ``entry``, ``juror`` and ``cost``, sorted by the first two

    Raises
    ------
    Infeasible
        When no plan exists; it names the entries that lack eligible jurors.

    Examples
    --------
    >>> cost = pd.DataFrame({"Ewa": [1.0, 2.0], "Jan": [5.0, 9.0]}, index=["A", "B"])
    >>> assign_by_cost(cost, 1, max_load=1)["cost"].sum()
    np.float64(7.0)
    """
    known = cost.sort_index().sort_index(axis=1).astype(float)
    names, panel = known.index.tolist(), known.columns.tolist()
    task = read_task(names, panel, per_entry, conflicts=conflicts)
    table = known.to_numpy()
    entry, juror = edges(task, np.isfinite(table))
    most = len(names) if max_load is None else max_load
    low, high = np.zeros(len(panel), dtype=np.int64), np.full(len(panel), most, dtype=np.int64)
    taken = cheapest(task, entry, juror, table[entry, juror], low, high)
    entry, juror = entry[taken], juror[taken]
    pairs = task.pairs(entry, juror).assign(cost=table[entry, juror])
    return pairs.sort_values(["entry", "juror"], ignore_index=True)
