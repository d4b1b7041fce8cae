"""Who scored whom: the sheets as sorted integer codes, so that row order never matters."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy import sparse
from scipy.sparse.csgraph import connected_components

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
CHUNK = 4_000_000  # numbers held at once in the blocked loops
GATHERED_COST = 100  # a gathered number costs as much as so many multiplied by BLAS


@dataclass(frozen=True)
class Design:
    """The sheets of one round: N of them, sorted by entry, then by juror.

    Attributes
    ----------
    entries, jurors : Index of length E and J
        The labels that occur, in ascending order.
    entry, juror : int64 array of shape (N,)
        Codes into the labels.
    points : array of shape (N,)
        What the sheet gave, in the unit and the type of the column read.
    order : int64 array of shape (N,)
        Row of the given frame in which each sheet stood.
    """

    entries: pd.Index
    jurors: pd.Index
    entry: Ints
    juror: Ints
    points: npt.NDArray[Any]
    order: Ints

    @property
    def shape(self) -> tuple[int, int]:
        """Return the numbers of entries and jurors."""
        return len(self.entries), len(self.jurors)

    @property
    def is_complete(self) -> bool:
        """Tell whether every juror scored every entry."""
        return len(self.entry) == len(self.entries) * len(self.jurors)

    @cached_property
    def sheets_of_entry(self) -> Ints:
        """Return the number of sheets of each entry."""
        return np.bincount(self.entry, minlength=len(self.entries))

    @cached_property
    def sheets_of_juror(self) -> Ints:
        """Return the number of sheets of each juror."""
        return np.bincount(self.juror, minlength=len(self.jurors))

    @cached_property
    def incidence(self) -> sparse.csr_array:
        """Return the 0/1 matrix of entries by jurors, shape (E, J)."""
        return self.matrix(np.ones(len(self.entry)))

    def matrix(self, values: npt.NDArray[Any]) -> sparse.csr_array:
        """Place one number per sheet into a sparse matrix of shape (E, J)."""
        starts = np.concatenate(([0], np.cumsum(self.sheets_of_entry)))
        return sparse.csr_array((values, self.juror, starts), shape=self.shape)

    def table(self, values: npt.NDArray[Any] | None = None) -> Floats:
        """Place one number per sheet (by default its points) into an (E, J) table with NaN."""
        table = np.full(self.shape, np.nan)
        table[self.entry, self.juror] = self.points if values is None else values
        return table

    def by_entry(self, values: npt.NDArray[Any]) -> Floats:
        """Sum one number per sheet over each entry."""
        return np.bincount(self.entry, values, len(self.entries)).astype(float)

    def by_juror(self, values: npt.NDArray[Any]) -> Floats:
        """Sum one number per sheet over each juror."""
        return np.bincount(self.juror, values, len(self.jurors)).astype(float)

    @cached_property
    def components(self) -> tuple[int, Ints, Ints]:
        """Return the number of connected components and the one of each entry and juror.

        Components are numbered from 0 in the order of their first entry; scores of
        two components share no juror and cannot be compared (Eccleston & Hedayat 1974).
        """
        E, J = self.shape
        if self.is_complete:
            return 1, np.zeros(E, dtype=np.int64), np.zeros(J, dtype=np.int64)
        ends = np.cumsum(self.sheets_of_entry)
        starts = np.concatenate(([0], ends, np.full(J, len(self.entry))))
        graph = sparse.csr_array(
            (np.ones(len(self.entry), dtype=np.int8), self.juror + E, starts), shape=(E + J, E + J)
        )
        count, label = connected_components(graph, directed=False)
        codes = label.astype(np.int64)
        return int(count), codes[:E], codes[E:]

    @cached_property
    def turned(self) -> "Design":
        """Return the design in which entries and jurors have changed places."""
        order = np.argsort(self.juror, kind="stable")
        return Design(
            self.jurors,
            self.entries,
            self.juror[order],
            self.entry[order],
            self.points[order],
            order,
        )

    def without(self, juror: int) -> "Design":
        """Leave the sheets of one juror out; all labels stay, some may have no sheet."""
        keep = self.juror != juror
        return Design(
            self.entries,
            self.jurors,
            self.entry[keep],
            self.juror[keep],
            self.points[keep],
            self.order[keep],
        )

    def degree_blocks(self) -> Iterator[tuple[Ints, Ints]]:
        """Yield entries with equally many sheets, and their sheets as a (rows, degree) block."""
        degree = self.sheets_of_entry
        starts = np.cumsum(degree) - degree
        for d in np.unique(degree[degree > 0]):
            entries = np.flatnonzero(degree == d)
            step = max(1, CHUNK // int(d) ** 2)
            for first in range(0, len(entries), step):
                rows = entries[first : first + step]
                yield rows, starts[rows][:, None] + np.arange(d)

    @cached_property
    def is_dense(self) -> bool:
        """Tell whether multiplying whole rows is cheaper than visiting pairs of sheets."""
        pairs = float(np.square(self.sheets_of_entry).sum())
        return pairs * GATHERED_COST > float(len(self.entries)) * len(self.jurors) ** 2

    def _dense_blocks(self) -> Iterator[tuple[int, Floats]]:
        """Yield the first entry and the rows of each block of the incidence matrix."""
        step = max(1, CHUNK // len(self.jurors))
        for first in range(0, len(self.entries), step):
            yield first, self.incidence[first : first + step].toarray()

    def gram(self, weight: Floats) -> Floats:
        """Return N' diag(weight) N, shape (J, J), for one weight per entry."""
        J = len(self.jurors)
        total = np.zeros((J, J))
        if self.is_dense:
            for first, rows in self._dense_blocks():
                total += rows.T @ (rows * weight[first : first + len(rows), None])
            return total
        for entries, sheets in self.degree_blocks():
            one, other = np.triu_indices(sheets.shape[1], 1)
            jurors = self.juror[sheets]
            keys = (jurors[:, one] * J + jurors[:, other]).ravel()
            total += np.bincount(keys, np.repeat(weight[entries], len(one)), J * J).reshape(J, J)
        total += total.T
        total[np.diag_indices(J)] = self.by_juror(weight[self.entry])
        return total

    def pulled(self, form: Floats) -> Floats:
        """Return (N form) at the sheets, shape (N,), for a symmetric (J, J) matrix."""
        pulled = np.empty(len(self.entry))
        if self.is_dense:
            for first, rows in self._dense_blocks():
                own = slice(*np.searchsorted(self.entry, [first, first + len(rows)]))
                pulled[own] = (rows @ form)[self.entry[own] - first, self.juror[own]]
            return pulled
        for _, sheets in self.degree_blocks():
            jurors = self.juror[sheets]
            pulled[sheets] = form[jurors[:, :, None], jurors[:, None, :]].sum(axis=2)
        return pulled


def read_design(sheets: pd.DataFrame, column: str = "points") -> Design:
    """Sort the sheets into their canonical order, or say what is wrong with them.

    Parameters
    ----------
    sheets : DataFrame of shape (n_sheets, 3 or more)
        One row per complete sheet: ``entry``, ``juror`` (any sortable labels) and `column`.
    column : str, default "points"
        The number to analyse; integers stay integers.

    Returns
    -------
    Design
        The same for every order of the rows, bit for bit.

    Raises
    ------
    ValueError
        When a column or a label is missing, when a number is missing, infinite or no
        number (SCORE_NOT_FINITE), or when a juror scored an entry twice (DUPLICATE_SCORE).
    """
    if missing := [name for name in ("entry", "juror", column) if name not in sheets.columns]:
        raise ValueError(f"columns missing from the sheets: {', '.join(missing)}")
    entry, entries = _coded(sheets["entry"])
    juror, jurors = _coded(sheets["juror"])
    points = _numbers(sheets[column])
    key = entry * len(jurors) + juror
    order = np.arange(len(key)) if _ascending(key) else np.argsort(key, kind="stable")
    key = key[order]
    if not _ascending(key):
        raise ValueError("DUPLICATE_SCORE: a juror scored the same entry twice")
    return Design(entries, jurors, entry[order], juror[order], points[order], order)


def _coded(labels: "pd.Series[Any]") -> tuple[Ints, pd.Index]:
    """Write the labels that occur as numbers in ascending order, whatever that of categories."""
    if isinstance(labels.dtype, pd.CategoricalDtype):
        rank, ordered = pd.factorize(labels.cat.categories, sort=True)
        own = np.append(rank, -1)[labels.cat.codes]
        used, codes = np.unique(own, return_inverse=True)
        codes, values = codes - int(-1 in used), ordered[used[used >= 0]]
    else:
        codes, values = pd.factorize(labels, sort=True)
    if len(codes) and codes.min() < 0:
        raise ValueError(f"a sheet has no {labels.name}")
    return codes.astype(np.int64), pd.Index(np.asarray(values), name=labels.name)


def _numbers(column: "pd.Series[Any]") -> npt.NDArray[Any]:
    if pd.api.types.is_integer_dtype(column) and not column.isna().any():
        return column.to_numpy(dtype=np.int64)
    points = pd.to_numeric(column, errors="coerce").to_numpy(dtype=float, na_value=np.nan)
    if not np.isfinite(points).all():
        raise ValueError("SCORE_NOT_FINITE: every sheet needs a finite number of points")
    return points


def _ascending(key: Ints) -> bool:
    return bool((np.diff(key) > 0).all())
