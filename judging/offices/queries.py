"""Questions about units and offices that more than one place asks."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.orm import Session, joinedload, selectinload

from judging.accounts.models import User
from judging.core.cache import Cache
from judging.offices.index import Index, Known
from judging.offices.listing import Acting
from judging.offices.models import Office, Representative, Right, Unit
from judging.stats.collation import alphabetical

MOST_FOUND = 12
_indexes: Cache[Index] = Cache(2)


def visible_offices(user: User) -> Select[Office]:
    """Select the offices that a person acts for, or has asked to act for."""
    acts = select(Representative.office_id).where(
        Representative.user_id == user.id, Representative.refused_at.is_(None)
    )
    known = select(Office).where(Office.id.in_(acts))
    return known.where(Office.id == user.seen_within[1]) if user.seen_within else known


def represented_offices(user: User) -> Select[int]:
    """Select the ids of the offices that a person is confirmed to do everything for."""
    return select(Representative.office_id).where(
        Representative.user_id == user.id, Representative.approved_at.is_not(None), Representative.right == Right.SUBMIT
    )


def offices_of(session: Session, user: User) -> Sequence[Office]:
    """Return the offices of a person with their units and representatives, by name."""
    query = visible_offices(user).options(
        joinedload(Office.unit),
        selectinload(Office.representatives).joinedload(Representative.user),
    )
    return sorted(session.scalars(query.order_by(Office.id)), key=lambda office: alphabetical(office.name))


def office_of_unit(session: Session, unit: Unit) -> Office | None:
    """Return the office of a unit, if it takes part."""
    return session.scalar(select(Office).where(Office.unit_id == unit.id))


def waiting_people(scope: ColumnElement[bool]) -> Select[Representative]:
    """Select those who wait for an answer whether they act for an office in scope, oldest request first."""
    query = select(Representative).where(Representative.approved_at.is_(None), Representative.refused_at.is_(None))
    query = query.where(Representative.office.has(scope))
    load = joinedload(Representative.office).options(joinedload(Office.unit), selectinload(Office.representatives))
    return query.options(load, joinedload(Representative.user)).order_by(Representative.asked_at, Representative.id)


def asked_since(since: datetime) -> ColumnElement[bool]:
    """Return the condition on a request to act that it came then or later."""
    return Representative.asked_at >= since


def confirmed(session: Session, scope: ColumnElement[bool], reader: User) -> list[Acting]:
    """Return who acts for which office in scope, for a long list: columns only."""
    own = Office.id.in_(select(visible_offices(reader).subquery().c.id))
    columns = (
        Representative.public_id,
        User.name,
        User.email,
        Representative.right,
        Office.name,
        Unit.name,
        Unit.kind,
        Unit.powiat,
        Unit.voivodeship,
        Representative.approved_at,
        own,
    )
    joined: Any = select(*columns).select_from(Representative).join(Representative.user)
    query = joined.join(Representative.office).join(Office.unit)
    rows = session.execute(
        query.where(Representative.approved_at.is_not(None), scope).order_by(Representative.asked_at, Representative.id)
    )
    return sorted((Acting(*row) for row in rows), key=lambda acting: alphabetical(acting.person))


def person_in_scope(session: Session, scope: ColumnElement[bool], person_id: str) -> Representative | None:
    """Return somebody who acts, or asks to act, for an office in scope."""
    query = select(Representative).where(Representative.public_id == person_id, Representative.office.has(scope))
    return session.scalar(query)


def finder(session: Session) -> Callable[[str], list[Known]]:
    """Return what finds the units that a text means, for many texts: the register is asked once."""
    index = _index(session)
    return lambda text: [index.known(hit.teryt) for hit in index.find(text, MOST_FOUND)]


def find(session: Session, text: str) -> list[tuple[Unit, str]]:
    """Return the units that a text means, the best first, each with the district of it that was named."""
    hits = _index(session).find(text, MOST_FOUND)
    units = session.scalars(select(Unit).where(Unit.teryt.in_([hit.teryt for hit in hits])))
    found = {unit.teryt: unit for unit in units}
    return [(found[hit.teryt], hit.district) for hit in hits]


def _index(session: Session) -> Index:
    """Return the register as it is searched, made anew only when it has changed."""
    present = Unit.removed_at.is_(None)
    changes = select(func.count(Unit.id), func.sum(Unit.version), func.max(Unit.teryt), func.max(Unit.name))
    state = tuple(session.execute(changes.where(present)).one())
    columns = select(Unit.teryt, Unit.name, Unit.kind, Unit.powiat, Unit.voivodeship).where(present)
    return _indexes.made(
        (str(session.get_bind().engine.url), state),
        lambda: Index(Known(*row) for row in session.execute(columns.order_by(Unit.teryt))),
    )
