"""Cells of an XLSX: every sheet, with what a person does not see in it."""

import io
import re
import warnings
import zlib
from collections.abc import Iterator
from typing import Any
from zipfile import BadZipFile, ZipFile

from judging.exchange.reading.grid import Area, Cell, Contents, Grid
from judging.stats.problems import InvalidScores, Problem

MEGA = 1_000_000
MOST_OF_CELLS = 40 * MEGA  # bytes of the parts that hold cells, unpacked: some 800 000 cells, 400 MB of memory
MOST_OF_ALL = 120 * MEGA  # bytes of all parts, with pictures
MOST_CELLS = 1_500_000  # of a sheet, from its first to the farthest one, empty ones included
HOLD_CELLS = ("xl/worksheets/", "xl/sharedStrings", "xl/styles")
PIECE = 1 << 20
MERGED = re.compile(rb'<mergeCell [^>]*ref="(\w{2,10}):(\w{2,10})"')


def read_workbook(content: bytes) -> Contents:
    """Read every sheet of a workbook; a formula never calculated shows as its text.

    Raises
    ------
    InvalidScores
        ``OPEN_DOCUMENT``, ``TOO_LARGE``, ``SHEET_TOO_LARGE`` or ``NOT_A_WORKBOOK``.
    """
    try:
        with ZipFile(io.BytesIO(content)) as parts:
            _refuse_what_is_no_workbook_of_fit_size(parts)
            computes = any(_computes(parts, name) for name in parts.namelist() if name.startswith(HOLD_CELLS[0]))
    except (BadZipFile, NotImplementedError, RuntimeError, EOFError, zlib.error) as error:
        raise _refused("NOT_A_WORKBOOK", str(error)) from error
    return Contents([*_sheets(content, computes=computes)])


def _refuse_what_is_no_workbook_of_fit_size(parts: ZipFile) -> None:
    """Ask the directory of the archive before anything of it is unpacked; no part gives more than it says there."""
    sizes = {part.filename: part.file_size for part in parts.infolist()}
    if "mimetype" in sizes:
        with parts.open("mimetype") as kind:
            if b"opendocument" in kind.read(100):
                raise _refused("OPEN_DOCUMENT")
    of_cells = sum(size for name, size in sizes.items() if name.startswith(HOLD_CELLS))
    for size, most in ((of_cells, MOST_OF_CELLS), (sum(sizes.values()), MOST_OF_ALL)):
        if size > most:
            raise _refused("TOO_LARGE", f"{-(-size // MEGA)} MB", f"{most // MEGA} MB")


def _computes(parts: ZipFile, name: str) -> bool:
    """Tell whether a sheet holds a formula, reading it piece by piece; refuse merged cells beyond any table."""
    found, tail = False, b""
    with parts.open(name) as part:
        while piece := part.read(PIECE):
            text = tail + piece
            found = found or re.search(rb"<f[ >/]", text) is not None
            for merged in MERGED.finditer(text):
                _refuse_too_far(name, _cells_of(*(end.decode() for end in merged.groups())))
            tail = text[-80:]
    return found


def _cells_of(first: str, last: str) -> int:
    """Return how many cells lie between two corners such as A1 and C9."""
    from openpyxl.utils.cell import coordinate_to_tuple

    (top, left), (bottom, right) = coordinate_to_tuple(first), coordinate_to_tuple(last)
    return (abs(bottom - top) + 1) * (abs(right - left) + 1)


def _refuse_too_far(sheet: str, cells: int) -> None:
    if cells > MOST_CELLS:
        raise _refused("SHEET_TOO_LARGE", f"{sheet}: {cells}", str(MOST_CELLS))


def _sheets(content: bytes, *, computes: bool) -> Iterator[Grid]:
    """Yield the sheets of cells in their order; what was typed is looked up where there are formulas."""
    from openpyxl.utils.exceptions import InvalidFileException

    try:
        shown = _loaded(content, calculated=True)
        typed = _loaded(content, calculated=False) if computes else None
    except (BadZipFile, InvalidFileException, KeyError, ValueError, IndexError, TypeError) as error:
        raise _refused("NOT_A_WORKBOOK", str(error)) from error
    for sheet in shown.worksheets:
        _refuse_too_far(sheet.title, sheet.max_row * sheet.max_column)
        yield _grid(sheet, typed and typed[sheet.title])


def _loaded(content: bytes, *, calculated: bool) -> Any:
    """Load a workbook with what formulas gave, or with the formulas."""
    from openpyxl import load_workbook

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of styles and validations that are of no use here
        return load_workbook(io.BytesIO(content), data_only=calculated, keep_links=False)


def _grid(sheet: Any, typed: Any) -> Grid:
    """Read one sheet."""
    rows = [[_value(cell) for cell in row] for row in sheet.iter_rows()]
    for cell in (cell for row in (typed.iter_rows() if typed else ()) for cell in row):
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


def _refused(code: str, value: str = "", allowed: str = "XLSX") -> InvalidScores:
    """Return the refusal of a file that is no workbook we read."""
    return InvalidScores([Problem(code, None, None, value, allowed)])
