"""The list that a juror looks at, as its address says it: state, area, words. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any
from unicodedata import normalize

from judging.jury.models import Assignment, SheetState

ALL, TO_DO, SUBMITTED = "all", "todo", "submitted"
LISTS = (ALL, TO_DO, SUBMITTED)
LONGEST = 200  # characters of a search
GRID = "grid"


@dataclass(frozen=True, slots=True)
class OwnList:
    """What of the juror's own entries is listed, and whether they came from the grid of their sheets.

    Examples
    --------
    >>> OwnList.read({"list": "todo", "q": " rynek ", "area": ""}).address
    {'list': 'todo', 'q': 'rynek'}
    """

    name: str = ALL
    area: str = ""
    words: str = ""
    grid: bool = False

    @classmethod
    def read(cls, sent: Mapping[str, str], default: str = ALL) -> "OwnList":
        """Return the list of an address or a form; an unknown state is that of all."""
        name = sent.get("list", default)
        return cls(
            name if name in LISTS else ALL,
            sent.get("area", "").strip()[:LONGEST],
            sent.get("q", "").strip()[:LONGEST],
            sent.get("view") == GRID,
        )

    @property
    def address(self) -> dict[str, Any]:
        """What its address says; a page of one entry hands it on."""
        asked = {"list": self.name, "area": self.area, "q": self.words, "view": GRID if self.grid else ""}
        return {key: value for key, value in asked.items() if value}

    @property
    def narrows(self) -> bool:
        """Whether area or words leave something out."""
        return bool(self.area or self.words)

    def of_state(self, name: str) -> "OwnList":
        """Return the same list of another state."""
        return replace(self, name=name)

    def shown(self, those: Iterable[Assignment]) -> list[Assignment]:
        """Return what is on the list, in its order."""
        return [one for one in those if self._has(one)]

    def _has(self, one: Assignment) -> bool:
        version = one.entry_version
        if self.name != ALL and is_submitted(one) != (self.name == SUBMITTED):
            return False
        if self.area and str(version.area_name) != self.area:
            return False
        said = folded(f"{one.entry.number} {version.title} {version.office_name}")
        return all(word in said for word in folded(self.words).split())


def is_submitted(assignment: Assignment) -> bool:
    """Tell whether the sheet of an assignment has been handed in."""
    return bool(assignment.sheet and assignment.sheet.state is SheetState.SUBMITTED)


def areas(those: Iterable[Assignment]) -> list[tuple[str, str]]:
    """Return the areas of the juror's own entries, as a form offers them."""
    names = dict.fromkeys(one.entry_version.area_name for one in those)
    return [(str(name), name) for name in sorted(names) if name]


def folded(text: str) -> str:
    """Return a text as it is compared: small letters, no marks on them.

    Examples
    --------
    >>> folded("Urząd Miasta ŁÓDŹ")
    'urzad miasta lodz'
    """
    plain = normalize("NFD", text.lower().replace("ł", "l"))
    return "".join(sign for sign in plain if not "\u0300" <= sign <= "\u036f")
