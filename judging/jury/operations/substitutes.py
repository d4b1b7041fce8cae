"""Substitutes of members: named with an account of their own, so that they declare before they vote."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from judging.accounts.models import User
from judging.accounts.operations import accounts
from judging.accounts.queries import person
from judging.audit.actions import Action
from judging.audit.operations.history import record
from judging.editions.models import Role, Seat
from judging.jury import rules
from judging.jury.operations import detecting
from judging.jury.operations.invitations import mail_invitation
from judging.jury.queries import chapter, seats
from judging.jury.queries.paper import roles_and_past
from judging.notifications.operations.outbox import enqueue


def name_substitute(session: Session, seat: Seat, *, name: str, email: str, title: str, by: User, at: datetime) -> Seat:
    """Let a person stand in for a member at the meeting once they have declared; tell them, the member, the chair."""
    if refusal := rules.why_not_name_substitute(seat):
        raise refusal
    edition = seat.edition
    known = person(session, email)
    if known and (refusal := rules.why_not_sit(known, roles_and_past(session, edition, known))):
        raise refusal
    user, token = accounts.invite(session, email, name, "pl", at)
    if refusal := rules.why_not_invite_person(seats.held_on_jury(session, edition, user)):
        raise refusal
    had = select(Seat).where(Seat.edition_id == edition.id, Seat.user_id == user.id, Seat.role == Role.SUBSTITUTE)
    found = session.scalar(had) or Seat(edition=edition, user=user, role=Role.SUBSTITUTE)
    found.stands_for, found.title, found.invited_at, found.removed_at = seat, title, at, None
    found.conflicts_declared_at = None  # one who comes back goes through the list as it is now
    session.add(found)
    session.flush()
    member = seat.user.name
    record(session, Action.SUBSTITUTE_NAMED, found, by=by, at=at, edition_id=edition.id, juror=member, title=title)
    detecting.detect(session, found, by=by, at=at)
    mail_invitation(session, found, token, at)
    _tell(session, found, seat, at)
    return found


def _tell(session: Session, substitute: Seat, member: Seat, at: datetime) -> None:
    """Tell the member and who leads the chapter: nobody is represented without knowing by whom."""
    edition = member.edition
    for seat in {one.id: one for one in (member, *chapter.leaders(session, edition))}.values():
        enqueue(
            session,
            "substitute-named",
            to=seat.user,
            at=at,
            occasion=f"substitute-named:{substitute.id}:{seat.id}:{at:%Y%m%d%H%M%S%f}",
            edition_id=edition.id,
            edition=edition.name,
            name=substitute.user.name,
            member=member.user.name,
        )
