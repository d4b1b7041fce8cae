"""What the chapter does: it meets, votes on motions, awards, and seals its protocol."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from judging.accounts.models import User
from judging.audit.operations import Action, record
from judging.deliberation import queries, rules
from judging.deliberation.models import Attendance, Award, Meeting, Motion, Protocol, Seal
from judging.deliberation.record import protocol_content
from judging.editions.models import AwardKind, Edition, Role
from judging.entries.models import Entry
from judging.fingerprints import fingerprint
from judging.i18n import _l
from judging.refusals import Clash, Incomplete, NotNow


@dataclass(frozen=True, slots=True)
class Count:
    """The votes on a motion."""

    votes_for: int
    votes_against: int
    abstained: int
    chair_decided: bool = False


def hold_meeting(
    session: Session,
    edition: Edition,
    *,
    held_at: datetime,
    place: str,
    secret_ballot: bool,
    attendance: Mapping[int, tuple[bool, str]],
    version: int | None,
    by: User,
    at: datetime,
) -> Meeting:
    """Record the meeting and who was there: seat id → present, name of a substitute."""
    ranking = queries.newest_ranking(session, edition)
    if refusal := rules.why_not_meet(edition, ranking):
        raise refusal
    assert ranking is not None
    meeting = queries.meeting_of(session, edition)
    if meeting is None:
        meeting = Meeting(edition_id=edition.id, ranking=ranking, held_at=held_at)
        session.add(meeting)
    elif version != meeting.version:
        raise Clash([], meeting.version)
    meeting.held_at, meeting.place, meeting.secret_ballot = held_at, place, secret_ballot
    session.flush()
    _note_attendance(session, meeting, attendance)
    here = sorted(seat for seat, (present, _name) in attendance.items() if present)
    record(
        session,
        Action.ATTENDANCE_RECORDED,
        meeting,
        by=by,
        at=at,
        edition_id=edition.id,
        present=here,
    )
    return meeting


def _note_attendance(
    session: Session, meeting: Meeting, attendance: Mapping[int, tuple[bool, str]]
) -> None:
    known = {row.seat_id: row for row in meeting.attendance}
    for seat_id, (present, substitute) in attendance.items():
        row = known.get(seat_id)
        if row is None:
            row = Attendance(seat_id=seat_id, present=present)
            meeting.attendance.append(row)
        row.present, row.substitute = present, substitute
    session.flush()


def decide(
    session: Session,
    edition: Edition,
    entry: Entry,
    kind: AwardKind,
    count: Count,
    *,
    citation: str,
    departure: str,
    dissent: str,
    by: User,
    at: datetime,
) -> Motion:
    """Record a motion and its votes; a motion that is carried gives the award."""
    ranking = queries.newest_ranking(session, edition)
    if refusal := rules.why_not_meet(edition, ranking):
        raise refusal
    meeting = _meeting(session, edition)
    motion = Motion(
        number=len(meeting.motions) + 1, entry=entry, award_kind=kind, citation=citation,
        departure=departure, dissent=dissent, votes_for=count.votes_for,
        votes_against=count.votes_against, abstained=count.abstained,
        chair_decided=count.chair_decided, decided_at=at, carried=False,
    )  # fmt: skip
    if refusal := rules.why_not_vote(edition, meeting, motion, queries.recused(session, entry)):
        raise refusal
    tie = count.votes_for == count.votes_against
    motion.carried = count.votes_for > count.votes_against or (tie and count.chair_decided)
    if motion.carried:
        given = queries.awards_of(session, edition)
        if refusal := rules.why_not_award(motion, given, meeting.ranking, edition.award_kinds):
            raise refusal
    meeting.motions.append(motion)
    session.flush()
    if motion.carried:
        session.add(
            Award(edition_id=edition.id, motion=motion, entry_id=entry.id, award_kind_id=kind.id)
        )
    votes = {"for": count.votes_for, "against": count.votes_against, "abstained": count.abstained}
    record(
        session, Action.MOTION_DECIDED, motion, by=by, at=at, edition_id=edition.id,
        entry=entry.number, kind=kind.name, votes=votes, carried=motion.carried,
    )  # fmt: skip
    return motion


def _meeting(session: Session, edition: Edition) -> Meeting:
    meeting = queries.meeting_of(session, edition)
    if meeting is None:
        raise NotNow(_l("Record the meeting of the chapter first."))
    return meeting


def withdraw_award(
    session: Session, edition: Edition, award: Award, *, reason: str, by: User, at: datetime
) -> None:
    """Take an award back before the seal, with a reason; the motion stays in the record."""
    if refusal := rules.why_not_meet(edition, award.motion.meeting.ranking):
        raise refusal
    if not reason.strip():
        raise Incomplete(_l("Write why the award is taken back."))
    award.withdrawn_at, award.withdrawn_reason = at, reason
    award.motion.carried = False
    record(
        session, Action.AWARD_WITHDRAWN, award, by=by, at=at, edition_id=edition.id, reason=reason
    )


def explain_left_out(
    session: Session, edition: Edition, *, reason: str, version: int, by: User, at: datetime
) -> None:
    """Write why entries that the ranking honours get nothing."""
    meeting = _meeting(session, edition)
    if refusal := rules.why_not_meet(edition, meeting.ranking):
        raise refusal
    if version != meeting.version:
        raise Clash([(_l("Reason"), reason, meeting.left_out)], meeting.version)
    meeting.left_out = reason
    record(session, Action.SETTINGS_CHANGED, meeting, by=by, at=at, edition_id=edition.id)


def draft_protocol(session: Session, edition: Edition, *, at: datetime) -> dict[str, Any]:
    """Return what the protocol would say now; refuses when there is nothing to say yet."""
    meeting = queries.meeting_of(session, edition)
    given = queries.awards_of(session, edition)
    if refusal := rules.why_not_protocol(edition, meeting, given, edition.award_kinds):
        raise refusal
    assert meeting is not None
    return protocol_content(edition, meeting, given, queries.chapter(session, edition), made_at=at)


def make_protocol(
    session: Session, edition: Edition, *, digest: str, pdf_sha256: str, by: User, at: datetime
) -> Protocol:
    """Keep the protocol whose PDF has been made; ``digest`` is of the draft the PDF was made from."""
    content = draft_protocol(session, edition, at=at)
    if fingerprint(content) != digest:
        raise NotNow(_l("The decisions changed while the protocol was being made. Make it again."))
    if old := queries.protocol_of(session, edition):
        if old.seals:
            raise NotNow(
                _l("The protocol has a seal already. Withdraw it with a reason to make a new one.")
            )
        old.withdrawn_at, old.withdrawn_reason = at, "replaced before any seal"
    meeting = _meeting(session, edition)
    protocol = Protocol(
        edition_id=edition.id, meeting_id=meeting.id, made_at=at, content=content,
        digest=digest, pdf_sha256=pdf_sha256,
    )  # fmt: skip
    session.add(protocol)
    record(
        session, Action.PROTOCOL_MADE, protocol, by=by, at=at, edition_id=edition.id, digest=digest
    )
    return protocol


def seal(
    session: Session,
    edition: Edition,
    protocol: Protocol | None,
    role: Role,
    *,
    digest: str,
    by: User,
    at: datetime,
) -> None:
    """Put the chair's or the secretary's seal; with both the decision is sealed."""
    if refusal := rules.why_not_seal(protocol, role):
        raise refusal
    assert protocol is not None
    if digest != protocol.digest:
        raise NotNow(
            _l("The protocol has been changed since you read it. Read it again, then seal it.")
        )
    protocol.seals.append(Seal(role=role, user_id=by.id, at=at, digest=digest))
    record(
        session,
        Action.SIGNED,
        protocol,
        by=by,
        at=at,
        edition_id=edition.id,
        role=role,
        digest=digest,
    )
    if {one.role for one in protocol.seals} >= {Role.CHAIR, Role.SECRETARY}:
        edition.sealed_at = at


def withdraw_protocol(
    session: Session,
    edition: Edition,
    protocol: Protocol | None,
    *,
    reason: str,
    by: User,
    at: datetime,
) -> None:
    """Open the decision again, with a reason; the withdrawn protocol stays on record."""
    if refusal := rules.why_not_withdraw(edition, protocol, reason):
        raise refusal
    assert protocol is not None
    protocol.withdrawn_at, protocol.withdrawn_reason = at, reason
    edition.sealed_at = None
    record(
        session,
        Action.PROTOCOL_WITHDRAWN,
        protocol,
        by=by,
        at=at,
        edition_id=edition.id,
        reason=reason,
    )
