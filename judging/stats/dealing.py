"""Dealing entries to jurors like cards: shuffled decks, then swaps until every rule holds."""

from collections.abc import Hashable, Sequence

import numpy as np
import pandas as pd

from judging.stats.assignment import Infeasible, Ints, Load, Task, level_loads, most_loads, read_task
from judging.stats.flow import cheapest
from judging.stats.swaps import broken_entries, codes, join, mend

SOLVABLE = 4_000_000  # pairs up to which a plan that swaps cannot mend is found as a flow


def deal(
    entries: Sequence[Hashable],
    jurors: Sequence[Hashable],
    per_entry: int,
    *,
    conflicts: pd.DataFrame | None = None,
    load: Load | None = None,
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
    load : (int, int or Series of int), optional
        Fewest and most entries of a juror, kept ones included; a Series says the most by juror.
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
        When no such plan exists; it names the entries that lack eligible jurors. Above 4 million
        pairs also when swaps do not find one; it names the entries still in breach.

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


def deal_rows(task: Task, load: Load | None, rng: np.random.Generator) -> Ints:
    """Deal the needs of a task, by swaps or else exactly.

    Parameters
    ----------
    task : Task
    load : (int, int or Series of int), optional
        Fewest and most entries of a juror, kept ones included; a Series says the most by juror.
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
    if mend(task, rows, rng):
        return rows
    return _exactly(task, rows, load, low, high, rng)


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


def _exactly(
    task: Task,
    rows: Ints,
    load: Load | None,
    low: Ints,
    high: Ints,
    rng: np.random.Generator,
) -> Ints:
    """Find a plan as a flow: with even loads if there is one, else with the least maximum."""
    if task.shape[0] * task.shape[1] > SOLVABLE:
        raise Infeasible("no swap mends these entries", task.entries[broken_entries(task, rows)])
    entry, juror = np.divmod(np.setdiff1d(np.arange(task.shape[0] * task.shape[1]), task.barred), task.shape[1])
    cost = rng.random(len(entry))
    least, most = load[0] if load else 0, most_loads(task, load)
    floor = np.clip(least - task.held, 0, None)
    ceilings = range(int((task.held + high).max()), int(most.max()) + 1)
    for bounds in [(low, high), *((floor, np.clip(np.minimum(top, most) - task.held, 0, None)) for top in ceilings)]:
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
