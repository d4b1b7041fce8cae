"""Reminding jurors of the sheets they owe: whom the secretary chooses, and by the calendar those who are behind.

One a day at most, whoever asks for it. What the calendar asks for is written when mail is sent; of several that
are due only the last is, and nobody is reminded of what was assigned after the moment.
"""

from collections.abc import Collection
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from judging.accounts.models import User
from judging.audit.actions import Action
from judging.audit.operations.history import record
from judging.core.db import immediate
from judging.core.i18n import _l
from judging.core.refusals import NotNow
from judging.editions import timetable
from judging.editions.models import Edition, Round
from judging.jury import rules
from judging.jury.models import Assignment, ScoreSheet
from judging.jury.queries import lateness
from judging.jury.queries.lateness import Juror
from judging.notifications.operations.outbox import enqueue

DAYS = (14, 7, 3, 2, 1)  # before the end of a round, from which an edition chooses


def remind(
    session: Session,
    edition: Edition,
    round_: Round,
    *,
    seats: Collection[str] | None = None,
    by: User,
    at: datetime,
) -> int:
    """Remind by mail the chosen members, or all who are behind; return to how many a reminder goes."""
    if not timetable.takes_sheets(round_, at):
        raise NotNow(_l("Scoring is not open."))
    found = [one for one in lateness.jurors(session, round_, by, at) if seats is None or one.row.seat in seats]
    to_send = [one for one in found if one.skipped is None]
    for one in to_send:
        _enqueue(session, edition, round_, one, at)
    return len(to_send)


def told(edition: Edition, round_: Round, juror: Juror) -> dict[str, object]:
    """Return what a reminder says."""
    return {
        "edition": edition.name,
        "missing": juror.row.missing,
        "qualifies": round_.qualifies,
        "closes": round_.closes_at.isoformat(),
        "zone": edition.time_zone,
        "path": f"/jury/{edition.slug}/",
    }


def _enqueue(session: Session, edition: Edition, round_: Round, juror: Juror, at: datetime) -> None:
    today = at.astimezone(ZoneInfo(edition.time_zone)).date()
    enqueue(
        session,
        lateness.TEMPLATE,
        to=session.get_one(User, juror.row.user_id),
        at=at,
        occasion=f"{lateness.TEMPLATE}:{juror.row.seat_id}:{today}",
        edition_id=edition.id,
        **told(edition, round_, juror),
    )


def set_days(session: Session, edition: Edition, days: Collection[int], *, by: User, at: datetime) -> None:
    """Choose how many days before the end of a round those who are behind are reminded; none turns it off."""
    if refusal := rules.why_not_change_jury(edition):
        raise refusal
    edition.reminder_days = [day for day in DAYS if day in days]
    record(session, Action.REMINDERS_SET, edition, by=by, at=at, edition_id=edition.id, days=edition.reminder_days)


def write_due(session: Session, at: datetime) -> int:
    """Write the reminders that the calendar asks for; return to how many they go."""
    if not any(_moment(one, at) for one in _open(session, at)):
        return 0  # nothing is held while there is nothing to write
    with immediate(session):
        return sum(_write(session, one, at) for one in _open(session, at))


def _open(session: Session, at: datetime) -> list[Round]:
    """Return the rounds that take sheets and end within the longest time before."""
    query = select(Round).join(Round.edition).options(joinedload(Round.edition)).order_by(Round.id)
    soon = (Round.opens_at <= at, Round.closes_at > at, Round.closes_at <= at + timedelta(days=max(DAYS)))
    frozen = (Round.closed_at.is_(None), Edition.rules_frozen_at.is_not(None), Edition.sealed_at.is_(None))
    return [one for one in session.scalars(query.where(*soon, *frozen)) if timetable.takes_sheets(one, at)]


def _moment(round_: Round, at: datetime) -> datetime | None:
    """Return the last moment that has come at which those who are behind are reminded."""
    moments = [round_.closes_at - timedelta(days=days) for days in round_.edition.reminder_days]
    return max((moment for moment in moments if round_.opens_at <= moment <= at), default=None)


def _write(session: Session, round_: Round, at: datetime) -> int:
    moment = _moment(round_, at)
    if moment is None:
        return 0
    had = _had_before(session, round_, moment)
    due = [
        one
        for one in lateness.jurors(session, round_, None, at)
        if one.skipped is None and one.row.seat_id in had and (one.reminded_at is None or one.reminded_at < moment)
    ]
    for one in due:
        _enqueue(session, round_.edition, round_, one, at)
    return len(due)


def _had_before(session: Session, round_: Round, moment: datetime) -> set[int]:
    """Return the seats that owed a sheet at a moment, of what they owe now."""
    query = (
        select(Assignment.seat_id)
        .outerjoin(ScoreSheet, ScoreSheet.assignment_id == Assignment.id)
        .where(Assignment.round_id == round_.id, Assignment.removed_at.is_(None), ~Assignment.in_conflict)
        .where(ScoreSheet.submitted_at.is_(None), Assignment.assigned_at <= moment)
    )
    return set(session.scalars(query))
