"""Questions about members of the jury, what they have declared, and what they may yet declare."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session, contains_eager, joinedload, selectinload

from judging.accounts.models import User
from judging.editions.models import ON_THE_JURY, Edition, Seat
from judging.entries.models import Entry
from judging.jury.models import Conflict
from judging.jury.rules import SCORED_STATUSES
from judging.offices.models import Office
from judging.stats.collation import alphabetical


def my_seat(session: Session, user: User, edition: Edition) -> Seat | None:
    """Return the person's seat on the jury of an edition."""
    query = select(Seat).where(
        Seat.edition_id == edition.id,
        Seat.user_id == user.id,
        Seat.role.in_(ON_THE_JURY),
        Seat.removed_at.is_(None),
    )
    return session.scalar(query)


def my_conflicts(session: Session, seat: Seat) -> Sequence[Conflict]:
    """Return the conflicts of one juror that stand, by the name of the office."""
    query = (
        select(Conflict)
        .where(Conflict.seat_id == seat.id, Conflict.withdrawn_at.is_(None))
        .options(
            joinedload(Conflict.office),
            joinedload(Conflict.entry).options(joinedload(Entry.office), joinedload(Entry.area)),
        )
        .order_by(Conflict.id)
    )
    return session.scalars(query).all()


def entries_to_declare(session: Session, edition: Edition) -> Sequence[Entry]:
    """Return the entries a juror goes through to declare conflicts: by office, then by area."""
    query = (
        select(Entry)
        .join(Entry.office)
        .where(Entry.edition_id == edition.id, Entry.status.in_(SCORED_STATUSES))
        .options(
            contains_eager(Entry.office).joinedload(Office.unit),
            joinedload(Entry.area),
        )
        .order_by(Entry.id)
    )
    return sorted(session.scalars(query), key=lambda entry: alphabetical(entry.office.name))


def candidates(session: Session, edition: Edition) -> Sequence[Office]:
    """Return the offices whose entries are judged, with their units and representatives."""
    offices = select(Entry.office_id).where(Entry.edition_id == edition.id, Entry.status.in_(SCORED_STATUSES))
    query = (
        select(Office)
        .where(Office.id.in_(offices))
        .options(joinedload(Office.unit), selectinload(Office.representatives))
        .order_by(Office.id)
    )
    return session.scalars(query).all()


def member(session: Session, edition: Edition, public_id: str) -> Seat | None:
    """Return a seat on the jury of an edition, for the secretary."""
    query = select(Seat).where(
        Seat.edition_id == edition.id,
        Seat.public_id == public_id,
        Seat.role.in_(ON_THE_JURY),
        Seat.removed_at.is_(None),
    )
    return session.scalar(query)


def conflict(session: Session, edition: Edition, public_id: str) -> Conflict | None:
    """Return one conflict of an edition, for the secretary."""
    query = select(Conflict).join(Conflict.seat)
    return session.scalar(query.where(Seat.edition_id == edition.id, Conflict.public_id == public_id))


def register(session: Session, edition: Edition) -> Sequence[Conflict]:
    """Return all conflicts of an edition, standing and lifted, newest first."""
    query = (
        select(Conflict)
        .join(Conflict.seat)
        .where(Seat.edition_id == edition.id)
        .options(
            contains_eager(Conflict.seat).joinedload(Seat.user),
            joinedload(Conflict.office),
            joinedload(Conflict.entry).options(joinedload(Entry.office), joinedload(Entry.area)),
        )
        .order_by(Conflict.at.desc(), Conflict.id.desc())
    )
    return session.scalars(query).all()
