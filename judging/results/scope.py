"""What a results page is about: the edition, one of its rounds, and the whole of it or one area.

A view makes it once from the address (``?round=1&area=2``; area 0 is the whole) and hands it on;
nothing below the views asks the request.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from judging.editions.models import Edition, Round

WHOLE = 0


@dataclass(frozen=True)
class Scope:
    """The edition, its round, the areas with a ranking of their own by their numbers in the rules, the one chosen."""

    edition: Edition
    round: Round | None
    areas: Mapping[int, str] = field(default_factory=dict)
    number: int | None = None  # of the chosen area; None where there is only one ranking

    @property
    def round_number(self) -> int | None:
        """The place of the round among the others; None where there is only one."""
        return self.round.position if self.round and len(self.edition.rounds) > 1 else None

    @property
    def rounds(self) -> list[Round]:
        """The rounds whose results there are or will be; nothing where there is only one."""
        return list(self.edition.rounds) if len(self.edition.rounds) > 1 else []

    @property
    def area(self) -> str:
        """The name of the chosen area; empty for the whole."""
        return self.areas.get(self.number, "") if self.number else ""

    @property
    def choices(self) -> list[tuple[int, str]]:
        """The rankings there are, as number and area; nothing where there is only one."""
        return [(WHOLE, ""), *self.areas.items()] if self.areas else []
