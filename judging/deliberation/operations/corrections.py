"""What was put down wrongly of a motion is put right, until the first seal."""

from datetime import datetime

from sqlalchemy.orm import Session

from judging.accounts.models import User
from judging.audit.actions import Action
from judging.audit.operations.history import record
from judging.core.i18n import _l
from judging.core.refusals import Clash, Incomplete, Refused
from judging.deliberation import queries, rules
from judging.deliberation.models import Motion
from judging.deliberation.operations.decisions import award, open_ranking, set_protocol_aside
from judging.deliberation.votes import Ballot, VoteCount
from judging.editions.models import Edition
from judging.offices.rules import why_not_impartial


def why_not(session: Session, edition: Edition) -> Refused | None:
    """Ask whether anything on record may be corrected now."""
    return rules.why_not_meet(edition, queries.newest_ranking(session, edition), queries.protocol_of(session, edition))


def correct_motion(
    session: Session,
    edition: Edition,
    motion: Motion,
    count: VoteCount,
    *,
    citation: str,
    reason: str = "",
    confirmed: str = "",
    version: int,
    by: User,
    at: datetime,
) -> None:
    """Correct the citation and the votes; where another count decides otherwise, the award follows it."""
    open_ranking(session, edition)
    if refusal := why_not_impartial(by, motion.entry.office):
        raise refusal
    if version != motion.version:
        raise Clash([(_l("Citation"), citation, motion.citation)], motion.version)
    before, was = _said(motion), motion.carried
    if count != _count(motion):
        if refusal := _why_not_recount(motion, count, reason, confirmed):
            raise refusal
        motion.votes_for, motion.votes_against = count.votes_for, count.votes_against
        motion.abstained, motion.chair_decided = count.abstained, count.chair_decided
        motion.carried = count.carried
    motion.citation = citation
    if _said(motion) == before:
        return
    if motion.carried is not was:
        _follow(session, edition, motion, reason, at)
    set_protocol_aside(session, edition, at)
    words = {"entry": motion.entry.number, "before": before, "after": _said(motion), "reason": reason}
    record(session, Action.MOTION_CORRECTED, motion, by=by, at=at, edition_id=edition.id, **words)


def _why_not_recount(motion: Motion, count: VoteCount, reason: str, confirmed: str) -> Refused | None:
    """Ask the rules of a vote again, of those who could vote then, and a reason."""
    meeting = motion.meeting
    here, aside = rules.present(meeting), {*motion.recused, *motion.barred}
    ballot = Ballot(here - set(motion.barred), set(motion.recused), rules.presiding(meeting, aside), (), confirmed)
    if refusal := rules.why_not_count(ballot, count):
        return refusal
    if not reason.strip():
        return Incomplete(_l("Write why the count is corrected."), field="reason")
    return None


def _follow(session: Session, edition: Edition, motion: Motion, reason: str, at: datetime) -> None:
    """Give the award that the count now carries, or take back the one it does not."""
    known = next((one for one in queries.all_awards(session, edition) if one.motion_id == motion.id), None)
    if not motion.carried:
        if known and known.withdrawn_at is None:
            known.withdrawn_at, known.withdrawn_reason = at, reason
        return
    award(session, edition, motion.meeting, motion, known)


def _count(motion: Motion) -> VoteCount:
    """Return the votes on record, with how the chair broke them."""
    counted = VoteCount(motion.votes_for, motion.votes_against, motion.abstained)
    return counted.broken(motion.carried if motion.chair_decided else None)


def _said(motion: Motion) -> list[str]:
    """Return what the history keeps of a motion: for, against, abstained, and the citation."""
    votes = f"{motion.votes_for}/{motion.votes_against}/{motion.abstained}"
    return [f"{votes}{' +' if motion.chair_decided else ''}", motion.citation]
