"""Rows of a table as scores: who gave which entry how many points for what."""

import re
from collections import Counter
from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass

from judging.analysis.reasons import phrase
from judging.exchange.asked import BY_SHEET, UNNAMED, Wide
from judging.exchange.layout import Layout
from judging.exchange.quotes import quoted
from judging.exchange.reading.grid import Cell, Note
from judging.exchange.reading.heading import Role, meaning_of, plain_heading
from judging.exchange.reading.table import Column
from judging.exchange.sheets import Joined, texts

SENT_IN = re.compile(r"(submitdate|data (przesłania|wysłania|złożenia)|date submitted|completed)\b")


@dataclass(frozen=True, slots=True)
class Records:
    """One item for each cell of a score, in lists of one length; labels are texts.

    `columns` are the headings under which the cells stand.
    """

    entries: list[str]
    jurors: list[str]
    criteria: list[str]
    cells: list[Cell]
    rows: list[Hashable]
    columns: list[str]


def records_of(table: Joined, layout: Layout, left_out: set[int]) -> Records:
    """Return the scores of all rows but those left out, column by column."""
    kept = [at for at in range(len(table.rows)) if at not in left_out]
    everywhere = [table.rows[at] for at in kept]
    entries = _entries(table, layout)
    jurors, criteria = _jurors(table, layout), _criteria(table, layout)
    made = Records([], [], [], [], [], [])
    for column, name in zip(layout.scores, layout.names or [""], strict=True):
        standing = {layout.across: [name] * len(kept)}
        made.entries.extend(standing.get(Wide.ENTRIES) or [entries[at] for at in kept])
        made.jurors.extend(standing.get(Wide.JURORS) or [jurors[at] for at in kept])
        made.criteria.extend(standing.get(Wide.CRITERIA) or [criteria[at] for at in kept])
        made.cells.extend(column.cells[at] for at in kept)
        made.rows.extend(everywhere)
        made.columns.extend([column.heading] * len(kept))
    return made


def _entries(table: Joined, layout: Layout) -> list[str]:
    """Return the entry of each row; titles that several numbers share carry their number."""
    if layout.entry is None:
        return [""] * len(table.rows)
    titles = texts(layout.entry)
    if layout.number is None:
        return titles
    numbers = texts(layout.number)
    pairs = {(title, number) for title, number in zip(titles, numbers, strict=True) if number}
    times = Counter(title for title, _number in pairs)
    return [
        f"{title} ({number})" if times[title] > 1 and title and number else title
        for title, number in zip(titles, numbers, strict=True)
    ]


def _jurors(table: Joined, layout: Layout) -> list[str]:
    """Return the juror of each row."""
    if isinstance(layout.juror, Column):
        return texts(layout.juror)
    if layout.juror == BY_SHEET:
        return list(table.sheets)
    if layout.juror == UNNAMED:
        return [f"#{row}" for row in table.rows]
    return [layout.juror] * len(table.rows)


def _criteria(table: Joined, layout: Layout) -> list[str]:
    """Return the criterion of each row."""
    if isinstance(layout.criterion, Column):
        return texts(layout.criterion)
    if layout.criterion == BY_SHEET:
        return list(table.sheets)
    return [layout.criterion or "–"] * len(table.rows)


def reading_notes(table: Joined, layout: Layout) -> Iterator[Note]:
    """Say how a table was read."""
    yield from _of_roles(layout)
    names = {"names": ", ".join(quoted(column.heading) for column in layout.scores)}
    if layout.across is Wide.CRITERIA:
        yield Note(phrase("a row is a sheet; columns of criteria: %(names)s"), names)
    elif layout.across is Wide.JURORS:
        yield Note(phrase("a row is an entry; columns of jurors: %(names)s"), names)
    elif layout.across is Wide.ENTRIES:
        yield Note(phrase("a row is a juror; columns of entries: %(names)s"), names)
    elif not isinstance(layout.criterion, Column) and layout.criterion != BY_SHEET:
        yield Note(phrase("one overall score, in the column %(names)s"), names)
    if layout.totals:
        listed = ", ".join(quoted(column.heading) for column in layout.totals)
        yield Note(
            phrase("sums and means are no scores, so these columns were left out: %(names)s"),
            {"names": listed},
        )
    used = {column.at for column in (*layout.used, *layout.totals)}
    rest = [c.heading for c in table.columns if c.at not in used and c.heading]
    if rest:
        listed = ", ".join(quoted(heading) for heading in rest)
        yield Note(phrase("columns that were not needed: %(names)s"), {"names": listed})
    if any(c.at not in used and not c.heading for c in table.columns):
        yield Note(phrase("cells under no heading were left out"))
    yield from _against_what_stands_beside(table, [c for c in table.columns if c.at not in used])


def _against_what_stands_beside(table: Joined, unused: Sequence[Column]) -> Iterator[Note]:
    """Warn of weights that stand among the scores, and of answers to a survey that were never sent in."""
    weights = [c.heading for c in unused if meaning_of(c.heading, frozenset({Role.WEIGHT})).role is Role.WEIGHT]
    if weights:
        listed = ", ".join(quoted(heading) for heading in weights)
        message = phrase("headings speak of weights; only a table of --criteria sets them: %(names)s")
        yield Note(message, {"names": listed}, (), True)
    for column in unused:
        sent = texts(column)
        if SENT_IN.match(plain_heading(column.heading)) and any(sent) and not all(sent):
            rows = [row for row, when in zip(table.rows, sent, strict=True) if not when]
            message = phrase("never sent in (“%(name)s” is empty), yet counted; take such rows out with --skip-rows")
            yield Note(message, {"name": column.heading}, rows, True)


def _of_roles(layout: Layout) -> Iterator[Note]:
    """Say which columns are those of entry, juror and criterion."""
    if layout.entry:
        yield Note(phrase("entries: column “%(name)s”"), {"name": layout.entry.heading or "A"})
    if isinstance(layout.juror, Column):
        yield Note(phrase("jurors: column “%(name)s”"), {"name": layout.juror.heading})
    elif layout.juror == BY_SHEET:
        yield Note(phrase("jurors: the names of the sheets of the workbook"))
    elif layout.juror == UNNAMED:
        yield Note(phrase("jurors are not named: each row is a sheet of its own"))
    elif layout.juror:
        yield Note(phrase("no column names the jurors: all scores are read as of one juror"))
    if isinstance(layout.criterion, Column):
        yield Note(phrase("criteria: column “%(name)s”"), {"name": layout.criterion.heading})
    elif layout.criterion == BY_SHEET:
        yield Note(phrase("criteria: the names of the sheets of the workbook"))
