"""What a results page is about: the edition, its closed round, and the whole of it or one area.

A view makes it once from the address (``?area=2``; 0 is the whole) and hands it on; nothing below
the views asks the request.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from judging.editions.models import Edition

WHOLE = 0


@dataclass(frozen=True)
class Scope:
    """The edition, the areas with a ranking of their own by their numbers in the rules, the one chosen."""

    edition: Edition
    areas: Mapping[int, str] = field(default_factory=dict)
    number: int | None = None  # of the chosen area; None where there is only one ranking

    @property
    def area(self) -> str:
        """The name of the chosen area; empty for the whole."""
        return self.areas.get(self.number, "") if self.number else ""

    @property
    def choices(self) -> list[tuple[int, str]]:
        """The rankings there are, as number and area; nothing where there is only one."""
        return [(WHOLE, ""), *self.areas.items()] if self.areas else []
