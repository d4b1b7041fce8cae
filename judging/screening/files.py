"""The list of entries as a table for a spreadsheet program: exactly what the list shows. Pure."""

from collections.abc import Sequence
from datetime import datetime

from judging.core.formatting import local_input
from judging.core.i18n import _
from judging.core.spreadsheets import as_csv, as_xlsx
from judging.screening.listing import Line

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
    return as_csv(heading(), map(cells, lines))


def entries_xlsx(lines: Sequence[Line], title: str) -> bytes:
    """Return the table as a workbook."""
    return as_xlsx(heading(), map(cells, lines), widths=WIDTHS, title=title, sheet=_("Entries"))
