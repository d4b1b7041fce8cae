"""Who decides what in the deliberation, and why not.

The ranking advises, the chapter decides: within the number of awards, with a quorum, without
members in conflict, and with a written reason wherever it departs from the ranking.
"""

from collections.abc import Sequence, Set
from datetime import datetime

from judging.accounts.models import User
from judging.core.formatting import number
from judging.core.i18n import _, _l, ngettext
from judging.core.refusals import Incomplete, NotNow, NotYours, Refused
from judging.deliberation import advising
from judging.deliberation.advising import area_places, kind_of, score
from judging.deliberation.models import Award, Meeting, Motion, Protocol
from judging.deliberation.votes import VoteCount
from judging.editions.models import AwardKind, Edition, Role, Seat
from judging.entries.models import Entry, Status
from judging.results.models import Ranking

SEALERS = {Role.CHAIR: {Role.CHAIR, Role.DEPUTY_CHAIR}, Role.SECRETARY: {Role.SECRETARY}}


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


def presiding(meeting: Meeting, recused: Set[int]) -> Seat | None:
    """Return who leads: the chair, else the deputy, where present and without a conflict."""
    able = present(meeting) - recused
    seats = {row.seat.role: row.seat for row in meeting.attendance if row.seat_id in able}
    return seats.get(Role.CHAIR) or seats.get(Role.DEPUTY_CHAIR)


def why_no_quorum(edition: Edition, here: int) -> Refused | None:
    """The chapter decides with as many members present as the edition asks for."""
    if here >= edition.quorum:
        return None
    sentence = _("There is no quorum: %(here)d present, %(quorum)d needed.", here=here, quorum=edition.quorum)
    return Incomplete(sentence)


def why_not_attend(edition: Edition, motions: Sequence[Motion], here: Set[int]) -> Refused | None:
    """The attendance may be corrected, but not so that votes on record become impossible."""
    if not motions:
        return None
    if refusal := why_no_quorum(edition, len(here)):
        return refusal
    for motion in motions:
        cast = motion.votes_for + motion.votes_against + motion.abstained
        able = len(here - set(motion.recused))
        if cast > able:
            return Incomplete(
                _(
                    "Motion %(number)d has %(cast)d votes, but then only %(able)d members could vote.",
                    number=motion.number,
                    cast=cast,
                    able=able,
                )
            )
    return None


def why_not_move(entry: Entry, ranking: Ranking) -> Refused | None:
    """Motions are about entries that were judged and still take part."""
    if entry.public_id not in {row["id"] for row in ranking.entries}:
        return NotNow(_l("This entry was not judged, so it cannot get an award."), field="entry")
    if entry.status is not Status.ACCEPTED:
        return NotNow(_l("This entry does not take part any more."), field="entry")
    return None


def why_not_vote(edition: Edition, meeting: Meeting, count: VoteCount, recused: Set[int]) -> Refused | None:
    """Votes are cast by those present and free of a conflict, each has one; the chair's breaks a tie."""
    if refusal := why_no_quorum(edition, len(present(meeting))):
        return refusal
    able = len(present(meeting) - recused)
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
    if not count.equal or count.votes_for == 0:
        return _why_not_decided_by_chair(count)
    return _why_not_break_tie(count, presiding(meeting, recused))


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


def why_not_award(
    motion: Motion, given: Sequence[Award], ranking: Ranking, kinds: Sequence[AwardKind]
) -> Refused | None:
    """No more awards than the rules allow, one an entry, a reason for a departure."""
    kind, entry = motion.award_kind, motion.entry
    if any(award.entry_id == entry.id for award in given):
        return NotNow(_l("This entry has an award already."), field="entry")
    if refusal := _why_below_minimum(kind, entry, ranking):
        return refusal
    if _used(kind, entry, given, ranking) >= kind.quantity:
        sentence = ngettext(
            "All awards of this kind have been given: the rules allow %(num)d.",
            "All awards of this kind have been given: the rules allow %(num)d.",
            kind.quantity,
        )
        return NotNow(sentence, field="kind")
    departs = advising.advice(ranking, kinds).departs(entry.public_id, kind.public_id)
    if departs and not motion.departure.strip():
        return Incomplete(
            _l("This departs from the ranking. Write the chapter's reason; it goes into the protocol."),
            field="departure",
        )
    return None


def _why_below_minimum(kind: AwardKind, entry: Entry, ranking: Ranking) -> Refused | None:
    [row] = [row for row in ranking.analysis["ranking"] if row["entry"] == entry.public_id]
    if kind_of(kind).allows(score(row, ranking)):
        return None
    words = {"least": number(kind.minimal_score), "score": number(row["score"])}
    return NotNow(
        _("The rules ask for a score of at least %(least)s; this entry has %(score)s.", **words),
        field="kind",
    )


def _used(kind: AwardKind, entry: Entry, given: Sequence[Award], ranking: Ranking) -> int:
    """Count the awards of a kind; ex aequo on one place count once where the rules say so."""
    same = [award.entry.public_id for award in given if award.award_kind_id == kind.id]
    if kind.per_area:
        areas = {row["id"]: row["area"] for row in ranking.entries}
        same = [other for other in same if areas[other] == areas[entry.public_id]]
    if not kind.ex_aequo_counts_once:
        return len(same)
    places = (
        area_places(ranking) if kind.per_area else {row["entry"]: row["place"] for row in ranking.analysis["ranking"]}
    )
    taken = {places.get(other) or other for other in same}  # unranked ones share no place
    return len(taken - {places.get(entry.public_id) or entry.public_id})


def why_not_protocol(
    edition: Edition,
    meeting: Meeting | None,
    given: Sequence[Award],
    kinds: Sequence[AwardKind],
    at: datetime,
) -> Refused | None:
    """A protocol is made of a meeting with a quorum whose departures all have their reasons."""
    if meeting is None:
        return NotNow(_l("Record the meeting of the chapter first."))
    if edition.sealed_at is not None:
        return NotNow(_l("The decision is sealed already."))
    if meeting.held_at > at:
        return NotNow(_l("The meeting has not been held yet: correct its date or wait."))
    if refusal := why_no_quorum(edition, len(present(meeting))):
        return refusal
    if not meeting.motions:
        return Incomplete(_l("No motion has been recorded yet."))
    if gone := [award for award in given if award.entry.status is not Status.ACCEPTED]:
        office = gone[0].entry.office.name
        return NotNow(_("%(office)s does not take part any more. Take its award back.", office=office))
    return _why_left_out(meeting, given, kinds)


def _why_left_out(meeting: Meeting, given: Sequence[Award], kinds: Sequence[AwardKind]) -> Refused | None:
    honoured = {award.entry.public_id for award in given}
    passed_over = advising.advice(meeting.ranking, kinds).left_out(honoured)
    if not passed_over or meeting.left_out.strip():
        return None
    sentence = ngettext(
        "%(num)d entry honoured by the ranking gets no award. Write the chapter's reason.",
        "%(num)d entries honoured by the ranking get no award. Write the chapter's reason.",
        len(passed_over),
    )
    return Incomplete(sentence)


def why_not_seal(protocol: Protocol | None, role: Role, by: User, seats: Sequence[Seat]) -> Refused | None:
    """The chair (or the deputy) and the secretary seal, each once; two roles are two people."""
    if protocol is None:
        return NotNow(_l("There is no protocol to seal yet."))
    held = {seat.role for seat in seats if seat.user_id == by.id and seat.removed_at is None}
    if held.isdisjoint(SEALERS.get(role, set())):
        return NotYours(_l("Only the chair and the secretary seal the protocol."))
    if any(seal.role is role for seal in protocol.seals):
        return NotNow(_l("This seal is on the protocol already."))
    if any(seal.user_id == by.id for seal in protocol.seals):
        return NotYours(_l("You have put the other seal; this one belongs to another person."))
    return None


def why_not_withdraw(edition: Edition, protocol: Protocol | None, reason: str) -> Refused | None:
    """A protocol is withdrawn before the announcement, with a reason."""
    if protocol is None:
        return NotNow(_l("There is no protocol to withdraw."))
    if edition.announced_at is not None:
        return NotNow(_l("The results have been announced. Withdraw the announcement first."))
    if not reason.strip():
        return Incomplete(_l("Write why the protocol is withdrawn."), field="reason")
    return None
