"""Criteria and rules as a secretary writes them down: a small table and a TOML file."""

import tomllib
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

from judging.exchange.cells import read_table, text_of, unreadable
from judging.exchange.numbers import number_of
from judging.stats.problems import InvalidScores, Problem
from judging.stats.rules import CriterionRule

HEADINGS = {
    "criterion": "criterion",
    "kryterium": "criterion",
    "weight": "weight",
    "waga": "weight",
    "step": "step",
    "krok": "step",
}
NUMBERS = {"min": "low", "max": "high"}
SETTINGS: Mapping[str, tuple[Callable[[Any], bool], str]] = {
    "min": (lambda value: _number(value) is not None, "a number"),
    "max": (lambda value: _number(value) is not None, "a number"),
    "method": (lambda value: isinstance(value, str), "a text"),
    "drop": (lambda value: isinstance(value, list) and len(value) == 2, "two whole numbers"),
    "min_sheets": (lambda value: type(value) is int, "a whole number"),
    "exclude_below_min": (lambda value: isinstance(value, bool), "true or false"),
    "prizes": (lambda value: type(value) is int, "a whole number"),
    "distinctions": (lambda value: type(value) is int, "a whole number"),
    "ties": (lambda value: isinstance(value, list), "a list of texts"),
    "drop_per": (lambda value: isinstance(value, str), "a text"),
    "tie_jurors": (lambda value: isinstance(value, list), "a list of texts"),
    "rank_on": (lambda value: type(value) is int, "a whole number"),
}


def read_criteria(path: Path) -> Sequence[CriterionRule | tuple[str, int]]:
    """Read a table of criteria; one without a step is returned as name and weight.

    Raises
    ------
    InvalidScores
        With every cell that is wrong, by its row in the file.
    """
    table = read_table(path, HEADINGS, ("criterion", "weight"), ("step",))
    steps = table.column("step") if "step" in table.columns else [None] * len(table.rows)
    cells = zip(
        table.numbers, table.column("criterion"), table.column("weight"), steps, strict=True
    )
    problems: list[Problem] = []
    read: list[CriterionRule | tuple[str, int]] = []
    for row, name, weight, step in cells:
        whole, size = number_of(weight), number_of(step)
        bad = _criterion_problems(
            row, text_of(name), (text_of(weight), whole), (text_of(step), size)
        )
        problems += [_renamed(problem, table.headings) for problem in bad]
        if not bad and whole is not None:
            named = (text_of(name), int(whole))
            read.append(CriterionRule(*named, size) if size is not None else named)
    problems += _repeated(table.numbers, [text_of(cell) for cell in table.column("criterion")])
    if not table.rows:
        problems.append(Problem("WEIGHTS_SUM_ZERO", None, "weight", "", "at least one criterion"))
    if problems:
        raise InvalidScores(problems)
    return read


def read_settings(path: Path) -> dict[str, Any]:
    """Read a TOML file of rules into keyword arguments of `ScoringRules`.

    Raises
    ------
    InvalidScores
        ``UNREADABLE_FILE``, ``UNKNOWN_SETTING`` or ``WRONG_TYPE``, each by its key.
    """
    try:
        stored = tomllib.loads(path.read_text("utf-8-sig"), parse_float=Decimal)
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise unreadable(str(error)) from error
    problems = [
        Problem("UNKNOWN_SETTING", None, name, str(stored[name]), ", ".join(SETTINGS))
        for name in stored
        if name not in SETTINGS
    ]
    problems += [
        Problem("WRONG_TYPE", None, name, str(stored[name]), allowed)
        for name, (fits, allowed) in SETTINGS.items()
        if name in stored and not fits(stored[name])
    ]
    if problems:
        raise InvalidScores(problems)
    numbers = {field: _number(stored[name]) for name, field in NUMBERS.items() if name in stored}
    lists: dict[str, Any] = {
        name: tuple(stored[name]) for name in ("drop", "ties", "tie_jurors") if name in stored
    }
    return {**{k: v for k, v in stored.items() if k not in NUMBERS}, **lists, **numbers}


def _criterion_problems(
    row: int, name: str, weight: tuple[str, Fraction | None], step: tuple[str, Fraction | None]
) -> list[Problem]:
    """List what is wrong with one row of criteria."""
    problems = []
    if not name:
        problems.append(Problem("UNKNOWN_CRITERION", row, "criterion", "", "a name"))
    if weight[1] is None or weight[1].denominator != 1:
        problems.append(Problem("WEIGHT_NOT_WHOLE", row, "weight", weight[0], "a whole number"))
    elif weight[1] < 0:
        problems.append(Problem("WEIGHT_NEGATIVE", row, "weight", weight[0], "0 or more"))
    if step[0] and (step[1] is None or step[1] <= 0):
        problems.append(Problem("STEP_NOT_POSITIVE", row, "step", step[0], "more than 0"))
    return problems


def _repeated(rows: Sequence[int], names: Sequence[str]) -> list[Problem]:
    """List the criteria that stand in the table twice."""
    return [
        Problem("DUPLICATE_CRITERION", row, "criterion", name, "each criterion once")
        for place, (row, name) in enumerate(zip(rows, names, strict=True))
        if name in names[:place]
    ]


def _renamed(problem: Problem, headings: Mapping[str, str]) -> Problem:
    """Call the column as the file does."""
    column = headings.get(problem.column or "", problem.column)
    return Problem(problem.code, problem.row, column, problem.value, problem.allowed)


def _number(value: object) -> Fraction | None:
    """Return a number of a TOML file exactly, or None for what is none."""
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        return None
    return Fraction(value) if Decimal(value).is_finite() else None
