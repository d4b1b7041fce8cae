"""What can happen to offices and to those who act for them."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from judging.accounts.models import User
from judging.audit.actions import Action
from judging.audit.operations.history import record
from judging.core.i18n import _l
from judging.core.refusals import Clash
from judging.notifications.operations.outbox import enqueue
from judging.offices import queries, rules
from judging.offices.models import Office, Representative, Unit
from judging.offices.register import Row

# at an office, with a person who acts for it or without: by whom and when the fact was made
Look = Callable[[Session, Office, User | None, User, datetime], None]
_looks: tuple[Look, ...] = ()  # later slices look at what has become known of an office
GoOn = Callable[[Session, Representative, User, datetime], None]
_answered: tuple[GoOn, ...] = ()  # later slices do what waited for the answer to whoever asked to act for an office


@dataclass(frozen=True, slots=True)
class Details:
    """What an office says about itself."""

    name: str
    address: str
    email: str
    e_delivery: str


@dataclass(slots=True)
class Loaded:
    """What a load of the register did."""

    added: int = 0
    changed: int = 0
    removed: int = 0


def load_register(session: Session, rows: Iterable[Row], *, at: datetime) -> Loaded:
    """Make the register say what the rows say; a unit that vanished is marked, never deleted."""
    loaded = Loaded()
    known = {unit.teryt: unit for unit in session.scalars(select(Unit))}
    for row in rows:
        unit = known.pop(row.teryt, None)
        if unit is None:
            session.add(Unit(**_columns(row)))
            loaded.added += 1
        elif _update(unit, row):
            loaded.changed += 1
    for unit in known.values():
        loaded.removed += unit.removed_at is None
        unit.removed_at = unit.removed_at or at
    return loaded


def _columns(row: Row) -> dict[str, object]:
    return {
        "teryt": row.teryt,
        "name": row.name,
        "kind": row.kind,
        "powiat": row.powiat,
        "voivodeship": row.voivodeship,
        "folded": row.folded,
    }


def _update(unit: Unit, row: Row) -> bool:
    wanted = _columns(row) | {"removed_at": None}
    different = {name: value for name, value in wanted.items() if getattr(unit, name) != value}
    for name, value in different.items():
        setattr(unit, name, value)
    return bool(different)


def register(
    session: Session,
    unit: Unit,
    details: Details,
    position: str,
    *,
    tell: Iterable[User],
    by: User,
    at: datetime,
) -> Office:
    """Register the office of a unit; its first representative waits for a secretary, who is told."""
    if refusal := rules.why_not_register(by, unit, queries.office_of_unit(session, unit)):
        raise refusal
    office = Office(
        unit=unit,
        name=details.name,
        address=details.address,
        email=details.email,
        e_delivery=details.e_delivery,
        created_at=at,
    )
    session.add(office)
    record(session, Action.OFFICE_REGISTERED, office, by=by, at=at, unit=unit.teryt, name=office.name)
    _ask(session, office, position, tell=tell, by=by, at=at)
    return office


def ask_to_act(
    session: Session, office: Office, position: str, *, tell: Iterable[User], by: User, at: datetime
) -> Representative:
    """Ask to act for an office that takes part already; its representatives and secretaries are told."""
    if refusal := rules.why_not_ask(by, office):
        raise refusal
    people = [person.user for person in office.representatives if person.approved_at]
    return _ask(session, office, position, tell=[*people, *tell], by=by, at=at)


def _ask(
    session: Session, office: Office, position: str, *, tell: Iterable[User], by: User, at: datetime
) -> Representative:
    earlier = next((person for person in office.representatives if person.user_id == by.id), None)
    person = earlier or Representative(office=office, user=by)
    person.position, person.asked_at = position, at
    person.refused_at = person.decided_by_id = None
    session.add(person)
    record(session, Action.REPRESENTATIVE_ASKED, person, by=by, at=at, office=office.id)
    occasion = f"representative:{person.id}:{at:%Y%m%dT%H%M%S}"
    for reader in {user.id: user for user in tell if user.id != by.id}.values():
        enqueue(
            session,
            "representative-asked",
            to=reader,
            at=at,
            occasion=occasion,
            person=by.name,
            office=office.name,
            office_id=office.public_id,
            position=position,
        )
    look(session, office, by, by, at)
    return person


def approve(session: Session, person: Representative, *, secretary: bool, by: User, at: datetime) -> None:
    """Confirm that a person acts for the office."""
    if refusal := rules.why_not_decide(by, person, secretary=secretary):
        raise refusal
    person.approved_at, person.decided_by_id = at, by.id
    record(session, Action.REPRESENTATIVE_APPROVED, person, by=by, at=at)
    look(session, person.office, person.user, by, at)
    _let_go_on(session, person, by, at)
    _tell_answer(session, "representative-approved", person, at)


def refuse(
    session: Session,
    person: Representative,
    *,
    reason: str,
    secretary: bool,
    by: User,
    at: datetime,
) -> None:
    """Refuse a request to act for the office, with the reason."""
    if refusal := rules.why_not_decide(by, person, secretary=secretary):
        raise refusal
    person.refused_at, person.decided_by_id = at, by.id
    record(session, Action.REPRESENTATIVE_REFUSED, person, by=by, at=at, reason=reason)
    _let_go_on(session, person, by, at)
    _tell_answer(session, "representative-refused", person, at, reason=reason)


def remove(
    session: Session,
    person: Representative,
    *,
    reason: str,
    secretary: bool,
    by: User,
    at: datetime,
) -> None:
    """End somebody's right to act for the office; what they sent in stays the office's."""
    if refusal := rules.why_not_remove(by, person, secretary=secretary):
        raise refusal
    person.approved_at, person.refused_at, person.decided_by_id = None, at, by.id
    record(session, Action.REPRESENTATIVE_REMOVED, person, by=by, at=at, reason=reason)
    _tell_answer(session, "representative-removed", person, at, reason=reason)


def register_looks(looks: tuple[Look, ...]) -> None:
    """Say who looks: `judging.app.FACTS`, when the application is made."""
    global _looks
    _looks = looks


def register_answered(answered: tuple[GoOn, ...]) -> None:
    """Say what goes on after an answer: `judging.app.ANSWERED`, when the application is made."""
    global _answered
    _answered = answered


def look(session: Session, office: Office, person: User | None, by: User, at: datetime) -> None:
    """Let those who must know look at the new facts, in the same transaction."""
    session.flush()
    for each in _looks:
        each(session, office, person, by, at)


def _let_go_on(session: Session, person: Representative, by: User, at: datetime) -> None:
    """Let what waited for this answer happen in the same transaction."""
    session.flush()
    for go_on in _answered:
        go_on(session, person, by, at)


def _tell_answer(session: Session, template: str, person: Representative, at: datetime, reason: str = "") -> None:
    occasion = f"representative:{person.id}:{at:%Y%m%dT%H%M%S}"
    enqueue(
        session,
        template,
        to=person.user,
        at=at,
        occasion=occasion,
        office=person.office.name,
        reason=reason,
    )


def change_details(session: Session, office: Office, details: Details, *, version: int, by: User, at: datetime) -> None:
    """Replace what an office says about itself."""
    if refusal := rules.why_not_change(by, office):
        raise refusal
    if version != office.version:
        raise Clash(
            [
                (_l("Official name of the office"), details.name, office.name),
                (_l("Address"), details.address, office.address),
                (_l("Official e-mail"), details.email, office.email),
                (_l("Address for e-Doręczenia"), details.e_delivery, office.e_delivery),
            ],
            office.version,
        )
    office.name, office.address = details.name, details.address
    office.email, office.e_delivery = details.email, details.e_delivery
    record(session, Action.OFFICE_CHANGED, office, by=by, at=at, name=details.name)
    look(session, office, None, by, at)
