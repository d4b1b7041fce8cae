"""All sheets of a round, one row each: entry, juror, a mark for every criterion."""

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from judging.results.snapshot import EntryName, Snapshot

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class SheetList:
    """Sheets by the number of the entry, then by the name of the juror; lists of one length.

    ``marks`` has a column for each of ``criteria``, in whole units; one unit below the lowest mark
    of the scale, ``lowest - 1``, stands for none. ``counts`` tells which sheets are complete.
    """

    criteria: list[str]
    weights: list[int]
    unit: Fraction
    lowest: int
    entries: list[EntryName]
    jurors: list[str]
    marks: "NDArray[np.int64]"
    counts: list[bool]

    def __len__(self) -> int:
        return len(self.entries)

    def printed(self, cells: list[Any]) -> list[list[Any]]:
        """Return the marks by what stands for them: for none, then from the lowest up."""
        import numpy as np

        looked_up = np.empty(len(cells), dtype=object)
        looked_up[:] = cells
        found: list[list[Any]] = looked_up[self.marks - (self.lowest - 1)].tolist()
        return found

    @property
    def scale(self) -> list[Fraction]:
        """The points of every mark from the lowest up to the highest that was given."""
        highest = int(self.marks.max()) if self.marks.size else self.lowest
        return [mark * self.unit for mark in range(self.lowest, highest + 1)]


def sheet_list(snapshot: Snapshot) -> SheetList:
    """Return the sheets of a snapshot."""
    import numpy as np

    from judging.stats.codes import encode

    rules, scores = snapshot.rules, snapshot.scores
    keys = [str(criterion.name) for criterion in rules.criteria]
    weights = [criterion.weight for criterion in rules.criteria]
    (of_entry, entries), (of_juror, jurors), (of_criterion, criteria) = (
        encode(scores[name]) for name in ("entry", "juror", "criterion")
    )
    names = [snapshot.names[str(label)] for label in entries]
    called = [snapshot.jurors.get(str(label), "–") for label in jurors]
    entry, juror = _by_rank([name.number for name in names]), _by_rank(called)
    sheet = entry.rank[of_entry] * len(called) + juror.rank[of_juror]
    present, row = np.unique(sheet, return_inverse=True)
    column = np.array([keys.index(str(label)) for label in criteria], dtype=np.int64)
    lowest = int(rules.low // rules.unit)
    marks = np.full((len(present), len(keys)), lowest - 1, dtype=np.int64)
    marks[row, column[of_criterion]] = scores["steps"].to_numpy()
    whole = ((marks >= lowest) | (np.array(weights) == 0)).all(axis=1)
    return SheetList(
        keys,
        weights,
        rules.unit,
        lowest,
        [names[entry.order[at]] for at in (present // max(1, len(called))).tolist()],
        [called[juror.order[at]] for at in (present % max(1, len(called))).tolist()],
        marks,
        whole.tolist(),
    )


@dataclass(frozen=True, slots=True)
class _Ranks:
    """Which item stands at each rank, and the rank of each item."""

    order: list[int]
    rank: "NDArray[np.int64]"


def _by_rank(values: list[Any]) -> _Ranks:
    import numpy as np

    order = sorted(range(len(values)), key=values.__getitem__)
    rank = np.empty(len(values), dtype=np.int64)
    rank[order] = np.arange(len(values))
    return _Ranks(order, rank)
