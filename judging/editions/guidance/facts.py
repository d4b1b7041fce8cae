"""What is known of an edition when its dashboard is shown; each part is told by the slice that owns it. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple, TypeVar

from judging.core.formatting import moment
from judging.editions.dashboard import Blocker, Way
from judging.editions.models import Edition, Role

Part = TypeVar("Part")


class Named(NamedTuple):
    """Somebody on whom something waits: the public id of their request or seat, and what they are called."""

    id: str
    name: str


class Longer(NamedTuple):
    """An office with a later deadline."""

    office: str
    until: datetime


class Behind(NamedTuple):
    """A member who owes sheets: the public id of the seat, the name, how many sheets."""

    seat: str
    name: str
    missing: int


@dataclass(frozen=True, slots=True)
class Setup:
    """What public rules still lack; ``empty`` when nothing has been set up at all."""

    gaps: Sequence[Blocker] = ()
    empty: bool = False


@dataclass(frozen=True, slots=True)
class People:
    """Who waits to act for an office, each with the office."""

    waiting: Sequence[Named] = ()


@dataclass(frozen=True, slots=True)
class Asked:
    """How many questions about the call wait for an answer; ``first`` is the public id of the oldest."""

    waiting: int = 0
    first: str = ""


@dataclass(frozen=True, slots=True)
class Entries:
    """How many entries there are in which state; ``first`` is the public id of one that waits for its check."""

    to_check: int = 0
    first: str = ""
    returned: int = 0
    accepted: int = 0
    sent: int = 0  # withdrawn ones left out
    held: int = 0  # sent in, the right of whoever sent it not confirmed yet
    unconfirmed: Sequence[int] = ()  # numbers of those that a secretary entered and their office has not confirmed
    longer: Sequence[Longer] = ()  # offices whose later deadline is still ahead


@dataclass(frozen=True, slots=True)
class Jury:
    """How the chapter and its sheets stand.

    Parameters
    ----------
    members
        How many seats there are.
    unanswered
        Seats whose invitation has not been taken up.
    to_vote, to_close, waiting, sheets
        What the chapter lacks: to vote at all, to close its round, consents to late seats, sheets of entries.
    given, submitted, unassigned, behind
        Sheets asked for and handed in, entries that no juror has, members who owe sheets.
    withheld
        These four are kept from the reader, who acts for an office that may stand in the round.
    """

    members: int = 0
    unanswered: Sequence[Named] = ()
    to_vote: Sequence[Blocker] = ()
    to_close: Sequence[Blocker] = ()
    waiting: Sequence[Blocker] = ()
    sheets: Sequence[Blocker] = ()
    given: int = 0
    submitted: int = 0
    unassigned: int = 0
    behind: Sequence[Behind] = ()
    withheld: bool = False

    @property
    def missing(self) -> int:
        """Sheets not handed in."""
        return self.given - self.submitted


@dataclass(frozen=True, slots=True)
class Results:
    """Whether the ranking of the round is frozen; the closed round from which nobody has said who goes on."""

    frozen: bool = False
    to_choose: tuple[str, int] | None = None  # its name and place


@dataclass(frozen=True, slots=True)
class Decision:
    """How far the chapter has come.

    Parameters
    ----------
    held_at
        When the meeting is or was held, if it is recorded.
    no_quorum, gap, mended_at
        Sentences: why the meeting cannot decide, and what keeps the protocol from being made; where on the page
        of the deliberation that is mended.
    motions, given, most
        Motions on record, awards given, awards that there are.
    protocol, seals
        Whether there is a protocol, and whose seals it bears.
    """

    held_at: datetime | None = None
    no_quorum: str = ""
    motions: int = 0
    given: int = 0
    most: int = 0
    gap: str = ""
    mended_at: str = "motions"
    protocol: bool = False
    seals: Sequence[Role] = ()


@dataclass(frozen=True, slots=True)
class Announcing:
    """Awards of which nothing would be read out."""

    uncited: int = 0


@dataclass(frozen=True, slots=True)
class Letters:
    """Letters of the edition that wait, and those that could not be sent."""

    waiting: int = 0
    failed: int = 0


@dataclass(frozen=True, slots=True)
class Facts:
    """An edition at a moment, with what its slices know of it."""

    edition: Edition
    at: datetime
    parts: Sequence[object] = ()

    def of(self, kind: type[Part]) -> Part:
        """Return a part; one that nobody told is as if nothing had happened."""
        return next((part for part in self.parts if isinstance(part, kind)), None) or kind()

    def way(self, label: str, endpoint: str, **values: str) -> Way:
        """Return a link to a page of the edition."""
        return Way(label, endpoint, {"slug": self.edition.slug, **values})

    def when(self, value: datetime) -> str:
        """Print a moment in the zone of the edition."""
        return moment(value, self.edition.time_zone)
