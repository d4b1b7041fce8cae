"""When the chapter meets and votes, and why not."""

from collections.abc import Mapping, Sequence, Set

from judging.core.i18n import _, _l
from judging.core.refusals import Incomplete, NotNow, Refused
from judging.deliberation.models import Attendance, Meeting, Motion, Protocol
from judging.deliberation.votes import Ballot, VoteCount
from judging.editions.models import Edition, Role, Seat
from judging.jury.readiness import Lack
from judging.results.models import Ranking

NOBODY = 0  # no seat has this number


def why_not_meet(edition: Edition, ranking: Ranking | None, protocol: Protocol | None) -> Refused | None:
    """The chapter decides on closed results, until the first seal is on its protocol."""
    if ranking is None:
        return NotNow(_l("Close the results first: the chapter deliberates on a frozen ranking."))
    if edition.sealed_at is not None:
        return NotNow(_l("The decision is sealed. To change it, withdraw the protocol with a reason."))
    if protocol is not None and protocol.seals:
        return NotNow(_l("The protocol has a seal already. To change the decision, withdraw it first."))
    return None


def present(meeting: Meeting) -> set[int]:
    """Return the seats of those present, themselves or by a substitute."""
    return {row.seat_id for row in meeting.attendance if row.present}


def standing(meeting: Meeting) -> dict[int, int | None]:
    """Return the seats of those present, each with the seat of the substitute who stood in, if one did.

    Whoever has since been named for another member stands in for this one no more: NOBODY does, who declares nothing.
    """
    return {row.seat_id: _stood_in(row) for row in meeting.attendance if row.present}


def _stood_in(row: Attendance) -> int | None:
    moved = row.substitute is not None and row.substitute.stands_for_id != row.seat_id
    return NOBODY if moved else row.substitute_id


def counted(there: Mapping[int, int | None], declared: Set[int]) -> set[int]:
    """Return which seats count: the member has declared, and so has whoever stands in for them."""
    return {seat for seat, other in there.items() if seat in declared and (other is None or other in declared)}


def aside(there: Mapping[int, int | None], conflicted: Set[int]) -> set[int]:
    """Return which seats stand aside: the conflict of the member is that of the seat, and so is the substitute's."""
    return {seat for seat, other in there.items() if seat in conflicted or other in conflicted}


def why_not_stand_in(seat: Seat, substitute: Seat | None) -> Refused | None:
    """Only a person named as the substitute of a member stands in for that member."""
    if substitute is None or substitute.stands_for_id == seat.id:
        return None
    return NotNow(_("%(name)s is not the substitute of this member.", name=substitute.user.name))


def able(motion: Motion, here: Set[int]) -> Set[int]:
    """Return which of those present could vote on a motion when it was decided."""
    return here - set(motion.recused) - set(motion.barred)


def presiding(meeting: Meeting, recused: Set[int]) -> Seat | None:
    """Return who leads: the chair, else the deputy, where there in person and without a conflict.

    A substitute votes for the member and does not take over what the member leads.
    """
    able = {seat for seat, other in standing(meeting).items() if other is None} - recused
    seats = {row.seat.role: row.seat for row in meeting.attendance if row.seat_id in able}
    return seats.get(Role.CHAIR) or seats.get(Role.DEPUTY_CHAIR)


def why_no_quorum(edition: Edition, here: int) -> Refused | None:
    """The chapter decides with as many members present as the edition asks for: those who have declared count."""
    if here >= edition.quorum:
        return None
    sentence = _(
        "There is no quorum: %(here)d present who have declared their conflicts of interest, %(quorum)d needed.",
        here=here,
        quorum=edition.quorum,
    )
    return Incomplete(sentence)


def why_not_ready(lacks: Sequence[Lack]) -> Refused | None:
    """The chapter votes once it has what a decision needs: members enough, a chair and a deputy who can seal."""
    return Incomplete(*(lack.sentence for lack in lacks)) if lacks else None


def why_not_attend(edition: Edition, counted: int, motions: Sequence[tuple[Motion, int]]) -> Refused | None:
    """The attendance may be corrected, but not so that votes on record become impossible.

    ``motions`` are those on record, each with how many members could then vote on it.
    """
    if not motions:
        return None
    if refusal := why_no_quorum(edition, counted):
        return refusal
    for motion, could in motions:
        cast = motion.votes_for + motion.votes_against + motion.abstained
        if cast > could:
            return Incomplete(
                _(
                    "Motion %(number)d has %(cast)d votes, but then only %(able)d members could vote.",
                    number=motion.number,
                    cast=cast,
                    able=could,
                )
            )
    return None


def why_not_vote(edition: Edition, ballot: Ballot, count: VoteCount) -> Refused | None:
    """Votes are cast by those present who have declared and have no conflict, each one; the chair's breaks a tie."""
    if refusal := why_not_ready(ballot.lacks) or why_no_quorum(edition, len(ballot.voters)):
        return refusal
    return why_not_count(ballot, count)


def why_not_count(ballot: Ballot, count: VoteCount) -> Refused | None:
    """Nobody votes twice; fewer votes than could be cast are confirmed; the chair's vote breaks a tie."""
    able = len(ballot.able)
    if count.cast == 0:
        return Incomplete(_l("Enter the votes for and against."), field="votes_for")
    if count.cast > able:
        return Incomplete(
            _(
                "%(cast)d votes were counted, but only %(able)d members could vote on this entry.",
                cast=count.cast,
                able=able,
            ),
            field="votes_for",
        )
    if count.cast < able and ballot.confirmed != figures(count.cast, able):
        return Incomplete(
            _(
                "%(able)d members could vote, and %(cast)d votes were counted. Correct the count, or confirm it below.",
                able=able,
                cast=count.cast,
            ),
            field="confirmed",
        )
    if not count.equal or count.votes_for == 0:
        return _why_not_decided_by_chair(count)
    return _why_not_break_tie(count, ballot.leader)


def figures(cast: int, could: int) -> str:
    """Return the two figures that are confirmed where not everybody voted."""
    return f"{cast}/{could}"


def _why_not_decided_by_chair(count: VoteCount) -> Refused | None:
    if count.casting is None:
        return None
    sentence = _l("The votes were not equal, so the chair's vote decided nothing.")
    return Incomplete(sentence, field="casting")


def _why_not_break_tie(count: VoteCount, leader: Seat | None) -> Refused | None:
    if leader is not None and count.casting is None:
        sentence = _l("The votes are equal. Note how the chair's vote decided.")
        return Incomplete(sentence, field="casting")
    if leader is None and count.chair_decided:
        return Incomplete(
            _l(
                "The votes are equal, and neither the chair nor the deputy could break them: "
                "absent, or in conflict with this entry. The motion falls."
            ),
            field="casting",
        )
    return None
