"""Two versions of one thing of the set-up, side by side as people read them. Pure."""

from collections.abc import Mapping
from dataclasses import fields
from enum import StrEnum
from typing import TYPE_CHECKING, TypeVar

from judging.core.i18n import _

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

    Values = TypeVar("Values", bound=DataclassInstance)


def in_rows(labels: Mapping[str, object], mine: "Values", theirs: "Values") -> list[tuple[object, str, str]]:
    """Return label, mine and theirs of everything in which two versions differ."""
    pairs = [(field.name, getattr(mine, field.name), getattr(theirs, field.name)) for field in fields(mine)]
    return [(labels[name], in_words(one), in_words(other)) for name, one, other in pairs if one != other]


def in_words(value: object) -> str:
    """Return a value as people read it, one item a line."""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, tuple):
        return "\n".join(": ".join(one) if isinstance(one, tuple) else str(one) for one in value)
    if isinstance(value, StrEnum):
        return value.value
    return "" if value is None else str(value)
