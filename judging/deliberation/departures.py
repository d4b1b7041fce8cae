"""Where a decision departs from the ranking. Pure: places and kinds of award in, advice out.

The ranking advises: kinds are filled from the first place down, the highest kind first, each as far
as the rules let it go – per area, ex aequo, above a minimal score. Of entries that share a place
across the end of a kind, any may stand on either side of it.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import groupby


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
class Ranked:
    """An entry with its place; equals share the best one (1, 2, 2, 4).

    ``area_place`` parts entries that share a place in the whole and not in their area, whose own
    line the ladder has looked at.
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

    entries: list[Ranked]
    waiting: int


def advised(ranked: Sequence[Ranked], kinds: Sequence[Kind]) -> Advice:
    """Return what a ranking supports, with the highest kind of award first."""
    order = sorted(ranked, key=lambda entry: (entry.place, entry.id))
    support: dict[str, set[str | None]] = {entry.id: set() for entry in order}
    groups: list[_Equals] = []
    free: dict[tuple[str, str], int] = {}
    for _place, equals in groupby(order, key=lambda entry: entry.place):
        entries = list(equals)
        groups += _fill(_Equals(entries, len(entries)), kinds, free, support)
    for group in groups:
        if group.waiting:
            for entry in group.entries:
                support[entry.id].add(None)
    return Advice(
        {entry: frozenset(kinds) for entry, kinds in support.items()},
        tuple((tuple(entry.id for entry in one.entries), one.waiting) for one in groups),
    )


def _fill(
    equals: _Equals,
    kinds: Sequence[Kind],
    free: dict[tuple[str, str], int],
    support: dict[str, set[str | None]],
) -> list[_Equals]:
    """Give equals to the kinds that still have awards; return them as the kinds have split them."""
    groups, done = [equals], []
    for kind in kinds:
        groups = list(_asking(groups, kind))
        for group in groups:
            _take(group, kind, free, support)
        done += [group for group in groups if not group.waiting]
        groups = [group for group in groups if group.waiting]
    return done + groups


def _asking(groups: Sequence[_Equals], kind: Kind) -> Iterator[_Equals]:
    """Yield those still waiting as a kind sees them: all together, or area by area."""
    if not groups:
        return
    entries = [entry for group in groups for entry in group.entries]
    waiting = sum(group.waiting for group in groups)
    if not kind.per_area:
        yield _Equals(entries, waiting)
        return
    for area in sorted({entry.area for entry in entries}):
        here = [entry for entry in entries if entry.area == area]
        for place in sorted({entry.area_place for entry in here}):
            equals = [entry for entry in here if entry.area_place == place]
            yield _Equals(equals, min(len(equals), waiting))


def _take(
    group: _Equals,
    kind: Kind,
    free: dict[tuple[str, str], int],
    support: dict[str, set[str | None]],
) -> None:
    """Let a kind take as many of the group as it has awards."""
    scope = (kind.id, group.entries[0].area if kind.per_area else "")
    left = free.get(scope, kind.quantity)
    if not left or not kind.allows(group.entries[0].score):
        return
    taken = group.waiting if kind.ex_aequo else min(left, group.waiting)
    free[scope] = left - (1 if kind.ex_aequo else taken)
    group.waiting -= taken
    for entry in group.entries:
        support[entry.id].add(kind.id)
