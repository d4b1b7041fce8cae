"""The sheet with what the jurors wrote for the chapter: one row a comment, with names where the edition says so."""

from judging.core.cells import cell_text
from judging.core.i18n import _
from judging.results.comments import Shown
from judging.results.files.workbook_parts import Book, head, printed, widths
from judging.results.snapshot import Snapshot


def write_comments(book: Book, snapshot: Snapshot, comments: Shown) -> None:
    """Write the comments by the number of the entry and by criterion, each as text and nothing else."""
    sheet = book.comments
    named = [] if comments.nameless else [_("Juror")]
    head(book, sheet, 0, [_("Number"), _("Practice"), _("Criterion"), *named, _("Comment")])
    rows = (
        (snapshot.names[entry], group.title, one)
        for entry, groups in sorted(comments.groups.items(), key=lambda item: snapshot.names[item[0]].number)
        for group in groups
        for one in group.said
    )
    for line, (name, title, one) in enumerate(rows, 1):
        sheet.write_number(line, 0, name.number, book.plain)
        texts = [cell_text(name.title), cell_text(title), *([cell_text(one.juror)] if named else [])]
        for column, text in enumerate([*texts, _lines(one.text)], 1):
            sheet.write_string(line, column, text, book.text)
    widths(sheet, [8, 36, 28, *([24] if named else []), 90])
    printed(sheet, 1)


def _lines(text: str) -> str:
    """Return a comment with its line breaks, each line as a cell may hold it."""
    return "\n".join(map(cell_text, text.splitlines()))
