"""The cells of one sheet as they stand, before anybody asks what they mean.

Rows are counted as a spreadsheet counts them: the first is 1, also when it is empty or a title.
"""

import re
import unicodedata
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, time, timedelta
from functools import lru_cache
from typing import NamedTuple

Cell = str | int | float | bool | date | time | timedelta | None
DISARMED = re.compile(r"'(?=[=+\-@|%＝])")  # how our own tables keep text from being a formula


class Row(NamedTuple):
    """A row of a workbook of which several sheets are read."""

    sheet: str
    number: int

    def __str__(self) -> str:
        return f"{self.sheet}!{self.number}"


class Area(NamedTuple):
    """Merged cells: rows from 1, columns from 0, ends included."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(frozen=True, slots=True)
class Note:
    """What is said of a file that is read all the same: a message with its parts, and where."""

    message: str
    parts: Mapping[str, str] = field(default_factory=dict)
    rows: Sequence[Hashable] = ()
    warning: bool = False


@dataclass(frozen=True, slots=True)
class Grid:
    """One sheet; `separator` is what parts the cells of a text file."""

    rows: Sequence[Sequence[Cell]]
    sheet: str = ""
    separator: str = ""
    hidden: bool = False
    hidden_rows: Sequence[int] = ()
    hidden_columns: Sequence[int] = ()
    filtered: bool = False
    merged: Sequence[Area] = ()


@dataclass(frozen=True, slots=True)
class Contents:
    """All sheets of a file, and what is to be said of how they were read."""

    grids: Sequence[Grid]
    notes: Sequence[Note] = ()


def text_of(cell: Cell) -> str:
    r"""Return a cell as text of one line without invisible signs.

    A whole number has no decimal point, and the apostrophe by which our tables disarm a formula is
    taken off.

    Examples
    --------
    >>> text_of(7.0), text_of(" Jan\u00a0 Kowal\u200b"), text_of("'=1+1"), text_of("'ndrangheta")
    ('7', 'Jan Kowal', '=1+1', "'ndrangheta")
    """
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return _cleaned(cell if isinstance(cell, str) else str(cell))


@lru_cache(maxsize=100_000)
def _cleaned(text: str) -> str:
    """Clean a text; files say the same thing often."""
    if not text.isascii() or not text.isprintable():
        text = "".join(filter(_visible, unicodedata.normalize("NFC", text)))
    text = " ".join(text.split())
    return DISARMED.sub("", text, count=1) if text[:1] == "'" else text


def _visible(sign: str) -> bool:
    """Tell whether a sign can be seen, or parts words."""
    return sign.isspace() or unicodedata.category(sign) not in {"Cf", "Cc", "Cs", "Co"}


def is_empty(row: Sequence[Cell]) -> bool:
    """Tell whether a row has no cell with anything in it."""
    return not any(cell is not None and cell != "" and text_of(cell) for cell in row)
