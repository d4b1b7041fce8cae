"""What an edition has received: by state, held, entered for an office, with more time."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Select, bindparam, exists, func, select
from sqlalchemy.orm import Session, joinedload

from judging.core.prepared import Prepared
from judging.editions.models import Edition
from judging.entries.models import AcceptedDeclaration, Entry, EntryVersion, Extension, HeldSubmission, Origin, Status
from judging.offices.models import Office
from judging.stats.collation import alphabetical


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
