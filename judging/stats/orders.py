"""The order in which each juror reads: no entry always early, none always late."""

import numpy as np
import pandas as pd


def positions(pairs: pd.DataFrame, rng: np.random.Generator) -> pd.DataFrame:
    """Give each juror an order of their own so that the entries' mean positions are alike.

    Parameters
    ----------
    pairs : DataFrame with columns ``entry`` and ``juror``
        The assignment, each pair once.
    rng : Generator
        The same seed gives the same orders, whatever the order of the rows.

    Returns
    -------
    DataFrame with columns ``entry``, ``juror`` and ``position``, sorted by entry and juror
        ``position`` runs from 1 to the number of the juror's entries.

    Raises
    ------
    ValueError
        When a pair stands twice.

    Notes
    -----
    Jurors take their turn in random order. Each reads first what the jurors before read late
    (measured from 0 to 1 within their own lists), ties in random order: in a complete design
    every second juror reverses the order of the one before, and the mean positions are equal
    for an even number of jurors.

    Examples
    --------
    >>> pairs = pd.DataFrame({"entry": ["A", "B", "A", "B"], "juror": ["Ewa", "Ewa", "Jan", "Jan"]})
    >>> positions(pairs, np.random.default_rng(1)).groupby("entry")["position"].mean().tolist()
    [1.5, 1.5]
    """
    if pairs.duplicated(["entry", "juror"]).any():
        raise ValueError("a pair of entry and juror stands twice")
    ordered = pairs[["entry", "juror"]].sort_values(["entry", "juror"], ignore_index=True)
    entry, names = pd.factorize(ordered["entry"])
    juror, panel = pd.factorize(ordered["juror"], sort=True)
    lateness, position = np.zeros(len(names)), np.zeros(len(ordered), dtype=np.int64)
    rows = np.split(np.argsort(juror, kind="stable"), np.cumsum(np.bincount(juror))[:-1])
    for turn in rng.permutation(len(panel)):
        mine = rows[turn]
        late = np.round(lateness[entry[mine]], 9)
        reading = mine[np.lexsort([rng.random(len(mine)), -late])]
        position[reading] = np.arange(1, len(reading) + 1)
        lateness[entry[reading]] += (np.arange(len(reading)) + 0.5) / len(reading) - 0.5
    return ordered.assign(position=position)
