"""What the sheets of the workbook share: names, formats, headings, how they print."""

from collections.abc import Sequence
from functools import cached_property
from typing import Any

from judging.core.cells import cell_text
from judging.core.i18n import _
from judging.results.files.sheet_list import SheetList

A4 = 9
NEVER_NIL = '[<0.01]"<1%";[>0.99]">99%";0%'  # a chance that is drawn is neither nil nor certain
FIRST_MARK = 3  # column of the first criterion on the sheet of sheets: number, title, juror
FIRST_SHEET = 2  # its first row of data, below the weights and the headings


class Book:
    """The open workbook: its sheets in order, its formats, addresses between sheets."""

    def __init__(self, file: Any, found: SheetList, *, with_comments: bool = False) -> None:
        self.found = found
        self.ranking, self.sheets, self.criteria = (
            file.add_worksheet(name) for name in (_("Ranking"), _("Sheets of the round"), _("Criteria"))
        )
        if with_comments:
            self.comments = file.add_worksheet(_("Comments"))
        self.notes = file.add_worksheet(_("About this file"))
        top = {"valign": "top"}
        self.bold = file.add_format({**top, "bold": True, "text_wrap": True, "bottom": 2})
        self.text = file.add_format({**top, "text_wrap": True})
        self.plain = file.add_format(top)
        self.share = file.add_format({**top, "num_format": "0.0%"})
        self.chance = file.add_format({**top, "num_format": NEVER_NIL})
        self.title = file.add_format({"bold": True, "font_size": 14})
        self.points = {digits: file.add_format({**top, "num_format": f"0.{'0' * digits}"}) for digits in range(1, 7)}
        self.points[0] = file.add_format({**top, "num_format": "0"})

    @cached_property
    def left_out_column(self) -> int:
        """The column with a 1 for every sheet that does not count."""
        return FIRST_MARK + len(self.found.criteria)

    @cached_property
    def entries(self) -> str:
        """The address of the numbers of entries on the sheet of sheets."""
        return self._of_sheets(0, 0)

    @cached_property
    def marks(self) -> str:
        """The address of all marks."""
        return self._of_sheets(FIRST_MARK, self.left_out_column - 1)

    @cached_property
    def left_out(self) -> str:
        """The address of what says which sheets do not count."""
        return self._of_sheets(self.left_out_column, self.left_out_column)

    @cached_property
    def weights_above(self) -> str:
        """The address of the weights above the marks."""
        return cells(self.sheets, 0, FIRST_MARK, 0, self.left_out_column - 1)

    @cached_property
    def weights(self) -> str:
        """The address of the weights on the sheet of criteria."""
        return cells(self.criteria, 1, 1, len(self.found.criteria), 1)

    def _of_sheets(self, left: int, right: int) -> str:
        last = FIRST_SHEET + max(1, len(self.found)) - 1
        return cells(self.sheets, FIRST_SHEET, left, last, right)


def address(sheet: Any, row: int, column: int) -> str:
    """Return the absolute address of a cell of another sheet."""
    return cells(sheet, row, column, row, column)


def head(book: Book, sheet: Any, row: int, headings: Sequence[str]) -> None:
    """Write the headings of a table."""
    for column, heading in enumerate(headings):
        sheet.write_string(row, column, cell_text(heading), book.bold)


def widths(sheet: Any, columns: Sequence[float]) -> None:
    """Set how wide the columns are, in signs."""
    for column, width in enumerate(columns):
        sheet.set_column(column, column, width)


def printed(sheet: Any, rows_repeated: int) -> None:
    """Set a sheet up for printing: A4 across, as wide as the page, headings on every page."""
    sheet.set_paper(A4)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.7)
    page = _("Page")
    sheet.set_footer(f"&L&A&R{page} &P / &N")
    if rows_repeated:
        sheet.repeat_rows(0, rows_repeated - 1)
        sheet.freeze_panes(rows_repeated, 0)


def cells(sheet: Any, top: int, left: int, bottom: int, right: int) -> str:
    """Return the absolute address of a range of another sheet."""
    from xlsxwriter.utility import xl_range_abs

    name = sheet.get_name().replace("'", "''")
    return f"'{name}'!{xl_range_abs(top, left, bottom, right)}"
