"""Questions about the chapter as a body: who of it counts, and what it lacks."""

from collections.abc import Sequence, Set
from datetime import datetime

from sqlalchemy import exists, func, select
from sqlalchemy.orm import Session, joinedload

from judging.editions.models import LEADERS, ON_THE_JURY, Edition, Role, Round, Seat
from judging.entries.models import Entry, EntryVersion
from judging.jury import rules
from judging.jury.models import Assignment, Conflict, ScoreSheet, SheetState
from judging.jury.queries import progress
from judging.jury.queries.rounds import entries_of
from judging.jury.readiness import Chapter
from judging.jury.rules import SCORED_STATUSES
from judging.stats.collation import alphabetical


def newest_arrival(session: Session, edition: Edition) -> datetime | None:
    """Return when the newest of the entries that members declare conflicts in came to be known."""
    query = (
        select(func.max(func.coalesce(EntryVersion.confirmed_at, EntryVersion.submitted_at)))
        .join(Entry, Entry.id == EntryVersion.entry_id)
        .where(Entry.edition_id == edition.id, Entry.status.in_(SCORED_STATUSES), EntryVersion.number == 1)
    )
    return session.scalar(query)


def seats_of(session: Session, edition: Edition, *, left: bool = False) -> Sequence[Seat]:
    """Return the seats on the jury, with their people, by name; ``left``: those taken away as well."""
    return _seats(session, edition, ON_THE_JURY, left=left)


def substitutes_of(session: Session, edition: Edition, *, left: bool = False) -> Sequence[Seat]:
    """Return who may stand in for members at the meeting, by name; ``left``: those taken away as well."""
    return _seats(session, edition, {Role.SUBSTITUTE}, left=left)


def _seats(session: Session, edition: Edition, roles: Set[Role], *, left: bool) -> Sequence[Seat]:
    query = (
        select(Seat)
        .where(Seat.edition_id == edition.id, Seat.role.in_(roles))
        .options(joinedload(Seat.user), joinedload(Seat.stands_for).joinedload(Seat.user))
        .order_by(Seat.id)
    )
    found = session.scalars(query if left else query.where(Seat.removed_at.is_(None)))
    return sorted(found, key=lambda seat: alphabetical(seat.user.name))


def leaders(session: Session, edition: Edition) -> Sequence[Seat]:
    """Return the chair and the deputy, as far as there are any."""
    return [seat for seat in seats_of(session, edition) if seat.role in LEADERS and not seat.awaits_consent]


def ever_seated(session: Session, edition: Edition) -> bool:
    """Tell whether anybody has or had a seat on the jury."""
    held = select(Seat.id).where(Seat.edition_id == edition.id, Seat.role.in_(ON_THE_JURY))
    return bool(session.scalar(select(exists(held))))


def is_judged(session: Session, edition: Edition) -> bool:
    """Tell whether any sheet of the edition has been handed in."""
    handed_in = (
        select(ScoreSheet.id)
        .join(Assignment, Assignment.id == ScoreSheet.assignment_id)
        .join(Round, Round.id == Assignment.round_id)
        .where(Round.edition_id == edition.id, ScoreSheet.state != SheetState.DRAFT)
    )
    return bool(session.scalar(select(exists(handed_in))))


def is_begun(session: Session, edition: Edition) -> bool:
    """Tell whether any sheet of the edition has been begun."""
    begun = (
        select(ScoreSheet.id)
        .join(Assignment, Assignment.id == ScoreSheet.assignment_id)
        .join(Round, Round.id == Assignment.round_id)
        .where(Round.edition_id == edition.id)
    )
    return bool(session.scalar(select(exists(begun))))


def undeclared(session: Session, edition: Edition, seats: Sequence[Seat]) -> list[Seat]:
    """Return those of the seats that have not gone through the list of entries, to its newest."""
    newest = newest_arrival(session, edition)
    return [seat for seat in seats if not rules.has_declared(seat, newest)]


def entitled(session: Session, edition: Edition, *, left: bool = False) -> set[int]:
    """Return the seats that may count toward the quorum and vote: declared, and agreed to where they are late.

    Substitutes stand among them by their own declarations. ``left``: those taken away since as well,
    for votes that are on record.
    """
    both = (*seats_of(session, edition, left=left), *substitutes_of(session, edition, left=left))
    seats = [seat for seat in both if not seat.awaits_consent]
    silent = {seat.id for seat in undeclared(session, edition, seats)}
    return {seat.id for seat in seats} - silent


def chapter_of(session: Session, edition: Edition, round_: Round | None) -> Chapter:
    """Return what is known of the chapter, for the readiness check."""
    seats = seats_of(session, edition)
    members = [seat for seat in seats if not seat.awaits_consent]
    minimum = round_.min_sheets if round_ else 0
    thin, hopeless = _short(session, round_, members) if round_ else ([], [])
    return Chapter(
        quorum=edition.quorum,
        judged=is_judged(session, edition),
        members=members,
        waiting=[seat for seat in seats if seat.awaits_consent],
        undeclared=undeclared(session, edition, members),
        silent_substitutes=undeclared(session, edition, substitutes_of(session, edition)),
        minimum=minimum,
        thin=thin,
        hopeless=hopeless,
    )


def _short(session: Session, round_: Round, members: Sequence[Seat]) -> tuple[list[int], list[int]]:
    """Return the numbers of entries with too few sheets asked for, and of those that cannot have enough."""
    rows = progress.by_entry(session, round_)
    given = {row.entry_id: row.given for row in rows}
    conflicts = _conflicts(session, members)
    thin, hopeless = [], []
    for entry in session.scalars(entries_of(round_).order_by(Entry.number)):
        barred = {one.seat_id for one in conflicts if one.covers(entry)}
        already = given.get(entry.id, 0)
        if max(already, len(members) - len(barred)) < round_.min_sheets:
            hopeless.append(entry.number or 0)
        elif any(given.values()) and already < round_.min_sheets:
            thin.append(entry.number or 0)
    return thin, hopeless


def _conflicts(session: Session, members: Sequence[Seat]) -> Sequence[Conflict]:
    seats = [seat.id for seat in members]
    query = select(Conflict).where(Conflict.seat_id.in_(seats), Conflict.withdrawn_at.is_(None))
    return session.scalars(query).all()
