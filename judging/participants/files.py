"""The list of offices as a table for a spreadsheet program: exactly what the list shows. Pure."""

from collections.abc import Sequence

from judging.core.formatting import local_input
from judging.core.i18n import _
from judging.core.spreadsheets import Row, as_csv, as_xlsx
from judging.entries.models import Status
from judging.participants.listing import Line

WIDTHS = (36, 24, 22, 18, 18, 10, 30, *(12 for _status in Status), 18, 18, 12, 12)


def heading() -> list[str]:
    """Return what the columns are called."""
    return [
        _("Office"),
        _("Unit"),
        _("Kind of unit"),
        _("Powiat"),
        _("Voivodeship"),
        _("TERYT"),
        _("Official e-mail"),
        *(status.label for status in Status),
        _("Received"),
        _("New deadline"),
        _("People confirmed"),
        _("People waiting"),
    ]


def cells(line: Line) -> Row:
    """Return the cells of an office: moments in the time of the edition."""
    received, until = (
        local_input(moment, line.zone).replace("T", " ") if moment else "" for moment in (line.received_at, line.until)
    )
    return [
        line.office,
        line.unit,
        line.kind.label,
        line.powiat,
        line.voivodeship,
        line.teryt,
        line.email,
        *(line.entries.get(status, 0) for status in Status),
        received,
        until,
        line.confirmed,
        line.waiting,
    ]


def offices_csv(lines: Sequence[Line]) -> bytes:
    """Return the table as CSV, as the language writes it."""
    return as_csv(heading(), map(cells, lines))


def offices_xlsx(lines: Sequence[Line], title: str) -> bytes:
    """Return the table as a workbook."""
    return as_xlsx(heading(), map(cells, lines), widths=WIDTHS, title=title, sheet=_("Offices"))
