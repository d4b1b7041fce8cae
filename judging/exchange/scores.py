"""A secretary's files of scores, criteria and rules: read whole or refused with every reason."""

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any, TypeVar

import pandas as pd

from judging.exchange.asked import Asked
from judging.exchange.criteria import Criteria, read_criteria
from judging.exchange.given import Given, in_file, read_scores
from judging.exchange.numbers import decimals
from judging.exchange.reading.grid import Note
from judging.exchange.remarks import remarks_on
from judging.exchange.rulefile import read_settings
from judging.stats.collation import alphabetical
from judging.stats.frames import check_scores, score_problems
from judging.stats.problems import InvalidScores, Problem
from judging.stats.rules import CriterionRule, ScoringRules

Found = TypeVar("Found")
Declared = Sequence[CriterionRule | tuple[str, int]]


class InvalidFiles(Exception):  # noqa: N818 -- an answer to files, not a fault
    """Files that cannot be used together.

    `problems` holds every reason with its file, `notes` how the file of scores was read so far.
    """

    def __init__(self, problems: Sequence[tuple[Path, Problem]], notes: Sequence[tuple[Path, Note]] = ()) -> None:
        self.problems, self.notes = tuple(problems), tuple(notes)
        super().__init__("\n".join(f"{path.name}: {problem}" for path, problem in problems))


@dataclass(frozen=True, slots=True)
class Read:
    """Files that were read.

    `scores` are as :func:`judging.stats.frames.check_scores` returns them; `entries` all that the
    file names; `notes` what is to be said of how each file was read.
    """

    scores: pd.DataFrame
    rules: ScoringRules
    entries: list[str]
    notes: Sequence[tuple[Path, Note]]


def read_all(scores: Path, criteria: Path | None, rules: Path | None, asked: Asked) -> Read:
    """Read scores with their criteria and rules.

    Parameters
    ----------
    scores : Path
        CSV or XLSX of any layout that is plain, or that `asked` explains; an empty score is a
        missing one.
    criteria : Path or None
        CSV or XLSX with ``criterion, weight[, step]``. Without it those of the workbook of scores,
        or the criteria of the scores, which then weigh the same.
    rules : Path or None
        TOML. Without it: the mean, the range of the scores, no prizes, no minimum of sheets. The
        step of a criterion that states none is the finest decimal of the scores.
    asked : Asked
        What the caller says of the file of scores.

    Returns
    -------
    Read

    Raises
    ------
    InvalidFiles
        With every problem of all three files.
    """
    problems: list[tuple[Path, Problem]] = []

    def collected(path: Path | None, read: Callable[[], Found]) -> Found | None:
        try:
            return read()
        except InvalidScores as error:
            problems.extend((path or scores, problem) for problem in error.problems)
            return None

    declared = collected(criteria, lambda: read_criteria(criteria) if criteria else Criteria())
    settings = collected(rules, lambda: read_settings(rules) if rules else {"min_sheets": 1})
    known = declared or Criteria()
    given = collected(scores, lambda: read_scores(scores, asked, known.names))
    if given is None:
        raise InvalidFiles(problems)
    used = known if known.rules else given.criteria
    stated = {**(used.bounds or {}), **(settings or {})}
    chosen = collected(rules or criteria, lambda: _rules(given, used.rules, stated))
    scale = chosen or _scale(given, used.rules, stated)
    steps = _with_steps(given, scale)
    found = [*given.problems, *in_file(score_problems(steps, scale), given, scale)]
    problems += [(scores, problem) for problem in found]
    if not given.points and not given.problems:
        problems.append((scores, Problem("NO_SCORES", None, None, "", "")))
    if problems or chosen is None:
        raise InvalidFiles(problems, [(scores, note) for note in given.notes])
    frame = check_scores(steps.astype({"steps": "int64"}), chosen)
    notes = [(scores, note) for note in [*given.notes, *remarks_on(given, chosen, stated)]]
    if criteria:
        notes += [(criteria, note) for note in known.notes]
    return Read(frame, chosen, list(given.entries), notes)


def _rules(given: Given, declared: Declared, settings: dict[str, Any]) -> ScoringRules:
    """Complete what the files declare by what the scores show."""
    numbers = sorted({number for number in given.points if number is not None})
    finest = Fraction(1, 10 ** max((decimals(number) for number in numbers), default=0))
    names = sorted({name for name in given.rows["criterion"] if isinstance(name, str)}, key=alphabetical)
    criteria = tuple(
        rule if isinstance(rule, CriterionRule) else CriterionRule(*rule, finest)
        for rule in declared or [(name, 1) for name in names or ["?"]]
    )
    bounds = {"low": min(numbers, default=Fraction(0)), "high": max(numbers, default=Fraction(0))}
    return ScoringRules(criteria, **{**bounds, **settings})


def _scale(given: Given, declared: Declared, settings: dict[str, Any]) -> ScoringRules:
    """Return what of faulty rules the scores can still be held against: criteria, steps, range."""
    alike = [
        CriterionRule(rule.name, 1, rule.step) if isinstance(rule, CriterionRule) else (rule[0], 1) for rule in declared
    ]
    bounds = {name: value for name, value in settings.items() if name in ("low", "high")}
    for known in (bounds, {}):
        with suppress(InvalidScores):
            return _rules(given, alike, known)
    return _rules(given, [], {})


def _with_steps(given: Given, rules: ScoringRules) -> pd.DataFrame:
    """Turn points into units; what is no number becomes NaN, what lies between units a half."""
    unit = rules.unit
    known: dict[Fraction | None, float] = {None: float("nan")}
    for number in {number for number in given.points if number is not None}:
        units = number / unit
        known[number] = float(units) if units.denominator == 1 else units // 1 + 0.5
    return given.rows[["entry", "juror", "criterion"]].assign(steps=[known[number] for number in given.points])
