"""What in a letter lets one in, and is shown to nobody but its recipient. Pure."""

from collections.abc import Mapping
from typing import Any

SECRETS = {"token", "code"}
MASK = "••••••••"


def masked(context: Mapping[str, Any]) -> dict[str, Any]:
    """Return what a letter is filled with, its secrets masked; that there was one stays to be seen.

    Examples
    --------
    >>> masked({"token": "3f1c", "code": None, "number": 7})
    {'token': '••••••••', 'code': None, 'number': 7}
    """
    return {name: MASK if name in SECRETS and value else value for name, value in context.items()}
