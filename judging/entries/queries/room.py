"""How much is taken: numbers, entries of an office, bytes."""

from collections import Counter
from collections.abc import Collection

from sqlalchemy import and_, case, func, select
from sqlalchemy.orm import Session

from judging.editions.models import Edition
from judging.entries.limits import UNCOUNTED, Used
from judging.entries.models import Attachment, Entry
from judging.offices.models import Office

COUNTING = (Entry.deleted_at.is_(None), Entry.status.not_in(UNCOUNTED))  # what the limit of an office counts


def next_number(session: Session, edition_id: int) -> int:
    """Return the number for the next entry; holds the edition, so that arrivals queue."""
    session.execute(select(Edition.id).where(Edition.id == edition_id).with_for_update())
    query = select(func.coalesce(func.max(Entry.number), 0)).where(Entry.edition_id == edition_id)
    return int(session.scalar(query) or 0) + 1


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
