"""The count of a vote and what follows from it. Pure.

A motion is carried by a simple majority of the votes cast; abstentions count for neither side.
Where the votes are equal, the chair's vote decides; without it the motion falls.
"""

from dataclasses import dataclass

from judging.deliberation.models import Choice


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

    @property
    def chair_decided(self) -> bool:
        """Whether equal votes were broken by the chair's."""
        return self.equal and self.casting in {Choice.FOR, Choice.AGAINST}

    @property
    def carried(self) -> bool:
        """Whether the motion was carried."""
        return self.votes_for > self.votes_against or (self.equal and self.casting is Choice.FOR)
