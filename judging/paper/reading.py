"""A table of paper sheets, read: each row with what is wrong in it, by its column. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from werkzeug.datastructures import MultiDict

from judging.core.i18n import _
from judging.core.refusals import Incomplete
from judging.editions.parts.qualifying import NO, YES, Question
from judging.exchange.complaints import complaint_of
from judging.exchange.reading.container import read_contents
from judging.exchange.reading.grid import Cell, is_empty, text_of
from judging.exchange.reading.table import find_table
from judging.intake import cells
from judging.jury.forms.sheets import read_sheet
from judging.jury.operations.saving import SheetContent
from judging.jury.rules import Scored, gaps
from judging.jury.scales import Scale
from judging.offices.names import fold
from judging.paper.codes import number_in
from judging.paper.headings import CODE, ENTRY, JUROR, columns, counter, known
from judging.stats.problems import InvalidScores, Problem

MOST_ROWS = 500


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong in a row, and in which column; "" where it is about the whole row."""

    column: str
    sentence: str


@dataclass(slots=True)
class Row:
    """A row of the file as a sheet, with the faults that it has by itself."""

    number: int
    code: str
    sheet: int | None  # the number in its code
    juror: str
    entry: str
    content: SheetContent
    points: Sequence[str]  # as they stand in the file, in the order of the criteria
    faults: list[Fault] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Table:
    """The rows of a file, and the headings of what is not taken."""

    rows: Sequence[Row]
    untaken: Sequence[str]


def read_table(path: Path, criteria: Sequence[Scored], scale: Scale) -> Table:
    """Read the table of a file by the one reader of tables.

    Raises
    ------
    Incomplete
        Where the file cannot be read, holds no rows or too many, or lacks the column of codes.
    """
    count = counter(criteria)
    try:
        contents = read_contents(path, count)
    except InvalidScores as error:
        raise Incomplete(*map(_complaint, error.problems), field="table") from None
    tables = [find_table(grid, count) for grid in contents.grids if not all(map(is_empty, grid.rows))]
    found = max(tables, key=lambda table: count(table.grid.rows[table.top - 1]), default=None)
    if found is None or not found.rows:
        raise Incomplete(_("There are no rows below the headings. One row is one sheet."), field="table")
    if len(found.rows) > MOST_ROWS:
        raise Incomplete(_("The file has more than %(most)d rows. Divide it.", most=MOST_ROWS), field="table")
    names = known(criteria)
    at: dict[str, int] = {}
    untaken = []
    for column in found.columns:
        name = names.get(fold(text_of(column.heading)))
        if name is None or name in at:
            untaken.append(text_of(column.heading))
        else:
            at[name] = column.at
    if CODE not in at:
        wanted = columns(criteria)[CODE]
        raise Incomplete(
            _("No column is called “%(name)s”. Fill in the template and leave its headings as they are.", name=wanted),
            field="table",
        )
    reader = _Reader(at, criteria, scale)
    rows = [reader.row(number, row) for number, row in zip(found.numbers, found.rows, strict=True)]
    _mark_doubles(rows, columns(criteria)[CODE])
    return Table(rows, untaken)


def _complaint(problem: Problem) -> str:
    words = {"values": problem.value, "allowed": problem.allowed, "rows": ""}
    said = _(complaint_of(problem), **words)
    return said[:1].upper() + said[1:] + "."


class _Reader:
    """Reads the rows of one table."""

    def __init__(self, at: Mapping[str, int], criteria: Sequence[Scored], scale: Scale) -> None:
        self.at, self.criteria, self.scale = at, criteria, scale
        self.names = columns(criteria)

    def row(self, number: int, raw: Sequence[Cell]) -> Row:
        """Read one row: what a score or a comment may be is asked as on the page."""
        sent = MultiDict({name: self._text(raw, name) for name in self.at if name.partition("-")[0] in FIELDS})
        points = [sent.get(f"score-{one.key}", "") or "–" for one in self.criteria]
        for one in self.criteria:
            if isinstance(one, Question):
                sent[f"score-{one.key}"] = self._decision(raw, f"score-{one.key}")
        found = read_sheet(sent, self.criteria, self.scale)
        faults = [Fault(self.names.get(f"score-{key}", ""), sentence) for key, sentence in found.errors.items()]
        for gap in gaps(self.criteria, found.content.scores, found.content.comments):
            if gap.key not in found.errors:
                faults.append(Fault(self.names.get(f"score-{gap.key}", ""), f"{gap.sentence}."))
        code = self._text(raw, CODE)
        sheet = number_in(code)
        if sheet is None:
            faults.insert(
                0, Fault(self.names[CODE], _("This is not the code of a sheet: “%(code)s”.", code=code or "–"))
            )
        return Row(number, code, sheet, self._text(raw, JUROR), self._text(raw, ENTRY), found.content, points, faults)

    def _decision(self, raw: Sequence[Cell], name: str) -> str:
        """Return yes or no as the form sends it, or what stands in the cell if it is neither."""
        said = cells.yes_no(self._text(raw, name))
        return {"yes": str(YES), "no": str(NO)}.get(said or "", self._text(raw, name))

    def _text(self, raw: Sequence[Cell], name: str) -> str:
        at = self.at.get(name, -1)
        cell = raw[at] if 0 <= at < len(raw) else None
        return (cells.text(cell) if name.startswith(("comment", "office", "note", "whole")) else text_of(cell)).strip()


FIELDS = {"score", "comment", "office", "note", "whole"}


def _mark_doubles(rows: Sequence[Row], column: str) -> None:
    """Say of a code that stands in several rows where else it stands."""
    where: dict[int, list[int]] = {}
    for row in rows:
        if row.sheet is not None:
            where.setdefault(row.sheet, []).append(row.number)
    for row in rows:
        others = [str(one) for one in where.get(row.sheet or 0, ()) if one != row.number]
        if row.sheet is not None and others:
            told = _("The same sheet stands in another row: %(rows)s.", rows=", ".join(others))
            row.faults.append(Fault(column, told))
