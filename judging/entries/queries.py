"""Questions about entries that more than one place asks."""

from collections import Counter
from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Select, and_, bindparam, case, exists, func, or_, select
from sqlalchemy.orm import Session, joinedload, selectinload

from judging.accounts.models import User
from judging.core.prepared import Prepared
from judging.editions import timetable
from judging.editions.models import Edition, Role, Seat
from judging.entries.limits import UNCOUNTED, Used
from judging.entries.models import (
    AcceptedDeclaration,
    Attachment,
    Entry,
    EntryRevision,
    EntryVersion,
    Extension,
    HeldSubmission,
    Origin,
    Status,
)
from judging.offices.models import Office, Representative
from judging.stats.collation import alphabetical

COUNTING = (Entry.deleted_at.is_(None), Entry.status.not_in(UNCOUNTED))  # what the limit of an office counts


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


def extension_of(session: Session, edition: Edition, office: Office) -> Extension | None:
    """Return the longer deadline of an office, if it was given one."""
    query = select(Extension).where(Extension.edition_id == edition.id, Extension.office_id == office.id)
    return session.scalar(query)


def extensions(session: Session, edition: Edition) -> Sequence[Extension]:
    """Return the longer deadlines given in an edition, with their offices."""
    query = select(Extension).where(Extension.edition_id == edition.id)
    found = session.scalars(query.options(joinedload(Extension.office)).order_by(Extension.id))
    return sorted(found, key=lambda extension: alphabetical(extension.office.name))


def accepted_declarations(session: Session, entry: Entry) -> dict[int, AcceptedDeclaration]:
    """Return what was declared with an entry, by the id of the declaration."""
    query = (
        select(AcceptedDeclaration)
        .where(AcceptedDeclaration.entry_id == entry.id)
        .options(joinedload(AcceptedDeclaration.declaration))
    )
    return {row.declaration_id: row for row in session.scalars(query)}


def next_number(session: Session, edition_id: int) -> int:
    """Return the number for the next entry; holds the edition, so that arrivals queue."""
    session.execute(select(Edition.id).where(Edition.id == edition_id).with_for_update())
    query = select(func.coalesce(func.max(Entry.number), 0)).where(Entry.edition_id == edition_id)
    return int(session.scalar(query) or 0) + 1


def submitted_entries(edition: Edition, status: Status | None = None) -> Select[Entry]:
    """Select what was submitted to an edition, by its number; of one state, if that is asked."""
    query = select(Entry).where(Entry.edition_id == edition.id, Entry.status != Status.DRAFT).order_by(Entry.number)
    return query if status is None else query.where(Entry.status == status)


@Prepared
def _counted() -> Any:
    return (
        select(Entry.status, func.count(Entry.id).label("entries"))
        .where(Entry.edition_id == bindparam("edition_id"), Entry.status != Status.DRAFT)
        .group_by(Entry.status)
    )


def counts_by_status(session: Session, edition_id: int) -> dict[Status, int]:
    """Count the submitted entries of an edition by their state."""
    session.flush()
    found = {row.status: row.entries for row in _counted.rows(session.connection(), {"edition_id": edition_id})}
    return {status: found.get(status, 0) for status in Status if status is not Status.DRAFT}


def held_in(session: Session, edition: Edition) -> Sequence[HeldSubmission]:
    """Return what was sent to an edition and waits for the confirmation of a right, in order of arrival."""
    query = select(HeldSubmission).join(HeldSubmission.entry).where(Entry.edition_id == edition.id)
    return session.scalars(query.order_by(HeldSubmission.submitted_at, HeldSubmission.id)).all()


def number_held(session: Session, edition: Edition) -> int:
    """Count what was sent to an edition and waits for the confirmation of a right."""
    query = select(func.count(HeldSubmission.id)).join(HeldSubmission.entry).where(Entry.edition_id == edition.id)
    return session.scalar(query) or 0


def unconfirmed(edition: Edition) -> Select[int | None]:
    """Select the numbers of entries that a secretary entered and their office has not confirmed, in order.

    As :func:`judging.entries.origins.awaits` tells of one.
    """
    gone = (Status.WITHDRAWN, Status.REJECTED)
    anew = exists().where(EntryVersion.entry_id == Entry.id, EntryVersion.number > 1)
    waits = (Origin.confirmed_at.is_(None), Entry.status.not_in(gone), ~anew)
    query = select(Entry.number).join(Origin, Origin.entry_id == Entry.id)
    return query.where(Entry.edition_id == edition.id, *waits).order_by(Entry.number)


def kept_hashes(session: Session) -> Sequence[str]:
    """Return the hashes of all attachments that are kept, each once: those of drafts gone for good are not."""
    query = select(Attachment.sha256).join(Attachment.entry).where(Entry.purged_at.is_(None))
    return session.scalars(query.distinct().order_by(Attachment.sha256)).all()


def purged_hashes(session: Session) -> set[str]:
    """Return the hashes of files that only drafts gone for good have had."""
    gone = select(Attachment.sha256).join(Attachment.entry).where(Entry.purged_at.is_not(None))
    return set(session.scalars(gone)) - set(kept_hashes(session))


def drafts_to_purge(session: Session, before: datetime) -> Sequence[Entry]:
    """Return the drafts that were deleted before a moment and still say something."""
    query = select(Entry).where(Entry.deleted_at < before, Entry.purged_at.is_(None))
    return session.scalars(query.options(selectinload(Entry.attachments)).order_by(Entry.id)).all()


def number_counted(session: Session, edition: Edition, office: Office) -> int:
    """Count the entries of an office that its limit counts; holds the office, so that its next ones queue."""
    session.execute(select(Office.id).where(Office.id == office.id).with_for_update(key_share=True))
    return numbers_counted(session, [edition], [office.id])[edition.id, office.id]


def numbers_counted(
    session: Session, editions: Collection[Edition], offices: Collection[int]
) -> Counter[tuple[int, int]]:
    """Count the entries that the limit of their office counts, by the ids of edition and office."""
    of_these = Entry.edition_id.in_([one.id for one in editions]), Entry.office_id.in_(offices)
    query = select(Entry.edition_id, Entry.office_id, func.count(Entry.id)).where(*COUNTING, *of_these)
    rows = session.execute(query.group_by(Entry.edition_id, Entry.office_id))
    return Counter({(edition, office): number for edition, office, number in rows})


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


def hold_space(session: Session, edition: Edition) -> None:
    """Hold the edition, so that what is attached at the same moment is counted one after the other."""
    session.execute(select(Edition.id).where(Edition.id == edition.id).with_for_update(key_share=True))


def space_used(session: Session, edition: Edition, office: Office | None = None) -> Used:
    """Return how much is attached in an edition; of no office, that of the one that uses most.

    What an office has removed, or deleted with a draft, is kept and fills the edition, but does not count against it.
    """
    now = and_(Attachment.removed_at.is_(None), Entry.deleted_at.is_(None))
    query = (
        select(Entry.office_id, func.sum(Attachment.size), func.sum(case((now, Attachment.size), else_=0)))
        .join(Attachment.entry)
        .where(Entry.edition_id == edition.id, Entry.purged_at.is_(None))
        .group_by(Entry.office_id)
    )
    rows = session.execute(query).all()
    by_office = {of: int(attached) for of, _kept, attached in rows}
    most = by_office.get(office.id, 0) if office else max(by_office.values(), default=0)
    return Used(most, sum(int(kept) for _of, kept, _attached in rows))


def entry_authors(session: Session, entry: Entry) -> Sequence[User]:
    """Return who is told about an entry: the confirmed representatives of its office."""
    acts = select(Representative.user_id).where(
        Representative.office_id == entry.office_id, Representative.approved_at.is_not(None)
    )
    return session.scalars(select(User).where(User.id.in_(acts)).order_by(User.id)).all()
