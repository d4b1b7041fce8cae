"""What every search of a list shares: values read from an address, an order turned round, words compared. Pure.

An address that asks for what there is not is read as if that had not been asked.
"""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from enum import StrEnum
from typing import TypeVar

from judging.core.text import one_line

MOST_SIGNS = 100  # of a search, or of any other value, that are read
Kind = TypeVar("Kind", bound=StrEnum)


def text_of(asked: Mapping[str, str], name: str) -> str:
    r"""Return a value as one line.

    Examples
    --------
    >>> text_of({"q": " ogród\n przy  szkole "}, "q"), text_of({}, "q")
    ('ogród przy szkole', '')
    """
    return one_line(asked.get(name, ""))[:MOST_SIGNS]


def member_of(kind: type[Kind], value: str | None) -> Kind | None:
    """Return the member that a value means, if it means one."""
    return next((one for one in kind if one.value == value), None)


def moment_of(asked: Mapping[str, str], name: str) -> datetime | None:
    """Return a value as a moment, if it is one with its zone.

    Examples
    --------
    >>> moment_of({"since": "2027-03-01T09:00:00Z"}, "since")
    datetime.datetime(2027, 3, 1, 9, 0, tzinfo=datetime.timezone.utc)
    >>> moment_of({"since": "yesterday"}, "since"), moment_of({"since": "2027-03-01"}, "since")
    (None, None)
    """
    try:
        moment = datetime.fromisoformat(text_of(asked, name))
        return moment.astimezone(UTC) if moment.tzinfo else None
    except (ValueError, OverflowError):
        return None


def moment_told(moment: datetime | None) -> str:
    """Return the same as it stands in an address, to the second.

    Examples
    --------
    >>> moment_told(datetime(2027, 3, 1, 9, 0, 0, 5, tzinfo=UTC)), moment_told(None)
    ('2027-03-01T09:00:00Z', '')
    """
    return f"{moment.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}" if moment else ""


def order_of(usual: Kind, value: str) -> tuple[Kind, bool]:
    """Return what a list is sorted by and whether the other way round; what is no order is the usual one."""
    order = member_of(type(usual), value.removeprefix("-"))
    return (order, value.startswith("-")) if order else (usual, False)


def order_told(usual: Kind, order: Kind, descending: bool) -> str:
    """Return the same as it stands in an address; the usual order need not be told."""
    told = ("-" if descending else "") + order
    return "" if told == usual else told


def says(words: Sequence[str], text: str) -> bool:
    """Tell whether each word, folded like the text, begins one in it.

    Examples
    --------
    >>> says(["zlot", "gmina"], "gmina zlotow"), says(["lotow"], "gmina zlotow"), says([], "")
    (True, False, True)
    """
    whole = f" {text}"
    return all(f" {word}" in whole for word in words)
