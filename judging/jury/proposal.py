"""What a plan of assignments is made of, and what it would give: records without a rule. Pure."""

import hashlib
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass

from judging.jury.plan_request import PlanRequest

Pair = tuple[int, int]  # entry, seat


@dataclass(frozen=True, slots=True)
class EntryFact:
    """What a plan needs to know of an entry."""

    id: int
    public_id: str
    number: int | None
    title: str
    area: str
    minutes: int  # to read it


@dataclass(frozen=True, slots=True)
class JurorFact:
    """What a plan needs to know of a member who is ready for entries."""

    seat_id: int
    seat: str  # public id
    name: str
    areas: frozenset[str]


@dataclass(frozen=True, slots=True)
class Facts:
    """Everything a plan is made of: the same facts give the same plan."""

    entries: Sequence[EntryFact]
    jurors: Sequence[JurorFact]
    barred: Set[Pair]  # in conflict
    live: Mapping[Pair, bool]  # assigned already: whether a sheet was begun
    minimum: int  # sheets that the rules ask for
    seed: int

    @property
    def dealt(self) -> dict[Pair, bool]:
        """What is assigned of the entries that take part."""
        known = {entry.id for entry in self.entries}
        return {pair: begun for pair, begun in self.live.items() if pair[0] in known}


@dataclass(frozen=True, slots=True)
class Quality:
    """What a plan is worth before it is sent; see ``judging.stats``."""

    parts: int  # groups of entries that share no juror
    precision: float  # expected reliability of the scores, 0 to 1
    half_width: float  # of the 95 % interval of a score, in standard deviations of the entries
    any_two: float  # probability that the better of two entries scores higher
    neighbours: float  # the same of two entries next to each other
    severity: float | None  # standard error of the difference between two jurors, in those of a sheet


@dataclass(frozen=True, slots=True)
class Load:
    """What one member would have."""

    juror: JurorFact
    total: int
    new: int
    minutes: int
    known: int  # entries of areas that the member knows


@dataclass(frozen=True, slots=True)
class Proposal:
    """What one act of assigning would give and take back."""

    request: PlanRequest
    added: Sequence[Pair] = ()
    taken: Sequence[Pair] = ()
    kept: int = 0
    loads: Sequence[Load] = ()
    short: Sequence[tuple[EntryFact, int]] = ()  # entries with fewer members than the rules ask
    quality: Quality | None = None

    @property
    def sheets(self) -> int:
        """Sheets in all."""
        return self.kept + len(self.added)

    @property
    def seen(self) -> str:
        """A sign that changes with what is proposed."""
        told = repr((sorted(self.added), sorted(self.taken), self.kept))
        return hashlib.sha256(told.encode()).hexdigest()[:16]

    @property
    def work(self) -> tuple[int, int]:
        """The fewest and the most entries of a member."""
        totals = [load.total for load in self.loads]
        return (min(totals), max(totals)) if totals else (0, 0)

    @property
    def hours(self) -> int:
        """The minutes of whoever has the most to do."""
        return max((load.minutes for load in self.loads), default=0)


class Impossible(Exception):  # noqa: N818 -- an answer about the jury, not a fault
    """No plan gives what is asked: which entries lack members."""

    def __init__(self, entries: Sequence[EntryFact], *, panels: bool = False) -> None:
        super().__init__(", ".join(str(entry.number) for entry in entries))
        self.entries, self.panels = entries, panels  # panels: too few know the areas of these
