"""The table by which paper sheets are imported: one row a sheet, its headings in either language. Pure."""

from collections.abc import Callable, Iterable, Sequence

from judging.core.i18n import LANGUAGES, _, speaking
from judging.core.spreadsheets import as_xlsx
from judging.editions.parts.qualifying import Question
from judging.exchange.reading.grid import Cell, text_of
from judging.jury.models import Assignment
from judging.jury.operations.saving import comment_name
from judging.jury.rules import Scored
from judging.offices.names import fold
from judging.paper.codes import code_of

CODE, JUROR, ENTRY, TITLE = "code", "juror", "entry", "title"
WIDE, NARROW = 36, 12  # signs


def columns(criteria: Sequence[Scored]) -> dict[str, str]:
    """Return what each column is called, by what it is: as the fields of the form are, and who and what it is of."""
    found = {CODE: _("Code of the sheet"), JUROR: _("Member of the chapter"), ENTRY: _("Entry no."), TITLE: _("Title")}
    for one in criteria:
        found[f"score-{one.key}"] = one.name
        found[f"comment-{one.key}"] = comment_name(one)
        if not isinstance(one, Question):
            found[f"office-{one.key}"] = _("%(name)s: for the office", name=one.name)
    found["note"] = _("The whole entry: for the chapter")
    return found | {"whole-office": _("The whole entry: for the office")}


def template(those: Iterable[Assignment], criteria: Sequence[Scored], *, title: str) -> bytes:
    """Return the table with a row for each of some sheets, without scores."""
    found = columns(criteria)
    blank: list[str | int] = [""] * (len(found) - 4)
    rows: list[list[str | int]] = [
        [code_of(one.id), one.seat.user.name, one.entry.number or 0, one.entry_version.title, *blank] for one in those
    ]
    widths = [NARROW if name.startswith("score-") or name in {CODE, ENTRY} else WIDE for name in found]
    return as_xlsx(list(found.values()), rows, widths=widths, title=title, sheet=_("Sheets"))


def known(criteria: Sequence[Scored]) -> dict[str, str]:
    """Return what columns are, by their folded headings in every language; the first of two alike."""
    found: dict[str, str] = {}
    for spoken in LANGUAGES:
        with speaking(spoken):
            for name, heading in columns(criteria).items():
                found.setdefault(fold(heading), name)
    return found


def counter(criteria: Sequence[Scored]) -> Callable[[Sequence[Cell]], int]:
    """Return what counts how many headings of a row are known: by it the headings of a file are found."""
    headings = known(criteria)

    def count(row: Sequence[Cell]) -> int:
        return len({fold(text_of(cell)) for cell in row if isinstance(cell, str) and len(cell) < 500} & headings.keys())

    return count
