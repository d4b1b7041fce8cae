"""What is asked of a plan of assignments: read from an address, written into one. Pure.

An address that asks for what there is not is read as if that had not been asked.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any, Self

from judging.core.i18n import _l
from judging.core.searches import member_of

CAP = "cap-"  # and the public id of a member: the most entries of that one
MOST = 999
LINKS = 2  # entries of an area that somebody of another panel scores as well, unless asked otherwise


class Way(StrEnum):
    """How entries are given to members."""

    ALL = "all"
    EACH = "each"
    AREAS = "areas"
    EXPERTISE = "expertise"

    @property
    def label(self) -> str:
        """What the way is called, in the reader's language."""
        return str(WAYS[self])

    @property
    def explanation(self) -> str:
        """What it does, in a sentence."""
        return str(EXPLAINED[self])


WAYS = {
    Way.ALL: _l("Everybody scores everything"),
    Way.EACH: _l("Equally many members for each entry"),
    Way.AREAS: _l("Each area has its panel"),
    Way.EXPERTISE: _l("Those who know the area come first"),
}
EXPLAINED = {
    Way.ALL: _l("Every member gets every accepted entry, but those in conflict."),
    Way.EACH: _l("Members are drawn by lot, so that all have the same amount of work."),
    Way.AREAS: _l(
        "Only those who know the area of an entry score it, and a few members of another panel, "
        "so that areas can be compared."
    ),
    Way.EXPERTISE: _l(
        "Three quarters of the sheets go to those who know the area, a quarter by lot, so that areas can be compared."
    ),
}


@dataclass(frozen=True, slots=True)
class PlanRequest:
    """What is asked; a number that is 0 is not asked."""

    way: Way = Way.ALL
    each: int = 0  # members for each entry; else the minimum of the round, of a panel all of it
    most: int = 0  # entries of a member
    links: int = LINKS
    caps: Mapping[str, int] = field(default_factory=dict)  # most entries, by the public id of the member
    anew: bool = False  # what nobody has begun is dealt anew

    @classmethod
    def read(cls, asked: Mapping[str, str]) -> Self:
        """Read what stands behind the question mark of an address."""
        caps = {name.removeprefix(CAP): _number(asked[name]) for name in asked if name.startswith(CAP)}
        links = _number(asked.get("links", ""))
        return cls(
            way=member_of(Way, asked.get("way")) or Way.ALL,
            each=_number(asked.get("each", "")) or 0,
            most=_number(asked.get("most", "")) or 0,
            links=LINKS if links is None else links,
            caps={name: most for name, most in sorted(caps.items()) if most is not None},
            anew=asked.get("anew") == "1",
        )

    @property
    def asked(self) -> dict[str, Any]:
        """What stands behind the question mark."""
        told: dict[str, Any] = {"way": self.way.value}
        if self.way is not Way.ALL:
            told |= {"each": self.each or None}
        if self.way is Way.AREAS:
            told["links"] = self.links
        told |= {"most": self.most or None, "anew": "1" if self.anew else None}
        told |= {f"{CAP}{name}": most for name, most in self.caps.items()}
        return {name: str(value) for name, value in told.items() if value is not None}

    def but(self, **changes: Any) -> "PlanRequest":
        """Return the same with something else asked."""
        return replace(self, **changes)


def _number(text: str) -> int | None:
    """Return a whole number from 0 to the most that is read, or nothing."""
    text = text.strip()
    return min(int(text), MOST) if text.isascii() and text.isdecimal() and len(text) < 10 else None
