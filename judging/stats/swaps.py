"""Mending and joining plans of assignments by swaps, which leave every load as it is."""

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.sparse import csr_array
from scipy.sparse.csgraph import connected_components

from judging.stats.assignment import Ints, Task

ROUNDS = 60  # of swaps, before the exact method takes over
TRIES = 300  # swaps tried to join parts of a plan that share no juror
OFFERS = 2_000  # partners looked at in a round, when few pairs are left to mend


def codes(rows: Ints) -> tuple[Ints, Ints]:
    """Return the pairs of dealt rows as codes of entries and of jurors.

    Parameters
    ----------
    rows : int64 array of shape (n_entries, width)

    Returns
    -------
    entry, juror : int64 arrays of shape (n_pairs,)
    """
    entry, column = np.nonzero(rows >= 0)
    return entry.astype(np.int64), rows[entry, column]


def mend(task: Task, rows: Ints, rng: np.random.Generator) -> bool:
    """Swap jurors between entries until no pair is barred or double.

    Parameters
    ----------
    task : Task
    rows : int64 array of shape (n_entries, width)
        Codes of jurors, -1 where there is none; changed in place, loads stay as they are.
    rng : Generator

    Returns
    -------
    bool
        Whether all pairs are in order now; if not, an exact method must find the plan.
    """
    slots = np.flatnonzero(rows >= 0)
    bad = slots[_breaks(task, rows, slots)]
    for _ in range(ROUNDS):
        if not len(bad):
            return True
        offers = np.repeat(bad, max(1, OFFERS // len(bad)))
        partners = slots[rng.integers(len(slots), size=len(offers))]
        _swap(rows, *_useful(task, rows, offers, partners))
        bad = bad[_breaks(task, rows, bad)]
    return not len(bad)


def broken_entries(task: Task, rows: Ints) -> Ints:
    """Return the codes of the entries that hold a barred or double juror, ascending.

    Parameters
    ----------
    task : Task
    rows : int64 array of shape (n_entries, width)

    Returns
    -------
    int64 array of shape (n_broken,)
    """
    slots = np.flatnonzero(rows >= 0)
    return np.unique(slots[_breaks(task, rows, slots)] // max(rows.shape[1], 1))


def _breaks(task: Task, rows: Ints, slots: Ints) -> NDArray[np.bool_]:
    """Tell which slots hold a juror barred from the entry or seated there twice."""
    entry, column = np.divmod(slots, rows.shape[1])
    juror = rows[entry, column]
    broken = task.is_barred(entry, juror)
    for other in range(rows.shape[1]):
        broken |= (rows[entry, other] == juror) & (other < column)
    return broken


def _useful(task: Task, rows: Ints, first: Ints, second: Ints) -> tuple[Ints, Ints]:
    """Keep the swaps after which both entries are in order, one for each entry at a time."""
    entry, other = first // rows.shape[1], second // rows.shape[1]
    juror, new = rows.flat[first], rows.flat[second]
    fits = ~(rows[entry] == new[:, None]).any(axis=1) & ~(rows[other] == juror[:, None]).any(axis=1)
    first, second, entry, other = first[fits], second[fits], entry[fits], other[fits]
    allowed = ~task.is_barred(entry, new[fits]) & ~task.is_barred(other, juror[fits])
    first, second, entry, other = first[allowed], second[allowed], entry[allowed], other[allowed]
    _, earliest, which = np.unique(np.column_stack([entry, other]).ravel(), return_index=True, return_inverse=True)
    turn = (earliest[which] // 2).reshape(-1, 2)
    alone = (turn == np.arange(len(first))[:, None]).all(axis=1)
    return first[alone], second[alone]


def _swap(rows: Ints, first: Ints, second: Ints) -> None:
    rows.flat[first], rows.flat[second] = rows.flat[second], rows.flat[first]


def join(task: Task, rows: Ints, rng: np.random.Generator) -> None:
    """Swap jurors between parts of a plan that share none, until it hangs together.

    Parameters
    ----------
    task : Task
        With the pairs kept, which also connect.
    rows : int64 array of shape (n_entries, width)
        Dealt jurors; changed in place. Loads and rules are respected.
    rng : Generator

    Returns
    -------
    None

    Notes
    -----
    Scores of two parts cannot be compared (Eccleston and Hedayat 1974). Where the pairs are too
    few, or no swap helps, the plan stays as it is: measure it.
    """
    count, label = _parts(task, rows)
    slots = np.flatnonzero(rows >= 0)
    if count == 1 or not len(slots) or len(slots) + len(task.kept) < len(label) - 1:
        return
    for _ in range(TRIES):
        part = label[slots // rows.shape[1]]
        inside, outside = slots[part == part.min()], slots[part != part.min()]
        if not len(inside) or not len(outside):
            return
        pick = rng.choice(inside, 1), rng.choice(outside, 1)
        _swap(rows, *(swap := _useful(task, rows, *pick)))
        fewer, relabelled = _parts(task, rows)
        if fewer > count:
            _swap(rows, *swap)
            continue
        count, label = fewer, relabelled
        if count == 1:
            return


def _parts(task: Task, rows: Ints) -> tuple[int, Ints]:
    """Return the number of connected parts and the part of each entry, then of each juror."""
    entry, juror = codes(rows)
    kept_entry = task.entries.get_indexer(pd.Index(task.kept["entry"]))
    kept_juror, _ = pd.factorize(task.kept["juror"])
    busy, juror = np.unique(juror, return_inverse=True)
    known = task.jurors.take(busy).get_indexer(pd.Index(task.kept["juror"]))
    kept_juror = np.where(known >= 0, known, len(busy) + kept_juror)
    ends = np.concatenate([juror, kept_juror]).astype(np.int64)
    present, ends = np.unique(ends, return_inverse=True)
    size = len(rows) + len(present)
    starts = np.concatenate([entry, kept_entry])
    graph = csr_array((np.ones(len(ends)), (starts, len(rows) + ends)), shape=(size, size))
    count, label = connected_components(graph, directed=False)
    return int(count), label.astype(np.int64)
