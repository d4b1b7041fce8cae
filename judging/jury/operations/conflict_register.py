"""What stands in the register of conflicts, and what follows from it: marks on assignments, letters to secretaries.

An assignment's ``in_conflict`` follows from the conflicts that stand; :func:`mark` keeps it so.
"""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from judging.accounts.models import User
from judging.audit.actions import Action
from judging.audit.operations.history import record
from judging.editions.models import Seat
from judging.editions.operations.versions import raise_data_versions
from judging.editions.queries import secretaries
from judging.jury.models import Assignment, Conflict, ConflictKind, SheetState, Source
from judging.jury.queries.seats import my_conflicts
from judging.notifications.operations.outbox import enqueue
from judging.offices.models import Office
from judging.offices.rules import acts_for


def stand(
    session: Session,
    conflict: Conflict,
    source: Source,
    reason: str,
    by: User,
    at: datetime,
    kind: ConflictKind = ConflictKind.OTHER,
) -> None:
    """Let a conflict stand from now on, a lifted one again."""
    conflict.kind = kind
    conflict.source, conflict.reason, conflict.at, conflict.by_id = source, reason, at, by.id
    conflict.withdrawn_at, conflict.withdrawn_reason = None, ""
    session.add(conflict)
    session.flush()
    withdrawn = mark(session, conflict.seat)
    record(
        session,
        Action.CONFLICT_DECLARED,
        conflict,
        by=by,
        at=at,
        edition_id=conflict.seat.edition_id,
        source=source,
        kind=kind,
        reason=": ".join(filter(None, [conflict.named_kind, reason])),
        sheets=withdrawn,
    )
    if source is Source.DETECTED:
        tell_secretaries(session, "conflict-detected", conflict.seat, conflict.office, by, at, sheets=withdrawn)


def tell_secretaries(
    session: Session,
    template: str,
    juror: Seat,
    office: Office | None,
    by: User,
    at: datetime,
    *,
    once: bool = False,
    **context: int,
) -> None:
    """Tell the secretaries of a conflict that facts have made, unless it is their own doing or with their office.

    ``once``: of the same juror and office they are told one time only.
    """
    edition = juror.edition
    occasion = f"{template}:{juror.id}:{office.id if office else 0}" + ("" if once else f":{at:%Y%m%d%H%M%S%f}")
    for seat in secretaries(session, edition):
        if seat.user_id != by.id and not (office and acts_for(seat.user, office)):
            enqueue(
                session,
                template,
                to=seat.user,
                at=at,
                occasion=occasion,
                edition_id=edition.id,
                edition=edition.name,
                juror=juror.user.name,
                office=office.name if office else "",
                path=f"/desk/{edition.slug}/jury/conflicts/",
                **context,
            )


def mark(session: Session, seat: Seat) -> int:
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


def of_office(session: Session, seat: Seat, office: Office) -> Conflict | None:
    """Return the conflict of a seat with an office, lifted or not."""
    query = select(Conflict).where(Conflict.seat_id == seat.id, Conflict.office_id == office.id)
    return session.scalar(query)
