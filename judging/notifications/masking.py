"""What in a letter is shown to nobody but its recipient: what lets one in, and what is an office's own. Pure."""

from collections.abc import Collection, Mapping
from typing import Any

SECRETS = frozenset({"token", "code"})
OF_THE_OFFICE = {"draft-reminder": frozenset({"title"})}  # by template: a secretary reads no draft, so no title of one
MASK = "••••••••"


def masked(context: Mapping[str, Any], names: Collection[str] = SECRETS) -> dict[str, Any]:
    """Return what a letter is filled with, some of it masked; that there was something stays to be seen.

    Examples
    --------
    >>> masked({"token": "3f1c", "code": None, "number": 7})
    {'token': '••••••••', 'code': None, 'number': 7}
    """
    return {name: MASK if name in names and value else value for name, value in context.items()}


def for_others(template: str) -> frozenset[str]:
    """Return what of a letter nobody but its recipient reads."""
    return SECRETS | OF_THE_OFFICE.get(template, frozenset())
