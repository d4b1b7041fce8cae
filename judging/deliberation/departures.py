"""Where a decision departs from the ranking. Pure: places and awards in, departures out.

The ranking advises: the first places, as many as there are main prizes, then as many as there
are distinctions. Entries tied across a line may stand on either side of it.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Line:
    """A kind of award as the ranking fills it: ``first`` to ``last`` place in order, inclusive."""

    kind: str
    first: int
    last: int


def lines(kinds: Iterable[tuple[str, int]]) -> list[Line]:
    """Return which places of the order each kind of award takes; kinds in their order."""
    found, taken = [], 0
    for kind, quantity in kinds:
        found.append(Line(kind, taken + 1, taken + quantity))
        taken += quantity
    return found


def advised(
    places: Mapping[str, int], kinds: Sequence[tuple[str, int]]
) -> dict[str, set[str | None]]:
    """Return, for each ranked entry, the kinds of award (None for no award) the ranking supports.

    Parameters
    ----------
    places
        Entry: its place, ties sharing the best one (1, 2, 2, 4).
    kinds
        Name and number of each kind of award, the highest first.
    """
    spans = lines(kinds)
    last = spans[-1].last if spans else 0
    sharing = {place: sum(other == place for other in places.values()) for place in places.values()}
    support: dict[str, set[str | None]] = {}
    for entry, place in places.items():
        end = place + sharing[place] - 1
        kinds_here: set[str | None] = {
            span.kind for span in spans if span.first <= end and place <= span.last
        }
        if end > last:
            kinds_here.add(None)
        support[entry] = kinds_here
    return support


def departs(entry: str, kind: str | None, support: Mapping[str, set[str | None]]) -> bool:
    """Tell whether giving ``kind`` (None: nothing) to the entry departs from the ranking."""
    return kind not in support.get(entry, {None})


def left_out(given: Mapping[str, str], support: Mapping[str, set[str | None]]) -> list[str]:
    """Return the entries that the ranking clearly honours and that got nothing, in its order."""
    return [entry for entry, kinds in support.items() if entry not in given and None not in kinds]
