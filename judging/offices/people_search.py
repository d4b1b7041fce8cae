"""A search of the list of those who act for offices: read from an address, written into one, what it finds. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from judging.core.searches import member_of, moment_of, moment_told, says, text_of
from judging.offices.listing import Acting
from judging.offices.models import Right
from judging.offices.names import fold
from judging.stats.collation import alphabetical


@dataclass(frozen=True, slots=True)
class PeopleSearch:
    """What is asked of the list; an empty value asks nothing."""

    words: str = ""
    right: Right | None = None
    by_office: bool = False  # sorted by the office, not by the person
    since: datetime | None = None  # those who asked, or were confirmed, then or later

    @classmethod
    def read(cls, asked: Mapping[str, str]) -> "PeopleSearch":
        """Read a search from what stands behind the question mark of an address."""
        by_office, since = asked.get("sort") == "office", moment_of(asked, "since")
        return cls(text_of(asked, "q"), member_of(Right, asked.get("right")), by_office, since)

    @property
    def asked(self) -> dict[str, Any]:
        """What stands behind the question mark, of what is asked."""
        sort, since = "office" if self.by_office else "", moment_told(self.since)
        told = {"q": self.words, "right": self.right or "", "sort": sort, "since": since}
        return {name: str(value) for name, value in told.items() if value}

    @property
    def question(self) -> str:
        """The same as one text, for keeping."""
        return urlencode(self.asked)

    @property
    def narrows(self) -> bool:
        """Whether anything but an order is asked."""
        return bool(self.words or self.right or self.since)

    def sorted_by(self, *, office: bool) -> "PeopleSearch":
        """Return the same search sorted by the office, or by the person."""
        return replace(self, by_office=office)


def found(people: Iterable[Acting], search: PeopleSearch) -> list[Acting]:
    """Return who is found, in the order of the list; those of one office stay in that order.

    Examples
    --------
    >>> found([], PeopleSearch("żuk"))
    []
    """
    words = fold(search.words).split()
    hits = [one for one in people if _fits(one, search) and says(words, one.folded)]
    return sorted(hits, key=lambda one: alphabetical(one.office)) if search.by_office else hits


def _fits(one: Acting, search: PeopleSearch) -> bool:
    return search.right in {None, one.right} and (search.since is None or one.approved_at >= search.since)
