"""Questions about members of the jury, what they have declared, and what they may yet declare."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, Select, and_, func, or_, select, true
from sqlalchemy.orm import Session, contains_eager, joinedload, selectinload

from judging.accounts.models import User
from judging.editions.models import DECLARING, ON_THE_JURY, Edition, Role, Seat
from judging.entries.models import Entry, EntryVersion
from judging.jury.models import Conflict
from judging.jury.rules import SCORED_STATUSES
from judging.offices.models import Office, Representative
from judging.offices.queries import visible_offices
from judging.stats.collation import alphabetical

AREAS = selectinload(Entry.versions).load_only(EntryVersion.number, EntryVersion.area_name)  # as sent in, never a draft


def my_seat(session: Session, user: User, edition: Edition) -> Seat | None:
    """Return the person's seat on the jury of an edition."""
    query = select(Seat).where(
        Seat.edition_id == edition.id,
        Seat.user_id == user.id,
        Seat.role.in_(ON_THE_JURY),
        Seat.removed_at.is_(None),
    )
    return session.scalar(query)


def held_on_jury(session: Session, edition: Edition, user: User) -> Sequence[Seat]:
    """Return the seats of a person that give a vote, their own or a member's."""
    query = select(Seat).where(
        Seat.edition_id == edition.id,
        Seat.user_id == user.id,
        Seat.role.in_(DECLARING),
        Seat.removed_at.is_(None),
    )
    return session.scalars(query.options(joinedload(Seat.stands_for))).all()


def not_with(reader: User) -> ColumnElement[bool]:
    """Return the condition on a conflict that the reader acts for no office it is with."""
    own = select(visible_offices(reader).subquery().c.id)
    of_entries = select(Entry.id).where(Entry.office_id.in_(own))
    return and_(
        or_(Conflict.office_id.is_(None), Conflict.office_id.not_in(own)),
        or_(Conflict.entry_id.is_(None), Conflict.entry_id.not_in(of_entries)),
    )


def has_rights_beside(session: Session, seat: Seat) -> bool:
    """Tell whether the person of a seat holds another, in whatever edition, or acts for an office or has asked to."""
    others = select(Seat.id).where(Seat.user_id == seat.user_id, Seat.id != seat.id, Seat.removed_at.is_(None))
    offices = select(Representative.id).where(
        Representative.user_id == seat.user_id, Representative.refused_at.is_(None)
    )
    return any(session.scalar(query.limit(1)) is not None for query in (others, offices))


def my_conflicts(session: Session, seat: Seat, *, reader: User | None = None) -> Sequence[Conflict]:
    """Return the conflicts of one juror that stand, but those with an office of a reader who is somebody else."""
    query = (
        select(Conflict)
        .where(Conflict.seat_id == seat.id, Conflict.withdrawn_at.is_(None), not_with(reader) if reader else true())
        .options(
            joinedload(Conflict.office),
            joinedload(Conflict.entry).options(joinedload(Entry.office), AREAS),
        )
        .order_by(Conflict.id)
    )
    return session.scalars(query).all()


def lifted_conflicts(session: Session, seat: Seat) -> Sequence[Conflict]:
    """Return what stood as a conflict of one juror and was taken back, the newest first."""
    query = (
        select(Conflict)
        .where(Conflict.seat_id == seat.id, Conflict.withdrawn_at.is_not(None))
        .options(joinedload(Conflict.office), joinedload(Conflict.entry).joinedload(Entry.office))
        .order_by(Conflict.withdrawn_at.desc(), Conflict.id.desc())
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
            AREAS,
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
        .options(
            joinedload(Office.unit),
            selectinload(Office.representatives).joinedload(Representative.user).selectinload(User.other_addresses),
        )
        .order_by(Office.id)
    )
    return sorted(session.scalars(query), key=lambda office: alphabetical(office.name))


def member(session: Session, edition: Edition, public_id: str) -> Seat | None:
    """Return a seat on the jury of an edition, for the secretary."""
    query = select(Seat).where(
        Seat.edition_id == edition.id,
        Seat.public_id == public_id,
        Seat.role.in_(ON_THE_JURY),
        Seat.removed_at.is_(None),
    )
    return session.scalar(query)


def substitute(session: Session, edition: Edition, public_id: str) -> Seat | None:
    """Return the seat of a substitute of an edition, for the secretary."""
    query = select(Seat).where(
        Seat.edition_id == edition.id,
        Seat.public_id == public_id,
        Seat.role == Role.SUBSTITUTE,
        Seat.removed_at.is_(None),
    )
    return session.scalar(query)


def substitutes(session: Session, seat: Seat) -> Sequence[Seat]:
    """Return who may stand in for a member, in the order in which they were named."""
    query = select(Seat).where(Seat.stands_for_id == seat.id, Seat.removed_at.is_(None))
    return session.scalars(query.options(joinedload(Seat.user)).order_by(Seat.id)).all()


def conflict(session: Session, edition: Edition, public_id: str) -> Conflict | None:
    """Return one conflict of an edition, for the secretary."""
    query = select(Conflict).join(Conflict.seat)
    return session.scalar(query.where(Seat.edition_id == edition.id, Conflict.public_id == public_id))


def may_be_withheld(session: Session, reader: User) -> bool:
    """Tell whether conflicts with some office are not for this reader, be there any or none."""
    return session.scalar(visible_offices(reader).limit(1)) is not None


def number_of_conflicts_since(session: Session, edition: Edition, reader: User, since: datetime) -> int:
    """Count the conflicts that became known since a moment, as the register shows them to the reader."""
    query = select(func.count(Conflict.id)).join(Conflict.seat)
    return session.scalar(query.where(Seat.edition_id == edition.id, not_with(reader), Conflict.at >= since)) or 0


def declared_since(edition: Edition, since: datetime) -> Select[int]:
    """Select the seats of the members who have declared their conflicts, or that they have none, since a moment."""
    on_it = (Seat.edition_id == edition.id, Seat.role.in_(ON_THE_JURY), Seat.removed_at.is_(None))
    return select(Seat.id).where(*on_it, Seat.conflicts_declared_at >= since)


def register(session: Session, edition: Edition, reader: User, since: datetime | None = None) -> Sequence[Conflict]:
    """Return all conflicts of an edition, standing and lifted, newest first, but those with an office of the reader."""
    query = (
        select(Conflict)
        .join(Conflict.seat)
        .where(Seat.edition_id == edition.id, not_with(reader), Conflict.at >= since if since else true())
        .options(
            contains_eager(Conflict.seat).joinedload(Seat.user),
            joinedload(Conflict.office),
            joinedload(Conflict.entry).options(joinedload(Entry.office), AREAS),
        )
        .order_by(Conflict.at.desc(), Conflict.id.desc())
    )
    return session.scalars(query).all()
