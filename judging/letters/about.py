"""The searches that a letter may be about: of entries, of offices, of people, as their own lists read them. Pure."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Protocol
from urllib.parse import parse_qsl

from judging.letters.models import Whom
from judging.offices.people_search import PeopleSearch
from judging.participants.search import Search as OfficeSearch
from judging.screening.search import Search as EntrySearch


class Asked(Protocol):
    """A search, as a letter keeps it."""

    @property
    def asked(self) -> dict[str, Any]:
        """What stands behind the question mark."""

    @property
    def question(self) -> str:
        """The same as one text."""

    @property
    def narrows(self) -> bool:
        """Whether anything but an order is asked."""


@dataclass(frozen=True, slots=True)
class About:
    """A list whose search says to whom a letter goes."""

    name: str  # in an address
    endpoint: str  # of its page
    read: Callable[[Mapping[str, str]], Asked]


SEARCHES: Mapping[Whom, About] = {
    Whom.FOUND: About("entries", "entries_desk.index", EntrySearch.read),
    Whom.OFFICES: About("offices", "participants_desk.index", OfficeSearch.read),
    Whom.PEOPLE: About("people", "offices_desk.index", PeopleSearch.read),
}


def whom_of(name: str) -> Whom:
    """Return whom a letter goes to that was begun from a list.

    Examples
    --------
    >>> whom_of("people"), whom_of("")
    (<Whom.PEOPLE: 'people'>, <Whom.FOUND: 'found'>)
    """
    return next((whom for whom, about in SEARCHES.items() if about.name == name), Whom.FOUND)


def read(whom: Whom, question: str) -> Asked:
    """Return the search that a letter keeps."""
    return SEARCHES[whom].read(dict(parse_qsl(question)))
