"""A search of the list of offices: read from an address, written into one, and what it finds. Pure."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any
from urllib.parse import urlencode

from judging.core.i18n import _l
from judging.core.searches import member_of, moment_of, moment_told, order_of, order_told, says, text_of
from judging.entries.models import Status
from judging.offices.models import UnitKind
from judging.offices.names import fold
from judging.participants.listing import Line
from judging.screening.search import KINDS
from judging.stats.collation import alphabetical

NEVER = datetime(1, 1, 1, tzinfo=UTC)


class Has(StrEnum):
    """What an office has in the edition."""

    SENT = "sent"
    DRAFT = "draft"
    NOTHING = "nothing"
    RETURNED = "returned"
    ACCEPTED = "accepted"

    @property
    def label(self) -> str:
        """The same in the reader's language."""
        return str(HAVING[self])


HAVING = {
    Has.SENT: _l("an entry sent in"),
    Has.DRAFT: _l("only a draft"),
    Has.NOTHING: _l("nothing yet"),
    Has.RETURNED: _l("an entry returned for correction"),
    Has.ACCEPTED: _l("an entry accepted for judging"),
}


class Gap(StrEnum):
    """What may be missing at an office, or waits there for the secretary."""

    PERSON = "person"
    ANSWER = "answer"

    @property
    def label(self) -> str:
        """What is missing, in the reader's language."""
        return str(GAPS[self])


GAPS = {
    Gap.PERSON: _l("nobody confirmed to act for the office"),
    Gap.ANSWER: _l("an answer to a person who waits"),
}


class Order(StrEnum):
    """By what a list of offices is sorted."""

    OFFICE = "office"
    VOIVODESHIP = "voivodeship"
    ENTRIES = "entries"
    PEOPLE = "people"
    RECEIVED = "received"


KEYS: dict[Order, Callable[[Line], Any]] = {
    Order.OFFICE: lambda line: alphabetical(line.office),
    Order.VOIVODESHIP: lambda line: alphabetical(line.voivodeship),
    Order.ENTRIES: lambda line: (line.sent, sum(line.entries.values())),
    Order.PEOPLE: lambda line: (line.confirmed, line.waiting),
    Order.RECEIVED: lambda line: line.received_at or NEVER,
}


@dataclass(frozen=True, slots=True)
class Search:
    """What is asked of the list; an empty value asks nothing."""

    words: str = ""
    has: Has | None = None
    voivodeship: str = ""
    kind: UnitKind | None = None
    gap: Gap | None = None
    since: datetime | None = None  # those that registered then or later
    order: Order = Order.OFFICE
    descending: bool = False

    @classmethod
    def read(cls, asked: Mapping[str, str]) -> "Search":
        """Read a search from what stands behind the question mark of an address."""
        order, descending = order_of(Order.OFFICE, asked.get("sort", ""))
        return cls(
            words=text_of(asked, "q"),
            has=member_of(Has, asked.get("has")),
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
        told = {
            "q": self.words,
            "has": self.has or "",
            "voivodeship": self.voivodeship,
            "kind": next((name for name, kind in KINDS.items() if kind is self.kind), ""),
            "missing": self.gap or "",
            "since": moment_told(self.since),
            "sort": order_told(Order.OFFICE, self.order, self.descending),
        }
        return {name: str(value) for name, value in told.items() if value}

    @property
    def question(self) -> str:
        """The same as one text, for keeping."""
        return urlencode(self.asked)

    @property
    def narrows(self) -> bool:
        """Whether anything but an order is asked."""
        return replace(self, order=Order.OFFICE, descending=False) != Search()

    def sorted_by(self, order: Order) -> "Search":
        """Return the same search sorted by a column, or the other way round where it is already."""
        return replace(self, order=order, descending=self.order is order and not self.descending)

    def direction(self, order: Order) -> str:
        """Return how the list is sorted by a column, as a table tells it; empty where it is not."""
        if self.order is not order:
            return ""
        return "descending" if self.descending else "ascending"


def found(lines: Iterable[Line], search: Search) -> list[Line]:
    """Return what a search finds, in its order; offices alike in it stand by their name.

    Examples
    --------
    >>> found([], Search(words="żuk"))
    []
    """
    words = fold(search.words).split()
    hits = [line for line in lines if _fits(line, search) and says(words, line.folded)]
    hits.sort(key=KEYS[Order.OFFICE])
    if search.order is Order.OFFICE and not search.descending:
        return hits
    return sorted(hits, key=KEYS[search.order], reverse=search.descending)


def _fits(line: Line, search: Search) -> bool:
    return (
        (search.has is None or _has(line, search.has))
        and (not search.voivodeship or line.voivodeship == search.voivodeship)
        and (search.kind is None or line.kind is search.kind)
        and (search.gap is None or _lacks(line, search.gap))
        and (search.since is None or line.registered_at >= search.since)
    )


def _has(line: Line, has: Has) -> bool:
    if has is Has.SENT:
        return line.sent > 0
    if has is Has.DRAFT:
        return line.sent == 0 and line.entries.get(Status.DRAFT, 0) > 0
    if has is Has.NOTHING:
        return not any(line.entries.values())
    return line.entries.get(Status.RETURNED if has is Has.RETURNED else Status.ACCEPTED, 0) > 0


def _lacks(line: Line, gap: Gap) -> bool:
    return line.confirmed == 0 if gap is Gap.PERSON else line.waiting > 0


@dataclass(frozen=True, slots=True)
class Choices:
    """What the lists of a search offer: what there is among all offices."""

    voivodeships: Sequence[str]
    kinds: Sequence[tuple[str, UnitKind]]

    @classmethod
    def among(cls, lines: Sequence[Line]) -> "Choices":
        """Return what may be chosen among offices."""
        present = {line.kind for line in lines}
        return cls(
            sorted({line.voivodeship for line in lines}, key=alphabetical),
            [(name, kind) for name, kind in KINDS.items() if kind in present],
        )
