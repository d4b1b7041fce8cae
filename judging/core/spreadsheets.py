"""Tables for spreadsheet programs: what a person typed stays text; the same rows give the same bytes. Pure."""

import io
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime

from judging.core.cells import cell_text, csv_file, quoted, separator

CSV = "text/csv; charset=utf-8"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
TEXT_IS_TEXT = {"in_memory": True, "strings_to_formulas": False, "strings_to_numbers": False, "strings_to_urls": False}
Row = Sequence[str | int]


def as_csv(heading: Sequence[str], rows: Iterable[Row]) -> bytes:
    """Return a table as CSV, as the language writes it."""
    join = separator().join
    told = (join(str(cell) if isinstance(cell, int) else quoted(cell) for cell in row) for row in rows)
    return csv_file([join(map(quoted, heading)), *told])


def as_xlsx(heading: Sequence[str], rows: Iterable[Row], *, widths: Sequence[int], title: str, sheet: str) -> bytes:
    """Return a table as a workbook of one sheet; ``widths`` are those of its columns, in signs."""
    import xlsxwriter

    out = io.BytesIO()
    with xlsxwriter.Workbook(out, TEXT_IS_TEXT) as file:
        file.set_properties({"title": title, "created": datetime(2000, 1, 1, tzinfo=UTC).replace(tzinfo=None)})
        page = file.add_worksheet(sheet)
        bold = file.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 2})
        plain = file.add_format({"text_wrap": True, "valign": "top"})
        for column, (name, width) in enumerate(zip(heading, widths, strict=True)):
            page.set_column(column, column, width)
            page.write_string(0, column, cell_text(name), bold)
        last = 0
        for last, row in enumerate(rows, start=1):
            for column, cell in enumerate(row):
                if isinstance(cell, int):
                    page.write_number(last, column, cell, plain)
                else:
                    page.write_string(last, column, cell_text(cell), plain)
        page.freeze_panes(1, 0)
        page.autofilter(0, 0, last, len(widths) - 1)
    return out.getvalue()
