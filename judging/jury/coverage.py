"""Which entry has how many sheets of how many: a search with an address. Pure.

An address that asks for what there is not is read as if that had not been asked.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Protocol, Self, TypeVar

from judging.core.i18n import _l
from judging.core.searches import member_of, says, text_of
from judging.entries.models import Status
from judging.offices.names import fold


class Counted(Protocol):
    """An entry with its sheets, as far as a list of them needs to know it."""

    @property
    def number(self) -> int | None:
        """Its number."""

    @property
    def title(self) -> str:
        """Its title."""

    @property
    def given(self) -> int:
        """Sheets asked for."""

    @property
    def submitted(self) -> int:
        """Sheets handed in."""

    @property
    def gone(self) -> Status | None:
        """What became of one that takes part no more."""


Row = TypeVar("Row", bound=Counted)


class Cover(StrEnum):
    """How far the sheets of an entry are; what needs something comes first."""

    NOBODY = "nobody"
    THIN = "thin"
    BELOW = "below"
    RUNNING = "running"
    WHOLE = "whole"
    GONE = "gone"

    @property
    def label(self) -> str:
        """How far the sheets are, in the reader's language."""
        return str(COVERS[self])

    @property
    def kind(self) -> str:
        """As what it is shown."""
        return KINDS[self]


COVERS = {
    Cover.NOBODY: _l("no juror"),
    Cover.THIN: _l("too few jurors for the minimum"),
    Cover.BELOW: _l("below the minimum"),
    Cover.RUNNING: _l("in progress"),
    Cover.WHOLE: _l("complete"),
    Cover.GONE: _l("takes part no more; its sheets do not count"),
}
KINDS = {
    Cover.NOBODY: "wrong",
    Cover.THIN: "wrong",
    Cover.BELOW: "waits",
    Cover.RUNNING: "action",
    Cover.WHOLE: "done",
    Cover.GONE: "neutral",
}
SHORT = (Cover.NOBODY, Cover.THIN, Cover.BELOW)
MISSING = "short"  # in an address: all of these


def cover(row: Counted, minimum: int) -> Cover:
    """Return how far the sheets of an entry are."""
    if row.gone:
        return Cover.GONE
    if not row.given:
        return Cover.NOBODY
    if row.given < minimum:
        return Cover.THIN
    if row.submitted < minimum:
        return Cover.BELOW
    return Cover.WHOLE if row.submitted == row.given else Cover.RUNNING


@dataclass(frozen=True, slots=True)
class Search:
    """What is asked of the list; an empty value asks nothing."""

    words: str = ""
    covers: tuple[Cover, ...] = ()

    @classmethod
    def read(cls, asked: Mapping[str, str]) -> Self:
        """Read a search from what stands behind the question mark of an address."""
        state = asked.get("state")
        one = member_of(Cover, state)
        return cls(text_of(asked, "q"), SHORT if state == MISSING else (one,) if one else ())

    @property
    def asked(self) -> dict[str, Any]:
        """What stands behind the question mark."""
        state = MISSING if self.covers == SHORT else self.covers[0].value if self.covers else ""
        return {name: value for name, value in {"q": self.words, "state": state}.items() if value}


def found(rows: Sequence[Row], search: Search, minimum: int) -> list[tuple[Row, Cover]]:
    """Return the entries that a search finds with how far each is, by number."""
    words = fold(search.words).split()
    told = [(row, cover(row, minimum)) for row in rows]
    return [
        (row, state)
        for row, state in told
        if (not search.covers or state in search.covers) and says(words, f"{row.number} {fold(row.title)}")
    ]


def summed(rows: Sequence[Counted], minimum: int) -> list[tuple[Cover, int]]:
    """Return how many entries are in each state, of the states that occur."""
    counts = Counter(cover(row, minimum) for row in rows)
    return [(state, counts[state]) for state in Cover if counts[state]]
