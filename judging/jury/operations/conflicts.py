"""What can happen to conflicts of interest: declared, detected, recorded, lifted.

An assignment's ``in_conflict`` follows from the conflicts that stand; :func:`_mark` keeps it so.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from judging.accounts.models import User
from judging.audit.actions import Action
from judging.audit.operations.history import record
from judging.core.i18n import _l
from judging.core.refusals import Incomplete
from judging.editions.models import ON_THE_JURY, Edition, Seat
from judging.editions.operations.versions import raise_data_versions
from judging.editions.queries import secretaries
from judging.entries.models import Entry
from judging.jury import detection, rules
from judging.jury.detection import Candidate, Ground, Place
from judging.jury.models import Assignment, Conflict, SheetState, Source
from judging.jury.queries.seats import candidates, entries_to_declare, my_conflicts
from judging.notifications.operations.outbox import enqueue
from judging.offices import operations as offices_operations
from judging.offices.models import Office, Representative, Unit
from judging.offices.rules import why_not_impartial

WORDS = {
    Ground.SAME_UNIT: _l("Acts for the same unit."),
    Ground.SAME_POWIAT: _l("Acts for an office of the same powiat."),
    Ground.SAME_DOMAIN: _l("Has an e-mail address of the same domain."),
}


def declare(
    session: Session,
    seat: Seat,
    ticked: Mapping[str, str],
    *,
    none_of_the_others: bool,
    by: User,
    at: datetime,
) -> None:
    """Keep a juror's declaration: reasons by the entry's public id, and "none of the others"."""
    if refusal := rules.why_not_declare(by, seat):
        raise refusal
    if not none_of_the_others:
        sentence = _l("Confirm that you have no conflict in the other entries.")
        raise Incomplete(sentence, field="none-of-the-others")
    known = {e.public_id: e for e in entries_to_declare(session, seat.edition)}
    if ticked.keys() - known.keys():
        raise Incomplete(_l("The list of entries has changed since you read it. Go through it again."))
    for public_id in sorted(ticked):
        reason = ticked[public_id]
        if refusal := rules.why_not_without_reason(reason, f"reason-{public_id}"):
            raise refusal
        declare_one(session, seat, known[public_id], reason=reason, by=by, at=at)
    if seat.accepted_at is None:
        seat.accepted_at = at
        record(session, Action.JUROR_ACCEPTED, seat, by=by, at=at, edition_id=seat.edition_id)
    detect(session, seat, by=by, at=at)
    seat.conflicts_declared_at = at
    number = len(ticked)
    record(session, Action.CONFLICTS_REVIEWED, seat, by=by, at=at, edition_id=seat.edition_id, declared=number)


def declare_one(session: Session, seat: Seat, entry: Entry, *, reason: str, by: User, at: datetime) -> None:
    """Keep a juror's conflict in one entry; its sheet never counts from now on."""
    refusal = rules.why_not_declare(by, seat) or rules.why_not_without_reason(reason)
    if refusal:
        raise refusal
    query = select(Conflict).where(Conflict.seat_id == seat.id, Conflict.entry_id == entry.id)
    known = session.scalar(query)
    if known and known.withdrawn_at is None:
        return
    conflict = known or Conflict(seat=seat, entry=entry)
    _stand(session, conflict, Source.DECLARED, reason, by, at)


def record_for(session: Session, seat: Seat, office: Office, *, reason: str, by: User, at: datetime) -> None:
    """Keep a conflict that the secretary knows of, in every entry of an office."""
    if refusal := why_not_impartial(by, office) or rules.why_not_without_reason(reason):
        raise refusal
    conflict = _of_office(session, seat, office) or Conflict(seat=seat, office=office)
    _stand(session, conflict, Source.RECORDED, reason, by, at)


def detect(
    session: Session,
    seat: Seat,
    *,
    by: User,
    at: datetime,
    offices: Sequence[Office] | None = None,
    anew: int | None = None,
) -> int:
    """Keep the conflicts that follow from facts, but for those once lifted; return how many.

    ``offices`` are those to look at (all that are judged), ``anew`` is the id of one that the juror has just come
    to act for: a conflict that was lifted before stands again.
    """
    home = _home(session, seat.user_id)
    found = 0
    for office in candidates(session, seat.edition) if offices is None else offices:
        grounds = list(detection.grounds(seat.user.email, home, _candidate(office)))
        known = _of_office(session, seat, office)
        lifted = known is not None and known.withdrawn_at is not None and office.id == anew
        if grounds and (known is None or lifted):
            words = " ".join(str(WORDS[ground]) for ground in grounds)
            _stand(session, known or Conflict(seat=seat, office=office), Source.DETECTED, words, by, at)
            found += 1
    return found


def detect_all(session: Session, edition: Edition, *, by: User, at: datetime) -> int:
    """Look for conflicts of every member of the jury; return how many are new."""
    return sum(detect(session, seat, by=by, at=at) for seat in _seats(session, Seat.edition_id == edition.id))


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


offices_operations.facts_changed.append(look_at_office)


def _seats(session: Session, where: ColumnElement[bool]) -> Sequence[Seat]:
    """Return the seats on juries whose result is not sealed."""
    query = (
        select(Seat)
        .join(Seat.edition)
        .where(where, Seat.role.in_(ON_THE_JURY), Seat.removed_at.is_(None))
        .where(Edition.sealed_at.is_(None), Edition.archived_at.is_(None))
        .order_by(Seat.id)
    )
    return session.scalars(query).all()


def lift(session: Session, conflict: Conflict, *, reason: str, by: User, at: datetime) -> None:
    """Say with a reason that there is no conflict; nothing is deleted."""
    office = conflict.office or (conflict.entry.office if conflict.entry else None)
    own = why_not_impartial(by, office) if office else None
    if refusal := own or rules.why_not_lift(conflict, reason):
        raise refusal
    conflict.withdrawn_at, conflict.withdrawn_reason = at, reason
    session.flush()
    _mark(session, conflict.seat)
    edition_id = conflict.seat.edition_id
    record(session, Action.CONFLICT_WITHDRAWN, conflict, by=by, at=at, edition_id=edition_id, reason=reason)


def _stand(session: Session, conflict: Conflict, source: Source, reason: str, by: User, at: datetime) -> None:
    """Let a conflict stand from now on, a lifted one again."""
    conflict.source, conflict.reason, conflict.at, conflict.by_id = source, reason, at, by.id
    conflict.withdrawn_at, conflict.withdrawn_reason = None, ""
    session.add(conflict)
    session.flush()
    withdrawn = _mark(session, conflict.seat)
    record(
        session,
        Action.CONFLICT_DECLARED,
        conflict,
        by=by,
        at=at,
        edition_id=conflict.seat.edition_id,
        source=source,
        reason=reason,
        sheets=withdrawn,
    )
    if source is Source.DETECTED:
        _tell_secretaries(session, conflict, withdrawn, by, at)


def _tell_secretaries(session: Session, conflict: Conflict, withdrawn: int, by: User, at: datetime) -> None:
    """Tell the secretaries of a conflict that facts have made, unless it is their own doing."""
    edition = conflict.seat.edition
    for seat in secretaries(session, edition):
        if seat.user_id != by.id:
            enqueue(
                session,
                "conflict-detected",
                to=seat.user,
                at=at,
                occasion=f"conflict-detected:{conflict.id}:{at:%Y%m%d%H%M%S%f}",
                edition_id=edition.id,
                edition=edition.name,
                juror=conflict.seat.user.name,
                office=conflict.office.name if conflict.office else "",
                sheets=withdrawn,
                path=f"/desk/{edition.slug}/jury/conflicts/",
            )


def _mark(session: Session, seat: Seat) -> int:
    """Set ``in_conflict`` by the conflicts that stand; return how many sheets cease to count."""
    standing = my_conflicts(session, seat)
    assignments = session.scalars(select(Assignment).where(Assignment.seat_id == seat.id)).all()
    changed, withdrawn = False, 0
    for assignment in assignments:
        in_conflict = any(conflict.covers(assignment.entry) for conflict in standing)
        if assignment.in_conflict != in_conflict:
            assignment.in_conflict, changed = in_conflict, True
            withdrawn += in_conflict and assignment.sheet_state is SheetState.SUBMITTED
    if changed:
        raise_data_versions(session, seat.edition_id)
    return withdrawn


def _of_office(session: Session, seat: Seat, office: Office) -> Conflict | None:
    query = select(Conflict).where(Conflict.seat_id == seat.id, Conflict.office_id == office.id)
    return session.scalar(query)


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
    people = [one.user.email for one in office.representatives if one.approved_at]  # whoever only asks proves nothing
    return Candidate(office.id, _place(office.unit), (office.email, *people))
