"""The chapter meets, decides on motions, and says why."""

from collections.abc import Mapping, Set
from datetime import datetime

from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import flag_modified

from judging.accounts.models import User
from judging.audit.actions import Action
from judging.audit.operations.history import record
from judging.core.i18n import _l
from judging.core.refusals import Clash, Incomplete, NotNow, Refused
from judging.deliberation import advising, queries, rules
from judging.deliberation.models import Attendance, Award, Meeting, Motion
from judging.deliberation.votes import Ballot, VoteCount
from judging.editions.models import AwardKind, Edition, Seat
from judging.entries.models import Entry
from judging.jury import readiness
from judging.jury.queries import chapter
from judging.offices.rules import why_not_impartial
from judging.results.models import Ranking
from judging.results.queries.records import is_as_frozen
from judging.results.rules import why_not_record

REPLACED = "replaced before any seal"


def hold_meeting(
    session: Session,
    edition: Edition,
    *,
    held_at: datetime,
    place: str,
    secret_ballot: bool,
    attendance: Mapping[int, tuple[bool, Seat | None]],
    version: int | None,
    by: User,
    at: datetime,
) -> Meeting:
    """Record the meeting and who was there: seat id → present, the substitute who stood in."""
    ranking = open_ranking(session, edition)
    meeting = queries.meeting_of(session, edition)
    if meeting and version != meeting.version:
        raise Clash([(_l("Place"), place, meeting.place)], meeting.version)
    there = _there(session, attendance)
    here, counted = set(there), rules.counted(there, chapter.entitled(session, edition, left=True))
    unable = _unable(session, meeting, there, counted)
    could = [(motion, len(here - set(recused) - set(barred))) for motion, recused, barred in unable]
    if refusal := rules.why_not_attend(edition, len(counted), could):
        raise refusal
    for motion, recused, barred in unable:
        motion.recused, motion.barred = recused, barred
    meeting = meeting or Meeting(edition_id=edition.id, ranking=ranking)
    meeting.held_at, meeting.place, meeting.secret_ballot = held_at, place, secret_ballot
    session.add(meeting)
    session.flush()
    flag_modified(meeting, "place")  # attendance alone raises the version too
    _note_attendance(session, meeting, attendance)
    set_protocol_aside(session, edition, at)
    noted = {"present": sorted(here), "substitutes": sorted(one for one in there.values() if one)}
    record(session, Action.ATTENDANCE_RECORDED, meeting, by=by, at=at, edition_id=edition.id, **noted)
    return meeting


def _there(session: Session, attendance: Mapping[int, tuple[bool, Seat | None]]) -> dict[int, int | None]:
    """Return the seats of those present with the substitutes who stood in, none of them somebody else's."""
    found: dict[int, int | None] = {}
    for seat_id, (present, substitute) in attendance.items():
        if refusal := rules.why_not_stand_in(session.get_one(Seat, seat_id), substitute):
            raise refusal
        if present or substitute:
            found[seat_id] = substitute.id if substitute else None
    return found


def _unable(
    session: Session, meeting: Meeting | None, there: Mapping[int, int | None], counted: Set[int]
) -> list[tuple[Motion, list[int], list[int]]]:
    """Return of each motion on record who of those present could not vote, for a conflict or for want of a declaration.

    Of whoever is noted as present only now it is asked as things stand now.
    """
    if meeting is None:
        return []
    before = rules.standing(meeting)
    added = {seat for seat, other in there.items() if seat not in before or before[seat] != other}
    kept = set(there) - added
    return [
        (
            motion,
            sorted(set(motion.recused) & kept | added & rules.aside(there, queries.recused(session, motion.entry))),
            sorted(set(motion.barred) & kept | added - counted),
        )
        for motion in meeting.motions
    ]


def _note_attendance(session: Session, meeting: Meeting, attendance: Mapping[int, tuple[bool, Seat | None]]) -> None:
    known = {row.seat_id: row for row in meeting.attendance}
    for seat_id, (there, substitute) in attendance.items():
        row = known.get(seat_id)
        if row is None:
            row = Attendance(seat_id=seat_id)
            meeting.attendance.append(row)
        row.present, row.substitute = there or bool(substitute), substitute
    session.flush()


def open_ranking(session: Session, edition: Edition) -> Ranking:
    """Return the ranking that the chapter decides on, or say why it decides nothing now."""
    ranking = queries.newest_ranking(session, edition)
    if refusal := rules.why_not_meet(edition, ranking, queries.protocol_of(session, edition)):
        raise refusal
    assert ranking is not None
    if refusal := why_not_record(is_as_frozen(session, ranking)):
        raise refusal
    return ranking


def set_protocol_aside(session: Session, edition: Edition, at: datetime) -> None:
    """Set aside a protocol without seals: what it says is no longer what was decided."""
    if protocol := queries.protocol_of(session, edition):
        protocol.withdrawn_at, protocol.withdrawn_reason = at, REPLACED


def decide(
    session: Session,
    edition: Edition,
    entry: Entry,
    kind: AwardKind,
    count: VoteCount,
    *,
    citation: str,
    departure: str,
    dissent: str,
    confirmed: str = "",
    by: User,
    at: datetime,
) -> Motion:
    """Record a motion and its votes; a motion that is carried gives the award.

    ``confirmed``: the figures, such as "6/7", where fewer voted than could and that is right.
    """
    open_ranking(session, edition)
    meeting = recorded_meeting(session, edition)
    ballot = ballot_on(session, edition, meeting, entry, confirmed)
    refusal = why_not_impartial(by, entry.office) or rules.why_not_move(entry, meeting.ranking)
    if refusal := refusal or rules.why_not_vote(edition, ballot, count):
        raise refusal
    here = rules.present(meeting)
    motion = Motion(
        number=len(meeting.motions) + 1,
        entry=entry,
        award_kind=kind,
        citation=citation,
        departure=departure,
        dissent=dissent,
        votes_for=count.votes_for,
        votes_against=count.votes_against,
        abstained=count.abstained,
        chair_decided=count.chair_decided,
        decided_at=at,
        carried=count.carried,
        recused=sorted(ballot.recused & here),
        barred=sorted(here - ballot.voters),
    )
    if motion.carried:
        award(session, edition, meeting, motion)
    meeting.motions.append(motion)
    session.flush()
    set_protocol_aside(session, edition, at)
    votes = {"for": count.votes_for, "against": count.votes_against, "abstained": count.abstained}
    record(
        session,
        Action.MOTION_DECIDED,
        motion,
        by=by,
        at=at,
        edition_id=edition.id,
        entry=entry.number,
        kind=kind.name,
        votes=votes,
        carried=motion.carried,
    )
    return motion


def ballot_on(session: Session, edition: Edition, meeting: Meeting, entry: Entry, confirmed: str = "") -> Ballot:
    """Return who may vote on an entry now."""
    there = rules.standing(meeting)
    voters = rules.counted(there, chapter.entitled(session, edition))
    aside = rules.aside(there, queries.recused(session, entry))
    known = chapter.chapter_of(session, edition, meeting.ranking.round)
    leader = rules.presiding(meeting, aside | set(there) - voters)
    return Ballot(voters, aside, leader, readiness.before_a_vote(known), confirmed)


def why_not_open(session: Session, edition: Edition, meeting: Meeting) -> Refused | None:
    """Ask whether the chapter can vote at all now, whatever the motion."""
    counted = rules.counted(rules.standing(meeting), chapter.entitled(session, edition))
    known = chapter.chapter_of(session, edition, meeting.ranking.round)
    return rules.why_not_ready(readiness.before_a_vote(known)) or rules.why_no_quorum(edition, len(counted))


def award(session: Session, edition: Edition, meeting: Meeting, motion: Motion, known: Award | None = None) -> None:
    """Give the award that a motion has carried; the other half of a swap has its reason already.

    ``known`` is the award of this motion where it has been given before and taken back.
    """
    given, kinds = queries.awards_of(session, edition), edition.award_kinds
    if not motion.departure.strip():
        motion.departure = advising.reason_of_swap(motion, given, meeting.ranking, kinds)
    if refusal := rules.why_not_award(motion, given, meeting.ranking, kinds):
        raise refusal
    given_now = known or Award(edition_id=edition.id, motion=motion, entry=motion.entry, award_kind=motion.award_kind)
    given_now.withdrawn_at, given_now.withdrawn_reason = None, ""
    session.add(given_now)


def recorded_meeting(session: Session, edition: Edition) -> Meeting:
    """Return the meeting that has been recorded, or ask for it."""
    meeting = queries.meeting_of(session, edition)
    if meeting is None:
        raise NotNow(_l("Record the meeting of the chapter first."))
    return meeting


def withdraw_award(session: Session, edition: Edition, award: Award, *, reason: str, by: User, at: datetime) -> None:
    """Take an award back before the seal, with a reason; the motion and its votes stay on record."""
    open_ranking(session, edition)
    if refusal := why_not_impartial(by, award.entry.office):
        raise refusal
    if award.withdrawn_at is not None:
        raise NotNow(_l("This award was taken back already."))
    if not reason.strip():
        raise Incomplete(_l("Write why the award is taken back."), field="reason")
    award.withdrawn_at, award.withdrawn_reason = at, reason
    set_protocol_aside(session, edition, at)
    record(session, Action.AWARD_WITHDRAWN, award, by=by, at=at, edition_id=edition.id, reason=reason)


def explain_left_out(session: Session, edition: Edition, *, reason: str, version: int, by: User, at: datetime) -> None:
    """Write why entries that the ranking honours get nothing."""
    open_ranking(session, edition)
    meeting = recorded_meeting(session, edition)
    honoured = {one.entry.public_id for one in queries.awards_of(session, edition)}
    passed_over = advising.advice(meeting.ranking, edition.award_kinds).left_out(honoured)
    for entry in queries.entries_of_ranking(session, meeting.ranking):
        if entry.public_id in passed_over and (refusal := why_not_impartial(by, entry.office)):
            raise refusal
    if version != meeting.version:
        raise Clash([(_l("Reason"), reason, meeting.left_out)], meeting.version)
    meeting.left_out = reason
    set_protocol_aside(session, edition, at)
    record(
        session,
        Action.LEFT_OUT_EXPLAINED,
        meeting,
        by=by,
        at=at,
        edition_id=edition.id,
        reason=reason,
    )
