"""How far the scoring has come: counts and times for the secretary, never a score.

Every query names its columns; none of them is a score, a comment or a total.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, case, func, select, true
from sqlalchemy.orm import Session, contains_eager

from judging.accounts.models import User
from judging.editions.models import ON_THE_JURY, Edition, Round, Seat
from judging.entries.models import Entry, EntryVersion, Status
from judging.jury.models import Assignment, Conflict, ReopenRequest, ScoreSheet, SheetState
from judging.jury.queries.rounds import entries_of
from judging.jury.queries.seats import not_with
from judging.jury.rules import GONE_STATUSES, SCORED_STATUSES, Completeness
from judging.offices.queries import visible_offices
from judging.stats.collation import alphabetical
from judging.stats.vocabulary import Method


@dataclass(frozen=True, slots=True)
class JurorRow:
    """How far one member has come in a round."""

    seat_id: int
    seat: str  # public id
    user_id: int
    name: str
    given: int
    submitted: int
    drafts: int
    last_saved_at: datetime | None
    removed_at: datetime | None  # from the jury; what had been handed in counts

    @property
    def missing(self) -> int:
        """Sheets not handed in."""
        return self.given - self.submitted

    @property
    def untouched(self) -> int:
        """Sheets not begun."""
        return self.given - self.submitted - self.drafts


@dataclass(frozen=True, slots=True)
class EntryRow:
    """How many sheets one entry has."""

    entry_id: int
    public_id: str
    number: int | None
    title: str
    given: int
    submitted: int
    gone: Status | None = None  # what became of one that takes part no more: its sheets do not count

    @property
    def counts(self) -> tuple[int, int, Status | None]:
        """Sheets handed in, sheets asked for, and what became of the entry."""
        return self.submitted, self.given, self.gone


@dataclass(frozen=True, slots=True)
class HandedIn:
    """A sheet that was handed in, without what it says."""

    assignment: str  # public id
    juror: str
    number: int | None
    title: str
    submitted_at: datetime | None


@dataclass(frozen=True, slots=True)
class Member:
    """A member of the jury as the list shows them."""

    seat: Seat
    conflicts: int
    given: int
    submitted: int


def _live() -> ColumnElement[bool]:
    """Return the condition under which an assignment asks for a sheet that counts."""
    return and_(Assignment.removed_at.is_(None), ~Assignment.in_conflict)


def _submitted() -> ColumnElement[int]:
    return func.coalesce(func.sum(case((ScoreSheet.state == SheetState.SUBMITTED, 1), else_=0)), 0)


def by_juror(session: Session, round_: Round) -> Sequence[JurorRow]:
    """Return the progress of each member who has something to score, or left sheets that count, by name."""
    drafts = func.sum(case((ScoreSheet.state != SheetState.SUBMITTED, 1), else_=0))
    query = (
        select(
            Seat.id,
            Seat.public_id,
            User.id,
            User.name,
            func.count(Assignment.id),
            _submitted(),
            func.coalesce(drafts, 0),
            func.max(ScoreSheet.saved_at),
            Seat.removed_at,
        )
        .join(Assignment, Assignment.seat_id == Seat.id)
        .join(User, User.id == Seat.user_id)
        .join(Entry, Entry.id == Assignment.entry_id)
        .outerjoin(ScoreSheet, ScoreSheet.assignment_id == Assignment.id)
        .where(
            Assignment.round_id == round_.id,
            Entry.status.in_(SCORED_STATUSES),
            _live(),
        )
        .group_by(Seat.id, Seat.public_id, User.id, User.name, Seat.removed_at)
        .order_by(Seat.id)
    )
    return sorted((JurorRow(*row) for row in session.execute(query)), key=lambda row: alphabetical(row.name))


def by_entry(session: Session, round_: Round) -> Sequence[EntryRow]:
    """Return of each entry of the round how many sheets it has, by number."""
    return [EntryRow(*row) for row in session.execute(_counted(entries_of(round_), round_))]


def below_minimum(session: Session, round_: Round) -> Sequence[EntryRow]:
    """Return the entries that have fewer sheets than the rules ask, by number."""
    return [row for row in by_entry(session, round_) if row.submitted < round_.min_sheets]


def of_entries(session: Session, round_: Round) -> Sequence[EntryRow]:
    """Return the same with the entries that take part no more, each where it stood."""
    assigned = select(Assignment.entry_id).where(Assignment.round_id == round_.id, _live())
    gone = select(Entry).where(Entry.id.in_(assigned), Entry.status.in_(GONE_STATUSES))
    query = _counted(gone, round_).add_columns(Entry.status).group_by(Entry.status)
    found = [*by_entry(session, round_), *(EntryRow(*row) for row in session.execute(query))]
    return sorted(found, key=lambda row: row.number or 0)


def _counted(entries: Select[Entry], round_: Round) -> Select[Any]:
    """Add to entries their titles and how many sheets they have."""
    newest = (
        select(func.max(EntryVersion.number))
        .where(EntryVersion.entry_id == Entry.id)
        .correlate(Entry)
        .scalar_subquery()
    )
    whole = (
        entries.join(EntryVersion, and_(EntryVersion.entry_id == Entry.id, EntryVersion.number == newest))
        .outerjoin(
            Assignment,
            and_(Assignment.entry_id == Entry.id, Assignment.round_id == round_.id, _live()),
        )
        .outerjoin(ScoreSheet, ScoreSheet.assignment_id == Assignment.id)
    )
    columns = (Entry.id, Entry.public_id, Entry.number, EntryVersion.title, func.count(Assignment.id), _submitted())
    counted: Select[Any] = whole.with_only_columns(*columns)  # type: ignore[assignment]  # others are added to these
    return counted.group_by(Entry.id, Entry.public_id, Entry.number, EntryVersion.title).order_by(Entry.number)


def handed_in(session: Session, round_: Round, reader: User, *, seat: Seat) -> Sequence[HandedIn]:
    """Return the sheets of a member that the reader may reopen: none on an entry of an office of theirs."""
    found = session.execute(_handed_in(round_, reader).where(Seat.id == seat.id))
    return [HandedIn(*row) for row in found]


def asked(session: Session, round_: Round, reader: User) -> Sequence[tuple[str, str, int | None]]:
    """Return who asks to reopen a sheet on what entry: seat, name, number; none on an entry of the reader's office."""
    waits = select(ReopenRequest.sheet_id).where(ReopenRequest.answered_at.is_(None))
    query = _handed_in(round_, reader).where(ScoreSheet.id.in_(waits))
    rows = session.execute(query.with_only_columns(Seat.public_id, User.name, Entry.number))
    return [(row[0], row[1], row[2]) for row in rows]


def _handed_in(round_: Round, reader: User) -> "Select[str, str, int | None, str, datetime | None]":
    own = select(visible_offices(reader).subquery().c.id)
    return (
        select(
            Assignment.public_id,
            User.name,
            Entry.number,
            EntryVersion.title,
            ScoreSheet.submitted_at,
        )
        .join(ScoreSheet, ScoreSheet.assignment_id == Assignment.id)
        .join(Seat, Seat.id == Assignment.seat_id)
        .join(User, User.id == Seat.user_id)
        .join(Entry, Entry.id == Assignment.entry_id)
        .join(EntryVersion, EntryVersion.id == Assignment.version_id)
        .where(
            Assignment.round_id == round_.id,
            Seat.removed_at.is_(None),
            ScoreSheet.state == SheetState.SUBMITTED,
            Entry.office_id.not_in(own),
            _live(),
        )
        .order_by(Entry.number)
    )


def members(
    session: Session, edition: Edition, round_: Round | None, *, reader: User | None = None
) -> Sequence[Member]:
    """Return the members of the jury with their counts, by name, as a reader may know them; three statements in all."""
    seats = session.scalars(
        select(Seat)
        .join(Seat.user)
        .options(contains_eager(Seat.user))
        .where(Seat.edition_id == edition.id, Seat.role.in_(ON_THE_JURY), Seat.removed_at.is_(None))
        .order_by(Seat.id)
    ).all()
    seats = sorted(seats, key=lambda seat: alphabetical(seat.user.name))
    done = {row.seat_id: row for row in by_juror(session, round_)} if round_ else {}
    known = not_with(reader) if reader else true()
    standing = select(Conflict.seat_id, func.count()).where(Conflict.withdrawn_at.is_(None), known)
    standing = standing.group_by(Conflict.seat_id)
    conflicts = {row[0]: row[1] for row in session.execute(standing)}
    return [
        Member(
            seat,
            conflicts.get(seat.id, 0),
            done[seat.id].given if seat.id in done else 0,
            done[seat.id].submitted if seat.id in done else 0,
        )
        for seat in seats
    ]


def completeness(session: Session, round_: Round) -> Completeness:
    """Return what must be known to close a round."""
    jurors, entries = by_juror(session, round_), by_entry(session, round_)
    short = [(entry.number or 0, entry.submitted) for entry in entries if entry.submitted < round_.min_sheets]
    dropped = round_.drop_low + round_.drop_high if round_.method is Method.TRIMMED else 0
    return Completeness(
        submitted=sum(entry.submitted for entry in entries),
        missing=sum(row.missing for row in jurors),
        behind=[(row.name, row.missing) for row in jurors if row.missing],
        unassigned=len([entry for entry in entries if not entry.given]),
        short=short,
        uncountable=[(e.number or 0, e.submitted) for e in entries if 0 < e.submitted <= dropped],
    )
