"""What was decided on each entry of a closed qualifying round, as a table: exactly what its page shows."""

from collections.abc import Iterator, Sequence

from judging.core.formatting import moment
from judging.core.i18n import _
from judging.core.spreadsheets import Row, as_csv, as_xlsx
from judging.results.qualified import Decided

WIDTHS = (8, 40, 34, 16, 8, 8, 10, 24, 10, 50, 24, 24, 50, 16)


def decisions_csv(found: Sequence[Decided], zone: str) -> bytes:
    """Return the table as CSV."""
    return as_csv(_heading(), _rows(found, zone))


def decisions_xlsx(found: Sequence[Decided], zone: str, title: str) -> bytes:
    """Return the table as a workbook of one sheet."""
    return as_xlsx(_heading(), _rows(found, zone), widths=WIDTHS, title=title, sheet=_("Decisions"))


def _heading() -> list[str]:
    return [
        _("Number"),
        _("Practice"),
        _("Office"),
        _("Outcome"),
        _("Yes"),
        _("No"),
        _("Decisions missing"),
        _("Member"),
        _("Decision"),
        _("Reason"),
        _("Decided in place of the rule by"),
        _("When"),
        _("Reason of the secretary"),
        _("By the rule"),
    ]


def _rows(found: Sequence[Decided], zone: str) -> Iterator[Row]:
    """Yield a row for each decision; an entry on which nobody decided has one as well."""
    for entry in found:
        first: Row = (
            entry.number,
            entry.title,
            entry.office,
            entry.outcome.label,
            entry.yes,
            entry.no,
            entry.missing,
        )
        last = _ruling(entry, zone)
        for one in entry.decisions:
            yield (*first, one.juror, one.word, one.reason, *last)
        if not entry.decisions:
            yield (*first, "", "", "", *last)


def _ruling(entry: Decided, zone: str) -> Row:
    """Return what the secretary decided in place of the rule; empty cells where nothing was."""
    if entry.ruling is None:
        return ("", "", "", "")
    ruling = entry.ruling
    return (ruling.by.name, moment(ruling.at, zone), ruling.reason, entry.by_rule.label)
