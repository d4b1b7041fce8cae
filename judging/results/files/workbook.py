"""The ranking as a workbook that counts itself: its formulas go from the sheets and the weights.

Formulas are made of addresses only; whatever a person typed is written as text. The same record
gives the same bytes.
"""

import io
from datetime import UTC, datetime
from fractions import Fraction

from judging.core.cells import cell_text
from judging.core.i18n import _
from judging.core.spreadsheets import TEXT_IS_TEXT
from judging.results.comments import Shown
from judging.results.files.sheet_list import sheet_list
from judging.results.files.workbook_comments import write_comments
from judging.results.files.workbook_notes import write_notes
from judging.results.files.workbook_parts import (
    FIRST_MARK,
    FIRST_SHEET,
    Book,
    address,
    head,
    printed,
    widths,
)
from judging.results.files.workbook_ranking import write_ranking
from judging.results.snapshot import Snapshot


def workbook(snapshot: Snapshot, title: str, comments: Shown | None = None) -> bytes:
    """Return the XLSX; its sheet of sheets names the jurors, so it is for the secretary alone."""
    import xlsxwriter

    out = io.BytesIO()
    with xlsxwriter.Workbook(out, TEXT_IS_TEXT) as file:
        made = snapshot.frozen.at if snapshot.frozen else datetime(2000, 1, 1, tzinfo=UTC)
        file.set_properties({"created": made.replace(tzinfo=None, microsecond=0)})
        book = Book(file, sheet_list(snapshot), with_comments=bool(comments and comments.groups))
        write_ranking(book, snapshot)
        _write_sheets(book, snapshot)
        _write_criteria(book, snapshot)
        if comments and comments.groups:
            write_comments(book, snapshot, comments)
        write_notes(book, snapshot, title, comments)
    return out.getvalue()


def _write_sheets(book: Book, snapshot: Snapshot) -> None:
    """Write one row a sheet: its marks in points, and a sign where it is incomplete."""
    _write_sheets_head(book, snapshot)
    found, text, number = book.found, book.sheets.write_string, book.sheets.write_number
    marks = found.printed([None, *(_point(points) for points in found.scale)])
    titles = {key: cell_text(name.title) for key, name in snapshot.names.items()}
    jurors = {juror: cell_text(juror) for juror in set(found.jurors)}
    sheets = zip(found.entries, found.jurors, marks, found.counts, strict=True)
    for line, (name, juror, given, counts) in enumerate(sheets, FIRST_SHEET):
        number(line, 0, name.number)
        text(line, 1, titles[name.id])
        text(line, 2, jurors[juror])
        book.sheets.write_row(line, FIRST_MARK, given)  # numbers and, for no mark, None
        if not counts:
            number(line, book.left_out_column, 1)


def _write_sheets_head(book: Book, snapshot: Snapshot) -> None:
    """Write the weights, taken from the sheet of criteria, above the headings."""
    sheet, found = book.sheets, book.found
    titles = [snapshot.criteria.get(key, key) for key in found.criteria]
    sheet.write_string(0, FIRST_MARK - 1, _("Weight"), book.plain)
    for number, weight in enumerate(found.weights):
        cell = address(book.criteria, number + 1, 1)
        sheet.write_formula(0, FIRST_MARK + number, f"={cell}", book.plain, weight)
    names = [_("Number"), _("Practice"), _("Juror")]
    head(book, sheet, FIRST_SHEET - 1, [*names, *titles, _("Does not count (1)")])
    widths(sheet, [6, 44, 24, *[12] * len(titles), 12])
    last = max(FIRST_SHEET - 1, FIRST_SHEET + len(found) - 1)
    sheet.autofilter(FIRST_SHEET - 1, 0, last, book.left_out_column)
    printed(sheet, FIRST_SHEET)


def _write_criteria(book: Book, snapshot: Snapshot) -> None:
    """Write the criteria with weights that may be changed: the workbook counts anew."""
    sheet, total = book.criteria, sum(book.found.weights)
    head(book, sheet, 0, [_("Criterion"), _("Weight"), _("Share"), _("Step"), _("From"), _("To")])
    for row, criterion in enumerate(snapshot.rules.criteria, 1):
        key = str(criterion.name)
        sheet.write_string(row, 0, cell_text(snapshot.criteria.get(key, key)), book.text)
        sheet.write_number(row, 1, criterion.weight, book.plain)
        share = f"={address(sheet, row, 1)}/SUM({book.weights})"
        sheet.write_formula(row, 2, share, book.share, criterion.weight / total)
        for column, value in enumerate((criterion.step, snapshot.rules.low, snapshot.rules.high), 3):
            sheet.write_number(row, column, _point(value), book.plain)
    widths(sheet, [44, 10, 10, 10, 10, 10])
    printed(sheet, 1)


def _point(value: Fraction) -> float:
    """Return an exact number as the nearest one that a spreadsheet holds, divided once."""
    return value.numerator / value.denominator
