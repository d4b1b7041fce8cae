"""What a person sees of entries: their own, their offices', the files of both."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Select, and_, or_, select
from sqlalchemy.orm import Session, joinedload, selectinload

from judging.accounts.models import User
from judging.editions import timetable
from judging.editions.models import Edition, Role, Seat
from judging.entries.models import Attachment, Entry, EntryRevision, Extension, Status
from judging.offices.models import Office, Representative


def visible_entries(user: User) -> Select[Entry]:
    """Select what a person may see as an office or as a secretary; jurors have their own query.

    An office sees its own: a confirmed representative all of them, one who waits those begun by
    themselves. A secretary sees what was submitted to the edition: a draft is the office's alone. What was deleted
    nobody sees: :func:`deleted_drafts` are only listed, to be taken back.
    """
    return _known_entries(user).where(Entry.deleted_at.is_(None))


def deleted_drafts(user: User) -> Select[Entry]:
    """Select the drafts that a person's offices have deleted, the newest first."""
    return (
        _known_entries(user)
        .where(Entry.deleted_at.is_not(None), Entry.purged_at.is_(None))
        .order_by(Entry.deleted_at.desc(), Entry.id.desc())
    )


def _known_entries(user: User) -> Select[Entry]:
    mine = Representative.user_id == user.id
    confirmed = select(Representative.office_id).where(mine, Representative.approved_at.is_not(None))
    waiting = select(Representative.office_id).where(mine, Representative.refused_at.is_(None))
    checked = select(Seat.edition_id).where(
        Seat.user_id == user.id, Seat.role == Role.SECRETARY, Seat.removed_at.is_(None)
    )
    known = select(Entry).where(
        or_(
            Entry.office_id.in_(confirmed),
            and_(Entry.author_id == user.id, Entry.office_id.in_(waiting)),
            and_(Entry.edition_id.in_(checked), Entry.status != Status.DRAFT),
        )
    )
    if user.seen_within is None:
        return known
    edition_id, office_id = user.seen_within
    return known.where(Entry.edition_id == edition_id, Entry.office_id == office_id)


def visible_files(user: User) -> Select[Attachment]:
    """Select the files of the entries a person may see."""
    entries = visible_entries(user).with_only_columns(Entry.id)
    return select(Attachment).where(Attachment.entry_id.in_(entries))


def revisions(session: Session, entry: Entry) -> list[tuple[EntryRevision, str]]:
    """Return what was saved of an entry with the names of those who saved it, the oldest first."""
    query = select(EntryRevision, User.name).join(User, User.id == EntryRevision.saved_by_id)
    found = session.execute(query.where(EntryRevision.entry_id == entry.id).order_by(EntryRevision.version))
    return [(revision, name) for revision, name in found]


def entries_of(session: Session, user: User) -> Sequence[Entry]:
    """Return the entries of a person's offices for their cards, newest first."""
    acts = select(Representative.office_id).where(
        Representative.user_id == user.id, Representative.refused_at.is_(None)
    )
    query = visible_entries(user).where(Entry.office_id.in_(acts)).options(*FOR_CARDS)
    return session.scalars(query.order_by(Entry.id.desc())).all()


FOR_CARDS = (
    joinedload(Entry.edition).options(
        selectinload(Edition.fields),
        selectinload(Edition.areas),
        selectinload(Edition.declarations),
    ),
    joinedload(Entry.office).selectinload(Office.representatives),
    selectinload(Entry.attachments),
    selectinload(Entry.decisions),
    selectinload(Entry.extension),
    selectinload(Entry.versions),
    selectinload(Entry.held),
)


def open_editions(session: Session, offices: Sequence[int], at: datetime) -> list[Edition]:
    """Return the editions in which one of these offices may begin an entry now."""
    query = select(Edition).where(
        Edition.rules_frozen_at.is_not(None), Edition.opens_at <= at, Edition.archived_at.is_(None)
    )
    longer = set(
        session.scalars(select(Extension.edition_id).where(Extension.office_id.in_(offices), Extension.until > at))
    )
    found = session.scalars(query.order_by(Edition.opens_at.desc()))
    return [one for one in found if timetable.call(one).is_open(at) or one.id in longer]


def untouched_draft(session: Session, edition: Edition, office: Office, user: User) -> Entry | None:
    """Return the draft that a person has begun for an office and in which nobody has written or attached anything."""
    query = select(Entry).where(
        Entry.edition_id == edition.id,
        Entry.office_id == office.id,
        Entry.author_id == user.id,
        Entry.status == Status.DRAFT,
        Entry.deleted_at.is_(None),
        Entry.saved_at == Entry.created_at,
        ~Entry.attachments.any(),
    )
    return session.scalar(query.order_by(Entry.id.desc()).limit(1))


def entry_authors(session: Session, entry: Entry) -> Sequence[User]:
    """Return who is told about an entry: the confirmed representatives of its office."""
    acts = select(Representative.user_id).where(
        Representative.office_id == entry.office_id, Representative.approved_at.is_not(None)
    )
    return session.scalars(select(User).where(User.id.in_(acts)).order_by(User.id)).all()
