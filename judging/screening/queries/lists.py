"""The list of entries as it is searched: one statement for its rows, more only where words are looked for."""

from collections.abc import Sequence
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import Select, String, and_, bindparam, cast, func, select
from sqlalchemy.orm import Session

from judging.accounts.models import User
from judging.core.cache import Cache
from judging.core.prepared import plain_rows, typed
from judging.editions.models import Edition
from judging.entries.models import Entry, EntryVersion, Origin, Status
from judging.offices.models import Office, Representative, Unit
from judging.offices.names import fold
from judging.screening.listing import Line

KEPT_TEXTS = 4000  # of versions, some eight thousand signs each
_folded: Cache[str] = Cache(KEPT_TEXTS)
_acted_for = (
    select(func.min(Representative.id))
    .where(Representative.office_id == Office.id, Representative.approved_at.is_not(None))
    .correlate(Office)
    .scalar_subquery()
)
_came_at = func.coalesce(EntryVersion.confirmed_at, Entry.submitted_at)
_awaited = (
    select(func.min(Origin.id)).where(Origin.entry_id == Entry.id, Origin.confirmed_at.is_(None)).scalar_subquery()
)
LISTED = (
    Entry.number,
    Entry.public_id,
    Entry.status,
    Entry.submitted_at,
    EntryVersion.title,
    EntryVersion.area_name,
    Office.name,
    Unit.kind,
    Unit.name,
    Unit.powiat,
    Unit.voivodeship,
    Unit.teryt,
    Office.email,
    Office.id,
    Entry.correct_until,
    EntryVersion.public_id,
    EntryVersion.number,
    cast(EntryVersion.files, String),  # as text, which may be a key
    _acted_for,
    _came_at,
    _awaited,
)


def rows(session: Session, edition: Edition) -> list[tuple[Any, ...]]:
    """Return what was submitted to an edition, by number, as the driver gives it: :func:`lines` reads it."""
    return plain_rows(session, _list(), {"edition_id": edition.id})


@cache
def _list() -> Select[Any]:
    """Return the query of the list, composed once."""
    newest = select(func.max(EntryVersion.number)).where(EntryVersion.entry_id == Entry.id).correlate(Entry)
    sent = and_(EntryVersion.entry_id == Entry.id, EntryVersion.number == newest.scalar_subquery())
    query: Select[Any] = select(*LISTED).select_from(Entry)
    query = query.join(Entry.office).join(Office.unit).join(EntryVersion, sent)
    return query.where(Entry.edition_id == bindparam("edition_id"), Entry.status != Status.DRAFT).order_by(Entry.number)


def lines(session: Session, found: Sequence[tuple[Any, ...]], zone: str) -> list[Line]:
    """Return the lines that rows of the list tell."""
    return [Line(*(*row, zone)) for row in typed(session.connection(), LISTED, found)]


def sent(session: Session, found: Sequence[Line]) -> list[tuple[Line, EntryVersion]]:
    """Return each line with the version that it tells of."""
    ids = [line.version_id for line in found]
    versions = session.scalars(select(EntryVersion).where(EntryVersion.public_id.in_(ids)))
    by_id = {one.public_id: one for one in versions}
    return [(line, by_id[line.version_id]) for line in found]


def folded_texts(session: Session, edition: Edition) -> dict[str, str]:
    """Return what each version of an edition's entries says, folded, by its public id; kept, as it never changes."""
    where = str(session.get_bind().engine.url)
    newest = select(EntryVersion.public_id).join(EntryVersion.entry)
    ids = session.scalars(newest.where(Entry.edition_id == edition.id, Entry.status != Status.DRAFT)).all()
    missing = [one for one in ids if (where, one) not in _folded]
    columns = select(EntryVersion.public_id, EntryVersion.title, EntryVersion.answers).join(EntryVersion.entry)
    of_edition = columns.where(Entry.edition_id == edition.id, Entry.status != Status.DRAFT)
    few = of_edition.where(EntryVersion.public_id.in_(missing)) if len(missing) < len(ids) else of_edition
    made = {one: fold(" ".join([title, *answers.values()])) for one, title, answers in session.execute(few)}
    for one, text in made.items():
        _folded.keep((where, one), text)
    return {one: made.get(one) or _folded.get((where, one)) or "" for one in ids}


def number_since(session: Session, edition: Edition, since: datetime) -> int:
    """Count what came since a moment, as the search of the list does."""
    came = _list().where(_came_at >= since).order_by(None).subquery()
    query = select(func.count()).select_from(came)
    return session.scalar(query, {"edition_id": edition.id}) or 0


def own_offices(session: Session, user: User) -> set[int]:
    """Return the offices that a person acts for, or has asked to act for: on their entries another decides."""
    mine = select(Representative.office_id).where(
        Representative.user_id == user.id, Representative.refused_at.is_(None)
    )
    return set(session.scalars(mine))
