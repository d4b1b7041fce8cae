"""What a column holds, told by its cells: numbers or text, sums of its neighbours, numbers of rows."""

from collections import Counter
from collections.abc import Sequence
from fractions import Fraction
from itertools import pairwise

from judging.exchange.causes import LIKE_NUMBERS, Cause, cause_of
from judging.exchange.numbers import decimals, number_of
from judging.exchange.reading.grid import Cell, text_of
from judging.exchange.reading.table import Column

SMALL = Fraction(6)  # below this, twice as much is no other scale
FEWEST_ROWS = 3  # in fewer rows a sum may be chance


def kind_of(column: Column) -> str:
    """Tell whether a column holds ``number``, ``text`` or is ``empty``."""
    known: dict[tuple[type, Cell], str] = {}
    counted: Counter[str] = Counter()
    for cell in column.cells:
        key = (type(cell), cell)
        if key not in known:
            known[key] = _kind_of_cell(cell)
        counted[known[key]] += 1
    if not counted["number"] + counted["none"]:  # dates alone tell when, not how much
        return "text" if counted["text"] + counted["date"] else "empty"
    like_numbers = counted["number"] + counted["date"] + counted["none"]
    return "number" if like_numbers > 0 and like_numbers >= counted["text"] else "text"


def _kind_of_cell(cell: Cell) -> str:
    """Tell what a cell holds."""
    text = text_of(cell)
    if not text:
        return "empty"
    if number_of(cell) is not None:
        return "number"
    cause = cause_of(text) if len(text) > 1 or not text.isalpha() else Cause.OTHER
    if cause in LIKE_NUMBERS:
        return "number"
    return {Cause.DATE: "date", Cause.MISSING: "none"}.get(cause, "text")


def counts_up(column: Column) -> bool:
    """Tell whether a column numbers the rows."""
    numbers = [number for number in map(number_of, column.cells) if number is not None]
    return all(later == earlier + 1 for earlier, later in pairwise(numbers))


def counts(column: Column, rest: Sequence[Column]) -> bool:
    """Tell whether a column says in every row how many scores stand beside it."""
    beside = [sum(number_of(c.cells[row]) is not None for c in rest) for row in range(len(column.cells))]
    own = [number_of(cell) for cell in column.cells]
    return all(number in {None, many} for number, many in zip(own, beside, strict=True))


def sums_up(column: Column, rest: Sequence[Column]) -> bool:
    """Tell whether a column sums up, averages (as printed) or counts others in every row."""
    sums = means = counts = rows = 0
    different = set()
    for row, cell in enumerate(column.cells):
        own = number_of(cell)
        others = [n for c in rest if (n := number_of(c.cells[row])) is not None]
        if own is None or not others:
            continue
        rows += 1
        different.add(own)
        counts += own == len(others)
        total = sum(others, Fraction(0))
        within = Fraction(51, 10 ** (2 + decimals(own))) if own.denominator != 1 else Fraction(0)
        sums += own == total
        means += abs(own - total / len(others)) <= within
    counted = counts if len(different) > 1 else 0
    return rows >= FEWEST_ROWS and rows in {sums, means, counted}


def of_another_size(columns: Sequence[Column]) -> Column | None:
    """Find a column of numbers far larger than those of its neighbours: a year, a population."""
    numbers = {c.at: [n for n in map(number_of, c.cells) if n is not None] for c in columns}
    for column in columns:
        own = numbers[column.at]
        rest = [max(numbers[c.at]) for c in columns if c is not column and numbers[c.at]]
        if len(own) > 1 and rest and min(own) > 2 * max([*rest, SMALL]):
            return column
    return None
