"""Giving entries to those who know most about them, without letting the jury fall apart."""

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from judging.stats.assignment import Infeasible, Ints, Load, Task, level_loads, most_loads, read_task
from judging.stats.dealing import deal_rows
from judging.stats.flow import cheapest
from judging.stats.swaps import codes, join

FULL = 60_000  # pairs up to which every one of them is a candidate
BEST, CHANCE = 16, 8  # candidates of an entry beyond that: the most expert, and by lot
BLOCK = 4_000_000  # affinities looked at together


def assign_by_expertise(
    affinity: pd.DataFrame,
    per_entry: int,
    *,
    conflicts: pd.DataFrame | None = None,
    caps: Load | None = None,
    cross_share: float = 0.25,
    fixed: pd.DataFrame | None = None,
    rng: np.random.Generator,
) -> pd.DataFrame:
    """Give every entry jurors of the highest total affinity, after dealing a part by chance.

    Parameters
    ----------
    affinity : DataFrame of shape (n_entries, n_jurors)
        How well the juror knows the field of the entry, on any scale, more is better.
    per_entry : int
        Jurors for each entry, those of `fixed` included.
    conflicts : DataFrame with columns ``entry`` and ``juror``, optional
        Pairs that must not be made.
    caps : (int, int or Series of int), optional
        Fewest and most entries of a juror, kept ones included; a Series says the most by juror. Within
        them loads are as even as the conflicts let them be.
    cross_share : float, default 0.25
        Part of the assignments dealt at random across all fields, from 0 to 1. With none the
        experts of two fields may share no entry, and their severity cannot be compared.
    fixed : DataFrame with columns ``entry`` and ``juror``, optional
        Pairs to keep.
    rng : Generator
        The same seed gives the same plan, whatever the order of rows and columns.

    Returns
    -------
    DataFrame with columns ``entry`` and ``juror``, sorted by both
        As :func:`judging.stats.dealing.deal` returns it, with the same promises.

    Raises
    ------
    ValueError
        When an affinity is missing, the share lies outside [0, 1], or labels are malformed.
    Infeasible
        When no plan exists; it names the entries that lack eligible jurors.

    Notes
    -----
    A minimum-cost flow (exact for the candidates). Above 60 000 pairs the candidates of an entry
    are its 16 most expert jurors and 8 drawn by lot, and more where these do not suffice.

    References
    ----------
    L. Charlin and R. Zemel, "The Toronto paper matching system", 2013; I. Stelmakh et al.,
    "PeerReview4All", *JMLR* 22 (2021), on fairness and chance in such plans.

    Examples
    --------
    >>> affinity = pd.DataFrame({"Ewa": [1.0, 0.2], "Jan": [0.1, 0.9]}, index=["A", "B"])
    >>> rng = np.random.default_rng(1)
    >>> assign_by_expertise(affinity, 1, cross_share=0, rng=rng)["juror"].tolist()
    ['Ewa', 'Jan']
    """
    known = affinity.sort_index().sort_index(axis=1)
    if not np.isfinite(known.to_numpy()).all() or not 0 <= cross_share <= 1:
        raise ValueError("affinities must be finite, and the share by chance between 0 and 1")
    task = read_task(known.index.tolist(), known.columns.tolist(), per_entry, conflicts=conflicts, fixed=fixed)
    cost = -known.to_numpy()
    rows = _by_chance_and_flow(task, cost, caps, cross_share, rng)
    join(task, rows, rng)
    return task.plan(*codes(rows))


def _by_chance_and_flow(
    task: Task,
    cost: NDArray[np.float64],
    caps: Load | None,
    cross_share: float,
    rng: np.random.Generator,
) -> Ints:
    """Deal a part by chance, find the rest by flow; without chance where the rest then fails."""
    drawn = _portion(task.need, cross_share, rng)
    try:
        chance = Task(task.entries, task.jurors, drawn, task.held, task.barred, task.kept)
        dealt = codes(deal_rows(chance, caps and (0, caps[1]), rng))
        found = _by_flow(task.after(*dealt), cost, caps, rng)
    except Infeasible:
        dealt, found = codes(np.empty((0, 0), dtype=np.int64)), _by_flow(task, cost, caps, rng)
    entry, juror = np.concatenate([dealt, found], axis=1)
    order = np.lexsort([juror, entry])
    rows = np.full((len(task.need), int(task.need.max(initial=0))), -1, dtype=np.int64)
    rows[np.arange(rows.shape[1]) < task.need[:, None]] = juror[order]
    return rows


def _portion(need: Ints, share: float, rng: np.random.Generator) -> Ints:
    """Take a share of each need, rounded up or down so that the total is right within one."""
    seats = rng.permutation(len(need))
    summed = np.floor(np.cumsum(need[seats] * share) + rng.random())
    portion = np.empty(len(need), dtype=np.int64)
    portion[seats] = np.diff(summed, prepend=0.0)
    return np.minimum(portion, need)


def _by_flow(
    task: Task,
    cost: NDArray[np.float64],
    caps: Load | None,
    rng: np.random.Generator,
) -> tuple[Ints, Ints]:
    """Find the cheapest pairs, looking at more candidates and then at looser loads if need be."""
    least, most = caps[0] if caps else 0, most_loads(task, caps)
    low, high, extra = level_loads(task, caps)
    even = (low, high if extra else low)
    loose = np.clip(least - task.held, 0, None), np.clip(most - task.held, 0, None)
    size, allowed = task.shape, np.ones(task.shape, dtype=bool)
    thin = _candidates(cost, task, rng) if size[0] * size[1] > FULL else allowed
    bounds = [even, loose]
    for candidates, (floor, ceiling) in [(thin, bounds[0]), *((allowed, b) for b in bounds)]:
        entry, juror = edges(task, candidates)
        try:
            taken = cheapest(task, entry, juror, cost[entry, juror], floor, ceiling)
        except Infeasible as answer:
            refusal = answer
        else:
            return entry[taken], juror[taken]
    raise refusal


def edges(task: Task, candidates: NDArray[np.bool_]) -> tuple[Ints, Ints]:
    """Return the candidate pairs that are not barred, by entry.

    Parameters
    ----------
    task : Task
    candidates : bool array of shape (n_entries, n_jurors)

    Returns
    -------
    entry, juror : int64 arrays of shape (n_pairs,)
    """
    entry, juror = (codes.astype(np.int64) for codes in np.nonzero(candidates))
    free = ~task.is_barred(entry, juror)
    return entry[free], juror[free]


def _candidates(cost: NDArray[np.float64], task: Task, rng: np.random.Generator) -> NDArray[np.bool_]:
    """Mark for each entry its most expert jurors that are not barred, and some by lot."""
    entries, jurors = task.shape
    wanted = int(task.need.max(initial=0))
    best, lot = min(jurors, BEST + wanted), min(jurors, CHANCE + wanted)
    marked = np.zeros(task.shape, dtype=bool)
    step = max(1, BLOCK // jurors)
    barred_entry, barred_juror = np.divmod(task.barred, jurors)
    for first in range(0, entries, step):
        block = cost[first : first + step].astype(float)
        inside = (barred_entry >= first) & (barred_entry < first + len(block))
        block[barred_entry[inside] - first, barred_juror[inside]] = np.inf
        rows = np.arange(first, first + len(block))[:, None]
        marked[rows, np.argpartition(block, best - 1, axis=1)[:, :best]] = True
        marked[rows, rng.integers(jurors, size=(len(block), lot))] = True
    return marked
