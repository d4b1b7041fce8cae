"""A table of criteria as regulations print it; weights of any form become whole numbers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import gcd, lcm
from pathlib import Path

from judging.analysis.reasons import phrase
from judging.exchange.numbers import number_of
from judging.exchange.quotes import quoted
from judging.exchange.reading.container import read_contents
from judging.exchange.reading.footer import is_summary
from judging.exchange.reading.grid import Cell, Note, is_empty, text_of
from judging.exchange.reading.heading import OF_CRITERIA, Role, meaning_of
from judging.exchange.reading.label import spelling_key
from judging.exchange.reading.table import Table, find_table, length_problems
from judging.stats.printing import plain
from judging.stats.problems import InvalidScores, Problem
from judging.stats.rules import CriterionRule

LARGEST_WEIGHT = 10**9
READ = {
    Role.CRITERION: "criterion",
    Role.WEIGHT: "weight",
    Role.STEP: "step",
    Role.LOWEST: "low",
    Role.HIGHEST: "high",
}


@dataclass(frozen=True, slots=True)
class Criteria:
    """The criteria of a table; those without a step are held as name and weight.

    `bounds` are ``low`` and ``high`` of the scale, where the table states them.
    """

    rules: Sequence[CriterionRule | tuple[str, int]] = ()
    bounds: Mapping[str, Fraction] | None = None
    notes: Sequence[Note] = ()

    @property
    def names(self) -> list[str]:
        """The names of the criteria."""
        return [r.name if isinstance(r, CriterionRule) else r[0] for r in self.rules]


def read_criteria(path: Path) -> Criteria:
    """Read a file with a table of criteria.

    Raises
    ------
    InvalidScores
        With every cell that is wrong, by its row in the file.
    """
    contents = read_contents(path, _known)
    tables = [find_table(g, _known) for g in contents.grids if not all(map(is_empty, g.rows))]
    fitting = [table for table in tables if {"criterion", "weight"} <= set(_places(table))]
    if len(fitting) > 1:
        names = ", ".join(quoted(table.sheet) for table in fitting)
        raise InvalidScores([Problem("SEVERAL_SHEETS", None, None, names, "")])
    if not tables:
        raise InvalidScores([Problem("EMPTY_FILE", None, None, "", "")])
    read = criteria_of((fitting or tables)[0])
    return Criteria(read.rules, None, [*contents.notes, *read.notes])


def criteria_of(table: Table) -> Criteria:
    """Read a table of criteria.

    Raises
    ------
    InvalidScores
        With every cell that is wrong, by its row in the file.
    """
    places = _places(table)
    found = ", ".join(quoted(heading) for heading in table.headings if heading) or "–"
    missing = [name for name in ("criterion", "weight") if name not in places]
    problems = [Problem("MISSING_COLUMN", table.top, name, found, "") for name in missing]
    if problems or (problems := [*length_problems(table)]):
        raise InvalidScores(problems)
    names = [text_of(cell) for cell in _column(table, places["criterion"])]
    weights, wrong, notes = _weights(table, _column(table, places["weight"]))
    steps = [number_of(cell) for cell in _column(table, places.get("step"))]
    problems = [*wrong, *_name_problems(table, names), *_step_problems(table, places)]
    if not names:
        problems.append(Problem("WEIGHTS_SUM_ZERO", None, "weight", "", ""))
    if problems:
        raise InvalidScores(sorted(problems, key=lambda p: int(str(p.row or 0))))
    rules = [
        (name, weight) if step is None else CriterionRule(name, weight, step)
        for name, weight, step in zip(names, weights, steps, strict=True)
    ]
    return Criteria(rules, _bounds(table, places), notes)


def _known(row: Sequence[Cell]) -> int:
    """Count the headings of a row that a table of criteria has."""
    roles = {meaning_of(text_of(cell), OF_CRITERIA).role for cell in row}
    return 2 * len(roles & {Role.CRITERION, Role.WEIGHT}) + len(roles & {Role.STEP})


def _places(table: Table) -> dict[str, int]:
    """Return where the columns of a table of criteria stand."""
    places: dict[str, int] = {}
    for at, heading in enumerate(table.headings):
        role = meaning_of(heading, OF_CRITERIA).role
        if role in READ:
            places.setdefault(READ[role], at)
    return places


def _column(table: Table, at: int | None) -> list[Cell]:
    """Return a column, empty where there is none."""
    return [row[at] if at is not None and at < len(row) else None for row in table.rows]


def _bounds(table: Table, places: Mapping[str, int]) -> dict[str, Fraction] | None:
    """Return the scale, where the table states one for all criteria."""
    found = {name: {number_of(cell) for cell in _column(table, places.get(name))} for name in ("low", "high")}
    if any(len(values) != 1 or None in values for values in found.values()):
        return None
    return {name: value for name, (value,) in found.items() if value is not None}


def _weights(table: Table, cells: Sequence[Cell]) -> tuple[list[int], list[Problem], list[Note]]:
    """Return weights as whole numbers of the same proportions."""
    texts = [text_of(cell) for cell in cells]
    shares = [text.endswith("%") for text in texts]
    numbers = [
        number_of(text.rstrip("% ") if share else cell) for text, share, cell in zip(texts, shares, cells, strict=True)
    ]
    rows = list(zip(table.numbers, texts, numbers, shares, strict=True))
    problems = [
        Problem("WEIGHT_NO_NUMBER", row, "weight", text, "") for row, text, number, _share in rows if number is None
    ]
    problems += [
        Problem("WEIGHT_NEGATIVE", row, "weight", text, "")
        for row, text, number, _share in rows
        if number is not None and number < 0
    ]
    if any(shares) and not all(shares):
        problems += [
            Problem("WEIGHT_MIXED", row, "weight", text, "") for row, text, _number, share in rows if not share
        ]
    exact = [number for number in numbers if number is not None]
    if problems:
        return [], problems, []
    whole = whole_weights(exact)
    if sum(whole) > LARGEST_WEIGHT:
        nearly = whole_weights([number.limit_denominator(1000) for number in exact])
        do = " : ".join(map(str, nearly))
        return [], [Problem("WEIGHTS_TOO_FINE", None, "weight", " : ".join(texts), do)], []
    return whole, [], _said(texts, exact, whole, all(shares) and bool(shares))


def _said(texts: Sequence[str], exact: Sequence[Fraction], whole: Sequence[int], percent: bool) -> list[Note]:
    """Say which whole numbers stand for weights, and percentages that do not make a whole."""
    notes = []
    if whole != [int(number) for number in exact]:
        said = {"weights": " : ".join(texts), "whole": " : ".join(map(str, whole))}
        notes.append(Note(phrase("weights %(weights)s = %(whole)s"), said))
    if percent and sum(exact) != 100:
        said = {"sum": plain(Fraction(sum(exact)))}
        notes.append(Note(phrase("the weights add up to %(sum)s%% and not to 100%%"), said, (), True))
    return notes


def whole_weights(weights: Sequence[Fraction]) -> list[int]:
    """Return whole numbers of the same proportions; whole weights as they are.

    Examples
    --------
    >>> whole_weights([Fraction("0.8"), Fraction("0.8"), Fraction(1)])
    [4, 4, 5]
    """
    if all(weight.denominator == 1 for weight in weights):
        return [int(weight) for weight in weights]
    times = lcm(*(weight.denominator for weight in weights))
    whole = [int(weight * times) for weight in weights]
    common = gcd(*whole) or 1
    return [weight // common for weight in whole]


def _name_problems(table: Table, names: Sequence[str]) -> list[Problem]:
    """List criteria without a name, sums, and those that stand in the table twice."""
    keys = [spelling_key(name) for name in names]
    rows = list(enumerate(zip(table.numbers, names, keys, strict=True)))
    return (
        [Problem("UNKNOWN_CRITERION", row, "criterion", "", "") for _at, (row, name, _key) in rows if not name]
        + [Problem("SUMMARY_CRITERION", row, None, name, "") for _at, (row, name, _key) in rows if is_summary(name)]
        + [
            Problem("DUPLICATE_CRITERION", row, "criterion", name, "")
            for at, (row, name, key) in rows
            if name and key in keys[:at]
        ]
    )


def _step_problems(table: Table, places: Mapping[str, int]) -> list[Problem]:
    """List the steps that are no number above 0."""
    return [
        Problem("STEP_NOT_POSITIVE", row, "step", text_of(cell), "")
        for row, cell in zip(table.numbers, _column(table, places.get("step")), strict=True)
        if text_of(cell) and ((step := number_of(cell)) is None or step <= 0)
    ]
