"""Text for cells of spreadsheets: whatever a person typed stays text in every program that opens it."""

import re
import unicodedata

from judging.core.text import one_line

FORMULA = re.compile(r"^[=+\-@|%]")
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
    r"""Return the same, opened by an apostrophe where a program might read a formula.

    Examples
    --------
    >>> csv_text("=1+1"), csv_text("＝1+1"), csv_text("Urząd – Łódź"), csv_text("\t-2")
    ("'=1+1", "'＝1+1", 'Urząd – Łódź', "'-2")
    """
    clean = cell_text(text)
    return f"'{clean}" if FORMULA.match(unicodedata.normalize("NFKC", clean[:1])) else clean
