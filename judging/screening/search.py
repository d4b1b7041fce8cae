"""A search of the list of entries: read from an address, written into one, and what it finds. Pure.

An address that asks for what there is not is read as if that had not been asked.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Any
from urllib.parse import urlencode

from judging.core.i18n import _l
from judging.core.searches import member_of, moment_of, moment_told, order_of, order_told, says, text_of
from judging.editions.timetable import over
from judging.entries.models import Status
from judging.offices.models import UnitKind
from judging.offices.names import fold
from judging.screening.listing import Line
from judging.stats.collation import alphabetical

KINDS = {kind.name.lower().replace("_", "-"): kind for kind in UnitKind}


class Gap(StrEnum):
    """What may be missing at an entry."""

    FILES = "files"
    AREA = "area"
    PERSON = "person"
    CORRECTION = "correction"
    CONFIRMATION = "confirmation"

    @property
    def label(self) -> str:
        """What is missing, in the reader's language."""
        return str(GAPS[self])


GAPS = {
    Gap.FILES: _l("no attachments"),
    Gap.AREA: _l("no area"),
    Gap.PERSON: _l("nobody confirmed to act for the office"),
    Gap.CORRECTION: _l("correction overdue"),
    Gap.CONFIRMATION: _l("the office has not confirmed what was entered for it"),
}


class Order(StrEnum):
    """By what a list of entries is sorted."""

    NUMBER = "number"
    TITLE = "title"
    OFFICE = "office"
    AREA = "area"
    STATE = "state"
    RECEIVED = "received"


KEYS: dict[Order, Callable[[Line], Any]] = {
    Order.NUMBER: lambda line: line.number,
    Order.TITLE: lambda line: alphabetical(line.title),
    Order.OFFICE: lambda line: alphabetical(line.office),
    Order.AREA: lambda line: alphabetical(line.area),
    Order.STATE: lambda line: list(Status).index(line.status),
    Order.RECEIVED: lambda line: line.submitted_at,
}


@dataclass(frozen=True, slots=True)
class Search:
    """What is asked of the list; an empty value asks nothing."""

    words: str = ""
    status: Status | None = None
    area: str = ""
    voivodeship: str = ""
    kind: UnitKind | None = None
    gap: Gap | None = None
    since: datetime | None = None  # what came then or later
    order: Order = Order.NUMBER
    descending: bool = False

    @classmethod
    def read(cls, asked: Mapping[str, str]) -> "Search":
        """Read a search from what stands behind the question mark of an address."""
        order, descending = order_of(Order.NUMBER, asked.get("sort", ""))
        return cls(
            words=text_of(asked, "q"),
            status=member_of(Status, asked.get("status")),
            area=text_of(asked, "area"),
            voivodeship=text_of(asked, "voivodeship"),
            kind=KINDS.get(asked.get("kind", "")),
            gap=member_of(Gap, asked.get("missing")),
            since=moment_of(asked, "since"),
            order=order,
            descending=descending,
        )

    @property
    def asked(self) -> dict[str, Any]:
        """What stands behind the question mark, of what is asked."""
        kind = next((name for name, kind in KINDS.items() if kind is self.kind), "")
        told = {
            "q": self.words,
            "status": self.status.value if self.status else "",
            "area": self.area,
            "voivodeship": self.voivodeship,
            "kind": kind,
            "missing": self.gap.value if self.gap else "",
            "since": moment_told(self.since),
            "sort": order_told(Order.NUMBER, self.order, self.descending),
        }
        return {name: str(value) for name, value in told.items() if value}

    @property
    def question(self) -> str:
        """The same as one text, for keeping."""
        return urlencode(self.asked)

    @property
    def plain(self) -> bool:
        """Whether the whole list is asked for, in its usual order, but for the state."""
        return replace(self, status=None) == Search()

    @property
    def narrows(self) -> bool:
        """Whether anything but an order is asked."""
        return replace(self, order=Order.NUMBER, descending=False) != Search()

    def sorted_by(self, order: Order) -> "Search":
        """Return the same search sorted by a column, or the other way round where it is already."""
        turned = self.order is order and not self.descending
        return replace(self, order=order, descending=turned)

    def of_state(self, status: Status | None) -> "Search":
        """Return the same search among entries of one state, or of any."""
        return replace(self, status=status)


Texts = Callable[[], Mapping[str, str]]  # the folded text of each version, asked for only where words are


def found(lines: Iterable[Line], search: Search, at: datetime, texts: Texts) -> list[Line]:
    """Return what a search finds, in its order; entries alike in it stand by their number.

    Examples
    --------
    >>> found([], Search(words="żuk"), datetime(2027, 3, 1), dict)
    []
    """
    hits = [line for line in lines if _fits(line, search, at)]
    if words := fold(search.words).split():
        known = texts()
        hits = [line for line in hits if _says(line, words, known.get(line.version_id, ""))]
    hits.sort(key=lambda line: line.number)
    if search.order is Order.NUMBER and not search.descending:
        return hits
    return sorted(hits, key=KEYS[search.order], reverse=search.descending)


def _fits(line: Line, search: Search, at: datetime) -> bool:
    return (
        (search.status is None or line.status is search.status)
        and (not search.area or line.area == search.area)
        and (not search.voivodeship or line.voivodeship == search.voivodeship)
        and (search.kind is None or line.kind is search.kind)
        and (search.gap is None or lacks(line, search.gap, at))
        and (search.since is None or line.came_at >= search.since)
    )


def _says(line: Line, words: Sequence[str], text: str) -> bool:
    """Tell whether each word begins one in the line or in the text; a number is that of the entry, or in the line."""
    whole = f"{line.folded} {text}"
    return all(
        int(word) == line.number or says([word], line.folded) if word.isdecimal() else says([word], whole)
        for word in words
    )


def lacks(line: Line, gap: Gap, at: datetime) -> bool:
    """Tell whether something is missing at an entry."""
    if gap is Gap.FILES:
        return line.attachments == 0
    if gap is Gap.AREA:
        return not line.area
    if gap is Gap.PERSON:
        return not line.acted_for
    if gap is Gap.CONFIRMATION:
        return line.unconfirmed
    return line.status is Status.RETURNED and line.correct_until is not None and over(line.correct_until) <= at


@dataclass(frozen=True, slots=True)
class Choices:
    """What the lists of a search offer: what there is among all entries, in the order of the alphabet."""

    areas: Sequence[str]
    voivodeships: Sequence[str]
    kinds: Sequence[tuple[str, UnitKind]]

    @classmethod
    def among(cls, lines: Sequence[Line]) -> "Choices":
        """Return what may be chosen among entries."""
        present = {line.kind for line in lines}
        return cls(
            sorted({line.area for line in lines if line.area}, key=alphabetical),
            sorted({line.voivodeship for line in lines}, key=alphabetical),
            [(name, kind) for name, kind in KINDS.items() if kind in present],
        )
