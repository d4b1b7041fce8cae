"""What the person who runs the command says of a file: which columns, sheets and rows are what."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from judging.exchange.quotes import quoted
from judging.exchange.reading.heading import plain_heading
from judging.exchange.reading.table import Column
from judging.stats.problems import InvalidScores, Problem

ONE = ("entry", "juror", "criterion", "score", "status")
MANY = ("criteria", "jurors", "entries", "ignore")
KEY = re.compile(rf"(?:^|,)\s*({'|'.join((*ONE, *MANY))})\s*=")
BY_SHEET, UNNAMED = "@sheet", "-"


class Wide(StrEnum):
    """What the columns of scores stand for in a table that has several of them."""

    CRITERIA = "criteria"
    JURORS = "jurors"
    ENTRIES = "entries"


@dataclass(frozen=True, slots=True)
class Asked:
    """How a file is to be read, where it does not say so itself; empty where it does.

    `juror` and `criterion` may be ``@sheet``: the name of the sheet; `juror` may be ``-``: each row
    is the sheet of somebody unnamed.
    """

    entry: str = ""
    juror: str = ""
    criterion: str = ""
    score: str = ""
    status: str = ""
    criteria: tuple[str, ...] = ()
    jurors: tuple[str, ...] = ()
    entries: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    wide: Wide | None = None
    sheets: tuple[str, ...] = ()
    skip_rows: frozenset[str] = frozenset()
    merge_labels: bool = False

    @property
    def across(self) -> tuple[Wide, tuple[str, ...]] | None:
        """What the columns of scores stand for, with their headings, where that is said."""
        named = ((Wide.CRITERIA, self.criteria), (Wide.JURORS, self.jurors))
        for wide, headings in (*named, (Wide.ENTRIES, self.entries)):
            if headings:
                return wide, headings
        return None


def read_columns(text: str) -> dict[str, str | tuple[str, ...]]:
    """Read the option ``--columns``: ``entry=Praca,score=Nota`` or ``criteria=Nowość+Zasięg``.

    Raises
    ------
    ValueError
        Where no key that is known begins the text.

    Examples
    --------
    >>> read_columns("entry=Praca, którą oceniasz,criteria=Nowość+Zasięg")
    {'entry': 'Praca, którą oceniasz', 'criteria': ('Nowość', 'Zasięg')}
    """
    found = list(KEY.finditer(text))
    if not found or text[: found[0].start()].strip():
        raise ValueError(text)
    ends = [each.start() for each in found[1:]] + [len(text)]
    read: dict[str, str | tuple[str, ...]] = {}
    for each, end in zip(found, ends, strict=True):
        key, value = each.group(1), text[each.end() : end].strip()
        if key in ONE:
            read[key] = value
        else:
            before = read.get(key, ())
            more = tuple(part.strip() for part in value.split("+") if part.strip())
            read[key] = (*before, *more)
    return read


def as_option(**columns: str | Sequence[str]) -> str:
    """Write the option ``--columns`` that says which columns are what, for a message."""
    said = ",".join(
        f"{key}={value if isinstance(value, str) else '+'.join(value)}" for key, value in columns.items() if value
    )
    return f'--columns "{said}"'


def asked_column(columns: Sequence[Column], heading: str) -> Column:
    """Find a column by the heading that was asked for, or by the beginning of it.

    Raises
    ------
    InvalidScores
        ``UNKNOWN_HEADING`` where none or several fit.
    """
    wanted = plain_heading(heading)
    names = [plain_heading(column.heading) for column in columns]
    fitting = [c for c, name in zip(columns, names, strict=True) if name == wanted] or [
        c for c, name in zip(columns, names, strict=True) if wanted and name.startswith(wanted)
    ]
    if len(fitting) != 1:
        found = ", ".join(quoted(c.heading) for c in columns if c.heading)
        raise InvalidScores([Problem("UNKNOWN_HEADING", None, heading, found, "")])
    return fitting[0]
