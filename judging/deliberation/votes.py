"""The count of a vote and what follows from it. Pure.

A motion is carried by a simple majority of the votes cast; abstentions count for neither side.
Where the votes are equal, the chair's vote decides; without it the motion falls.
"""

from collections.abc import Sequence, Set
from dataclasses import dataclass, replace
from enum import StrEnum

from judging.editions.models import Seat
from judging.jury.readiness import Lack


class Choice(StrEnum):
    """What a vote says."""

    FOR = "for"
    AGAINST = "against"
    ABSTAIN = "abstain"


@dataclass(frozen=True, slots=True)
class VoteCount:
    """The votes on a motion; ``casting`` is how the chair broke equal votes, if at all."""

    votes_for: int
    votes_against: int
    abstained: int
    casting: Choice | None = None  # ABSTAIN: the chair did not break them

    @property
    def cast(self) -> int:
        """How many members voted, those who abstained included."""
        return self.votes_for + self.votes_against + self.abstained

    @property
    def equal(self) -> bool:
        """Whether as many were for as against."""
        return self.votes_for == self.votes_against

    def broken(self, carried: bool | None) -> "VoteCount":
        """Return the count with how the chair broke equal votes; None: not at all."""
        if not self.equal or not self.votes_for:
            return self
        casting = Choice.ABSTAIN if carried is None else Choice.FOR if carried else Choice.AGAINST
        return replace(self, casting=casting)

    @property
    def chair_decided(self) -> bool:
        """Whether equal votes were broken by the chair's."""
        return self.equal and self.casting in {Choice.FOR, Choice.AGAINST}

    @property
    def carried(self) -> bool:
        """Whether the motion was carried."""
        return self.votes_for > self.votes_against or (self.equal and self.casting is Choice.FOR)


@dataclass(frozen=True, slots=True)
class Ballot:
    """Who may vote on a motion.

    Parameters
    ----------
    voters
        Seats present that count toward the quorum: declared, and agreed to where they are late.
    recused
        Seats in conflict with the entry.
    leader
        Who breaks a tie: the chair or the deputy, if able.
    lacks
        What keeps the chapter from voting at all.
    confirmed
        The figures that were confirmed, where fewer voted than could.
    """

    voters: Set[int]
    recused: Set[int]
    leader: Seat | None
    lacks: Sequence[Lack] = ()
    confirmed: str = ""

    @property
    def able(self) -> Set[int]:
        """The seats that may vote on this motion."""
        return self.voters - self.recused
