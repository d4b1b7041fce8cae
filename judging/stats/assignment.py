"""What is asked when entries are given to jurors: needs, conflicts, loads, what is kept.

The pairs are found by :mod:`judging.stats.dealing` (shuffled decks, no preferences) or
:mod:`judging.stats.expertise` (minimum-cost flow); :mod:`judging.stats.plan_quality` tells what
the plan is worth and :mod:`judging.stats.orders` in what order each juror reads.
"""

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Load = tuple[int, "int | pd.Series[int]"]  # fewest and most entries of a juror; the most may differ by juror
PAIR = ["entry", "juror"]
SHOWN = 10  # names in a message; all of them are in the attributes


class Infeasible(ValueError):  # noqa: N818 -- an answer about the jury, not a fault
    """No assignment meets what is asked.

    Attributes
    ----------
    code : str
        ``INFEASIBLE``, as the errors of :mod:`judging.stats.problems` have one.
    entries : tuple of entries
        Those that together lack eligible jurors with room (Hall's condition fails on them).
    jurors : tuple of jurors
        Those who cannot be given as much as was asked, where that is the obstacle.
    """

    code = "INFEASIBLE"

    def __init__(self, reason: str, entries: Iterable[Hashable] = (), jurors: Iterable[Hashable] = ()) -> None:
        self.entries, self.jurors = tuple(entries), tuple(jurors)
        names = [str(name) for name in self.entries or self.jurors]
        rest = f" and {len(names) - SHOWN} more" if len(names) > SHOWN else ""
        super().__init__(f"{reason}: {', '.join(names[:SHOWN])}{rest}" if names else reason)


@dataclass(frozen=True, slots=True)
class Task:
    """An assignment to be found, as sorted labels and codes into them.

    Attributes
    ----------
    entries, jurors : Index of length n_entries and n_jurors, ascending
    need : int64 array of shape (n_entries,)
        Jurors still wanted by each entry.
    held : int64 array of shape (n_jurors,)
        Entries each juror keeps.
    barred : int64 array, ascending
        ``entry * n_jurors + juror`` of each pair in conflict or kept already.
    kept : DataFrame with columns ``entry`` and ``juror``
        Pairs that stay as they are; the juror may be one who has left.
    """

    entries: pd.Index
    jurors: pd.Index
    need: Ints
    held: Ints
    barred: Ints
    kept: pd.DataFrame

    @property
    def shape(self) -> tuple[int, int]:
        """Return the numbers of entries and jurors."""
        return len(self.entries), len(self.jurors)

    def is_barred(self, entry: Ints, juror: Ints) -> NDArray[np.bool_]:
        """Tell for each pair of codes whether it must not be made."""
        if not len(self.barred):
            return np.zeros(len(entry), dtype=bool)
        key = entry * len(self.jurors) + juror
        found = np.searchsorted(self.barred, key)
        return np.asarray(self.barred[np.minimum(found, len(self.barred) - 1)] == key)

    def eligible(self) -> tuple[Ints, Ints]:
        """Return how many jurors each entry may still get, and how many entries each juror."""
        entries, jurors = self.shape
        by_entry = np.bincount(self.barred // max(jurors, 1), minlength=entries)
        by_juror = np.bincount(self.barred % max(jurors, 1), minlength=jurors)
        return jurors - by_entry, entries - by_juror

    def after(self, entry: Ints, juror: Ints) -> "Task":
        """Return what is left to do once these pairs are made as well."""
        entries, jurors = self.shape
        return Task(
            self.entries,
            self.jurors,
            self.need - np.bincount(entry, minlength=entries),
            self.held + np.bincount(juror, minlength=jurors),
            np.sort(np.concatenate([self.barred, entry * jurors + juror])),
            pd.concat([self.kept, self.pairs(entry, juror)], ignore_index=True),
        )

    def pairs(self, entry: Ints, juror: Ints) -> pd.DataFrame:
        """Return pairs of codes as a frame of labels."""
        return pd.DataFrame({"entry": self.entries.take(entry), "juror": self.jurors.take(juror)})

    def plan(self, entry: Ints, juror: Ints) -> pd.DataFrame:
        """Return the new pairs with those kept, sorted by entry and juror."""
        pairs = self.pairs(entry, juror)
        if len(self.kept):
            pairs = pd.concat([self.kept, pairs], ignore_index=True)
        return pairs.sort_values(PAIR, ignore_index=True)


def read_task(
    entries: Sequence[Hashable],
    jurors: Sequence[Hashable],
    per_entry: int,
    *,
    conflicts: pd.DataFrame | None = None,
    fixed: pd.DataFrame | None = None,
) -> Task:
    """Check what is asked and write it as numbers.

    Parameters
    ----------
    entries, jurors : sequences of labels, each once
    per_entry : int
        Jurors for each entry, at least 1, those of `fixed` included.
    conflicts : DataFrame with columns ``entry`` and ``juror``, optional
        Pairs that must not be made; those of strangers are ignored.
    fixed : DataFrame with columns ``entry`` and ``juror``, optional
        Pairs to keep, for instance submitted sheets; jurors not in `jurors` get nothing new.

    Returns
    -------
    Task
        The same for every order of entries, jurors and rows.

    Raises
    ------
    ValueError
        When a label stands twice, `per_entry` is below 1, or a fixed pair stands twice, is in
        conflict, or names a stranger among the entries.
    Infeasible
        When entries have fewer than `per_entry` eligible jurors; it names them.
    """
    names, panel = pd.Index(list(entries)).sort_values(), pd.Index(list(jurors)).sort_values()
    if not (names.is_unique and panel.is_unique) or per_entry < 1:
        raise ValueError("entries and jurors must be given once, and at least one juror per entry")
    kept = pd.DataFrame(columns=PAIR) if fixed is None else fixed[PAIR].reset_index(drop=True)
    entry, juror = _codes(names, kept["entry"]), _codes(panel, kept["juror"])
    if (entry < 0).any() or kept.duplicated().any():
        raise ValueError("a fixed pair stands twice or names an entry that is not dealt")
    opposed = _keys(names, panel, conflicts)
    still = _keys(names, panel, kept)
    if len(still) and np.isin(still, opposed, kind="sort").any():
        raise ValueError("a fixed pair is in conflict")
    need = np.maximum(per_entry - np.bincount(entry, minlength=len(names)), 0)
    held = np.bincount(juror[juror >= 0], minlength=len(panel))
    barred = np.union1d(opposed, still) if len(still) else opposed
    task = Task(names, panel, need, held, barred, kept)
    _require_eligible(task)
    return task


def _keys(names: pd.Index, panel: pd.Index, pairs: pd.DataFrame | None) -> Ints:
    """Write pairs as ascending keys, each once; pairs of strangers are left out."""
    if pairs is None or pairs.empty:
        return np.empty(0, dtype=np.int64)
    entry, juror = _codes(names, pairs["entry"]), _codes(panel, pairs["juror"])
    known = (entry >= 0) & (juror >= 0)
    keys = np.sort(entry[known] * len(panel) + juror[known])
    return keys[np.diff(keys, prepend=-1) > 0]


def _codes(labels: pd.Index, column: pd.Series) -> Ints:
    """Return the position of each label, -1 for a stranger."""
    return labels.get_indexer(pd.Index(column)).astype(np.int64)


def _require_eligible(task: Task) -> None:
    """Refuse entries that have fewer eligible jurors than they need."""
    lacking = task.need > task.eligible()[0]
    if lacking.any():
        raise Infeasible("too few eligible jurors", task.entries[lacking])


def most_loads(task: Task, load: Load | None) -> Ints:
    """Return the most entries of each juror, kept ones included.

    Parameters
    ----------
    task : Task
    load : (int, int or Series of int), optional
        Fewest and most entries of a juror; a Series is indexed by juror, and one it leaves out has no bound.

    Returns
    -------
    int64 array of shape (n_jurors,)
        Without a bound: all that is wanted, on top of the largest number kept.
    """
    endless = int(task.need.sum() + task.held.max(initial=0))
    if load is None or not isinstance(load[1], pd.Series):
        return np.full(task.shape[1], endless if load is None else load[1], dtype=np.int64)
    return np.asarray(load[1].reindex(task.jurors, fill_value=endless), dtype=np.int64)


def level_loads(task: Task, load: Load | None = None) -> tuple[Ints, Ints, int]:
    """Share the work as evenly as conflicts, kept pairs and the bounds allow.

    Parameters
    ----------
    task : Task
    load : (int, int or Series of int), optional
        Fewest and most entries of a juror, kept ones included; a Series says the most by juror.

    Returns
    -------
    low, high : int64 arrays of shape (n_jurors,)
        New entries each juror gets at least, and at most: they differ by 0 or 1.
    extra : int
        How many jurors get `high` where it exceeds `low`.

    Raises
    ------
    Infeasible
        When the jurors have no room for all entries, or not enough work to reach the minimum.
    """
    least, most = load[0] if load else 0, most_loads(task, load)
    room = np.clip(np.minimum(most - task.held, task.eligible()[1]), 0, None)
    total = int(task.need.sum())
    if room.sum() < total:
        reason = f"the jurors have room for {room.sum()} of {total} assignments"
        raise Infeasible(reason, task.entries[task.need > 0])
    below, above = 0, int(most.max(initial=0)) + 1
    while above - below > 1:
        level = (below + above) // 2
        fits = np.clip(level - task.held, 0, room).sum() <= total
        below, above = (level, above) if fits else (below, level)
    low, high = (np.clip(level - task.held, 0, room) for level in (below, below + 1))
    if (short := task.held + low < least).any():
        raise Infeasible(f"these jurors cannot get {least} entries", jurors=task.jurors[short])
    return low, high, total - int(low.sum())
