"""The complete sheets of a round as numbers: what every diagnostic reads."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from judging.stats.codes import Codes, encode
from judging.stats.rules import CriterionRule, ScoringRules


@dataclass(frozen=True)
class CompleteSheets:
    """Sheets with their labels turned into codes, in canonical order.

    Attributes
    ----------
    rules : ScoringRules
        What the sheets are counted by.
    scores : DataFrame of shape (n_scores, 4)
        What the sheets were read from.
    entries, jurors : Index
        Labels by code; some may have no complete sheet.
    criteria : tuple of CriterionRule
        Those with a weight above 0, in the order of the form.
    sheets : DataFrame of shape (S, 4)
        ``entry`` and ``juror`` (codes), ``total`` (units times weights), ``points`` (on the scale
        of the round); sorted by entry and juror.
    marks : int array of shape (S, len(criteria))
        Units given on each criterion.
    incomplete : int
        How many sheets do not count because a criterion is missing.
    """

    rules: ScoringRules
    scores: pd.DataFrame
    entries: "pd.Index[Any]"
    jurors: "pd.Index[Any]"
    criteria: tuple[CriterionRule, ...]
    sheets: pd.DataFrame
    marks: NDArray[np.int64]
    incomplete: int

    @property
    def weights(self) -> "pd.Series[int]":
        """Weights by the number of the criterion."""
        return pd.Series([criterion.weight for criterion in self.criteria], dtype="int64")

    @property
    def profile(self) -> pd.DataFrame:
        """Mean points of each entry (code) on each criterion (number)."""
        unit = self.rules.unit
        entry = self.sheets["entry"].to_numpy()
        present, first = np.unique(entry, return_index=True)
        sums = np.add.reduceat(self.marks, first) if len(first) else self.marks
        counts = np.bincount(entry)[present] * unit.denominator
        return pd.DataFrame(sums * unit.numerator / counts[:, None], index=present)

    @property
    def shape(self) -> tuple[int, int]:
        """How many entries and how many jurors have a complete sheet."""
        return len(np.unique(self.sheets["entry"])), len(np.unique(self.sheets["juror"]))

    @property
    def varies(self) -> bool:
        """Whether any two sheets have unequal totals."""
        return len(self.sheets) > 1 and bool(np.ptp(self.sheets["total"]) > 0)

    @property
    def line(self) -> int:
        """How many main prizes there are; the first place alone where none is declared."""
        return int(lines_of(self.rules)["main"])

    @property
    def honoured(self) -> int:
        """How many entries get a prize or a distinction."""
        return int(lines_of(self.rules)["honoured"])


def lines_of(rules: ScoringRules) -> dict[str, int | bool]:
    """Return the places the chances are about: ``main``, ``honoured``, and if they are ``declared``.

    Where the rules declare no main prize, they are about the first place.
    """
    main = rules.prizes or 1
    honoured = rules.prizes + rules.distinctions or main
    return {"main": main, "honoured": honoured, "declared": rules.prizes > 0}


def read_complete_sheets(scores: pd.DataFrame, rules: ScoringRules) -> CompleteSheets:
    """Turn scores into complete sheets.

    Parameters
    ----------
    scores : DataFrame of shape (n_scores, 4)
        See :func:`judging.stats.frames.check_scores`.
    rules : ScoringRules
        Sheets of entries that the rules exclude for having too few are left out.

    Returns
    -------
    CompleteSheets
    """
    counted = tuple(criterion for criterion in rules.criteria if criterion.weight > 0)
    entry, entries = encode(scores["entry"])
    juror, jurors = encode(scores["juror"])
    code, labels = encode(scores["criterion"])
    number = {criterion.name: at for at, criterion in enumerate(counted)}
    at = np.array([number.get(label, -1) for label in labels], dtype=np.int64)[code]
    key = (entry.astype(np.int64) * len(jurors) + juror) * len(counted) + at
    rows = np.flatnonzero(at >= 0)
    rows = rows[np.argsort(key[rows], kind="stable")]
    sheet = key[rows] // len(counted)  # in order: equal ones are neighbours
    first = np.flatnonzero(np.r_[True, np.diff(sheet) != 0][: len(sheet)])
    given = np.diff(first, append=len(sheet))
    sheet = sheet[first]
    whole = given == len(counted)
    marks = scores["steps"].to_numpy()[rows[np.repeat(whole, given)]]
    marks = marks.astype(np.int64).reshape(-1, len(counted))
    sheets = _sheets(sheet[whole], len(jurors), marks, counted, rules)
    if rules.exclude_below_min:
        enough = np.bincount(sheets["entry"])[sheets["entry"]] >= rules.min_sheets
        sheets, marks = sheets[enough].reset_index(drop=True), marks[enough]
    incomplete = int(np.count_nonzero(~whole))
    return CompleteSheets(rules, scores, entries, jurors, counted, sheets, marks, incomplete)


def _sheets(
    sheet: Codes,
    jurors: int,
    marks: NDArray[np.int64],
    criteria: tuple[CriterionRule, ...],
    rules: ScoringRules,
) -> pd.DataFrame:
    """Return sheets with their totals and points."""
    weights = np.array([criterion.weight for criterion in criteria], dtype=np.int64)
    total, unit = marks @ weights, rules.unit
    points = total * unit.numerator / (unit.denominator * int(weights.sum()))
    columns = {"entry": sheet // jurors, "juror": sheet % jurors, "total": total, "points": points}
    return pd.DataFrame(columns)
