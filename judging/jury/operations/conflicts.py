"""What can happen to conflicts of interest: declared, recorded, lifted; those that follow from facts: `detecting`."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from types import MappingProxyType

from sqlalchemy import select
from sqlalchemy.orm import Session

from judging.accounts.models import User
from judging.audit.actions import Action
from judging.audit.operations.history import record
from judging.core.i18n import _l
from judging.core.refusals import Incomplete, NotNow
from judging.editions.models import ON_THE_JURY, Seat
from judging.editions.timetable import takes_sheets
from judging.entries.models import Entry
from judging.jury import rules
from judging.jury.detection import Ground
from judging.jury.models import Assignment, Conflict, ConflictKind, SheetState, Source
from judging.jury.operations import duties
from judging.jury.operations.conflict_register import mark, of_office, stand
from judging.jury.operations.detecting import WORDS, detect, undecided
from judging.jury.queries.seats import entries_to_declare
from judging.notifications.operations.outbox import enqueue
from judging.offices.models import Office
from judging.offices.rules import why_not_impartial


def declare(
    session: Session,
    seat: Seat,
    ticked: Mapping[str, str],
    *,
    none_of_the_others: bool,
    by: User,
    at: datetime,
    kinds: Mapping[str, ConflictKind] = MappingProxyType({}),
    agreed: bool = False,
) -> None:
    """Keep a juror's declaration: reasons and kinds by the entry's public id, and "none of the others".

    The first time, and after the duties were worded anew, these are accepted with it.
    """
    if refusal := rules.why_not_declare(by, seat):
        raise refusal
    duties.accept(session, seat, agreed=agreed, by=by, at=at)
    if not none_of_the_others:
        sentence = _l("Confirm that you have no conflict in the other entries.")
        raise Incomplete(sentence, field="none-of-the-others")
    known = {e.public_id: e for e in entries_to_declare(session, seat.edition)}
    if ticked.keys() - known.keys():
        raise Incomplete(_l("The list of entries has changed since you read it. Go through it again."))
    for public_id in sorted(ticked):
        reason, kind = ticked[public_id], kinds.get(public_id, ConflictKind.OTHER)
        if refusal := rules.why_not_conflict(kind, reason, f"reason-{public_id}"):
            raise refusal
        declare_one(session, seat, known[public_id], kind=kind, reason=reason, by=by, at=at)
    if seat.accepted_at is None:
        seat.accepted_at = at
        record(session, Action.JUROR_ACCEPTED, seat, by=by, at=at, edition_id=seat.edition_id)
    detect(session, seat, by=by, at=at)
    seat.conflicts_declared_at = at
    number = len(ticked)
    record(session, Action.CONFLICTS_REVIEWED, seat, by=by, at=at, edition_id=seat.edition_id, declared=number)


def declare_one(
    session: Session,
    seat: Seat,
    entry: Entry,
    *,
    reason: str,
    by: User,
    at: datetime,
    kind: ConflictKind = ConflictKind.OTHER,
) -> None:
    """Keep a juror's conflict in one entry; its sheet never counts from now on."""
    refusal = rules.why_not_declare(by, seat) or rules.why_not_conflict(kind, reason)
    if refusal:
        raise refusal
    query = select(Conflict).where(Conflict.seat_id == seat.id, Conflict.entry_id == entry.id)
    known = session.scalar(query)
    if known and known.withdrawn_at is None:
        return
    conflict = known or Conflict(seat=seat, entry=entry)
    stand(session, conflict, Source.DECLARED, reason, by, at, kind)


def record_for(session: Session, seat: Seat, office: Office, *, reason: str, by: User, at: datetime) -> None:
    """Keep a conflict that the secretary knows of, in every entry of an office."""
    if refusal := why_not_impartial(by, office) or rules.why_not_without_reason(reason):
        raise refusal
    conflict = of_office(session, seat, office) or Conflict(seat=seat, office=office)
    stand(session, conflict, Source.RECORDED, reason, by, at)


def dismiss(session: Session, seat: Seat, office: Office, *, reason: str, by: User, at: datetime) -> None:
    """Say with a reason that what facts let one suspect is no conflict; it is not asked again."""
    if refusal := why_not_impartial(by, office) or rules.why_not_without_reason(reason):
        raise refusal
    if (seat, office) not in undecided(session, seat.edition, by):
        raise NotNow(_l("This has been decided already. See the register."))
    words = str(WORDS[Ground.SAME_DOMAIN])
    conflict = Conflict(seat=seat, office=office, source=Source.DETECTED, reason=words, at=at, by_id=by.id)
    conflict.withdrawn_at, conflict.withdrawn_reason = at, reason
    session.add(conflict)
    session.flush()
    edition_id = seat.edition_id
    record(session, Action.CONFLICT_WITHDRAWN, conflict, by=by, at=at, edition_id=edition_id, reason=reason)


def lift(session: Session, conflict: Conflict, *, reason: str, by: User, at: datetime) -> None:
    """Say with a reason that there is no conflict; nothing is deleted."""
    office = conflict.office or (conflict.entry.office if conflict.entry else None)
    own = why_not_impartial(by, office) if office else None
    if refusal := own or rules.why_not_lift(conflict, reason):
        raise refusal
    conflict.withdrawn_at, conflict.withdrawn_reason = at, reason
    session.flush()
    kept_away = _kept_away(session, conflict.seat)
    mark(session, conflict.seat)
    edition_id = conflict.seat.edition_id
    record(session, Action.CONFLICT_WITHDRAWN, conflict, by=by, at=at, edition_id=edition_id, reason=reason)
    _tell_juror(session, conflict, office, [one for one in kept_away if not one.in_conflict], at)


def _kept_away(session: Session, seat: Seat) -> Sequence[Assignment]:
    query = select(Assignment).where(Assignment.seat_id == seat.id, Assignment.in_conflict)
    return session.scalars(query).all()


def _tell_juror(
    session: Session, conflict: Conflict, office: Office | None, freed: Sequence[Assignment], at: datetime
) -> None:
    """Tell the juror that there is no conflict: which sheets they may score again, which count again."""
    seat = conflict.seat
    if seat.removed_at is not None:
        return
    scores = seat.role in ON_THE_JURY  # a substitute votes, and has no list of entries
    handed_in = [one for one in freed if one.sheet_state is SheetState.SUBMITTED]
    to_score = [one for one in freed if one not in handed_in and takes_sheets(one.round, at)]
    enqueue(
        session,
        "conflict-lifted",
        to=seat.user,
        at=at,
        occasion=f"conflict-lifted:{conflict.id}:{at:%Y%m%d%H%M%S%f}",
        edition_id=seat.edition_id,
        edition=seat.edition.name,
        office=office.name if office else "",
        reason=conflict.withdrawn_reason,
        to_score=len(to_score),
        counting=len(handed_in),
        scores=scores,
        path=f"/jury/{seat.edition.slug}/{'' if scores else 'conflicts/'}",
    )
