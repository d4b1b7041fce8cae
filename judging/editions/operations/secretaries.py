"""What happens to the secretaries of an edition."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from judging.accounts.models import User
from judging.audit.actions import Action
from judging.audit.operations.history import record
from judging.editions import queries
from judging.editions.models import Edition, Role, Seat
from judging.editions.rules import people
from judging.notifications.operations.outbox import enqueue


def appoint_secretary(session: Session, edition: Edition, person: User, *, by: User, at: datetime) -> Seat:
    """Give an edition one more secretary; the chapter's officials and the person are told."""
    if refusal := people.why_not_appoint_secretary(by, person, queries.roles_of(session, edition, person)):
        raise refusal
    told = [person, *queries.officials(session, edition)]
    held = (Seat.edition_id == edition.id, Seat.user_id == person.id, Seat.role == Role.SECRETARY)
    seat = session.scalar(select(Seat).where(*held)) or Seat(edition=edition, user=person, role=Role.SECRETARY)
    seat.accepted_at, seat.removed_at = at, None
    session.add(seat)
    session.flush()
    record(session, Action.SECRETARY_APPOINTED, seat, by=by, at=at, edition_id=edition.id, person=person.name)
    for reader in told:
        enqueue(
            session,
            "secretary-appointed",
            to=reader,
            at=at,
            occasion=f"secretary-appointed:{seat.id}:{at:%Y%m%dT%H%M%S}",
            edition_id=edition.id,
            edition=edition.name,
            person=person.name,
            by=by.name,
            slug=edition.slug,
        )
    return seat


def end_secretary(session: Session, edition: Edition, seat: Seat, *, reason: str, by: User, at: datetime) -> None:
    """End the seat of a secretary; access ends at once, what was done stays, the officials and the person are told."""
    if refusal := people.why_not_end_secretary(seat, queries.secretaries(session, edition), reason):
        raise refusal
    told = {user.id: user for user in (seat.user, *queries.officials(session, edition))}
    seat.removed_at = at
    session.flush()
    whose = seat.user.name
    record(session, Action.SEAT_REMOVED, seat, by=by, at=at, edition_id=edition.id, person=whose, reason=reason)
    for reader in told.values():
        enqueue(
            session,
            "secretary-ended",
            to=reader,
            at=at,
            occasion=f"secretary-ended:{seat.id}:{at:%Y%m%dT%H%M%S}",
            edition_id=edition.id,
            edition=edition.name,
            person=whose,
            by=by.name,
            reason=reason,
        )
