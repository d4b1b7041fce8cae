"""Validation at the door: the frame of scores that everything else may trust.

A frame of scores has one row for each score given: ``entry``, ``juror`` and ``criterion`` are
labels, ``steps`` is the score in whole units counted from zero, so that score = steps × unit. A
score that was not given has no row; it is not a zero.
"""

from collections.abc import Collection, Hashable, Iterator
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from judging.stats.codes import Codes, counted_from_lowest, encode, sort_together
from judging.stats.printing import plain
from judging.stats.problems import InvalidScores, Problem
from judging.stats.rules import ScoringRules

__all__ = ["SCORES", "InvalidScores", "Problem", "check_scores", "score_problems"]

SCORES = ["entry", "juror", "criterion", "steps"]
UNKNOWN = {"entry": "UNKNOWN_ENTRY", "juror": "UNKNOWN_JUDGE", "criterion": "UNKNOWN_CRITERION"}
Labels = Collection[Hashable]
Rows = NDArray[np.intp]


def check_scores(
    scores: pd.DataFrame,
    rules: ScoringRules,
    *,
    entries: Labels | None = None,
    jurors: Labels | None = None,
) -> pd.DataFrame:
    """Return the scores in canonical order, or say everything that is wrong with them.

    Parameters
    ----------
    scores : DataFrame of shape (n_scores, 4 or more)
        Columns ``entry``, ``juror``, ``criterion`` (labels) and ``steps`` (whole units from zero).
        The index names the rows in problems.
    rules : ScoringRules
        Which criteria there are, and the scale that a score must lie on.
    entries, jurors : collection of labels, optional
        All that may occur; anything may when left out.

    Returns
    -------
    DataFrame of shape (n_scores, 4)
        The three labels as categoricals of the labels that occur, in the order of their text, and
        ``steps`` (int32); rows sorted by entry, juror, criterion. The same scores in another order
        give an equal frame.

    Raises
    ------
    InvalidScores
        See :func:`score_problems`.
    """
    if problems := score_problems(scores, rules, entries=entries, jurors=jurors):
        raise InvalidScores(problems)
    columns = [encode(scores[name]) for name in SCORES[:3]]
    steps, _ = _numbers(scores["steps"])
    above, lowest, span = counted_from_lowest(steps.astype(np.int64, copy=False))
    fields = [(codes, len(labels)) for codes, labels in columns]
    *codes_of, above = sort_together(*fields, (above, span))
    frame = {
        name: pd.Categorical.from_codes(codes, categories=labels)
        for name, codes, (_, labels) in zip(SCORES, codes_of, columns, strict=False)
    }
    return pd.DataFrame({**frame, "steps": above + np.int32(lowest)})


def score_problems(
    scores: pd.DataFrame,
    rules: ScoringRules,
    *,
    entries: Labels | None = None,
    jurors: Labels | None = None,
) -> list[Problem]:
    """List every error of a frame of scores, by row.

    Parameters
    ----------
    scores, rules, entries, jurors
        As in :func:`check_scores`.

    Returns
    -------
    list of Problem
        ``MISSING_COLUMN``; ``UNKNOWN_ENTRY``, ``UNKNOWN_JUDGE``, ``UNKNOWN_CRITERION`` (also for an
        empty label); ``SCORE_NOT_FINITE``; ``SCORE_OFF_STEP``; ``SCORE_OUT_OF_RANGE``;
        ``DUPLICATE_SCORE`` (for the second score and those after it). One row may have several.
    """
    if missing := [name for name in SCORES if name not in scores.columns]:
        return [Problem("MISSING_COLUMN", None, name, "", ", ".join(SCORES)) for name in missing]
    known = {"entry": entries, "juror": jurors, "criterion": list(rules.weights.index)}
    coded = {name: encode(scores[name]) for name in SCORES[:3]}
    found: list[tuple[int, Problem]] = []
    for name, (codes, labels) in coded.items():
        found += _unknown_labels(scores, name, codes, labels, known[name])
    found += _bad_steps(scores, rules, *coded["criterion"])
    found += _duplicates(scores, coded)
    return [problem for _, problem in sorted(found, key=lambda each: each[0])]


def _unknown_labels(
    scores: pd.DataFrame,
    name: str,
    codes: Codes,
    labels: "pd.Index[Any]",
    known: Labels | None,
) -> Iterator[tuple[int, Problem]]:
    """Yield the rows whose label is empty or not among those allowed."""
    strange = np.zeros(len(labels) + 1, dtype=bool)
    strange[-1] = True
    if known is not None:
        strange[:-1] = ~labels.isin(list(known))
    allowed = _some(known) if known is not None else "any label, not an empty one"
    for row in np.flatnonzero(strange[codes]).tolist():
        value = "" if codes[row] < 0 else str(labels[codes[row]])
        yield row, Problem(UNKNOWN[name], scores.index[row], name, value, allowed)


def _bad_steps(
    scores: pd.DataFrame, rules: ScoringRules, codes: Codes, labels: "pd.Index[Any]"
) -> Iterator[tuple[int, Problem]]:
    """Yield the rows whose score is no number or not on its criterion's scale."""
    unit, (steps, finite) = rules.unit, _numbers(scores["steps"])
    low, high = int(rules.low / unit), int(rules.high // unit)
    size = {c.name: int(c.step / unit) for c in rules.criteria}
    sizes = np.array([*(size.get(label, 1) for label in labels), 1])[codes]
    wrong = {
        "SCORE_NOT_FINITE": ~finite,
        "SCORE_OUT_OF_RANGE": finite & ((steps < low) | (steps > high)),
        "SCORE_OFF_STEP": finite & ((steps - low) % sizes != 0),
    }
    allowed = {c.name: scale_text(rules, c.name) for c in rules.criteria}
    for code, rows in wrong.items():
        for row in np.flatnonzero(rows).tolist():
            scale = allowed.get(scores["criterion"].iloc[row], scale_text(rules, None))
            value = str(scores["steps"].iloc[row])
            yield row, Problem(code, scores.index[row], "steps", value, scale)


def _numbers(column: "pd.Series[Any]") -> tuple[NDArray[Any], NDArray[np.bool_]]:
    """Read a column as numbers wide enough to count with; what is none is 0, and marked."""
    if isinstance(column.dtype, np.dtype) and column.dtype.kind in "iu":
        narrow = column.dtype.itemsize < 4 or column.dtype.kind == "u"
        steps = column.to_numpy(dtype=np.int64 if narrow else None)
        return steps, np.ones(len(steps), dtype=bool)
    numbers = pd.to_numeric(column, errors="coerce").to_numpy(dtype=float, na_value=np.nan)
    finite = np.isfinite(numbers)
    return np.where(finite, numbers, 0.0), finite


def scale_text(rules: ScoringRules, criterion: Hashable | None) -> str:
    """Say which scores a criterion allows.

    Parameters
    ----------
    rules : ScoringRules
    criterion : label or None
        A stranger, or None, has no step.

    Returns
    -------
    str
        In points, for a message.
    """
    steps = [c.step for c in rules.criteria if c.name == criterion]
    text = f"a number from {plain(rules.low)} to {plain(rules.high)}"
    return f"{text} in steps of {plain(steps[0])}" if steps else text


def _duplicates(scores: pd.DataFrame, coded: dict[str, tuple[Codes, "pd.Index[Any]"]]) -> Iterator[tuple[int, Problem]]:
    """Yield the rows that repeat the entry, juror and criterion of an earlier row."""
    columns = {name: codes for name, (codes, _) in coded.items()}
    whole = np.flatnonzero(np.all([codes >= 0 for codes in columns.values()], axis=0))
    fields = [(columns[name][whole], len(coded[name][1])) for name in columns]
    *keys, row_numbers = sort_together(*fields, (whole, len(scores)))
    again = np.all([key[1:] == key[:-1] for key in keys], axis=0)
    if not again.any():
        return
    starts = np.maximum.accumulate(np.where(np.r_[False, again], 0, np.arange(len(whole))))
    for place in np.flatnonzero(again).tolist():
        row, first = int(row_numbers[place + 1]), int(row_numbers[starts[place + 1]])
        value = ", ".join(str(scores[name].iloc[row]) for name in columns)
        allowed = f"one score each; the first is in row {scores.index[first]}"
        yield row, Problem("DUPLICATE_SCORE", scores.index[row], "steps", value, allowed)


def _some(labels: Labels) -> str:
    """List labels for a person, the first twenty of them."""
    shown = sorted(map(str, labels))
    return ", ".join(shown[:20]) + (f" … ({len(shown)} in all)" if len(shown) > 20 else "")
