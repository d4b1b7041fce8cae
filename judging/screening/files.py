"""The list of entries as a table for a spreadsheet program: exactly what the list shows. Pure."""

import io
from collections.abc import Sequence
from datetime import UTC, datetime

from judging.core.cells import cell_text, csv_file, quoted, separator
from judging.core.formatting import local_input
from judging.core.i18n import _
from judging.screening.listing import Line

TEXT_IS_TEXT = {"in_memory": True, "strings_to_formulas": False, "strings_to_numbers": False, "strings_to_urls": False}
WIDTHS = (8, 44, 36, 24, 22, 18, 18, 10, 30, 20, 18, 18, 10, 10, 30)


def heading() -> list[str]:
    """Return what the columns are called."""
    return [
        _("Entry no."),
        _("Title"),
        _("Office"),
        _("Unit"),
        _("Kind of unit"),
        _("Powiat"),
        _("Voivodeship"),
        _("TERYT"),
        _("Area"),
        _("State"),
        _("Received"),
        _("Correction until"),
        _("Version"),
        _("Attachments"),
        _("Official e-mail"),
    ]


def cells(line: Line) -> list[str | int]:
    """Return the cells of an entry: moments in the time of the edition."""
    return [
        line.number,
        line.title,
        line.office,
        line.unit,
        line.kind.label,
        line.powiat,
        line.voivodeship,
        line.teryt,
        line.area,
        line.status.label,
        _local(line.submitted_at, line.zone),
        _local(line.correct_until, line.zone),
        line.version,
        line.attachments,
        line.email,
    ]


def _local(moment: datetime | None, zone: str) -> str:
    return local_input(moment, zone).replace("T", " ") if moment else ""


def entries_csv(lines: Sequence[Line]) -> bytes:
    """Return the table as CSV, as the language writes it."""
    join = separator().join
    rows = (join(str(cell) if isinstance(cell, int) else quoted(cell) for cell in cells(line)) for line in lines)
    return csv_file([join(map(quoted, heading())), *rows])


def entries_xlsx(lines: Sequence[Line], title: str) -> bytes:
    """Return the table as a workbook: what a person typed stays text; the same list gives the same bytes."""
    import xlsxwriter

    out = io.BytesIO()
    with xlsxwriter.Workbook(out, TEXT_IS_TEXT) as file:
        file.set_properties({"title": title, "created": datetime(2000, 1, 1, tzinfo=UTC).replace(tzinfo=None)})
        sheet = file.add_worksheet(_("Entries"))
        bold = file.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 2})
        plain = file.add_format({"text_wrap": True, "valign": "top"})
        for column, (name, width) in enumerate(zip(heading(), WIDTHS, strict=True)):
            sheet.set_column(column, column, width)
            sheet.write_string(0, column, cell_text(name), bold)
        for row, line in enumerate(lines, start=1):
            for column, cell in enumerate(cells(line)):
                if isinstance(cell, int):
                    sheet.write_number(row, column, cell, plain)
                else:
                    sheet.write_string(row, column, cell_text(cell), plain)
        sheet.freeze_panes(1, 0)
        sheet.autofilter(0, 0, len(lines), len(WIDTHS) - 1)
    return out.getvalue()
