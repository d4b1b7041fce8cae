"""The offices of an edition: three statements, however many there are."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlalchemy.orm import Session, joinedload, selectinload

from judging.accounts.models import User
from judging.editions.models import Edition
from judging.entries.models import Entry, Extension, Status
from judging.entries.participation import may_enter
from judging.offices.models import Office, Representative, Unit
from judging.offices.queries import visible_offices
from judging.participants.listing import Line
from judging.participants.models import Viewing

COLUMNS: Any = (
    Office.public_id,
    Office.name.label("office"),
    Office.email,
    Unit.kind,
    Unit.name.label("unit_name"),
    Unit.powiat,
    Unit.voivodeship,
    Unit.teryt,
    Extension.until,
    Office.created_at.label("registered_at"),
)
NAMES = [column.key for column in COLUMNS]


def lines(session: Session, edition: Edition) -> list[Line]:
    """Return every office that is the edition's business, or has begun a draft in it."""
    entries, received = _entries(session, edition)
    people = _people(session)
    longer = (Extension.office_id == Office.id) & (Extension.edition_id == edition.id)
    found = select(Office.id, *COLUMNS).select_from(Office).join(Office.unit).outerjoin(Extension, longer)
    made: list[Line] = []
    for id_, *told in session.execute(found.where(may_enter(edition)).order_by(Office.id)):
        confirmed, waiting = people.get(id_, (0, 0))
        known: dict[str, Any] = dict(zip(NAMES, told, strict=True))
        known |= {"entries": entries[id_], "received_at": received.get(id_), "zone": edition.time_zone}
        made.append(Line(**known, confirmed=confirmed, waiting=waiting))
    return made


def number_since(session: Session, edition: Edition, since: datetime) -> int:
    """Count the offices that registered since a moment, as the search of the list does."""
    query = select(func.count(Office.id)).where(may_enter(edition), Office.created_at >= since)
    return session.scalar(query) or 0


def office(session: Session, edition: Edition, public_id: str) -> Office | None:
    """Return one of them."""
    load = selectinload(Office.representatives).joinedload(Representative.user)
    query = select(Office).where(Office.public_id == public_id, may_enter(edition))
    return session.scalar(query.options(joinedload(Office.unit), load))


def sent_by(session: Session, edition: Edition, office: Office) -> Sequence[Entry]:
    """Return what an office has sent in, by number."""
    query = select(Entry).where(_of(edition, office), Entry.number.is_not(None)).order_by(Entry.number)
    return session.scalars(query.options(selectinload(Entry.versions))).all()


def number_of_drafts(session: Session, edition: Edition, office: Office) -> int:
    """Return how many drafts it has in hand that were never sent in."""
    query = select(func.count(Entry.id)).where(_of(edition, office), Entry.number.is_(None))
    return session.scalar(query) or 0


def longer_deadline(session: Session, edition: Edition, office: Office) -> Extension | None:
    """Return the longer deadline of an office, if it was given one."""
    query = select(Extension).where(Extension.edition_id == edition.id, Extension.office_id == office.id)
    return session.scalar(query)


def viewings(session: Session, edition: Edition, office: Office) -> Sequence[Viewing]:
    """Return when secretaries saw the system as the office sees it, the newest first."""
    query = select(Viewing).where(Viewing.edition_id == edition.id, Viewing.office_id == office.id)
    return session.scalars(query.options(joinedload(Viewing.by)).order_by(Viewing.id.desc())).all()


def viewing(session: Session, edition: Edition, public_id: str, by: User) -> Viewing | None:
    """Return a viewing of an edition that a secretary has begun themselves."""
    mine = (Viewing.public_id == public_id, Viewing.edition_id == edition.id, Viewing.by_id == by.id)
    return session.scalar(select(Viewing).where(*mine).options(joinedload(Viewing.office)))


def is_interested(session: Session, edition: Edition, user: User) -> bool:
    """Tell whether a person acts, or asks to act, for an office that takes part in an edition or may yet."""
    mine = visible_offices(user).where(may_enter(edition)).with_only_columns(Office.id)
    return session.scalar(mine.limit(1)) is not None


def _of(edition: Edition, office: Office) -> ColumnElement[bool]:
    return and_(Entry.edition_id == edition.id, Entry.office_id == office.id, Entry.deleted_at.is_(None))


def _entries(session: Session, edition: Edition) -> tuple[dict[int, dict[Status, int]], dict[int, Any]]:
    """Return of each office its entries by state, and when the newest came."""
    query = (
        select(Entry.office_id, Entry.status, func.count(Entry.id), func.max(Entry.submitted_at))
        .where(Entry.edition_id == edition.id, Entry.deleted_at.is_(None))
        .group_by(Entry.office_id, Entry.status)
    )
    counts: dict[int, dict[Status, int]] = defaultdict(dict)
    newest: dict[int, Any] = {}
    for office_id, status, count, submitted_at in session.execute(query):
        counts[office_id][status] = count
        if submitted_at is not None:
            newest[office_id] = max(submitted_at, newest.get(office_id, submitted_at))
    return counts, newest


def _people(session: Session) -> dict[int, tuple[int, int]]:
    """Return of each office how many act for it, and how many wait for an answer."""
    confirmed = func.count(Representative.approved_at)
    answered = func.count(Representative.id).filter(
        or_(Representative.approved_at.is_not(None), Representative.refused_at.is_not(None))
    )
    query = select(Representative.office_id, confirmed, func.count(Representative.id) - answered)
    return {
        office_id: (acting, waiting)
        for office_id, acting, waiting in session.execute(query.group_by(Representative.office_id))
    }
