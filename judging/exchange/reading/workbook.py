"""Cells of an XLSX: every sheet, with what a person does not see in it."""

import io
import warnings
from collections.abc import Iterator
from typing import Any
from zipfile import BadZipFile, ZipFile

from judging.exchange.reading.grid import Area, Cell, Contents, Grid
from judging.stats.problems import InvalidScores, Problem

LARGEST = 300_000_000  # bytes of all parts, unpacked


def read_workbook(content: bytes) -> Contents:
    """Read every sheet of a workbook; a formula never calculated shows as its text.

    Raises
    ------
    InvalidScores
        ``OPEN_DOCUMENT``, ``TOO_LARGE`` or ``NOT_A_WORKBOOK``.
    """
    try:
        with ZipFile(io.BytesIO(content)) as parts:
            names, size = set(parts.namelist()), sum(i.file_size for i in parts.infolist())
            if "mimetype" in names and b"opendocument" in parts.read("mimetype")[:100]:
                raise _refused("OPEN_DOCUMENT")
            if size > LARGEST:
                raise _refused("TOO_LARGE", f"{size // 1_000_000} MB")
    except BadZipFile as error:
        raise _refused("NOT_A_WORKBOOK", str(error)) from error
    return Contents([*_sheets(content)])


def _sheets(content: bytes) -> Iterator[Grid]:
    """Yield the sheets of cells in their order."""
    from openpyxl.utils.exceptions import InvalidFileException

    try:
        shown = _loaded(content, calculated=True)
        typed = _loaded(content, calculated=False)
    except (BadZipFile, InvalidFileException, KeyError, ValueError, IndexError, TypeError) as error:
        raise _refused("NOT_A_WORKBOOK", str(error)) from error
    for sheet in shown.worksheets:
        yield _grid(sheet, typed[sheet.title])


def _loaded(content: bytes, *, calculated: bool) -> Any:
    """Load a workbook with what formulas gave, or with the formulas."""
    from openpyxl import load_workbook

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of styles and validations that are of no use here
        return load_workbook(io.BytesIO(content), data_only=calculated, keep_links=False)


def _grid(sheet: Any, typed: Any) -> Grid:
    """Read one sheet."""
    rows = [[_value(cell) for cell in row] for row in sheet.iter_rows()]
    for cell in (cell for row in typed.iter_rows() for cell in row):
        if cell.data_type == "f" and rows[cell.row - 1][cell.column - 1] is None:
            rows[cell.row - 1][cell.column - 1] = str(getattr(cell.value, "text", cell.value))
    while rows and all(cell is None for cell in rows[-1]):
        rows.pop()
    filters = sheet.auto_filter
    return Grid(
        rows,
        sheet=sheet.title,
        hidden=sheet.sheet_state != "visible",
        hidden_rows=[n for n, row in sheet.row_dimensions.items() if row.hidden and n <= len(rows)],
        hidden_columns=[*_hidden_columns(sheet)],
        filtered=bool(filters.filterColumn),
        merged=[Area(m.min_row, m.min_col - 1, m.max_row, m.max_col - 1) for m in sheet.merged_cells.ranges],
    )


def _hidden_columns(sheet: Any) -> Iterator[int]:
    """Yield the numbers, from 0, of the columns that are hidden."""
    for column in sheet.column_dimensions.values():
        if column.hidden and column.min:
            yield from range(column.min - 1, min(column.max, sheet.max_column))


def _value(cell: Any) -> Cell:
    """Return what stands in a cell; a share in percent as the text that is seen."""
    value: Cell = cell.value
    number = isinstance(value, int | float) and not isinstance(value, bool)
    if number and "%" in (cell.number_format or ""):
        return f"{float(str(value)) * 100:.12g}%"
    return value


def _refused(code: str, value: str = "") -> InvalidScores:
    """Return the refusal of a file that is no workbook we read."""
    return InvalidScores([Problem(code, None, None, value, "XLSX")])
