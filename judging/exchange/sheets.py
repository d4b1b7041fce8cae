"""Which sheets of a file hold scores: one, several that agree, or the file is refused by name."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from judging.analysis.reasons import phrase
from judging.exchange.asked import Asked
from judging.exchange.numbers import number_of
from judging.exchange.quotes import quoted
from judging.exchange.reading.grid import Cell, Contents, Grid, Note, Row, is_empty, text_of
from judging.exchange.reading.heading import OF_CRITERIA, Role, meaning_of, plain_heading
from judging.exchange.reading.table import Column, Table, find_table, same_headings
from judging.stats.problems import InvalidScores, Problem

NO_SCORES = {Role.TECHNICAL, Role.PLACE, Role.TOTAL, Role.NUMBER}
LEAST_JURORS = 2
NAMED = {Role.ENTRY, Role.JUROR, Role.PERSON, Role.NUMBER}


@dataclass(frozen=True, slots=True)
class Joined:
    """The rows of one table or of several that agree, below one set of headings."""

    tables: Sequence[Table]
    columns: Sequence[Column]
    rows: Sequence[int | Row]
    sheets: Sequence[str]  # the name of the sheet that each row is on

    @property
    def top(self) -> int | Row:
        """Where the headings stand."""
        return named_row(self.tables, self.tables[0], self.tables[0].top)

    @property
    def found(self) -> str:
        """The headings that were found, for a message."""
        return ", ".join(quoted(heading) for heading in self.tables[0].headings if heading) or "–"


def join_tables(contents: Contents, asked: Asked) -> tuple[Joined, Table | None, list[Note]]:
    """Find the scores of a file, the criteria that its workbook holds, and what to say of both.

    Raises
    ------
    InvalidScores
        ``UNKNOWN_SHEET``, ``SHEETS_DIFFER``, ``SHEET_WITHOUT_HEADINGS`` or ``ONLY_RESULTS``.
    """
    grids = _asked_for(contents.grids, asked)
    tables = [find_table(_kept(grid, asked)) for grid in grids if not all(map(is_empty, grid.rows))]
    criteria = next((table for table in tables if _is_criteria(table)), None)
    others = [table for table in tables if table is not criteria]
    chosen = [table for table in others if table.rows and _has_scores(table)]
    if len(others) == 1 and (asked.across or not _is_result(others[0])):
        chosen = others
    if not chosen:
        raise InvalidScores([_no_scores(others)])
    if problems := _disagreements(chosen, others):
        raise InvalidScores(problems)
    return _joined(chosen), criteria, [*contents.notes, *_said(chosen, grids, criteria)]


def named_row(tables: Sequence[Table], table: Table, number: int) -> int | Row:
    """Name a row: with its sheet where several are read."""
    return Row(table.sheet, number) if len(tables) > 1 else number


def _asked_for(grids: Sequence[Grid], asked: Asked) -> Sequence[Grid]:
    """Return the sheets that were asked for, or all."""
    if not asked.sheets:
        return grids
    by_name = {plain_heading(grid.sheet): grid for grid in grids}
    strange = [name for name in asked.sheets if plain_heading(name) not in by_name]
    if strange:
        found = ", ".join(quoted(grid.sheet) for grid in grids)
        raise InvalidScores([Problem("UNKNOWN_SHEET", None, n, found, "") for n in strange])
    return [by_name[plain_heading(name)] for name in asked.sheets]


def _kept(grid: Grid, asked: Asked) -> Grid:
    """Empty the rows that are to be skipped."""
    if not asked.skip_rows:
        return grid
    names = {str(Row(grid.sheet, number)): number for number in range(1, len(grid.rows) + 1)}
    skipped = {names.get(row, int(row) if row.isdecimal() else 0) for row in asked.skip_rows}
    rows = [[] if number in skipped else row for number, row in enumerate(grid.rows, 1)]
    return replace(grid, rows=rows)


def _is_criteria(table: Table) -> bool:
    """Tell whether a sheet of a workbook lists criteria with weights."""
    roles = {meaning_of(heading, OF_CRITERIA).role for heading in table.headings}
    scored = {column.meaning.role for column in table.columns} & {Role.ENTRY, Role.JUROR}
    return bool(table.sheet) and not scored and {Role.CRITERION, Role.WEIGHT} <= roles


def _is_result(table: Table) -> bool:
    """Tell whether a table is a ranking already: places before anything that can be a score."""
    roles = [column.meaning.role for column in table.columns]
    if Role.PLACE not in roles or Role.JUROR in roles:
        return False
    scores = {column.at for column in table.columns if _can_be_scores(column)}
    first = next(c.at for c in table.columns if c.meaning.role is Role.PLACE)
    return len(scores) < LEAST_JURORS or first < min(scores)


def _has_scores(table: Table) -> bool:
    """Tell whether a table has names beside numbers that can be scores."""
    named = {column.at for column in table.columns if column.meaning.role in NAMED}
    numbers = {column.at for column in table.columns if _can_be_scores(column)}
    return not _is_result(table) and any(numbers - {at} for at in named)


def _can_be_scores(column: Column) -> bool:
    """Tell whether a column has numbers under a heading that scores can have."""
    fits = column.heading and column.meaning.role not in NO_SCORES
    return bool(fits) and any(map(_is_number, column.cells))


def _is_number(cell: Cell) -> bool:
    """Tell whether a cell is a number."""
    return number_of(cell) is not None


def _no_scores(tables: Sequence[Table]) -> Problem:
    """Say that no sheet has scores, with the headings that were found."""
    if any(map(_is_result, tables)):
        return Problem("ONLY_RESULTS", None, None, "", "")
    found = "; ".join(
        (f"{table.sheet}: " if table.sheet else "")
        + (", ".join(quoted(heading) for heading in table.headings if heading) or "–")
        for table in tables
    )
    return Problem("NO_TABLE", None, None, found or "–", "")


def _disagreements(chosen: Sequence[Table], others: Sequence[Table]) -> list[Problem]:
    """List the sheets that do not fit the first, and those that go on under other headings or none."""
    first = chosen[0]
    rest = [table for table in others if table not in chosen and not _is_result(table) and _goes_on(first, table.grid)]
    headed = [table for table in rest if any(column.meaning.role in NAMED for column in table.columns)]
    differing = [table for table in chosen[1:] if not same_headings(first, table)] + headed
    return [
        Problem("SHEETS_DIFFER", None, table.sheet, _difference(first, table), first.sheet) for table in differing
    ] + [Problem("SHEET_WITHOUT_HEADINGS", None, table.sheet, "", first.sheet) for table in rest if table not in headed]


def _difference(one: Table, other: Table) -> str:
    """List the headings that only one of two sheets has."""
    mine, theirs = ({plain_heading(h): h for h in t.headings if h} for t in (one, other))
    strange = [mine[k] for k in mine if k not in theirs] + [theirs[k] for k in theirs if k not in mine]
    return ", ".join(quoted(heading) for heading in strange)


def _goes_on(table: Table, grid: Grid) -> bool:
    """Tell whether a sheet without headings has numbers and names where a table has them."""
    numbers = [c.at for c in table.columns if any(map(_is_number, c.cells))]
    names = [c.at for c in table.columns if c.meaning.role in {Role.ENTRY, Role.JUROR}]

    def full(row: Sequence[Cell], at: int) -> bool:
        return at < len(row) and row[at] is not None

    return any(
        any(full(row, at) and _is_number(row[at]) for at in numbers)
        and any(full(row, at) and not _is_number(row[at]) for at in names)
        for row in grid.rows
    )


def _joined(tables: Sequence[Table]) -> Joined:
    """Put tables that agree one below another."""
    columns = []
    for column in tables[0].columns:
        parts = [_same_column(table, column) for table in tables]
        cells = [cell for part in parts for cell in part]
        columns.append(Column(column.heading, column.at, cells, column.meaning))
    rows = [named_row(tables, table, n) for table in tables for n in table.numbers]
    return Joined(tables, columns, rows, [t.sheet for t in tables for _ in t.numbers])


def _same_column(table: Table, wanted: Column) -> Sequence[Cell]:
    """Return the cells of a column of the same heading, or empty ones."""
    name = plain_heading(wanted.heading)
    same = [column for column in table.columns if plain_heading(column.heading) == name]
    at_place = [column for column in same if column.at == wanted.at]
    if found := at_place or same:
        return found[0].cells
    return [None] * len(table.numbers)


def _said(chosen: Sequence[Table], grids: Sequence[Grid], criteria: Table | None) -> list[Note]:
    """Say which sheets were read, which were not, and what in them a person does not see."""
    notes = []
    if len(grids) > 1:
        names = ", ".join(quoted(table.sheet) for table in chosen)
        notes.append(Note(phrase("scores were read from the sheets: %(names)s"), {"names": names}))
        read = {table.sheet for table in (*chosen, *([criteria] if criteria else []))}
        skipped = [g.sheet for g in grids if g.sheet not in read and not all(map(is_empty, g.rows))]
        if skipped:
            names = ", ".join(quoted(name) for name in skipped)
            notes.append(Note(phrase("not read, since they hold no scores: %(names)s"), {"names": names}))
    for table in chosen:
        notes += _unseen(table, len(chosen) > 1)
        above = [row for row in table.grid.rows[: table.top - 1] if sum(map(_is_number, row)) > 1]
        if above and criteria is None:
            message = phrase("numbers above the headings, such as weights, were not read")
            notes.append(Note(message, {}, (), True))
    return notes


def _unseen(table: Table, several: bool) -> list[Note]:
    """Say what of a sheet is hidden and was read all the same."""
    grid, notes = table.grid, []
    name = {"name": grid.sheet}
    if grid.hidden:
        notes.append(Note(phrase("the sheet “%(name)s” is hidden; it was read"), name))
    hidden = [number for number in table.numbers if number in set(grid.hidden_rows)]
    if hidden:
        rows = [Row(grid.sheet, number) if several else number for number in hidden]
        notes.append(Note(phrase("hidden rows were read as well"), {}, rows))
    titles = [c.heading for c in table.columns if c.at in set(grid.hidden_columns) and c.heading]
    if titles:
        listed = {"names": ", ".join(quoted(title) for title in titles)}
        notes.append(Note(phrase("hidden columns were read as well: %(names)s"), listed))
    if table.repeated:
        rows = [Row(grid.sheet, number) if several else number for number in table.repeated]
        notes.append(Note(phrase("the headings again, left out"), {}, rows))
    if grid.filtered:
        notes.append(Note(phrase("a filter is set in the sheet; all rows were read"), name))
    return notes


def texts(column: Column) -> list[str]:
    """Return the cells of a column as text."""
    return [text_of(cell) for cell in column.cells]
