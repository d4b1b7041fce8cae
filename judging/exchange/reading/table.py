"""A grid with its headings found: columns by their headings, rows by their numbers."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from judging.exchange.reading.grid import Area, Cell, Grid, is_empty, text_of
from judging.exchange.reading.heading import Meaning, meaning_of, plain_heading, telling
from judging.stats.problems import Problem

HEADINGS_WITHIN = 30  # rows searched for the headings at first
HEADINGS_AT_LAST = 1000  # and where none of these has any that is known


@dataclass(frozen=True, slots=True)
class Column:
    """A column below its heading: cells top down, one for each row."""

    heading: str
    at: int
    cells: Sequence[Cell]
    meaning: Meaning


@dataclass(frozen=True, slots=True)
class Table:
    """The rows below the headings; rows in which every cell is empty are left out."""

    grid: Grid
    top: int  # the number of the row of headings
    headings: Sequence[str]
    numbers: Sequence[int]
    rows: Sequence[Sequence[Cell]]
    columns: Sequence[Column] = ()
    repeated: Sequence[int] = ()  # rows in which the headings stand again

    @property
    def sheet(self) -> str:
        """The name of the sheet; empty for a text file."""
        return self.grid.sheet


def find_table(grid: Grid, count: Callable[[Sequence[Cell]], int] = telling) -> Table:
    """Find the headings of a grid: the row with most of those that are known, else the first full one.

    Parameters
    ----------
    grid : Grid
    count : callable
        How many headings of a row are known.
    """
    head = grid.rows[:HEADINGS_WITHIN]
    found = [count(row) for row in head]
    if not any(found):
        head = grid.rows[:HEADINGS_AT_LAST]
        found = [count(row) for row in head]
    best = max(range(len(head)), key=found.__getitem__, default=0)
    if not found or not found[best]:
        best = next((at for at, row in enumerate(head) if _could_head(row, grid)), 0)
    headings = [text_of(cell) for cell in grid.rows[best]] if grid.rows else []
    while headings and not headings[-1]:
        headings.pop()
    below = [(n, row) for n, row in enumerate(grid.rows[best + 1 :], best + 2) if not is_empty(row)]
    again = [n for n, row in below if row[0] == grid.rows[best][0] and _same(row, headings)]
    numbers = [n for n, _row in below if n not in again]
    rows = [grid.rows[n - 1] for n in numbers]
    return Table(grid, best + 1, headings, numbers, rows, [*_columns(headings, rows)], again)


def _same(row: Sequence[Cell], headings: Sequence[str]) -> bool:
    """Tell whether a row holds the headings once more."""
    texts = [text_of(cell) for cell in row]
    return len(set(texts)) > 1 and texts[: len(headings)] == list(headings)


def _could_head(row: Sequence[Cell], grid: Grid) -> bool:
    """Tell whether a row is about as wide as the grid and has no number."""
    full = [cell for cell in row if text_of(cell)]
    width = Counter(sum(bool(text_of(cell)) for cell in row) for row in grid.rows[:60])
    usual = max(width, key=lambda cells: (width[cells], cells), default=0)
    texts = all(isinstance(cell, str) for cell in full)
    return len(full) > 1 and texts and len(full) >= min(usual, 3) - 1


def _columns(headings: Sequence[str], rows: Sequence[Sequence[Cell]]) -> Iterator[Column]:
    """Yield the columns that have a heading, or cells without one."""
    width = max(map(len, rows), default=0)
    for at in range(max(width, len(headings))):
        heading = headings[at] if at < len(headings) else ""
        cells = [row[at] if at < len(row) else None for row in rows]
        if heading or any(text_of(cell) for cell in cells):
            yield Column(heading, at, cells, meaning_of(heading))


def same_headings(one: Table, other: Table) -> bool:
    """Tell whether two tables have the same headings, in whatever order."""

    def names(table: Table) -> list[str]:
        return sorted(plain_heading(heading) for heading in table.headings if heading)

    return names(one) == names(other)


def length_problems(table: Table) -> Iterator[Problem]:
    """Yield the rows of a text file that are longer or shorter than their headings."""
    if not table.grid.separator:
        return
    wide = len(table.headings)
    for number, row in zip(table.numbers, table.rows, strict=True):
        spare = [text for text in map(text_of, row[wide:]) if text]
        if spare:
            yield Problem("ROW_TOO_LONG", number, None, ", ".join(spare), str(wide))
        elif len(row) < wide:
            yield Problem("ROW_TOO_SHORT", number, None, str(len(row)), str(wide))


def merged_problems(table: Table, used: Sequence[int]) -> Iterator[Problem]:
    """Yield the merged cells below the headings in the columns that are read."""
    last = table.numbers[-1] if table.numbers else 0
    for area in table.grid.merged:
        inside = table.top < area.bottom and area.top <= last
        if inside and any(area.left <= at <= area.right for at in used):
            yield Problem("MERGED_CELLS", max(area.top, table.top + 1), None, _address(area), "")


def _address(area: Area) -> str:
    """Write merged cells as a spreadsheet does."""

    def letters(column: int) -> str:
        more, last = divmod(column, 26)
        return (letters(more - 1) if more else "") + chr(ord("A") + last)

    return f"{letters(area.left)}{area.top}:{letters(area.right)}{area.bottom}"
