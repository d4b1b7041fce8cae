"""Questions about imports, and about what is there already that a file may repeat."""

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import Select, select
from sqlalchemy.orm import Session, joinedload, selectinload

from judging.editions.models import Edition
from judging.entries.models import Entry, EntryVersion, Extension, Origin, Status
from judging.intake.models import Upload
from judging.jury.queries.paper import upload_keys
from judging.offices.models import Office, Unit
from judging.offices.names import fold


def open_uploads(edition: Edition, at: datetime) -> Select[Upload]:
    """Select the imports of an edition that are not done, given up or lapsed, the newest first."""
    query = select(Upload).where(Upload.edition_id == edition.id, Upload.lapses_at > at)
    return query.options(joinedload(Upload.by)).order_by(Upload.id.desc())


def known_origins(session: Session, edition: Edition, identities: Collection[str]) -> dict[str, Origin]:
    """Return where entries of an edition came from, by the identity of their rows, with their versions."""
    query = select(Origin).where(Origin.edition_id == edition.id, Origin.identity.in_(identities))
    load = joinedload(Origin.entry).selectinload(Entry.versions)
    return {str(origin.identity): origin for origin in session.scalars(query.options(load))}


def titles_there(session: Session, edition: Edition) -> dict[tuple[int, str], int]:
    """Return the numbers of submitted entries, by their unit and their title as it is compared."""
    query = (
        select(Office.unit_id, EntryVersion.title, Entry.number)
        .join(Entry.office)
        .join(EntryVersion, EntryVersion.entry_id == Entry.id)
        .where(Entry.edition_id == edition.id, Entry.status != Status.WITHDRAWN)
    )
    return {(unit, fold(title)): int(number or 0) for unit, title, number in session.execute(query)}


def units(session: Session, codes: Collection[str]) -> dict[str, Unit]:
    """Return the present units of codes."""
    query = select(Unit).where(Unit.teryt.in_(codes), Unit.removed_at.is_(None))
    return {unit.teryt: unit for unit in session.scalars(query)}


def offices(session: Session, units: Collection[Unit]) -> dict[int, Office]:
    """Return the offices of units that take part, by the id of the unit, with who acts for them."""
    query = select(Office).where(Office.unit_id.in_([unit.id for unit in units]))
    return {office.unit_id: office for office in session.scalars(query.options(selectinload(Office.representatives)))}


def own_names(session: Session) -> dict[str, str]:
    """Return the codes of units by the names that their offices have given themselves; of two alike none."""
    rows = session.execute(select(Office.name, Unit.teryt).join(Office.unit).where(Unit.removed_at.is_(None)))
    named: dict[str, set[str]] = {}
    for name, teryt in rows:
        named.setdefault(fold(name), set()).add(teryt)
    return {name: next(iter(codes)) for name, codes in named.items() if len(codes) == 1}


def extensions(session: Session, edition: Edition, offices: Collection[Office]) -> dict[int, Extension]:
    """Return the longer deadlines that offices were given, by the id of the office."""
    ids = [office.id for office in offices]
    query = select(Extension).where(Extension.edition_id == edition.id, Extension.office_id.in_(ids))
    return {extension.office_id: extension for extension in session.scalars(query)}


def lapsed(session: Session, at: datetime) -> Sequence[Upload]:
    """Return the imports whose time is over."""
    return session.scalars(select(Upload).where(Upload.lapses_at <= at)).all()


def keys_in_use(session: Session) -> set[str]:
    """Return the keys of the files that imports still need, of entries and of paper sheets."""
    of_entries = session.execute(select(Upload.table_key, Upload.files_key))
    return {key for pair in of_entries for key in pair if key} | upload_keys(session)
