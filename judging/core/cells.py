"""Text for cells of spreadsheets: whatever a person typed stays text in every program that opens it."""

from collections.abc import Iterable

from judging.core.i18n import get_locale
from judging.core.text import disarmed, one_line

LONGEST = 30_000  # signs; a cell of Excel holds 32 767


def cell_text(text: object) -> str:
    r"""Return a text of one line without control, invisible or broken signs.

    Examples
    --------
    >>> cell_text("Ala\r\n=1+1\x00")
    'Ala =1+1'
    """
    return one_line(str(text if text is not None else ""))[:LONGEST]


def csv_text(text: object) -> str:
    r"""Return the same, with an apostrophe where a program might read a formula.

    A cell may also begin after a comma, semicolon or tab inside the text: a program that is told another
    separator than ours parts it there, whatever the quotes.

    Examples
    --------
    >>> csv_text("=1+1"), csv_text("＝1+1"), csv_text("Urząd – Łódź"), csv_text("\t-2")
    ("'=1+1", "'＝1+1", 'Urząd – Łódź', "'-2")
    >>> csv_text('Gmina, =1+1; "@SUM"'), csv_text("Żuk, - las; 5 - 2, 8-16")
    ('Gmina, \'=1+1; "\'@SUM"', 'Żuk, - las; 5 - 2, 8-16')
    """
    return disarmed(cell_text(text))


def separator() -> str:
    """Return what parts the cells of a CSV in the language that is spoken now: Polish has commas in its numbers."""
    return ";" if str(get_locale()) == "pl" else ","


def quoted(text: object) -> str:
    """Quote a text for a CSV, whether it needs it or not: no program then finds two cells in it."""
    doubled = csv_text(text).replace('"', '""')
    return f'"{doubled}"' if doubled else ""


def csv_file(lines: Iterable[str]) -> bytes:
    """Return the lines of a CSV as a file that every spreadsheet program reads as UTF-8."""
    return ("\r\n".join(lines) + "\r\n").encode("utf-8-sig")
