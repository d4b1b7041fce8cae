"""Clerks of an edition: invited by its secretary, arrived, ended."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from judging.accounts.models import User
from judging.accounts.operations import accounts
from judging.accounts.queries import person
from judging.audit.actions import Action
from judging.audit.operations.history import record
from judging.core.i18n import _l
from judging.core.refusals import NotNow
from judging.editions.models import Edition, Role, Seat
from judging.editions.queries import roles_of
from judging.jury import paper_rules
from judging.notifications.operations.outbox import enqueue


def invite(session: Session, edition: Edition, *, name: str, email: str, by: User, at: datetime) -> Seat:
    """Give a person the seat of a clerk and mail them a link; one whose seat was ended comes back."""
    known = person(session, email)
    roles = roles_of(session, edition, known) if known else set()
    if known and (refusal := paper_rules.why_not_seat_clerk(edition, known, roles)):
        raise refusal
    user, token = accounts.invite(session, email, name, "pl", at)
    if refusal := paper_rules.why_not_seat_clerk(edition, user, roles):
        raise refusal
    had = (Seat.edition_id == edition.id, Seat.user_id == user.id, Seat.role == Role.CLERK)
    seat = session.scalar(select(Seat).where(*had)) or Seat(edition=edition, user=user, role=Role.CLERK)
    seat.invited_at, seat.removed_at = at, None
    seat.accepted_at = at if user.password_hash else None  # who has an account signs in with it
    session.add(seat)
    session.flush()
    _mail(session, seat, token, by=by, at=at)
    return seat


def invite_again(session: Session, seat: Seat, *, by: User, at: datetime) -> None:
    """Mail a new link to a clerk who has not come yet; the old one stops working."""
    if seat.removed_at or seat.accepted_at:
        raise NotNow(_l("This person has taken up the invitation already."))
    _user, token = accounts.invite(session, seat.user.email, seat.user.name, "pl", at)
    seat.invited_at = at
    _mail(session, seat, token, by=by, at=at)


def _mail(session: Session, seat: Seat, token: str, *, by: User, at: datetime) -> None:
    edition = seat.edition
    record(session, Action.CLERK_INVITED, seat, by=by, at=at, edition_id=edition.id, person=seat.user.name)
    enqueue(
        session,
        "clerk-invited",
        to=seat.user,
        at=at,
        occasion=f"clerk-invited:{seat.id}:{at:%Y%m%d%H%M%S%f}",
        edition_id=edition.id,
        edition=edition.name,
        desk=f"/desk/{edition.slug}/jury/paper/",
        token="" if seat.user.password_hash else token,
    )


def note_arrival(session: Session, user: User, at: datetime) -> None:
    """Note that a person has followed the link to their seats as clerks."""
    waiting = (Seat.user_id == user.id, Seat.role == Role.CLERK, Seat.accepted_at.is_(None), Seat.removed_at.is_(None))
    for seat in session.scalars(select(Seat).where(*waiting)):
        seat.accepted_at = at
        record(session, Action.CLERK_ACCEPTED, seat, by=user, at=at, edition_id=seat.edition_id)


accounts.on_arrival.append(note_arrival)


def end(session: Session, seat: Seat, *, reason: str, by: User, at: datetime) -> None:
    """End the seat of a clerk: access ends at once, what was typed in stays."""
    if refusal := paper_rules.why_not_end_clerk(seat, reason):
        raise refusal
    seat.removed_at = at
    session.flush()
    accounts.withdraw_invitation(session, seat.user, at=at)
    whose = seat.user.name
    record(session, Action.SEAT_REMOVED, seat, by=by, at=at, edition_id=seat.edition_id, person=whose, reason=reason)
