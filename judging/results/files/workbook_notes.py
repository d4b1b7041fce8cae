"""The sheet that says what the file is, who may see it, and how to check it."""

from judging.core.cells import cell_text
from judging.core.formatting import moment
from judging.core.i18n import _
from judging.results.comments import Shown
from judging.results.files.workbook_parts import Book, printed, widths
from judging.results.files.workbook_ranking import COUNTED, NEGLIGIBLE, SCORE, column_of_ranking
from judging.results.snapshot import Snapshot
from judging.results.text.labels import method_name
from judging.stats.vocabulary import Method


def write_notes(book: Book, snapshot: Snapshot, title: str, comments: Shown | None = None) -> None:
    """Write the title and the notes, one a row."""
    sheet = book.notes
    sheet.write_string(0, 0, cell_text(title), book.title)
    notes = [*_notes(snapshot), *_of_comments(comments)]
    for row, (term, text) in enumerate(notes, 2):
        sheet.write_string(row, 0, term, book.bold)
        sheet.write_string(row, 1, cell_text(text), book.text)
    ranked = sum(row["place"] is not None for row in snapshot.rows)
    if snapshot.rules.method is Method.MEAN and ranked:
        _write_check(book, ranked, 3 + len(notes))
    widths(sheet, [30, 90])
    printed(sheet, 0)


def _write_check(book: Book, ranked: int, row: int) -> None:
    """Write the one formula that says whether the scores counted again are the official ones."""
    official, counted = (column_of_ranking(book, column, ranked) for column in (SCORE, COUNTED))
    formula = f"=ROUND(SUMPRODUCT(ABS({official}-{counted})),{NEGLIGIBLE})"
    book.notes.write_string(row, 0, _("Sum of differences of scores"), book.bold)
    book.notes.write_formula(row, 1, formula, book.plain, 0)


def _notes(snapshot: Snapshot) -> list[tuple[str, str]]:
    return [
        (_("Who may see it"), _privacy()),
        (_("State"), _state(snapshot)),
        (_("Method"), method_name(snapshot.rules.method)),
        (_("How to check"), _how(snapshot)),
        (_("Ties"), _ties()),
        (_("Chances and zones"), _chances()),
        (_("Fingerprint of the input"), snapshot.document["input_sha256"]),
        (_("Software"), f"judging {snapshot.document['version']}"),
    ]


def _of_comments(comments: Shown | None) -> list[tuple[str, str]]:
    """Say how the comments are given, or why there are none; nothing where nobody was asked for them."""
    if comments is None:
        return []
    if comments.why_not:
        return [(_("Comments"), comments.why_not)]
    nameless = _(
        "Without the names of the jurors, in an order that tells nothing. A member with a conflict of interest must "
        "not read those on that entry."
    )
    named = _("With the names of the jurors. A member with a conflict of interest must not read those on that entry.")
    return [(_("Comments"), nameless if comments.nameless else named)]


def _privacy() -> str:
    return _(
        "The sheet of score sheets names the jurors. The file is for the secretary alone: "
        "delete the column with their names before you hand it on."
    )


def _state(snapshot: Snapshot) -> str:
    if snapshot.frozen:
        return _("The results were closed on %(when)s.", when=moment(snapshot.frozen.at, snapshot.zone))
    return _("The round is closed, the results are not: they follow every correction of a sheet.")


def _how(snapshot: Snapshot) -> str:
    if snapshot.rules.method is not Method.MEAN:
        return _(
            "The score is a value, because this method is not a sum that a formula could "
            "repeat. The result pack checks it exactly."
        )
    return _(
        "The formula of a score is SUMPRODUCT of the marks and weights of the entry's sheets that count, "
        "divided by the number of those sheets and by the sum of the weights. Change a weight on the "
        "sheet of criteria and the scores follow; the official place and score stay."
    )


def _ties() -> str:
    return _(
        "Equal scores share a place. A tie that crosses a prize line is broken by the ladder of the "
        "rules; the remarks say by which rung."
    )


def _chances() -> str:
    return _(
        "How likely the entry truly belongs among the prizes, given how much the jurors "
        "differ. This never changes the official score."
    )
