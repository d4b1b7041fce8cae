"""Giving entries to jurors: every member gets every entry but those in conflict.

The act can be repeated: it adds what is missing and keeps what there is, in its place.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload, selectinload

from judging.accounts.models import User
from judging.audit.actions import Action
from judging.audit.operations.history import record
from judging.editions.models import Edition, Round, Seat
from judging.editions.operations.versions import raise_data_versions
from judging.entries.models import Entry, Status
from judging.jury import rules
from judging.jury.models import Assignment, Conflict
from judging.jury.operations import detecting
from judging.jury.queries import chapter
from judging.jury.queries.rounds import entries_of, is_filled

Pair = tuple[int, int]  # entry, seat


@dataclass(frozen=True, slots=True)
class Quality:
    """What a plan is worth before it is sent; see ``judging.stats.plan_quality``."""

    parts: int  # groups of entries that share no juror
    precision: float  # expected reliability of the mean, 0 to 1


@dataclass(frozen=True, slots=True)
class Plan:
    """What one act of assigning would give."""

    added: Sequence[Pair]
    kept: int
    loads: Sequence[tuple[Seat, int, int]]  # member, entries in all, of these new
    waiting: Sequence[Seat]  # members who have not declared their conflicts, or whose late seat has no consent
    short: Sequence[tuple[Entry, int]]  # entries with too few jurors
    quality: Quality | None


def plan(session: Session, edition: Edition, round_: Round) -> Plan:
    """Compute what would be given, without giving it."""
    entries = session.scalars(entries_of(round_).where(Entry.status == Status.ACCEPTED).order_by(Entry.number)).all()
    seats = sorted(chapter.seats_of(session, edition), key=lambda seat: seat.id)  # orders are dealt as seats were given
    silent = chapter.undeclared(session, edition, seats)
    ready = [seat for seat in seats if seat not in silent and not seat.awaits_consent]
    live = {pair for pair, row in _rows(session, round_).items() if row.asks}
    barred = _barred(session, edition, entries)
    wanted = [(entry.id, seat.id) for seat in ready for entry in entries if (entry.id, seat.id) not in barred]
    added = [pair for pair in wanted if pair not in live]
    pairs = sorted({*added, *live})
    return Plan(
        added=added,
        kept=len(live),
        loads=[(seat, _count(pairs, 1, seat.id), _count(added, 1, seat.id)) for seat in ready],
        waiting=[seat for seat in seats if seat not in ready],
        short=[(entry, count) for entry in entries if (count := _count(pairs, 0, entry.id)) < round_.min_sheets],
        quality=_quality(pairs),
    )


def assign_all(session: Session, edition: Edition, round_: Round, *, by: User, at: datetime) -> int:
    """Give every member every entry but those in conflict; return how many were added."""
    if refusal := rules.why_not_assign(edition, round_, begun=is_filled(session, round_)):
        raise refusal
    detecting.detect_all(session, edition, by=by, at=at)
    found = plan(session, edition, round_)
    rows = _rows(session, round_)
    for pair in found.added:
        if pair in rows:  # a member who was removed comes back
            rows[pair].removed_at = None
    _add(session, round_, [pair for pair in found.added if pair not in rows], at)
    _renew_versions(session, round_)
    raise_data_versions(session, edition.id)
    record(
        session,
        Action.ASSIGNMENTS_MADE,
        round_,
        by=by,
        at=at,
        edition_id=edition.id,
        added=len(found.added),
        kept=found.kept,
    )
    return len(found.added)


def _rows(session: Session, round_: Round) -> dict[Pair, Assignment]:
    query = select(Assignment).where(Assignment.round_id == round_.id)
    return {(row.entry_id, row.seat_id): row for row in session.scalars(query)}


def _add(session: Session, round_: Round, pairs: Sequence[Pair], at: datetime) -> None:
    newest = _newest_versions(session, {entry_id for entry_id, _seat_id in pairs})
    for (entry_id, seat_id), position in _positions(session, round_, pairs).items():
        session.add(
            Assignment(
                round_id=round_.id,
                seat_id=seat_id,
                entry_id=entry_id,
                version_id=newest[entry_id],
                position=position,
                assigned_at=at,
            )
        )


def _barred(session: Session, edition: Edition, entries: Sequence[Entry]) -> set[Pair]:
    query = select(Conflict).join(Conflict.seat).where(Seat.edition_id == edition.id, Conflict.withdrawn_at.is_(None))
    standing = session.scalars(query).all()
    return {(e.id, one.seat_id) for one in standing for e in entries if one.covers(e)}


def _count(pairs: Collection[Pair], side: int, value: int) -> int:
    return sum(1 for pair in pairs if pair[side] == value)


def _quality(pairs: Sequence[Pair]) -> Quality | None:
    """Measure the plan; the statistics are loaded only where they are asked for."""
    if not pairs:
        return None
    import pandas as pd

    from judging.stats import plan_quality

    frame = pd.DataFrame(pairs, columns=["entry", "juror"])
    parts = plan_quality.design_quality(frame).components
    return Quality(parts, plan_quality.expected_precision(frame))


def _positions(session: Session, round_: Round, added: Sequence[Pair]) -> dict[Pair, int]:
    """Return the place of each new entry in its juror's order, after those already given."""
    if not added:
        return {}
    import numpy as np
    import pandas as pd

    from judging.stats.orders import positions

    query = select(Assignment.seat_id, Assignment.position).where(Assignment.round_id == round_.id)
    last: dict[int, int] = {}
    for seat_id, position in session.execute(query):
        last[seat_id] = max(position, last.get(seat_id, 0))
    seed = np.random.default_rng(int(round_.public_id, 16))  # the same act, the same orders
    table = positions(pd.DataFrame(added, columns=["entry", "juror"]), seed)
    return {
        (int(entry), int(seat)): int(place) + last.get(int(seat), 0)
        for entry, seat, place in table[["entry", "juror", "position"]].itertuples(index=False)
    }


def _newest_versions(session: Session, entry_ids: Collection[int]) -> dict[int, int]:
    query = select(Entry).where(Entry.id.in_(entry_ids)).options(selectinload(Entry.versions))
    return {entry.id: entry.versions[-1].id for entry in session.scalars(query)}


def _renew_versions(session: Session, round_: Round) -> None:
    """Let assignments not begun yet follow a correction that has been accepted."""
    query = (
        select(Assignment)
        .join(Assignment.entry)
        .where(Assignment.round_id == round_.id, Entry.status == Status.ACCEPTED)
        .options(
            joinedload(Assignment.sheet),
            joinedload(Assignment.entry).selectinload(Entry.versions),
        )
    )
    for assignment in session.scalars(query).unique():
        if assignment.sheet is None:
            assignment.version_id = assignment.entry.versions[-1].id
