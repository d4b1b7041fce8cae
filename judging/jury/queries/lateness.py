"""What is known of each juror's progress, for acting on it: times and names of entries, never a score.

Every list takes the same number of statements for any number of jurors, entries and sheets.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from judging.accounts.models import User, UserSession
from judging.editions.models import Edition, Round, Seat
from judging.entries.models import Entry, EntryVersion
from judging.jury.lateness import Skipped, Standing, Window, forecast, standing
from judging.jury.models import Assignment, ScoreSheet, SheetState
from judging.jury.queries import progress
from judging.jury.queries.progress import JurorRow
from judging.jury.rules import SCORED_STATUSES
from judging.notifications.models import Message
from judging.offices.queries import visible_offices

TEMPLATE = "juror-reminded"


@dataclass(frozen=True, slots=True)
class Missing:
    """A sheet that has not been handed in."""

    entry: str  # public id
    number: int | None
    title: str
    begun: bool


@dataclass(frozen=True, slots=True)
class Juror:
    """How one member stands, and what may be done."""

    row: JurorRow
    standing: Standing
    done: datetime | None  # the forecast
    seen_at: datetime | None  # when last here, on any page
    reminded_at: datetime | None
    skipped: Skipped | None  # why a reminder would not go now
    missing: Sequence[Missing]  # those whose entries the reader may know
    hidden: int  # others that are missing


@dataclass(frozen=True, slots=True)
class _Person:
    email: str
    deactivated_at: datetime | None
    seen_at: datetime | None
    reminded_at: datetime | None


def jurors(session: Session, round_: Round, reader: User | None, at: datetime) -> Sequence[Juror]:
    """Return the members of a round with what is known of each, those who need something first.

    Without a reader no entry is named.
    """
    rows = progress.by_juror(session, round_)
    people = _people(session, round_, [row.user_id for row in rows])
    times, began = _times(session, round_)
    missing = _missing(session, round_, reader) if reader else {}
    found = [
        _juror(round_, row, people[row.user_id], times.get(row.seat_id, ()), began[row.seat_id],
               missing.get(row.seat_id, ()), at)
        for row in rows
    ]  # fmt: skip
    return sorted(found, key=lambda one: list(Standing).index(one.standing))


def of_seat(session: Session, round_: Round, seat: Seat, reader: User, at: datetime) -> Juror | None:
    """Return what is known of one member; None where nothing was assigned."""
    return next((one for one in jurors(session, round_, reader, at) if one.row.seat_id == seat.id), None)


def _juror(
    round_: Round,
    row: JurorRow,
    person: _Person,
    handed_in: Sequence[datetime],
    assigned: datetime,
    missing: Sequence[Missing],
    at: datetime,
) -> Juror:
    began = max(round_.opens_at, assigned)
    done = forecast(handed_in, row.missing, began, at) if row.missing else None
    window = Window(round_.opens_at, round_.closes_at)
    seen = max((one for one in (person.seen_at, row.last_saved_at, *handed_in) if one), default=None)
    return Juror(
        row=row,
        standing=standing(missing=row.missing, done=done, seen=seen, window=window, began=began, at=at),
        done=done,
        seen_at=seen,
        reminded_at=person.reminded_at,
        skipped=_skipped(round_.edition, row, person, at),
        missing=missing,
        hidden=row.missing - len(missing),
    )


def _skipped(edition: Edition, row: JurorRow, person: _Person, at: datetime) -> Skipped | None:
    """Return why a reminder would not go to a member now."""
    zone = ZoneInfo(edition.time_zone)
    last = person.reminded_at
    reasons = {
        Skipped.GONE: row.removed_at is not None,
        Skipped.DONE: not row.missing,
        Skipped.CLOSED: person.deactivated_at is not None,
        Skipped.NO_ADDRESS: "@" not in person.email,
        Skipped.TODAY: last is not None and last.astimezone(zone).date() == at.astimezone(zone).date(),
    }
    return next((why for why, holds in reasons.items() if holds), None)


def _people(session: Session, round_: Round, user_ids: Collection[int]) -> Mapping[int, _Person]:
    """Return when each person was last here and last reminded in this edition: two statements."""
    seen = (
        select(func.max(UserSession.last_seen_at)).where(UserSession.user_id == User.id).correlate(User)
    ).scalar_subquery()
    told = select(Message.user_id, func.max(Message.created_at)).where(
        Message.template == TEMPLATE, Message.edition_id == round_.edition_id, Message.withdrawn_at.is_(None)
    )
    reminded = {row[0]: row[1] for row in session.execute(told.group_by(Message.user_id))}
    query = select(User.id, User.email, User.deactivated_at, seen).where(User.id.in_(user_ids))
    return {row[0]: _Person(*row[1:], reminded_at=reminded.get(row[0])) for row in session.execute(query)}


def _times(session: Session, round_: Round) -> tuple[dict[int, list[datetime]], dict[int, datetime]]:
    """Return by seat when its sheets were handed in, and since when it has had the first of its entries."""
    query = (
        select(Assignment.seat_id, Assignment.assigned_at, ScoreSheet.submitted_at)
        .outerjoin(ScoreSheet, ScoreSheet.assignment_id == Assignment.id)
        .join(Entry, Entry.id == Assignment.entry_id)
        .where(Assignment.round_id == round_.id, Entry.status.in_(SCORED_STATUSES))
        .where(Assignment.removed_at.is_(None), ~Assignment.in_conflict)
    )
    times: dict[int, list[datetime]] = {}
    began: dict[int, datetime] = {}
    for seat_id, assigned_at, submitted_at in session.execute(query):
        began[seat_id] = min(assigned_at, began.get(seat_id, assigned_at))
        if submitted_at:
            times.setdefault(seat_id, []).append(submitted_at)
    return times, began


def _missing(session: Session, round_: Round, reader: User) -> dict[int, list[Missing]]:
    """Return by seat the sheets not handed in, in the juror's order, but of an office of the reader."""
    own = select(visible_offices(reader).subquery().c.id)
    query = (
        select(Assignment.seat_id, Entry.public_id, Entry.number, EntryVersion.title, ScoreSheet.id)
        .join(Seat, Seat.id == Assignment.seat_id)
        .join(Entry, Entry.id == Assignment.entry_id)
        .join(EntryVersion, EntryVersion.id == Assignment.version_id)
        .outerjoin(ScoreSheet, ScoreSheet.assignment_id == Assignment.id)
        .where(Assignment.round_id == round_.id, Assignment.removed_at.is_(None), ~Assignment.in_conflict)
        .where(Entry.status.in_(SCORED_STATUSES), Entry.office_id.not_in(own))
        .where(or_(ScoreSheet.id.is_(None), ScoreSheet.state != SheetState.SUBMITTED))
        .order_by(Assignment.seat_id, Entry.number)
    )
    found: dict[int, list[Missing]] = {}
    for seat_id, entry, number, title, sheet in session.execute(query):
        found.setdefault(seat_id, []).append(Missing(entry, number, title, sheet is not None))
    return found
