"""How large the demonstration is: the invented cast, cut or stretched to the numbers asked for.

Pure. A larger one is for measuring; its practices repeat the cast under numbered names.
"""

from dataclasses import dataclass, replace
from typing import Any

from judging.demonstration.people_data import JURY, PRACTICES, Member, Practice
from judging.editions.outline import Outline
from judging.offices.models import UnitKind


@dataclass(frozen=True, slots=True)
class Size:
    """The numbers of entries, jurors and criteria."""

    entries: int = len(PRACTICES)
    jurors: int = len(JURY)
    criteria: int = 5

    @property
    def usual(self) -> bool:
        """Whether this is the demonstration people look at, with its little stories."""
        return self == Size()

    def practices(self) -> list[Practice]:
        """Return the practices of the cast, repeated under numbers as often as needed."""
        return [_numbered(PRACTICES[n % len(PRACTICES)], n // len(PRACTICES)) for n in range(self.entries)]

    def members(self) -> list[Member]:
        """Return the members of the chapter, repeated under numbers as often as needed."""
        return [
            replace(JURY[n % len(JURY)], name=_name(JURY[n % len(JURY)].name, n // len(JURY)))
            for n in range(self.jurors)
        ]

    def outline(self, template: Outline) -> Outline:
        """Return the template with as many criteria as asked for."""
        if self.criteria == len(template.criteria):
            return template
        criteria = [_criterion(template.criteria, n) for n in range(self.criteria)]
        rounds = [{**row, "criteria": [one["key"] for one in criteria]} for row in template.rounds]
        return replace(template, criteria=criteria, rounds=rounds)


def _name(name: str, again: int) -> str:
    return f"{name} {again + 1}" if again else name


def _numbered(practice: Practice, again: int) -> Practice:
    if not again:
        return practice
    few = practice.kind in {UnitKind.VOIVODESHIP, UnitKind.POWIAT}  # their codes are short
    return replace(
        practice,
        kind=UnitKind.RURAL if few else practice.kind,
        office=_name(practice.office, again),
        unit=_name(practice.unit, again),
        title=_name(practice.title, again),
    )


def _criterion(rows: Any, n: int) -> dict[str, Any]:
    """Return the n-th criterion: the template's own, then copies under numbered names."""
    row, again = rows[n % len(rows)], n // len(rows)
    if not again:
        return dict(row)
    return {
        **row,
        "key": f"{row['key']}-{again + 1}",
        "name": _name(row["name"], again),
        "position": n + 1,
    }
