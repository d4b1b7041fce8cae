"""Giving entries to jurors as a plan says, undoing it while nobody has begun, and a takeover of what is open.

Every act can be repeated: it adds what is missing and keeps what there is, in its place.
"""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from judging.accounts.models import User
from judging.audit.actions import Action
from judging.audit.operations.history import record
from judging.editions.models import Edition, Round, Seat
from judging.editions.operations.versions import raise_data_versions
from judging.entries.models import Entry
from judging.jury import plan_rules, rules
from judging.jury.models import ActOfAssigning, Assignment, Move
from judging.jury.operations import detecting, giving
from judging.jury.plan_request import PlanRequest
from judging.jury.planning import propose
from judging.jury.proposal import Impossible, Pair, Proposal
from judging.jury.queries import plans
from judging.jury.queries.rounds import entries_of, is_filled
from judging.notifications.models import Message
from judging.notifications.operations.outbox import withdraw


def assign_all(session: Session, edition: Edition, round_: Round, *, by: User, at: datetime) -> int:
    """Give every member every entry but those in conflict; return how many were added."""
    return assign(session, edition, round_, PlanRequest(), by=by, at=at)


def assign(
    session: Session,
    edition: Edition,
    round_: Round,
    request: PlanRequest,
    *,
    seen: str | None = None,
    by: User,
    at: datetime,
) -> int:
    """Give entries as a plan says; ``seen`` is the sign of the plan that was shown. Return how many were added."""
    if refusal := rules.why_not_assign(edition, round_, begun=is_filled(session, round_)):
        raise refusal
    if seen is not None and (refusal := plan_rules.why_not_unseen(_proposed(session, edition, round_, request), seen)):
        raise refusal
    detecting.detect_all(session, edition, by=by, at=at)
    session.flush()
    found = _proposed(session, edition, round_, request)
    if found.added or found.taken:
        act = _begin(session, round_, by=by, at=at, asked=request.asked)
        moves = giving.move(session, act, given=found.added, taken=found.taken, at=at)
        giving.tell(session, act, moves, at=at)
    giving.renew_versions(session, round_)
    raise_data_versions(session, edition.id)
    told = {"added": len(found.added), "kept": found.kept} | ({"taken": len(found.taken)} if found.taken else {})
    record(session, Action.ASSIGNMENTS_MADE, round_, by=by, at=at, edition_id=edition.id, **told)
    return len(found.added)


def _proposed(session: Session, edition: Edition, round_: Round, request: PlanRequest) -> Proposal:
    """Return the plan, or refuse with the entries that lack members."""
    try:
        return propose(plans.facts(session, edition, round_)[0], request)
    except Impossible as why:
        raise plan_rules.no_plan(why.entries) from None


def undo(session: Session, act: ActOfAssigning, *, reason: str, by: User, at: datetime) -> None:
    """Put back what the last act moved, as long as nobody has begun a sheet of it; its letters are held back."""
    last = plans.last_act(session, act.round)
    refusal = plan_rules.why_not_undo(act, last, begun=plans.begun(session, act))
    if refusal := refusal or rules.why_not_without_reason(reason):
        raise refusal
    moves = _moves(session, act)
    here = set(session.scalars(entries_of(act.round).with_only_columns(Entry.id)))
    for one in moves:
        if one.given:
            one.assignment.removed_at = at
        elif one.assignment.seat.removed_at is None and one.assignment.entry_id in here:
            one.assignment.removed_at = None
    act.undone_at, act.undone_by_id, act.undone_reason = at, by.id, reason.strip()
    _untell(session, act, moves, at)
    edition = act.round.edition
    raise_data_versions(session, edition.id)
    record(
        session, Action.ASSIGNMENTS_UNDONE, act.round, by=by, at=at, edition_id=edition.id, count=len(moves),
        reason=act.undone_reason,
    )  # fmt: skip


def let_go(session: Session, round_: Round, *, reason: str, by: User, at: datetime) -> None:
    """Take every assignment of a round back whose entries are called back; its acts are over, their letters held."""
    while act := plans.last_act(session, round_):
        act.undone_at, act.undone_by_id, act.undone_reason = at, by.id, reason
        _untell(session, act, _moves(session, act), at)
        session.flush()
    standing = select(Assignment).where(Assignment.round_id == round_.id, Assignment.removed_at.is_(None))
    for assignment in session.scalars(standing):
        assignment.removed_at = at


def take_over(
    session: Session, round_: Round, seat: Seat, other: Seat, *, reason: str, by: User, at: datetime
) -> ActOfAssigning:
    """Give what one member has not handed in to another; what was handed in stays and counts.

    So does what the other may not score, or scores already: no entry loses a sheet that is asked for.
    """
    edition = seat.edition
    detecting.detect_all(session, edition, by=by, at=at)
    session.flush()
    facts, waiting = plans.facts(session, edition, round_)
    refusal = rules.why_not_assign(edition, round_) or plan_rules.why_not_take_over(seat, other, waiting)
    if refusal := refusal or rules.why_not_without_reason(reason):
        raise refusal
    open_ = plans.open_of(session, round_, seat, by)
    taken = [pair for pair in open_ if (pair[0], other.id) not in {*facts.barred, *facts.live}]
    given: list[Pair] = [(entry, other.id) for entry, _seat in taken]
    if refusal := plan_rules.why_not_nothing(taken):
        raise refusal
    act = _begin(session, round_, by=by, at=at, asked={}, reason=reason.strip())
    moves = giving.move(session, act, given=given, taken=taken, at=at)
    giving.tell(session, act, moves, at=at)
    raise_data_versions(session, edition.id)
    record(
        session, Action.ASSIGNMENTS_TAKEN_OVER, seat, by=by, at=at, edition_id=edition.id, person=other.user.name,
        count=len(taken), reason=act.reason,
    )  # fmt: skip
    return act


def _begin(
    session: Session, round_: Round, *, by: User, at: datetime, asked: dict[str, str], reason: str = ""
) -> ActOfAssigning:
    act = ActOfAssigning(round=round_, by_id=by.id, at=at, asked=asked, reason=reason)
    session.add(act)
    session.flush()
    return act


def _moves(session: Session, act: ActOfAssigning) -> list[Move]:
    query = select(Move).where(Move.act_id == act.id).order_by(Move.id)
    return list(session.scalars(query.options(joinedload(Move.assignment).joinedload(Assignment.seat))))


def _untell(session: Session, act: ActOfAssigning, moves: list[Move], at: datetime) -> None:
    """Hold the letters of an act back; whoever has read of it already is told that it is undone."""
    for template, given, answer in ((giving.GIVEN, True, giving.TAKEN), (giving.TAKEN, False, giving.GIVEN)):
        written = f"{giving.occasion_of(act, template)}:%"
        rows = session.execute(select(Message.id, Message.user_id).where(Message.occasion.like(written))).all()
        withdraw(session, [row.id for row in rows], at=at)
        gone = set(session.scalars(select(Message.user_id).where(
            Message.occasion.like(written), Message.withdrawn_at.is_(None)
        )))  # fmt: skip
        counts: dict[int, int] = {}
        for one in moves:
            if one.given is given and one.assignment.seat.user_id in gone:
                counts[one.assignment.seat_id] = counts.get(one.assignment.seat_id, 0) + 1
        if counts:
            giving.send(session, act, answer, counts, at=at, undone=True)
