"""Dealing entries to jurors like cards: shuffled decks, then swaps until every rule holds."""

from collections.abc import Hashable, Sequence

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.sparse import csr_array
from scipy.sparse.csgraph import connected_components

from judging.stats.assignment import Infeasible, Ints, Task, level_loads, read_task
from judging.stats.flow import cheapest

ROUNDS = 60  # of swaps, before the exact method takes over
TRIES = 300  # swaps tried to join parts of a plan that share no juror
OFFERS = 2_000  # partners looked at in a round, when few pairs are left to mend


def deal(
    entries: Sequence[Hashable],
    jurors: Sequence[Hashable],
    per_entry: int,
    *,
    conflicts: pd.DataFrame | None = None,
    load: tuple[int, int] | None = None,
    fixed: pd.DataFrame | None = None,
    rng: np.random.Generator,
) -> pd.DataFrame:
    """Give every entry the same number of jurors at random, with loads as even as can be.

    Parameters
    ----------
    entries, jurors : sequences of labels, each once
    per_entry : int
        Jurors for each entry, those of `fixed` included.
    conflicts : DataFrame with columns ``entry`` and ``juror``, optional
        Pairs that must not be made.
    load : (int, int), optional
        Fewest and most entries of a juror, kept ones included.
    fixed : DataFrame with columns ``entry`` and ``juror``, optional
        Pairs to keep, for instance submitted sheets. A juror who has left stands here and not
        among `jurors`. An entry that keeps more than `per_entry` gets nobody new.
    rng : Generator
        The same seed gives the same plan, whatever the order of labels and rows.

    Returns
    -------
    DataFrame with columns ``entry`` and ``juror``, sorted by both
        No pair twice, none in conflict, the fixed ones included; loads differ by at most 1
        unless conflicts, kept pairs or bounds prevent it; in one connected piece where enough
        pairs are made (more than entries plus jurors less two, as a tree needs).

    Raises
    ------
    ValueError
        When a label or a fixed pair stands twice, or a fixed pair is in conflict.
    Infeasible
        When no such plan exists; it names the entries that lack eligible jurors.

    Notes
    -----
    Decks in which every juror stands once are shuffled and dealt in turn; pairs against a rule
    are mended by swaps with random partners, many at once. What swaps cannot mend is solved
    exactly as a flow. 100 000 entries, 2 000 jurors, 5 each, 2 million conflicts: well under
    a second.

    Examples
    --------
    >>> plan = deal(["A", "B", "C"], ["Ewa", "Jan", "Ola"], 2, rng=np.random.default_rng(1))
    >>> plan["juror"].value_counts().sort_index().tolist()
    [2, 2, 2]
    """
    task = read_task(entries, jurors, per_entry, conflicts=conflicts, fixed=fixed)
    rows = deal_rows(task, load, rng)
    join(task, rows, rng)
    return task.plan(*codes(rows))


def deal_rows(task: Task, load: tuple[int, int] | None, rng: np.random.Generator) -> Ints:
    """Deal the needs of a task, by swaps or else exactly.

    Parameters
    ----------
    task : Task
    load : (int, int), optional
        Fewest and most entries of a juror, kept ones included.
    rng : Generator

    Returns
    -------
    int64 array of shape (n_entries, largest need)
        Codes of jurors, -1 where the entry needs fewer.

    Raises
    ------
    Infeasible
        When no plan exists.
    """
    low, high, extra = level_loads(task, load)
    share = low.copy()
    share[rng.permutation(np.flatnonzero(high > low))[:extra]] += 1
    rows = _dealt(task.need, _deck(share, rng), rng)
    if _mend(task, rows, rng):
        return rows
    return _exactly(task, load, low, high, rng)


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


def _deck(share: Ints, rng: np.random.Generator) -> Ints:
    """Shuffle cards so that each juror's are spread evenly through the deck."""
    deck = np.repeat(np.arange(len(share)), share)
    turn = np.arange(len(deck)) - np.repeat(np.cumsum(share) - share, share)
    return deck[np.argsort((turn + rng.random(len(deck))) / share[deck], kind="stable")]


def _dealt(need: Ints, deck: Ints, rng: np.random.Generator) -> Ints:
    """Deal the deck to the entries, who sit in random order."""
    rows = np.full((len(need), int(need.max(initial=0))), -1, dtype=np.int64)
    seats = rng.permutation(len(need))
    wanted = np.arange(rows.shape[1]) < need[seats][:, None]
    dealt = np.full(rows.shape, -1, dtype=np.int64)
    dealt[wanted] = deck
    rows[seats] = dealt
    return rows


def _mend(task: Task, rows: Ints, rng: np.random.Generator) -> bool:
    """Swap jurors between entries until no pair is barred or double; tell whether it worked."""
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
    _, earliest, which = np.unique(
        np.column_stack([entry, other]).ravel(), return_index=True, return_inverse=True
    )
    turn = (earliest[which] // 2).reshape(-1, 2)
    alone = (turn == np.arange(len(first))[:, None]).all(axis=1)
    return first[alone], second[alone]


def _swap(rows: Ints, first: Ints, second: Ints) -> None:
    rows.flat[first], rows.flat[second] = rows.flat[second], rows.flat[first]


def _exactly(
    task: Task, load: tuple[int, int] | None, low: Ints, high: Ints, rng: np.random.Generator
) -> Ints:
    """Find a plan as a flow: with even loads if there is one, else with the least maximum."""
    entry, juror = np.divmod(
        np.setdiff1d(np.arange(task.shape[0] * task.shape[1]), task.barred), task.shape[1]
    )
    cost = rng.random(len(entry))
    least, most = load or (0, int(task.need.sum() + task.held.max(initial=0)))
    floor = np.clip(least - task.held, 0, None)
    ceilings = range(int((task.held + high).max()), most + 1)
    for bounds in [(low, high), *((floor, np.clip(top - task.held, 0, None)) for top in ceilings)]:
        try:
            taken = cheapest(task, entry, juror, cost, *bounds)
        except Infeasible as answer:
            refusal = answer
        else:
            return _as_rows(task.need, entry[taken], juror[taken])
    raise refusal


def _as_rows(need: Ints, entry: Ints, juror: Ints) -> Ints:
    """Write pairs sorted by entry as rows."""
    rows = np.full((len(need), int(need.max(initial=0))), -1, dtype=np.int64)
    rows[np.arange(rows.shape[1]) < need[:, None]] = juror
    return rows


def join(task: Task, rows: Ints, rng: np.random.Generator) -> None:
    """Swap jurors between parts of a plan that share none, until it hangs together.

    Parameters
    ----------
    task : Task
        With the pairs kept, which also connect.
    rows : int64 array of shape (n_entries, width)
        Dealt jurors; changed in place. Loads and rules are respected.
    rng : Generator

    Notes
    -----
    Scores of two parts cannot be compared (Eccleston and Hedayat 1974). Where the pairs are too
    few, or no swap helps, the plan stays as it is: measure it.
    """
    count, label = _parts(task, rows)
    slots = np.flatnonzero(rows >= 0)
    if count == 1 or len(slots) + len(task.kept) < len(label) - 1:
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
