"""Who decides what in the deliberation, and why not.

The ranking advises, the chapter decides: within the number of awards, with a quorum, without
members in conflict, and with a written reason wherever it departs from the ranking.
"""

from collections.abc import Sequence, Set

from judging.deliberation import departures
from judging.deliberation.models import Award, Meeting, Motion, Protocol
from judging.editions.models import AwardKind, Edition, Role
from judging.entries.models import Entry
from judging.i18n import _, _l, ngettext
from judging.refusals import Incomplete, NotNow, Refused
from judging.results.models import Ranking


def why_not_meet(edition: Edition, ranking: Ranking | None) -> Refused | None:
    """The chapter meets on closed results, until its decision is sealed."""
    if ranking is None:
        return NotNow(_l("Close the results first: the chapter deliberates on a frozen ranking."))
    if edition.sealed_at is not None:
        return NotNow(
            _l("The decision is sealed. To change it, withdraw the protocol with a reason.")
        )
    return None


def present(meeting: Meeting) -> set[int]:
    """Return the seats of those present."""
    return {row.seat_id for row in meeting.attendance if row.present}


def why_no_quorum(edition: Edition, meeting: Meeting) -> Refused | None:
    """The chapter decides with as many members present as the edition asks for."""
    here = len(present(meeting))
    if here >= edition.quorum:
        return None
    sentence = _(
        "There is no quorum: %(here)d present, %(quorum)d needed.", here=here, quorum=edition.quorum
    )
    return Incomplete(sentence)


def supported(ranking: Ranking, kinds: Sequence[AwardKind]) -> dict[str, set[str | None]]:
    """Return the kinds of award that the ranking supports, by entry, in its order."""
    rows = [row for row in ranking.analysis["ranking"] if row["place"] is not None]
    places = {row["entry"]: row["place"] for row in sorted(rows, key=lambda row: row["place"])}
    return departures.advised(places, [(kind.public_id, kind.quantity) for kind in kinds])


def why_not_vote(
    edition: Edition, meeting: Meeting, motion: Motion, recused: Set[int]
) -> Refused | None:
    """Votes are cast by those present and free of a conflict; each has one."""
    if refusal := why_no_quorum(edition, meeting):
        return refusal
    able = len(present(meeting) - recused)
    cast = motion.votes_for + motion.votes_against + motion.abstained
    if cast > able:
        return Incomplete(
            _(
                "%(cast)d votes were counted, but only %(able)d members could vote on this entry.",
                cast=cast,
                able=able,
            )
        )
    if motion.votes_for == motion.votes_against and not motion.chair_decided and motion.votes_for:
        return Incomplete(_l("The votes are equal. Note whether the chair's vote decided."))
    if motion.votes_for + motion.votes_against == 0:
        return Incomplete(_l("Enter the votes for and against."))
    return None


def why_not_award(
    motion: Motion, given: Sequence[Award], ranking: Ranking, kinds: Sequence[AwardKind]
) -> Refused | None:
    """No more awards than the rules allow, one award an entry, a reason for a departure."""
    kind, entry = motion.award_kind, motion.entry
    if any(award.entry_id == entry.id for award in given):
        return NotNow(_l("This entry has an award already."))
    if _used(kind, entry, given, ranking) >= kind.quantity:
        sentence = ngettext(
            "All awards of this kind have been given: the rules allow %(num)d.",
            "All awards of this kind have been given: the rules allow %(num)d.",
            kind.quantity,
        )
        return NotNow(sentence)
    if not motion.departure.strip() and departures.departs(
        entry.public_id, kind.public_id, supported(ranking, kinds)
    ):
        return Incomplete(
            _l(
                "This departs from the ranking. Write the chapter's reason; it goes into the protocol."
            )
        )
    return None


def _used(kind: AwardKind, entry: Entry, given: Sequence[Award], ranking: Ranking) -> int:
    """Count the awards of a kind; ex aequo on one place count once where the rules say so."""
    same = [award.entry for award in given if award.award_kind_id == kind.id]
    if kind.per_area:
        same = [other for other in same if other.area_id == entry.area_id]
    if not kind.ex_aequo_counts_once:
        return len(same)
    places = {row["entry"]: row["place"] for row in ranking.analysis["ranking"]}
    taken = {places.get(other.public_id) for other in same}
    return len(taken - {places.get(entry.public_id)})


def why_not_protocol(
    edition: Edition, meeting: Meeting | None, given: Sequence[Award], kinds: Sequence[AwardKind]
) -> Refused | None:
    """A protocol is made of a meeting with a quorum whose departures all have their reasons."""
    if meeting is None:
        return NotNow(_l("Record the meeting of the chapter first."))
    if edition.sealed_at is not None:
        return NotNow(_l("The decision is sealed already."))
    if refusal := why_no_quorum(edition, meeting):
        return refusal
    if not meeting.motions:
        return Incomplete(_l("No motion has been recorded yet."))
    honoured = {award.entry.public_id: award.award_kind.public_id for award in given}
    passed_over = departures.left_out(honoured, supported(meeting.ranking, kinds))
    if passed_over and not meeting.left_out.strip():
        sentence = ngettext(
            "%(num)d entry honoured by the ranking gets no award. Write the chapter's reason.",
            "%(num)d entries honoured by the ranking get no award. Write the chapter's reason.",
            len(passed_over),
        )
        return Incomplete(sentence)
    return None


def why_not_seal(protocol: Protocol | None, role: Role) -> Refused | None:
    """The chair and the secretary seal, each once."""
    if protocol is None:
        return NotNow(_l("There is no protocol to seal yet."))
    if role not in {Role.CHAIR, Role.SECRETARY}:
        return Refused(_l("Only the chair and the secretary seal the protocol."))
    if any(seal.role is role for seal in protocol.seals):
        return NotNow(_l("You have sealed this protocol already."))
    return None


def why_not_withdraw(edition: Edition, protocol: Protocol | None, reason: str) -> Refused | None:
    """A protocol is withdrawn before the announcement, with a reason."""
    if protocol is None:
        return NotNow(_l("There is no protocol to withdraw."))
    if edition.announced_at is not None:
        return NotNow(_l("The results have been announced. Withdraw the announcement first."))
    if not reason.strip():
        return Incomplete(_l("Write why the protocol is withdrawn."))
    return None
