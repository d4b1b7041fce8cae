"""The sheet of the ranking: official values and, beside them, formulas that count them again."""

from typing import Any

from judging.core.cells import cell_text
from judging.core.i18n import _
from judging.results.files.workbook_parts import Book, cells, head, printed, widths
from judging.results.snapshot import Snapshot
from judging.results.text import labels
from judging.stats.vocabulary import Method

Row = dict[str, Any]
SCORE, COUNTED = 6, 7  # columns of the official score and of the one that is counted again
NEGLIGIBLE = 9  # decimals to which scores are compared: less is floating point


def write_ranking(book: Book, snapshot: Snapshot) -> None:
    """Write one row an entry, best first."""
    recounts = snapshot.rules.method is Method.MEAN
    head(book, book.ranking, 0, _headings(snapshot, recounts))
    for line, row in enumerate(snapshot.rows, 1):
        _write_entry(book, snapshot, line, row)
        column = COUNTED
        if recounts:
            if row["place"] is not None:
                _write_formula(book, line, row)
            column += 1
        _write_figures(book, snapshot, line, column, row)
    _set_up(book, len(snapshot.rows), recounts)


def column_of_ranking(book: Book, column: int, ranked: int) -> str:
    """Return the address of a column, over the entries that have a place."""
    return cells(book.ranking, 1, column, ranked, column)


def _headings(snapshot: Snapshot, recounts: bool) -> list[str]:
    counted = [_("Score from the sheets")]
    return [
        _("Place"),
        _("Tied"),
        _("Number"),
        _("Office"),
        _("Practice"),
        _("Area"),
        _("Score"),
        *(counted if recounts else []),
        _("Sheets"),
        *labels.chance_columns(snapshot.document["lines"]),
        _("Place band from"),
        _("Place band to"),
        _("Zone"),
        _("Adjusted place"),
        _("Remarks"),
    ]


def _write_entry(book: Book, snapshot: Snapshot, line: int, row: Row) -> None:
    """Write place, name and official score."""
    sheet, name = book.ranking, snapshot.names[row["entry"]]
    _number(sheet, line, 0, row["place"], book.plain)
    _text(sheet, line, 1, _("yes") if row["tied"] else "", book.plain)
    sheet.write_number(line, 2, name.number, book.plain)
    for column, text in enumerate((name.office, name.title, name.area), 3):
        _text(sheet, line, column, text, book.text)
    _number(sheet, line, SCORE, row["value"], book.points[_digits(row)])


def _write_formula(book: Book, line: int, row: Row) -> None:
    """Write the score counted again from sheets and weights."""
    own = f"({book.entries}=$C{line + 1})*(1-{book.left_out})"
    total = f"SUMPRODUCT({own}*{book.marks}*{book.weights_above})"
    score = f"={total}/(SUMPRODUCT({own})*SUM({book.weights}))"
    book.ranking.write_formula(line, COUNTED, score, book.points[_digits(row)], row["value"])


def _write_figures(book: Book, snapshot: Snapshot, line: int, column: int, row: Row) -> None:
    """Write what is known about the place."""
    sheet = book.ranking
    zone = labels.zone(row, snapshot.document["lines"])
    said = " ".join(labels.entry_annotations(row, *snapshot.words))
    _number(sheet, line, column, row["sheets"], book.plain)
    _number(sheet, line, column + 1, row["p_main"], book.chance)
    _number(sheet, line, column + 2, row["p_honoured"], book.chance)
    _number(sheet, line, column + 3, row["band_low"], book.plain)
    _number(sheet, line, column + 4, row["band_high"], book.plain)
    _text(sheet, line, column + 5, zone.word if zone else "", book.text)
    _number(sheet, line, column + 6, row["adjusted_place"], book.plain)
    _text(sheet, line, column + 7, said, book.text)


def _number(sheet: Any, line: int, column: int, value: float | None, form: Any) -> None:
    """Write a number; what is unknown stays empty."""
    if value is not None:
        sheet.write_number(line, column, value, form)


def _text(sheet: Any, line: int, column: int, text: str, form: Any) -> None:
    """Write a text; an empty one stays empty."""
    if text:
        sheet.write_string(line, column, cell_text(text), form)


def _digits(row: Row) -> int:
    """Return with how many decimals the score is printed."""
    return len((row["score"] or "").partition(".")[2])


def _set_up(book: Book, rows: int, recounts: bool) -> None:
    counted = [11] if recounts else []
    widths(book.ranking, [8, 8, 6, 30, 38, 20, 9, *counted, 7, 10, 12, 9, 9, 17, 12, 50])
    book.ranking.autofilter(0, 0, max(rows, 1), 14 + len(counted))
    printed(book.ranking, 1)
