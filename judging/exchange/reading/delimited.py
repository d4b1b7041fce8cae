"""Cells of a text file: what parts them is told by the file itself."""

import csv
import io
from collections import Counter
from collections.abc import Callable, Sequence

from judging.exchange.reading.grid import Grid
from judging.stats.problems import InvalidScores, Problem

SEPARATORS = ";,\t|"
LOOKED_AT = 60  # rows by which the separator is chosen

Known = Callable[[Sequence[str]], int]


def read_text(text: str, known: Known) -> Grid:
    """Part a text into cells.

    Parameters
    ----------
    text : str
    known : callable
        How many headings of a row are known: the strongest sign of the right separator.

    Raises
    ------
    InvalidScores
        ``UNREADABLE_FILE`` where quotes are not closed.
    """
    hint = text[:5].casefold()
    told = hint[4:5] if hint.startswith("sep=") and hint[4:5] in SEPARATORS else ""
    separator = told or separator_of(text, known)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    try:
        rows = list(reader)
    except csv.Error as error:
        found = Problem("BROKEN_QUOTES", reader.line_num, None, str(error), "")
        raise InvalidScores([found]) from error
    if told and rows:
        rows[0] = []
    return Grid(rows, separator=separator)


def separator_of(text: str, known: Known) -> str:
    """Find what parts the cells: most headings known, then rows of one length, then most cells."""
    head = "\n".join(text.splitlines()[:LOOKED_AT])

    def fitness(sign: str) -> tuple[int, float, int]:
        try:
            rows = [row for row in csv.reader(io.StringIO(head), delimiter=sign) if any(row)]
        except csv.Error:
            return 0, 0.0, 0
        lengths = Counter(map(len, rows))
        length, times = max(lengths.items(), key=lambda pair: (pair[1], pair[0]), default=(1, 0))
        alike = times / len(rows) if length > 1 else 0.0
        return max(map(known, rows), default=0), alike, length

    return max(SEPARATORS, key=fitness)
