"""Score sheets: one whole number a juror gave an entry, from all the criteria that count."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from judging.stats.codes import Codes, counted_from_lowest, encode, sort_together
from judging.stats.problems import InvalidScores, Problem
from judging.stats.rules import ScoringRules

EXACT = 2**52  # below it, doubles of unequal fractions are unequal (scoring.md 1.1)


@dataclass(frozen=True, slots=True)
class Sheets:
    """Sheets as codes, sorted by entry and juror: `total` is in units times weights."""

    entry: Codes
    juror: Codes
    total: Codes
    entries: "pd.Index[Any]"
    jurors: "pd.Index[Any]"

    @classmethod
    def of(cls, totals: pd.DataFrame) -> "Sheets":
        """Take sheets from a frame with columns ``entry``, ``juror``, ``total``."""
        entry, entries = encode(totals["entry"])
        juror, jurors = encode(totals["juror"])
        order = np.lexsort((juror, entry))
        total = totals["total"].to_numpy()[order].astype(np.int64)
        return cls(entry[order], juror[order], total, entries, jurors)

    def to_frame(self) -> pd.DataFrame:
        """Return the sheets with their labels."""
        return pd.DataFrame(
            {
                "entry": self.entries.take(self.entry),
                "juror": self.jurors.take(self.juror),
                "total": self.total,
            }
        )

    def take(self, chosen: NDArray[np.bool_]) -> "Sheets":
        """Return some of the sheets, their labels numbered as before."""
        return Sheets(self.entry[chosen], self.juror[chosen], self.total[chosen], self.entries, self.jurors)


@dataclass(frozen=True, slots=True)
class Sums:
    """Of each entry of a field, by code, how many complete sheets it has and what they add up to."""

    count: Codes
    total: Codes
    entries: "pd.Index[Any]"

    def of_enough(self, fewest: int) -> "Sums":
        """Return the same, as if entries with fewer sheets had none."""
        enough = self.count >= fewest
        return Sums(np.where(enough, self.count, 0), np.where(enough, self.total, 0), self.entries)


def gather(scores: pd.DataFrame, weights: "pd.Series[int]") -> tuple[Sheets, Sheets]:
    """Sum each sheet's scores by weight; return complete sheets and incomplete ones.

    Parameters
    ----------
    scores : DataFrame of shape (n_scores, 4)
        See :func:`judging.stats.frames.check_scores`.
    weights : Series of int
        Whole weights by criterion; a criterion with weight 0 is neither summed nor required.

    Returns
    -------
    complete, incomplete : Sheets
        An incomplete sheet lacks a criterion with a weight above 0; its total is what there is.

    Raises
    ------
    InvalidScores
        When a criterion has no weight or a juror scored the same criterion of an entry twice.
    OverflowError
        When the numbers of labels and steps do not fit into 63 bits together, or a sheet's total
        may reach 2**52.
    """
    entry, entries = encode(scores["entry"])
    juror, jurors = encode(scores["juror"])
    criterion, criteria = encode(scores["criterion"])
    weight = _weights_of(criteria, weights)
    above, lowest, span = counted_from_lowest(scores["steps"].to_numpy())
    _require_room(weight, max(abs(lowest), abs(lowest + span - 1)))
    fields = ((entry, len(entries)), (juror, len(jurors)), (criterion, len(criteria)))
    entry, juror, criterion, above = sort_together(*fields, (above, span))
    first = np.r_[True, (np.diff(entry) != 0) | (np.diff(juror) != 0)][: len(entry)]
    _refuse_duplicates(first, criterion, (entry, entries), (juror, jurors), criteria)
    starts = np.flatnonzero(first)
    points = weight[criterion]
    points *= above + np.int64(lowest)
    counted = (weight > 0).astype(np.int8)[criterion]
    total = np.add.reduceat(points, starts) if len(starts) else points
    given = np.add.reduceat(counted, starts, dtype=np.int64) if len(starts) else counted
    sheets = Sheets(entry[starts], juror[starts], total, entries, jurors)
    complete = given == int((weights > 0).sum())
    return sheets.take(complete), sheets.take(~complete)


def sheet_totals(scores: pd.DataFrame, weights: "pd.Series[int]") -> pd.DataFrame:
    """Sum each complete sheet by weight.

    Parameters
    ----------
    scores, weights
        As in :func:`gather`.

    Returns
    -------
    DataFrame of shape (n_complete_sheets, 3)
        ``entry``, ``juror`` and ``total`` (int64, units times weights: points are
        total × unit / W), sorted by entry and juror. A sheet counts when every criterion with a
        weight above 0 is scored.
    """
    return gather(scores, weights)[0].to_frame()


def incomplete_sheets(scores: pd.DataFrame, weights: "pd.Series[int]") -> pd.DataFrame:
    """List the sheets that do not count because a criterion is missing.

    Parameters
    ----------
    scores, weights
        As in :func:`gather`.

    Returns
    -------
    DataFrame of shape (n_incomplete_sheets, 2)
        ``entry`` and ``juror``, sorted. A juror who scored nothing of an entry has no sheet.
    """
    return gather(scores, weights)[1].to_frame()[["entry", "juror"]]


def marks_of(sheets: Sheets, scores: pd.DataFrame, criteria: "pd.Index[Any]") -> Codes:
    """Return what each sheet gave on each of some criteria.

    Parameters
    ----------
    sheets : Sheets
        Complete ones, sorted by entry and juror.
    scores : DataFrame of shape (n_scores, 4)
        Those of these sheets, perhaps of others too.
    criteria : Index of length C
        Criteria that every sheet scored.

    Returns
    -------
    int64 array of shape (n_sheets, C)
        In units of the scale.
    """
    found = [
        labels.get_indexer(pd.Index(scores[name]))
        for name, labels in (
            ("entry", sheets.entries),
            ("juror", sheets.jurors),
            ("criterion", criteria),
        )
    ]
    known = np.logical_and.reduce([codes >= 0 for codes in found])
    entry, juror, criterion = (codes[known].astype(np.int64) for codes in found)
    own = sheets.entry.astype(np.int64) * len(sheets.jurors) + sheets.juror
    key = entry * len(sheets.jurors) + juror
    row = np.minimum(np.searchsorted(own, key), max(len(own) - 1, 0))
    counted = own[row] == key if len(own) else np.zeros(len(key), dtype=bool)
    marks = np.zeros((len(own), len(criteria)), dtype=np.int64)
    marks[row[counted], criterion[counted]] = scores["steps"].to_numpy()[known][counted]
    return marks


def sheet_points(totals: pd.DataFrame, rules: ScoringRules) -> pd.DataFrame:
    """Turn sheet totals into points on the scale of the round, for the diagnostics.

    Parameters
    ----------
    totals : DataFrame of shape (n_sheets, 3)
        ``entry``, ``juror``, ``total``; see :func:`sheet_totals`.
    rules : ScoringRules
        Give the unit and the sum of weights.

    Returns
    -------
    DataFrame of shape (n_sheets, 3)
        ``entry``, ``juror`` and ``points`` = total × unit / W (float, one division).
    """
    unit, whole = rules.unit, int(rules.weights.sum())
    points = totals["total"] * unit.numerator / (unit.denominator * whole)
    return totals[["entry", "juror"]].assign(points=points)


def _weights_of(criteria: "pd.Index[Any]", weights: "pd.Series[int]") -> Codes:
    """Return the weights of the criteria that occur, or name those that have none."""
    if strange := [label for label in criteria if label not in weights.index]:
        allowed = ", ".join(map(str, weights.index))
        raise InvalidScores([Problem("UNKNOWN_CRITERION", None, "criterion", str(x), allowed) for x in strange])
    return weights.reindex(criteria).to_numpy(dtype=np.int64)


def _require_room(weight: Codes, highest: int) -> None:
    """Stop before whole numbers of 64 bits could run over."""
    if sum(map(int, weight)) * max(highest, 1) >= EXACT:
        raise OverflowError("the weights are too large for sheets to be added exactly")


def _refuse_duplicates(
    first: NDArray[np.bool_],
    criterion: Codes,
    entry: tuple[Codes, "pd.Index[Any]"],
    juror: tuple[Codes, "pd.Index[Any]"],
    criteria: "pd.Index[Any]",
) -> None:
    """Stop where a juror scored the same criterion of an entry twice."""
    rows = np.flatnonzero(~first[1:] & (np.diff(criterion) == 0)) + 1
    if not len(rows):
        return
    raise InvalidScores(
        [
            Problem(
                "DUPLICATE_SCORE",
                None,
                "steps",
                f"{entry[1][entry[0][r]]}, {juror[1][juror[0][r]]}, {criteria[criterion[r]]}",
                "one score each",
            )
            for r in rows.tolist()
        ]
    )
