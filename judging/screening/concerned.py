"""Whom more time for a search concerns: each office once, with the deadline that it has now. Pure."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from zlib import crc32

from judging.screening.listing import Line


@dataclass(frozen=True, slots=True)
class Concerned:
    """The offices that would get more time, and how many of those found would not."""

    until: datetime
    offices: Mapping[int, datetime]  # by id, in the order of the list
    names: Mapping[int, str]
    later: int  # have as much time already
    own: int  # of the reader: another secretary decides

    @property
    def seen(self) -> int:
        """A number that changes with whom it concerns, and with the deadline."""
        told = f"{self.until.isoformat()} {sorted(self.offices)}"
        return crc32(told.encode()) % 10**9

    @property
    def rows(self) -> Sequence[tuple[str, datetime]]:
        """The offices by name, each with its deadline as it stands."""
        return [(self.names[one], now) for one, now in self.offices.items()]


def concerned(
    lines: Iterable[Line], given: Mapping[int, datetime], closes: datetime, until: datetime, own: Collection[int]
) -> Concerned:
    """Return whom more time until a moment concerns; ``given``: the later deadlines that offices have."""
    names = {line.office_id: line.office for line in lines}
    now = {one: max(closes, given.get(one, closes)) for one in names if one not in own}
    less = {one: deadline for one, deadline in now.items() if deadline < until}
    return Concerned(until, less, names, len(now) - len(less), len(names) - len(now))
