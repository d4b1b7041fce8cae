"""Where a decision departs from the ranking. Pure: places and kinds of award in, advice out.

The ranking advises: kinds are filled from the first place down, the highest kind first, each as far
as the rules let it go – per area, ex aequo, above a minimal score. Of entries that share a place
across the end of a kind, any may stand on either side of it.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import groupby
from typing import Any


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of award as the rules have it."""

    id: str
    quantity: int
    per_area: bool = False
    ex_aequo: bool = False  # entries that share a place count as one award
    minimal_score: Fraction | None = None

    def allows(self, score: Fraction | None) -> bool:
        """Tell whether a score reaches the minimum, where there is one."""
        return self.minimal_score is None or (score is not None and score >= self.minimal_score)


@dataclass(frozen=True, slots=True)
class PlacedEntry:
    """An entry with its place; equals share the best one (1, 2, 2, 4).

    ``area_place`` is the place among the entries of its area, which awards given by area follow:
    the ladder may part equals of the whole there, where a line of the area lies between them.
    """

    id: str
    place: int
    area: str = ""
    area_place: int = 0
    score: Fraction | None = None


@dataclass(frozen=True, slots=True)
class Advice:
    """What the ranking supports.

    Parameters
    ----------
    support
        Each ranked entry, best first: the kinds it may get (None: nothing) without a departure.
    groups
        Entries that stand equal, and how many of them the ranking leaves without an award.
    """

    support: dict[str, frozenset[str | None]]
    groups: tuple[tuple[tuple[str, ...], int], ...]

    def departs(self, entry: str, kind: str | None) -> bool:
        """Tell whether giving ``kind`` (None: nothing) to the entry departs from the ranking."""
        return kind not in self.support.get(entry, {None})

    def left_out(self, given: Collection[str]) -> list[str]:
        """Return entries that the ranking honours and the chapter does not: of equals, so many."""
        found: list[str] = []
        for entries, spare in self.groups:
            found += [entry for entry in entries if entry not in given][spare:]
        return found


@dataclass(slots=True)
class _Equals:
    """Entries on one place, and how many of them no kind has taken yet."""

    entries: list[PlacedEntry]
    waiting: int


def advised(ranked: Sequence[PlacedEntry], kinds: Sequence[Kind]) -> Advice:
    """Return what a ranking supports, with the highest kind of award first."""
    order = sorted(ranked, key=lambda entry: (entry.place, entry.id))
    support: dict[str, set[str | None]] = {entry.id: set() for entry in order}
    waiting, done = list(_alike(order, lambda entry: (entry.place,))), []
    for kind in kinds:
        free: dict[str, int] = {}
        asked = _by_area(waiting) if kind.per_area else _by_place(waiting)
        for group in asked:
            _take(group, kind, free, support)
        done += [group for group in asked if not group.waiting]
        waiting = [group for group in asked if group.waiting]
    for group in waiting:
        for entry in group.entries:
            support[entry.id].add(None)
    groups = sorted([*done, *waiting], key=lambda group: group.entries[0].place)
    return Advice(
        {entry: frozenset(kinds) for entry, kinds in support.items()},
        tuple((tuple(entry.id for entry in one.entries), one.waiting) for one in groups),
    )


def _alike(entries: Iterable[PlacedEntry], key: Callable[[PlacedEntry], tuple[Any, ...]]) -> Iterator[_Equals]:
    """Yield those with the same key together, in its order; all of them wait."""
    for _key, alike in groupby(sorted(entries, key=lambda entry: (*key(entry), entry.id)), key=key):
        yield _Equals(found := list(alike), len(found))


def _by_place(groups: Sequence[_Equals]) -> list[_Equals]:
    """Return those still waiting as a kind of the whole sees them: place by place, all together."""
    merged: dict[int, _Equals] = {}
    for group in sorted(groups, key=lambda group: group.entries[0].place):
        into = merged.setdefault(group.entries[0].place, _Equals([], 0))
        into.entries += group.entries
        into.waiting += group.waiting
    return list(merged.values())


def _by_area(groups: Sequence[_Equals]) -> list[_Equals]:
    """Return those still waiting as a kind of the areas sees them: by the places in each area.

    Of equals of the whole, one of whom has an award already, any may be the one who waits.
    """
    parts = []
    for group in groups:
        for part in _alike(group.entries, lambda entry: (entry.area, entry.area_place)):
            part.waiting = min(part.waiting, group.waiting)
            parts.append(part)
    return sorted(
        parts,
        key=lambda part: (part.entries[0].area_place or part.entries[0].place, part.entries[0].id),
    )


def _take(
    group: _Equals,
    kind: Kind,
    free: dict[str, int],
    support: dict[str, set[str | None]],
) -> None:
    """Let a kind take as many of the group as it has awards."""
    scope = group.entries[0].area if kind.per_area else ""
    left = free.get(scope, kind.quantity)
    if not left or not kind.allows(group.entries[0].score):
        return
    taken = group.waiting if kind.ex_aequo else min(left, group.waiting)
    free[scope] = left - (1 if kind.ex_aequo else taken)
    group.waiting -= taken
    for entry in group.entries:
        support[entry.id].add(kind.id)
