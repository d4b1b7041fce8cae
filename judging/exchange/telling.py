"""Problems and notes as lines for a person: one a kind, with all its rows."""

from collections.abc import Hashable, Iterator, Sequence
from itertools import groupby
from pathlib import Path

from judging.analysis.reasons import phrase
from judging.exchange.complaints import COLUMNS, complaint_of
from judging.exchange.reading.grid import Note, Row
from judging.exchange.wording import Wording
from judging.stats.problems import Problem

SHOWN = 20  # rows or values that a line lists
GIVEN_APART = {"SPELLINGS", "MISSING_COLUMN"}
SAID_BY_ADVICE = {"SCORE_NOT_FINITE"}
POINTS = {"SCORE_OUT_OF_RANGE", "SCORE_OFF_STEP"}


def problem_lines(problems: Sequence[tuple[Path, Problem]], wording: Wording) -> list[str]:
    """Return a line for each kind of problem, in the order in which they were found."""
    groups: dict[tuple[object, ...], list[Problem]] = {}
    for path, problem in problems:
        sheet = problem.row.sheet if isinstance(problem.row, Row) else ""
        message = complaint_of(problem)
        own = problem.value if problem.code in GIVEN_APART else ""
        kind = (path.name, sheet, problem.column, problem.code, message, problem.allowed, own)
        groups.setdefault(kind, []).append(problem)
    return [
        f"{path}{_place(sheet, column, found, wording)}: {_said(found, wording)} [{found[0].code}]"
        for (path, sheet, column, *_rest), found in groups.items()
    ]


def note_lines(notes: Sequence[tuple[Path, Note]], wording: Wording) -> Iterator[str]:
    """Yield how files were read: plain notes of a file in one line, warnings in their own."""
    plain = [(path.name, note) for path, note in notes if not note.rows and not note.warning]
    for name, found in groupby(plain, key=lambda pair: pair[0]):
        said, how = (
            "; ".join(_note(note, wording) for _name, note in found),
            wording.gettext("read"),
        )
        yield f"{name}: {how}: {said}."
    warning = wording.gettext("warning")
    for path, note in notes:
        if note.rows or note.warning:
            rows = f", {_rows(note.rows, wording)}" if note.rows else ""
            alarm = f"{warning}: " if note.warning else ""
            yield f"{path.name}{rows}: {alarm}{_note(note, wording)}."


def _note(note: Note, wording: Wording) -> str:
    """Say a note."""
    parts = dict(note.parts)
    for name in {"low", "high", "value", "usual"} & set(parts):
        parts[name] = wording.number(parts[name])
    return wording.gettext(note.message, **parts) if parts else wording.gettext(note.message)


def _place(sheet: object, column: object, found: Sequence[Problem], wording: Wording) -> str:
    """Say where problems stand."""
    parts = []
    if sheet:
        parts.append(wording.gettext("sheet “%(name)s”", name=sheet))
    rows = [p.row.number if isinstance(p.row, Row) else p.row for p in found if p.row is not None]
    if rows:
        parts.append(_rows(rows, wording))
    if column:
        name = wording.gettext(COLUMNS[column]) if column in COLUMNS else column  # type: ignore[index]
        about = phrase("column “%(name)s”") if found[0].row is not None else phrase("“%(name)s”")
        parts.append(wording.gettext(about, name=name))
    return "".join(f", {part}" for part in parts)


def _rows(rows: Sequence[Hashable], wording: Wording) -> str:
    """List rows, the first of them."""
    different = list(dict.fromkeys(rows))
    listed = ", ".join(map(str, different[:SHOWN]))
    if len(different) > SHOWN:
        listed += f" … ({len(different)})"
    return wording.ngettext("row %(rows)s", "rows %(rows)s", len(different), rows=listed)


def _said(found: Sequence[Problem], wording: Wording) -> str:
    """Say what is wrong, with the values that are."""
    first = found[0]
    message = complaint_of(first)
    values = list(dict.fromkeys(problem.value for problem in found))
    listed = "; ".join(values[:SHOWN]) + (f" … ({len(values)})" if len(values) > SHOWN else "")
    rows = ",".join(str(row) for row in dict.fromkeys(problem.row for problem in found))
    allowed = wording.number(first.allowed) if first.code in POINTS else first.allowed
    said = wording.gettext(message, values=listed, allowed=allowed, rows=rows)
    if first.code in SAID_BY_ADVICE:
        return f"{listed} – {said}"
    return said
