"""Tables as a secretary saves them: CSV of any dialect or the first sheet of an XLSX.

A table is a list of rows of cells, counted as a spreadsheet counts them: the first row is 1, also
when it is empty or a title.
"""

import csv
import io
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from judging.stats.problems import InvalidScores, Problem

Cell = str | int | float | bool | date | None
HEADINGS_WITHIN = 30  # rows searched for the headings
DELIMITERS = ",;\t"


@dataclass(frozen=True, slots=True)
class Table:
    """The rows below the headings: cells by our names of the columns, with their row numbers."""

    columns: Mapping[str, int]
    headings: Mapping[str, str]
    numbers: Sequence[int]
    rows: Sequence[Sequence[Cell]]

    def column(self, name: str) -> list[Cell]:
        """Return one column, top down; short rows end in empty cells."""
        at = self.columns[name]
        return [row[at] if at < len(row) else None for row in self.rows]


def read_table(
    path: Path, names: Mapping[str, str], required: Sequence[str], optional: Sequence[str] = ()
) -> Table:
    """Read a file and find its headings.

    Parameters
    ----------
    path : Path
        ``.xlsx`` is read as a workbook, anything else as CSV.
    names : mapping
        Our name of a column by a heading in lower case; several headings may mean the same column.
    required, optional : sequence of str
        Our names of columns.

    Returns
    -------
    Table
        Rows in which every cell is empty are left out. Titles above the headings are skipped.

    Raises
    ------
    InvalidScores
        ``UNREADABLE_FILE``, ``MISSING_COLUMN`` or ``DUPLICATE_COLUMN``.
    """
    wanted = [*required, *optional]
    is_book = path.suffix.lower() in {".xlsx", ".xlsm"}
    cells = _workbook(path) if is_book else _csv(path, names, wanted)
    found = [_recognised(row, names, wanted) for row in cells[:HEADINGS_WITHIN]]
    best = max(range(len(found)), key=lambda row: len(dict(found[row])), default=0)
    pairs = found[best] if found else []
    columns = dict(reversed(pairs))
    top = best + 1 if pairs else None
    problems = [
        Problem("MISSING_COLUMN", top, name, "", _headings_of(name, names))
        for name in required
        if name not in columns
    ]
    problems += [
        Problem("DUPLICATE_COLUMN", top, name, str(cells[best][at]), "each column once")
        for name, at in pairs
        if columns[name] != at
    ]
    problems += [] if is_book else _too_long(cells, best)
    if problems:
        raise InvalidScores(problems)
    headings = {name: text_of(cells[best][at]) for name, at in columns.items()}
    below = [(number, row) for number, row in enumerate(cells[best + 1 :], best + 2) if _full(row)]
    return Table(columns, headings, [n for n, _ in below], [row for _, row in below])


def text_of(cell: Cell) -> str:
    """Return a cell as text without outer spaces; a whole number without its decimal point."""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return "" if cell is None else " ".join(unicodedata.normalize("NFC", str(cell)).split())


def _recognised(
    row: Sequence[Cell], names: Mapping[str, str], wanted: Sequence[str]
) -> list[tuple[str, int]]:
    """Return the columns that a row would head, with their positions."""
    titles = [names.get(text_of(cell).strip('"').casefold(), "") for cell in row]
    return [(name, at) for at, name in enumerate(titles) if name in wanted]


def _headings_of(name: str, names: Mapping[str, str]) -> str:
    """List the headings by which a column may be called."""
    return " or ".join(heading for heading, meaning in names.items() if meaning == name)


def _full(row: Sequence[Cell]) -> bool:
    """Tell whether a row has any cell that is not empty."""
    return any(text_of(cell) for cell in row)


def _too_long(cells: Sequence[Sequence[Cell]], heading: int) -> list[Problem]:
    """List the rows with more cells than headings: an unquoted 8,5 between commas, for one."""
    allowed = 'as many cells as headings; between commas write 8.5 or "8,5"'
    wide = len(cells[heading]) if cells else 0
    return [
        Problem("ROW_TOO_LONG", number, None, ",".join(map(text_of, row[wide:])), allowed)
        for number, row in enumerate(cells[heading + 1 :], heading + 2)
        if _full(row[wide:])
    ]


def _csv(path: Path, names: Mapping[str, str], wanted: Sequence[str]) -> list[list[str]]:
    """Read a CSV file: UTF-8 with or without BOM, else CP1250; comma, semicolon or tab."""
    try:
        content = path.read_bytes()
    except OSError as error:
        raise unreadable(error.strerror or str(error)) from error
    text = _decoded(content)
    rows = csv.reader(
        io.StringIO(text, newline=""), delimiter=_delimiter(text, names, wanted), strict=True
    )
    try:
        return list(rows)
    except csv.Error as error:
        raise unreadable(f"line {rows.line_num}: {error}") from error


def _delimiter(text: str, names: Mapping[str, str], wanted: Sequence[str]) -> str:
    """Find what separates the cells: the sign with which most headings are recognised."""
    lines = text.splitlines()[:HEADINGS_WITHIN]

    def headings(sign: str) -> int:
        return max((len(_recognised(line.split(sign), names, wanted)) for line in lines), default=0)

    return max(DELIMITERS, key=headings)


def _decoded(content: bytes) -> str:
    """Decode text as spreadsheets save it."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", errors="replace")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1250", errors="replace")


def _workbook(path: Path) -> list[list[Any]]:
    """Read the first sheet of a workbook; a formula never calculated shows as its text."""
    from zipfile import BadZipFile

    from openpyxl import load_workbook
    from openpyxl.utils.exceptions import InvalidFileException

    def rows(*, calculated: bool) -> list[list[Any]]:
        sheet = load_workbook(path, data_only=calculated).worksheets[0]
        return [list(row) for row in sheet.iter_rows(values_only=True)]

    try:
        values = rows(calculated=True)
        if all(cell is not None for row in values for cell in row):
            return values
        return [
            [formula if value is None else value for value, formula in zip(*pair, strict=True)]
            for pair in zip(values, rows(calculated=False), strict=True)
        ]
    except OSError as error:
        raise unreadable(error.strerror or str(error)) from error
    except (BadZipFile, InvalidFileException, KeyError, ValueError, IndexError) as error:
        raise unreadable(f"not a workbook: {error}") from error


def unreadable(reason: str) -> InvalidScores:
    """Return the refusal of a file that cannot be read at all."""
    return InvalidScores([Problem("UNREADABLE_FILE", None, None, reason, "a CSV or XLSX file")])
