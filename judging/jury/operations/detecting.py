"""Conflicts of interest that follow from facts: who acts for which office, who has which address."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session, joinedload

from judging.accounts.models import User
from judging.core.i18n import _l
from judging.editions.models import DECLARING, Edition, Seat
from judging.entries.models import Entry
from judging.jury import detection, rules
from judging.jury.detection import Candidate, Ground, Place
from judging.jury.models import Assignment, Conflict, ScoreSheet, SheetState, Source
from judging.jury.operations.conflict_register import of_office, stand, tell_secretaries
from judging.jury.queries.seats import candidates
from judging.offices.models import Office, Representative, Unit
from judging.offices.rules import why_not_impartial

WORDS = {
    Ground.SAME_UNIT: _l("Acts for the same unit."),
    Ground.SAME_POWIAT: _l("Acts for an office of the same powiat."),
    Ground.SAME_DOMAIN: _l("Has an e-mail address of the same domain."),
}
OF_THE_OFFICE = [Ground.SAME_DOMAIN]  # what an office can bring about by itself; the others follow from the juror


def detect(
    session: Session,
    seat: Seat,
    *,
    by: User,
    at: datetime,
    offices: Sequence[Office] | None = None,
    anew: int | None = None,
    decided: bool = False,
) -> int:
    """Keep the conflicts that follow from facts, but for those once lifted; return how many.

    What an office says of itself takes no sheet that is handed in: else it would choose whose scores count. The
    secretaries are asked, and one who has no part in the office decides (``decided``).

    ``offices`` are those to look at (all that are judged), ``anew`` is the id of one that the juror has just come
    to act for: a conflict that was lifted before stands again.
    """
    home, judged = _home(session, seat.user_id), _judged(session, Seat.id == seat.id)
    found = 0
    for office in candidates(session, seat.edition) if offices is None else offices:
        grounds = list(detection.grounds(seat.user.addresses, home, _candidate(office)))
        known = of_office(session, seat, office) if grounds else None
        lifted = known is not None and known.withdrawn_at is not None and office.id == anew
        if not grounds or not (known is None or lifted):
            continue
        is_judged = (seat.id, office.id) in judged
        if is_judged and grounds == OF_THE_OFFICE and (not decided or why_not_impartial(by, office)):
            tell_secretaries(session, "conflict-suspected", seat, office, by, at, once=True)
            continue
        words = " ".join(str(WORDS[ground]) for ground in grounds)
        stand(session, known or Conflict(seat=seat, office=office), Source.DETECTED, words, by, at)
        found += 1
    return found


def detect_all(session: Session, edition: Edition, *, by: User, at: datetime, decided: bool = False) -> int:
    """Look for conflicts of every member of the jury and every substitute; return how many are new."""
    seats = _seats(session, Seat.edition_id == edition.id)
    return sum(detect(session, seat, by=by, at=at, decided=decided) for seat in seats)


def undecided(session: Session, edition: Edition, reader: User) -> list[tuple[Seat, Office]]:
    """Return the jurors and offices of whom nobody has answered yet, but for the offices of the reader."""
    seats = _seats(session, Seat.edition_id == edition.id)
    open_still = _judged(session, Seat.edition_id == edition.id) - _known(session, edition)
    return [
        (seat, office)
        for office in candidates(session, edition)
        if why_not_impartial(reader, office) is None
        for seat in seats
        if (seat.id, office.id) in open_still
        and list(detection.grounds(seat.user.addresses, (), _candidate(office))) == OF_THE_OFFICE
    ]


def look_at_office(session: Session, office: Office, person: User | None, by: User, at: datetime) -> None:
    """Find what new facts about an office, or about a person who acts for it, mean to juries still at work.

    It happens in the operation that makes the fact, so that nobody scores on until somebody looks.
    """
    if person is not None:
        for seat in _seats(session, Seat.user_id == person.id):
            detect(session, seat, by=by, at=at, anew=office.id)
    judged = select(Entry.edition_id).where(Entry.office_id == office.id, Entry.status.in_(rules.SCORED_STATUSES))
    for seat in _seats(session, Seat.edition_id.in_(judged)):
        detect(session, seat, by=by, at=at, offices=[office])


def look_at_person(session: Session, person: User, at: datetime) -> None:
    """Find what a new address of a person means to their own seats, and to juries that judge offices they act for."""
    session.flush()
    for seat in _seats(session, Seat.user_id == person.id):
        detect(session, seat, by=person, at=at)
    acting = select(Office).join(Representative, Representative.office_id == Office.id)
    mine = (Representative.user_id == person.id, Representative.approved_at.is_not(None))
    for office in session.scalars(acting.where(*mine).order_by(Office.id)).all():
        look_at_office(session, office, None, person, at)


def _judged(session: Session, where: ColumnElement[bool]) -> set[tuple[int, int]]:
    """Return the ids of seats and of the offices of which they have handed in a sheet that counts."""
    query = (
        select(Assignment.seat_id, Entry.office_id)
        .join(Assignment.seat)
        .join(Entry, Assignment.entry_id == Entry.id)
        .join(ScoreSheet, ScoreSheet.assignment_id == Assignment.id)
        .where(where, Assignment.in_conflict.is_(False), Assignment.removed_at.is_(None))
        .where(ScoreSheet.state == SheetState.SUBMITTED)
    )
    return {(seat_id, office_id) for seat_id, office_id in session.execute(query)}


def _known(session: Session, edition: Edition) -> set[tuple[int, int]]:
    """Return the ids of seats and offices of whose conflict the register knows, lifted or not."""
    query = select(Conflict.seat_id, Conflict.office_id).join(Conflict.seat).where(Seat.edition_id == edition.id)
    return {(seat_id, office_id) for seat_id, office_id in session.execute(query) if office_id}


def _seats(session: Session, where: ColumnElement[bool]) -> Sequence[Seat]:
    """Return the seats on juries whose result is not sealed, those of substitutes as well."""
    query = (
        select(Seat)
        .join(Seat.edition)
        .where(where, Seat.role.in_(DECLARING), Seat.removed_at.is_(None))
        .where(Edition.sealed_at.is_(None), Edition.archived_at.is_(None))
        .options(joinedload(Seat.user).selectinload(User.other_addresses))
        .order_by(Seat.id)
    )
    return session.scalars(query).all()


def _home(session: Session, user_id: int) -> Sequence[Place]:
    """Return the places of the offices that a person acts for."""
    query = (
        select(Unit)
        .join(Office, Office.unit_id == Unit.id)
        .join(Representative, Representative.office_id == Office.id)
        .where(Representative.user_id == user_id, Representative.refused_at.is_(None))
    )
    return [_place(unit) for unit in session.scalars(query)]


def _place(unit: Unit) -> Place:
    return Place(unit.id, (unit.voivodeship, unit.powiat))


def _candidate(office: Office) -> Candidate:
    acting = (one.user for one in office.representatives if one.approved_at)  # whoever only asks proves nothing
    people = (address for user in acting for address in user.addresses)
    return Candidate(office.id, _place(office.unit), (office.email, *people))
