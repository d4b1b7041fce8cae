"""A secretary's files of scores, criteria and rules: read whole or refused with every reason."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from fractions import Fraction
from pathlib import Path
from typing import Any, TypeVar

import pandas as pd

from judging.exchange.cells import Cell, Table, read_table, text_of
from judging.exchange.numbers import number_of
from judging.exchange.rulefile import read_criteria, read_settings
from judging.stats.frames import check_scores, score_problems
from judging.stats.problems import InvalidScores, Problem
from judging.stats.rules import CriterionRule, ScoringRules

Found = TypeVar("Found")
COLUMNS = ("entry", "juror", "criterion", "score")
HEADINGS = {
    "entry": "entry",
    "zgłoszenie": "entry",
    "juror": "juror",
    "judge": "juror",
    "członek kapituły": "juror",
    "criterion": "criterion",
    "kryterium": "criterion",
    "score": "score",
    "ocena": "score",
    "punkty": "score",
}

NO_NUMBER = "a number such as 8.5 or 8,5, or an empty cell where there is no score"


class InvalidFiles(Exception):  # noqa: N818 -- an answer to files, not a fault
    """Files that cannot be used together; `problems` holds every reason with its file."""

    def __init__(self, problems: Sequence[tuple[Path, Problem]]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(f"{path.name}: {problem}" for path, problem in problems))


@dataclass(frozen=True, slots=True)
class Given:
    """What a file of scores holds.

    `rows` are those with a score: entry, juror, criterion, the score as text, by row of the file;
    `points` their exact numbers, None for what is no number; `entries` all that the file names.
    """

    table: Table
    rows: pd.DataFrame
    points: Sequence[Fraction | None]
    entries: Sequence[str]


def read_files(
    scores: Path, criteria: Path | None = None, rules: Path | None = None
) -> tuple[pd.DataFrame, ScoringRules, list[str]]:
    """Read scores with their criteria and rules.

    Parameters
    ----------
    scores : Path
        CSV or XLSX with columns ``entry, juror, criterion, score`` in any order (or
        ``zgłoszenie, juror, kryterium, ocena``); an empty score is a missing one.
    criteria : Path, optional
        CSV or XLSX with ``criterion, weight[, step]``. Without it the criteria of the scores weigh
        the same.
    rules : Path, optional
        TOML. Without it: the mean, the range of the scores, no prizes, no minimum of sheets. The
        step of a criterion that states none is the finest decimal of the scores.

    Returns
    -------
    scores : DataFrame
        As :func:`judging.stats.frames.check_scores` returns them.
    rules : ScoringRules
    entries : list of str
        Every entry named in the file.

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

    declared = collected(criteria, lambda: read_criteria(criteria) if criteria else [])
    settings = collected(rules, lambda: read_settings(rules) if rules else {"min_sheets": 1})
    given = collected(scores, lambda: _read_scores(scores))
    if given is None:
        raise InvalidFiles(problems)
    chosen = collected(rules or criteria, lambda: _rules(given, declared or [], settings or {}))
    scale = chosen or _scale(given, declared or [], settings or {})
    steps = _with_steps(given, scale)
    found = score_problems(steps, scale)
    problems += [(scores, problem) for problem in _as_in_file(found, given)]
    if not given.points:
        problems.append((scores, Problem("NO_SCORES", None, None, "", "at least one score")))
    if problems or chosen is None:
        raise InvalidFiles(problems)
    return check_scores(steps.astype({"steps": "int64"}), chosen), chosen, list(given.entries)


def _read_scores(path: Path) -> Given:
    """Read the rows of a file of scores; empty scores have none."""
    table = read_table(path, HEADINGS, COLUMNS)
    known: dict[tuple[type, Cell], tuple[str, Fraction | None]] = {}

    def parsed(cell: Cell) -> tuple[str, Fraction | None]:
        key = (type(cell), cell)
        if key not in known:
            known[key] = text_of(cell), number_of(cell)
        return known[key]

    values = [parsed(cell) for cell in table.column("score")]
    labels = {
        name: [parsed(cell)[0] or None for cell in table.column(name)] for name in COLUMNS[:3]
    }
    rows = pd.DataFrame(labels, index=list(table.numbers), dtype=object)
    rows["text"] = [text for text, _ in values]
    scored = (rows["text"] != "").to_numpy()
    points = [number for text, number in values if text]
    entries = sorted({entry for entry in labels["entry"] if entry})
    return Given(table, rows[scored], points, entries)


def _rules(
    given: Given, declared: Sequence[CriterionRule | tuple[str, int]], settings: dict[str, Any]
) -> ScoringRules:
    """Complete what the files declare by what the scores show."""
    numbers = sorted({number for number in given.points if number is not None})
    finest = Fraction(1, 10 ** max((_decimals(number) for number in numbers), default=0))
    names = sorted({name for name in given.rows["criterion"] if isinstance(name, str)})
    criteria = tuple(
        rule if isinstance(rule, CriterionRule) else CriterionRule(*rule, finest)
        for rule in declared or [(name, 1) for name in names or ["?"]]
    )
    bounds = {"low": min(numbers, default=Fraction(0)), "high": max(numbers, default=Fraction(0))}
    return ScoringRules(criteria, **{**bounds, **settings})


def _scale(
    given: Given, declared: Sequence[CriterionRule | tuple[str, int]], settings: dict[str, Any]
) -> ScoringRules:
    """Return what of faulty rules the scores can still be held against: criteria, steps, range."""
    alike = [
        CriterionRule(rule.name, 1, rule.step) if isinstance(rule, CriterionRule) else (rule[0], 1)
        for rule in declared
    ]
    bounds = {name: value for name, value in settings.items() if name in ("low", "high")}
    for known in (bounds, {}):
        with suppress(InvalidScores):
            return _rules(given, alike, known)
    return _rules(given, [], {})


def _decimals(number: Fraction) -> int:
    """Return how many decimals a number read from a file has."""
    return next(places for places in range(13) if 10**places % number.denominator == 0)


def _with_steps(given: Given, rules: ScoringRules) -> pd.DataFrame:
    """Turn points into units; what is no number becomes NaN, what lies between units a half."""
    unit = rules.unit
    known: dict[Fraction | None, float] = {None: float("nan")}
    for number in {number for number in given.points if number is not None}:
        units = number / unit
        known[number] = float(units) if units.denominator == 1 else units // 1 + 0.5
    return given.rows[["entry", "juror", "criterion"]].assign(
        steps=[known[number] for number in given.points]
    )


def _as_in_file(problems: Sequence[Problem], given: Given) -> Iterator[Problem]:
    """Rename columns as the file calls them and show scores as the file has them."""
    texts, headings = given.rows["text"].to_dict(), given.table.headings
    for problem in problems:
        score = problem.column == "steps"
        shown = score and problem.code != "DUPLICATE_SCORE"
        value = texts[problem.row] if shown else problem.value
        column = headings.get("score" if score else str(problem.column), problem.column)
        allowed = NO_NUMBER if problem.code == "SCORE_NOT_FINITE" else problem.allowed
        yield replace(problem, column=column, value=value, allowed=allowed)
