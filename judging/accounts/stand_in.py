"""Whose pages a request is answered with, where somebody views the system as another person would see it.

What says so stands in the environment of the request under a name that no client can write: it is put there
by a view that has checked who may see whose pages.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

KEY = "judging.stand_in"


@dataclass(frozen=True, slots=True)
class StandIn:
    """As whom the pages are read, within which edition and office, and what the page says of it."""

    user_id: int
    edition_id: int
    office_id: int
    bar: Mapping[str, str]  # what stands above every page: see templates/_parts/viewing.html


def stand_in(environ: Mapping[str, Any]) -> StandIn | None:
    """Return as whom a request is answered, if not as its own person."""
    found: StandIn | None = environ.get(KEY)
    return found
