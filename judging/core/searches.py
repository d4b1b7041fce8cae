"""What every search of a list shares: values read from an address, an order turned round, words compared. Pure.

An address that asks for what there is not is read as if that had not been asked.
"""

from collections.abc import Mapping, Sequence
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
