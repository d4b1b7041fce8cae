"""Rows that are no data, rows that do not count, cells cut in two: found before anything is counted."""

import re
from collections.abc import Iterator, Sequence

from judging.analysis.reasons import phrase
from judging.exchange.causes import Cause, cause_of
from judging.exchange.layout import Layout
from judging.exchange.reading.footer import is_signature, is_summary
from judging.exchange.reading.grid import Note, text_of
from judging.exchange.reading.heading import Role, plain_heading
from judging.exchange.reading.table import Column
from judging.exchange.sheets import Joined, texts
from judging.stats.problems import Problem

COUNTED = {
    "",
    "ok",
    "tak",
    "yes",
    "1",
    "true",
    "prawda",
    "ważna",
    "ważny",
    "valid",
    "final",
    "done",
    "oddana",
    "oddany",
    "złożona",
    "złożony",
    "zatwierdzona",
    "zatwierdzony",
    "przesłana",
    "wysłana",
    "submitted",
    "complete",
    "completed",
    "kompletna",
    "zakończona",
    "zakończony",
    "counts",
    "brak",
    "brak konfliktu",
    "bez konfliktu",
    "no conflict",
    "none",
    "nie ma",
    "-",
    "–",
    "liczy się",
    "accepted",
}
OF_WEIGHTS = {"waga", "wagi", "waga kryterium", "wagi kryteriów", "waga w %", "weight", "weights"}
NO = {"nie", "no", "0", "false", "fałsz", "n"}
YES = {"tak", "yes", "1", "true", "prawda", "t", "y", "x"}
OUT = re.compile(
    r"(konflikt|wyłącz|wykluczon|recus|conflict|abstain|abstention|wstrzym|nie ocenia|nie głosuj|"
    r"coi\b|nie liczy|does not count|bezstronno).*"
)


def rows_of_no_data(table: Joined, layout: Layout) -> Iterator[Problem]:
    """Yield the rows of a table that are no data: weights, a signature, a date, a total, a mean."""
    keys = [c for c in (layout.entry, layout.juror, layout.criterion) if isinstance(c, Column)]
    listed = [texts(column) for column in keys]
    scores = [texts(column) for column in layout.scores]
    for at, row in enumerate(table.rows):
        labels = [text[at] for text in listed]
        first = next((text for text in _cells(table, at) if text), "")
        gaps = not all(labels) or not any(text[at] for text in scores) or len(keys) < 2
        if plain_heading(first) in OF_WEIGHTS:
            yield Problem("WEIGHTS_ROW", row, None, first, "")
        elif summary := _summary(labels, first, gaps=gaps):
            yield Problem("SUMMARY_ROW", row, None, summary, "")
        elif (not any(s[at] for s in scores) and is_signature(first)) or _alone_below(
            table, at, [s[at] for s in scores]
        ):
            yield Problem("NO_DATA_ROW", row, None, first, "")


def _cells(table: Joined, at: int) -> Iterator[str]:
    """Yield the texts of a row."""
    return (text_of(column.cells[at]) for column in table.columns)


def _summary(labels: Sequence[str], first: str, *, gaps: bool) -> str:
    """Return the label by which a row sums up or averages those above it."""
    found = [label for label in labels if is_summary(label)]
    if found and (gaps or len(found) < len(labels)):
        return found[0]
    return first if gaps and not labels[0] and is_summary(first) else ""


def _alone_below(table: Joined, at: int, scores: Sequence[str]) -> bool:
    """Tell whether a row with a label and nothing else follows an empty row below the table."""
    if any(scores) or sum(map(bool, _cells(table, at))) > 1 or at == 0:
        return False
    before, here = table.rows[at - 1], table.rows[at]
    numbers = [row if isinstance(row, int) else row.number for row in (before, here)]
    return numbers[1] > numbers[0] + 1


def cut_numbers(table: Joined, layout: Layout) -> Iterator[Problem]:
    """Yield scores of a comma file that look cut at their decimal comma: a lone digit behind them."""
    if table.tables[0].grid.separator != ",":
        return
    scored = {column.at for column in layout.scores}
    for column in table.columns:
        beside = column.at - 1 in scored and column.at not in scored
        if not beside or column.meaning.role not in {Role.REMARK, Role.OTHER}:
            continue
        found = [at for at, cell in enumerate(texts(column)) if re.fullmatch(r"\d{1,3}", cell)]
        if column.meaning.role is Role.OTHER and len(found) == len(table.rows):
            continue  # a column of numbers of its own
        score = next(c for c in layout.scores if c.at == column.at - 1)
        for at in found:
            value = f"{text_of(score.cells[at])},{text_of(column.cells[at])}"
            yield Problem("CUT_NUMBER", table.rows[at], score.heading, value, column.heading)


def rows_left_out(table: Joined, layout: Layout) -> tuple[set[int], list[Note], list[Problem]]:
    """Find the rows that a column of status takes out, and what is unclear in such columns."""
    out: set[int] = set()
    problems: list[Problem] = []
    for column in layout.status:
        for at, text in enumerate(texts(column)):
            verdict = _verdict(column.meaning.role, text)
            if verdict is None:
                row = table.rows[at]
                problems.append(Problem("UNKNOWN_STATUS", row, column.heading, text, ""))
            elif verdict is False and not _incomplete(layout, at):
                out.add(at)
    problems += _conflicts_in_remarks(table, layout)
    rows = [table.rows[at] for at in sorted(out)]
    said = phrase("left out, since the status says that they do not count")
    return out, [Note(said, {}, rows)] if rows else [], problems


def _verdict(role: Role, text: str) -> bool | None:
    """Tell whether a sheet counts by its status; None where nobody can say."""
    plain = plain_heading(text)
    if role is Role.LEFT_OUT:
        return plain not in YES if plain in YES | NO | {""} else None
    if role is Role.COUNTS:
        return plain in YES or not plain if plain in YES | NO | {""} else None
    first = re.split(r"\W", plain, maxsplit=1)[0]
    if role is Role.CONFLICT and first in YES | NO:
        return first in NO
    if plain in COUNTED:
        return True
    return False if OUT.match(plain) else None


def _incomplete(layout: Layout, at: int) -> bool:
    """Tell whether a sheet lacks a mark, so that it does not count anyway and is named for it."""
    marks = [text_of(column.cells[at]) for column in layout.scores]
    return bool(layout.across) and any(marks) and not all(marks)


def _conflicts_in_remarks(table: Joined, layout: Layout) -> Iterator[Problem]:
    """Yield the cells of other columns that say nothing but that there is a conflict."""
    used = {column.at for column in layout.used}
    scored = [texts(column) for column in layout.scores]
    for column in table.columns:
        if column.at in used or column.meaning.role not in {Role.REMARK, Role.OTHER}:
            continue
        for at, text in enumerate(texts(column)):
            short = len(text) < 40 and cause_of(text) is Cause.CONFLICT
            if short and any(marks[at] for marks in scored):
                yield Problem("CONFLICT_AMONG_REMARKS", table.rows[at], column.heading, text, "")
