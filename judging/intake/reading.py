"""A file of entries, read: its table, and each row as an entry with what is wrong in it. Pure.

A row is read whole or it has faults, each with the heading of its column and a sentence that a clerk can act on.
"""

import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from pathlib import Path

from judging.core.addresses import is_address
from judging.core.i18n import _
from judging.core.refusals import Incomplete
from judging.core.text import one_line
from judging.core.written import Written
from judging.editions.models import LISTED, Area, Edition, FieldKind, FormField
from judging.exchange.complaints import complaint_of
from judging.exchange.reading.container import read_contents
from judging.exchange.reading.grid import Cell, is_empty, text_of
from judging.exchange.reading.table import Table, find_table
from judging.intake import cells
from judging.intake.targets import ANSWER, Target, known_in
from judging.stats.problems import InvalidScores

MOST_ROWS = 500
LONGEST_TITLE, LONGEST_ANSWER = 200, 30_000  # characters, as in the form
NOBODY = {"anonymous", "anonim", "anonimowy"}  # where Microsoft Forms has no address
BETWEEN_FILES = re.compile(r"\s*[;\n]\s*")
DRIVE = re.compile(r"https?://(drive|docs)\.google\.com/")


class Sort(StrEnum):
    """What kind of fault it is: by this it is mended, or entered all the same."""

    WRONG = "wrong"
    LACKS = "lacks"  # what the form requires: may be entered as it came
    DOUBLE = "double"  # looks like one that is there: may be entered all the same
    LATE = "late"  # with a reason it may be entered
    UNIT = "unit"  # it is asked which is meant


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong in a row, and in which column."""

    sort: Sort
    column: str
    sentence: str


@dataclass(slots=True)
class Row:
    """A row of the file as an entry, with the faults that it has by itself."""

    number: int
    title: str = ""
    area: Area | None = None
    answers: dict[str, str] = field(default_factory=dict)
    unit: str = ""
    teryt: str = ""
    powiat: str = ""
    region: str = ""
    contact: str = ""
    email: str = ""
    came_at: datetime | None = None
    keys: list[str] = field(default_factory=list)
    files: dict[str, str] = field(default_factory=dict)  # names, as the cells have them: the question that asks for it
    links: list[str] = field(default_factory=list)  # addresses instead of files
    identity: str = ""
    faults: list[Fault] = field(default_factory=list)
    unread: set[str] = field(default_factory=set)  # what has a fault, by the targets of its columns

    @property
    def unit_words(self) -> str:
        """What the row says of its unit."""
        return ", ".join(filter(None, (self.unit, self.teryt, self.powiat, self.region)))


@dataclass(frozen=True, slots=True)
class Sheet:
    """The table of a file, and the names of the sheets that were not read."""

    table: Table
    unread: Sequence[str] = ()

    @property
    def headings(self) -> Mapping[int, str]:
        """The headings by their column; a column without one is called by its letter."""
        return {column.at: text_of(column.heading) or _letter(column.at) for column in self.table.columns}


def read_sheet(path: Path, edition: Edition) -> Sheet:
    """Read the table of a file by the one reader of tables.

    Raises
    ------
    Incomplete
        Where the file cannot be read, or holds no rows or too many.
    """
    known = known_in(edition)
    try:
        contents = read_contents(path, known)
    except InvalidScores as error:
        raise Incomplete(*map(_complaint, error.problems), field="table") from None
    tables = [find_table(grid, known) for grid in contents.grids if not all(map(is_empty, grid.rows))]
    with_rows = [table for table in tables if table.rows]
    if not with_rows:
        raise Incomplete(
            _("There are no rows below the headings. One row is one entry; the first row holds the headings."),
            field="table",
        )
    best = max(with_rows, key=lambda table: known(table.grid.rows[table.top - 1]))
    if len(best.rows) > MOST_ROWS:
        raise Incomplete(_("The file has more than %(most)d rows. Divide it.", most=MOST_ROWS), field="table")
    return Sheet(best, [table.sheet for table in tables if table is not best])


def _complaint(problem: object) -> str:
    words = {"values": getattr(problem, "value", ""), "allowed": getattr(problem, "allowed", ""), "rows": ""}
    said = _(complaint_of(problem), **words)  # type: ignore[arg-type]  # a Problem
    return said[:1].upper() + said[1:] + "."


def read_rows(sheet: Sheet, targets: Mapping[int, str], edition: Edition) -> list[Row]:
    """Read every row as what its columns are said to be."""
    reader = _Reader(sheet, targets, edition)
    return [reader.row(number, row) for number, row in zip(sheet.table.numbers, sheet.table.rows, strict=True)]


class _Reader:
    """Reads the rows of one table."""

    def __init__(self, sheet: Sheet, targets: Mapping[int, str], edition: Edition) -> None:
        self.edition, self.headings = edition, sheet.headings
        self.at = {
            target: [at for at, one in targets.items() if one == target and at in self.headings]
            for target in set(targets.values()) - {""}
        }
        came = self.at.get(Target.CAME, [])
        columns = {column.at: column for column in sheet.table.columns}
        self.day_first = cells.day_first(columns[came[0]].cells) if came else None

    def row(self, number: int, raw: Sequence[Cell]) -> Row:
        """Read one row."""
        self.raw, self.read = raw, Row(number)
        read = self.read
        read.title = one_line(self._joined(Target.TITLE))
        read.unit, read.teryt = one_line(self._joined(Target.UNIT)), one_line(self._joined(Target.TERYT))
        read.powiat, read.region = one_line(self._joined(Target.POWIAT)), one_line(self._joined(Target.REGION))
        read.contact = one_line(self._joined(Target.CONTACT, ", "))[:300]
        read.keys = [text_of(cell) for _at, cell in self._cells(Target.KEY)]
        read.area = self._area()
        read.email = self._email()
        read.came_at = self._came()
        for each in self.edition.fields:
            if each.written:
                read.answers[each.key] = self._answer(each)
            elif not each.orders:
                self._files(ANSWER + each.key, each.key)
        self._files(Target.FILES, "")
        if len(read.title) > LONGEST_TITLE:
            self._fault(Target.TITLE, _("The title is too long: at most %(most)d characters fit.", most=LONGEST_TITLE))
        read.identity = self._identity()
        read.faults.sort(key=lambda fault: [*self.headings.values(), ""].index(fault.column))
        return read

    def _cells(self, target: str) -> list[tuple[int, Cell]]:
        """Return the cells of the columns that are this, but for empty ones."""
        found = [(at, self.raw[at] if at < len(self.raw) else None) for at in self.at.get(target, ())]
        return [(at, cell) for at, cell in found if text_of(cell)]

    def _joined(self, target: str, between: str = "\n\n") -> str:
        return between.join(cells.text(cell) for _at, cell in self._cells(target))

    def _fault(self, target: str, sentence: str, sort: Sort = Sort.WRONG) -> None:
        columns = self.at.get(target, ())
        self.read.unread.add(target)
        self.read.faults.append(Fault(sort, self.headings[columns[0]] if columns else "", sentence))

    def _area(self) -> Area | None:
        names = {area.name: area for area in self.edition.areas}
        said = self._joined(Target.AREA)
        chosen = cells.choices(said, list(names))
        if chosen is None or len(chosen) > 1:
            listed = "; ".join(names)
            self._fault(
                Target.AREA,
                _("“%(text)s” is not one of the areas: %(listed)s.", text=Written(said), listed=Written(listed)),
            )
            return None
        only = self.edition.areas[0] if len(self.edition.areas) == 1 else None
        return names[chosen[0]] if chosen else only

    def _email(self) -> str:
        said = one_line(self._joined(Target.EMAIL)).strip(" ;,")
        if not said or said.casefold() in NOBODY:
            return ""
        if not is_address(said):
            self._fault(Target.EMAIL, _("“%(text)s” is not an e-mail address.", text=Written(said)))
            return ""
        return said

    def _came(self) -> datetime | None:
        for _at, cell in self._cells(Target.CAME):
            found = cells.moment(cell, self.edition.time_zone, day_first=self.day_first)
            if found is None:
                words = {"text": Written(text_of(cell))}
                self._fault(
                    Target.CAME,
                    _(
                        "“%(text)s” is not a day and time we can be sure of. Write it like this: 2027-03-20 13:45.",
                        **words,
                    ),
                )
            return found
        return None

    def _answer(self, field_: FormField) -> str:
        """Read the answer to a question of the form; what it requires is asked later, as of every entry."""
        target = ANSWER + field_.key
        found = self._cells(target)
        if not found:
            return ""
        said = self._joined(target)
        if field_.kind is FieldKind.YES_NO:
            read = cells.yes_no(found[0][1])
            if read is None:
                self._fault(target, _("“%(text)s” is neither yes nor no.", text=Written(said)))
            return read or ""
        if field_.kind in LISTED:
            return self._choice(field_, target, said)
        if field_.kind is FieldKind.DATE:
            return cells.day(found[0][1])
        if field_.kind is FieldKind.NUMBER:
            return cells.number(found[0][1])
        if len(said) > LONGEST_ANSWER:
            self._fault(target, _("The text is too long: at most %(most)d characters fit.", most=LONGEST_ANSWER))
        return one_line(said) if field_.kind in {FieldKind.LINE, FieldKind.LINK} else said

    def _choice(self, field_: FormField, target: str, said: str) -> str:
        chosen = cells.choices(said, field_.choices)
        if not chosen or (len(chosen) > 1 and field_.kind is FieldKind.CHOICE):
            listed = "; ".join(field_.choices)
            self._fault(
                target,
                _("“%(text)s” is not one of the choices: %(listed)s.", text=Written(said), listed=Written(listed)),
            )
            return ""
        return "\n".join(chosen)

    def _files(self, target: str, question: str) -> None:
        """Read the names of files; an address is none, unless it ends with one."""
        for _at, cell in self._cells(target):
            links = cells.links(cell)
            self.read.links += links
            rest = cells.LINK.sub("\n", cells.text(cell))
            names = [name.strip(" ,") for name in BETWEEN_FILES.split(rest)]
            self.read.files |= {name: question for name in names if name}

    def _identity(self) -> str:
        """Return what the row is known by: its identifier, else when it came and from whom, else all of it."""
        read = self.read
        came = read.came_at.isoformat() if read.came_at else ""
        if any(read.keys):
            parts = ["key", *map(str.casefold, read.keys), came]
        elif came:
            parts = ["came", came, read.email.casefold() or read.unit_words.casefold()]
        else:
            parts = ["row", *(text_of(cell) for cell in self.raw)]
            while parts and not parts[-1]:
                parts.pop()
        return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()


def _letter(at: int) -> str:
    """Return the name of a column in a spreadsheet."""
    more, last = divmod(at, 26)
    return (_letter(more - 1) if more else "") + chr(ord("A") + last)
