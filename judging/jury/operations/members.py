"""What can happen to the members of a jury: invited, appointed, reminded, removed."""

from collections.abc import Sequence
from datetime import date, datetime
from zoneinfo import ZoneInfo

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from judging.accounts.models import User
from judging.accounts.operations import accounts, addresses
from judging.accounts.queries import person
from judging.audit.actions import Action
from judging.audit.operations.history import record
from judging.core.i18n import _l
from judging.core.refusals import NotNow, Refused
from judging.editions.models import DECLARING, LEADERS, ON_THE_JURY, Edition, Role, Seat
from judging.editions.operations.versions import raise_data_versions
from judging.jury import rules
from judging.jury.models import Assignment, ScoreSheet, SheetState
from judging.jury.operations import detecting
from judging.jury.operations.invitations import mail_invitation
from judging.jury.queries import chapter, seats
from judging.jury.queries.paper import roles_and_past
from judging.notifications.operations.outbox import enqueue


def invite(
    session: Session,
    edition: Edition,
    *,
    name: str,
    email: str,
    title: str,
    reason: str = "",
    by: User,
    at: datetime,
) -> Seat:
    """Give a person a seat on the jury and mail them a link; one who was removed comes back.

    Once scoring has opened the seat is late: it counts for nothing until the chair agrees to it.
    """
    late = rules.is_late(edition, at, chapter_exists=chapter.ever_seated(session, edition))
    leaders = chapter.leaders(session, edition)
    if refusal := rules.why_not_invite(edition, reason, leaders, late=late):
        raise refusal
    known = person(session, email)
    if known and (refusal := rules.why_not_sit(known, roles_and_past(session, edition, known))):
        raise refusal
    user, token = accounts.invite(session, email, name, "pl", at)
    seat = _seat_of(session, edition, user)
    if refusal := rules.why_not_invite_person(seats.held_on_jury(session, edition, user)):
        raise refusal
    seat = seat or Seat(edition=edition, user=user, role=Role.JUROR)
    seat.role, seat.title, seat.invited_at, seat.removed_at = Role.JUROR, title, at, None
    seat.late_reason, seat.consented_at, seat.consented_by_id = reason.strip() if late else "", None, None
    seat.conflicts_declared_at = None  # one who comes back goes through the list as it is now
    session.add(seat)
    why = {"reason": seat.late_reason} if late else {}
    record(session, Action.JUROR_INVITED, seat, by=by, at=at, edition_id=edition.id, title=title, **why)
    session.flush()
    detecting.detect(session, seat, by=by, at=at)
    mail_invitation(session, seat, token, at)
    if late:
        _ask_for_consent(session, seat, leaders, at)
    return seat


def consent(session: Session, seat: Seat, *, by: User, at: datetime) -> None:
    """Let a late seat count, by the word of the chair or the deputy."""
    if refusal := rules.why_not_consent(by, seat, chapter.leaders(session, seat.edition)):
        raise refusal
    seat.consented_at, seat.consented_by_id = at, by.id
    record(session, Action.SEAT_CONSENTED, seat, by=by, at=at, edition_id=seat.edition_id)


def note_arrival(session: Session, user: User, at: datetime) -> None:
    """Note that a person has followed the link to their seats on juries, or to those of substitutes."""
    waiting = select(Seat).where(
        Seat.user_id == user.id,
        Seat.role.in_(DECLARING),
        Seat.accepted_at.is_(None),
        Seat.removed_at.is_(None),
    )
    for seat in session.scalars(waiting):
        seat.accepted_at = at
        record(session, Action.JUROR_ACCEPTED, seat, by=user, at=at, edition_id=seat.edition_id)
        detecting.detect(session, seat, by=user, at=at)


def _is_awaited(session: Session, user: User) -> bool:
    """Tell whether a seat waits for a person: then their invitation still gives something."""
    held = select(Seat.id).where(Seat.user_id == user.id, Seat.removed_at.is_(None))
    return session.scalar(held.limit(1)) is not None


accounts.on_arrival.append(note_arrival)
accounts.awaited.append(_is_awaited)
addresses.on_addition.append(detecting.look_at_person)


def invite_again(session: Session, seat: Seat, *, by: User, at: datetime) -> None:
    """Mail a new link to a member or a substitute who has not come yet; the old one stops working."""
    if refusal := rules.why_not_change_jury(seat.edition) or _why_not_again(seat):
        raise refusal
    _user, token = accounts.invite(session, seat.user.email, seat.user.name, "pl", at)
    seat.invited_at = at
    record(session, Action.JUROR_INVITED, seat, by=by, at=at, edition_id=seat.edition_id)
    mail_invitation(session, seat, token, at)


def appoint(session: Session, seat: Seat, role: Role, *, by: User, at: datetime, told: bool = False) -> None:
    """Make a member chair or deputy, or a plain member again; there is one chair, one deputy.

    ``told``: whoever appoints knows that the person has no second factor; a mail asks for it.
    """
    if refusal := rules.why_not_change_jury(seat.edition) or rules.why_not_appoint(seat, role, told=told):
        raise refusal
    if role is not Role.JUROR:
        for held in _seats_with(session, seat.edition, role):
            held.role = Role.JUROR
    seat.role = role
    raise_data_versions(session, seat.edition_id)  # their sheets may break a tie
    record(session, Action.JUROR_APPOINTED, seat, by=by, at=at, edition_id=seat.edition_id, role=role)
    detecting.detect(session, seat, by=by, at=at)
    if role in LEADERS and not seat.user.has_second_factor:
        remind_to_protect(session, seat, at=at)


def remove(session: Session, seat: Seat, *, reason: str, by: User, at: datetime) -> None:
    """Take a member off the jury, substitutes too; sheets handed in stay and count, the others are taken back."""
    refusal = rules.why_not_change_jury(seat.edition) or rules.why_not_without_reason(reason)
    if refusal:
        raise refusal
    seat.removed_at = at
    handed_in = select(ScoreSheet.assignment_id).where(ScoreSheet.state == SheetState.SUBMITTED)
    taken_back = update(Assignment).where(
        Assignment.seat_id == seat.id,
        Assignment.removed_at.is_(None),
        Assignment.id.not_in(handed_in),
    )
    session.execute(taken_back.values(removed_at=at), execution_options={"synchronize_session": False})
    raise_data_versions(session, seat.edition_id)
    session.flush()
    accounts.withdraw_invitation(session, seat.user, at=at)
    whose = seat.user.name
    record(session, Action.SEAT_REMOVED, seat, by=by, at=at, edition_id=seat.edition_id, person=whose, reason=reason)
    for substitute in seats.substitutes(session, seat):
        remove(session, substitute, reason=reason, by=by, at=at)


def remind_to_protect(session: Session, seat: Seat, *, at: datetime) -> None:
    """Ask the chair or the deputy by mail to set up the second factor, once a day."""
    edition = seat.edition
    enqueue(
        session,
        "second-factor-needed",
        to=seat.user,
        at=at,
        occasion=f"second-factor-needed:{seat.id}:{_today(edition, at)}",
        edition_id=edition.id,
        edition=edition.name,
        role=seat.role.value,
        desk=f"/jury/{edition.slug}/",
    )


def remind_to_declare(session: Session, edition: Edition, *, at: datetime) -> int:
    """Ask those who have not declared their conflicts to do so, each once a day; return how many those are."""
    both = (*chapter.seats_of(session, edition), *chapter.substitutes_of(session, edition))
    silent = chapter.undeclared(session, edition, both)
    for seat in silent:
        enqueue(
            session,
            "conflicts-to-declare",
            to=seat.user,
            at=at,
            occasion=f"conflicts-to-declare:{seat.id}:{_today(edition, at)}",
            edition_id=edition.id,
            edition=edition.name,
            desk=f"/jury/{edition.slug}/conflicts/",
        )
    return len(silent)


def _today(edition: Edition, at: datetime) -> date:
    return at.astimezone(ZoneInfo(edition.time_zone)).date()


def _ask_for_consent(session: Session, seat: Seat, leaders: Sequence[Seat], at: datetime) -> None:
    """Tell the chair and the deputy that a late seat waits for one of them."""
    for leader in leaders:
        enqueue(
            session,
            "late-seat",
            to=leader.user,
            at=at,
            occasion=f"late-seat:{seat.id}:{at:%Y%m%d%H%M%S%f}",
            edition_id=seat.edition_id,
            edition=seat.edition.name,
            name=seat.user.name,
            reason=seat.late_reason,
            desk=f"/chapter/{seat.edition.slug}/seats/",
        )


def _why_not_again(seat: Seat) -> Refused | None:
    if seat.removed_at or seat.accepted_at:
        return NotNow(_l("This person has taken up the invitation already."))
    return None


def _seat_of(session: Session, edition: Edition, user: User) -> Seat | None:
    """Return the one seat on the jury that a person has or had."""
    query = select(Seat).where(Seat.edition_id == edition.id, Seat.user_id == user.id, Seat.role.in_(ON_THE_JURY))
    return session.scalars(query.order_by(Seat.removed_at.is_not(None))).first()


def _seats_with(session: Session, edition: Edition, role: Role) -> list[Seat]:
    query = select(Seat).where(Seat.edition_id == edition.id, Seat.role == role, Seat.removed_at.is_(None))
    return list(session.scalars(query))
