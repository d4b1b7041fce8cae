"""Questions about units and offices that more than one place asks."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.orm import Session, joinedload, selectinload

from judging.accounts.models import User
from judging.offices import names
from judging.offices.listing import Acting
from judging.offices.models import Office, Representative, Unit
from judging.stats.collation import alphabetical

LEAST_ALIKE = 72  # of 100: one slip in a short name still passes
MOST_FOUND = 12


def visible_offices(user: User) -> Select[Office]:
    """Select the offices that a person acts for, or has asked to act for."""
    acts = select(Representative.office_id).where(
        Representative.user_id == user.id, Representative.refused_at.is_(None)
    )
    return select(Office).where(Office.id.in_(acts))


def represented_offices(user: User) -> Select[int]:
    """Select the ids of the offices that a person's confirmed right is for."""
    return select(Representative.office_id).where(
        Representative.user_id == user.id, Representative.approved_at.is_not(None)
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


def confirmed(session: Session, scope: ColumnElement[bool]) -> list[Acting]:
    """Return who acts for which office in scope, for a long list: columns only."""
    columns = (
        Representative.public_id,
        User.name,
        Office.name,
        Unit.name,
        Unit.kind,
        Unit.powiat,
        Unit.voivodeship,
        Representative.approved_at,
    )
    joined: Any = select(*columns).select_from(Representative).join(Representative.user)
    query = joined.join(Representative.office).join(Office.unit)
    rows = session.execute(
        query.where(Representative.approved_at.is_not(None), scope).order_by(Representative.asked_at, Representative.id)
    )
    return [Acting(*row) for row in rows]


def person_in_scope(session: Session, scope: ColumnElement[bool], person_id: str) -> Representative | None:
    """Return somebody who acts, or asks to act, for an office in scope."""
    query = select(Representative).where(Representative.public_id == person_id, Representative.office.has(scope))
    return session.scalar(query)


def number_waiting(session: Session, scope: ColumnElement[bool]) -> int:
    """Count the requests to act for an office in scope that wait for an answer."""
    waiting = select(func.count(Representative.id)).where(
        Representative.approved_at.is_(None), Representative.refused_at.is_(None), Representative.office.has(scope)
    )
    return session.scalar(waiting) or 0


def find_units(session: Session, text: str) -> Sequence[Unit]:
    """Return the units whose name is most like the text, in spite of a slip; the best first."""
    wanted = names.read(text)
    if len(wanted.name) < 2:
        return []
    rows = session.execute(select(Unit.id, Unit.folded, Unit.powiat, Unit.kind).where(Unit.removed_at.is_(None)))
    choices = {row.id: (row.folded, names.fold(row.powiat)) for row in rows if row.kind in wanted.kinds}
    best = _best(wanted.name, choices)
    units = session.scalars(select(Unit).where(Unit.id.in_(best))).all()
    return sorted(units, key=lambda unit: (-best[unit.id], unit.folded, unit.powiat, unit.kind))


def _best(name: str, choices: dict[int, tuple[str, str]]) -> dict[int, float]:
    """Score the likeness of each name, alone and with its powiat; keep the highest."""
    from rapidfuzz import fuzz, process  # while somebody types a name, and not at the start

    alone = {key: folded for key, (folded, _) in choices.items()}
    likeness: dict[int, float] = {
        key: score + 15 * alone[key].startswith(name)
        for _, score, key in process.extract(name, alone, scorer=fuzz.ratio, score_cutoff=LEAST_ALIKE, limit=None)
    }
    for key, folded in alone.items():
        if folded.startswith(name):
            likeness.setdefault(key, 80.0 + fuzz.ratio(name, folded) / 10)
    if " " in name:
        whole = {key: f"{folded} {powiat}" for key, (folded, powiat) in choices.items()}
        for _, score, key in process.extract(
            name, whole, scorer=fuzz.token_sort_ratio, score_cutoff=LEAST_ALIKE, limit=MOST_FOUND
        ):
            likeness[key] = max(likeness.get(key, 0), score)
    kept = sorted(likeness, key=lambda key: (-likeness[key], alone[key]))[:MOST_FOUND]
    return {key: likeness[key] for key in kept}
