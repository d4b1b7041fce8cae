"""Notes when a person was last at the dashboard: a note like a session's last-seen, no act, so not in the history."""

from contextlib import suppress
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from judging.core.db import immediate
from judging.editions import visits
from judging.editions.models.visits import DeskVisit


def note(session: Session, edition_id: int, user_id: int, *, at: datetime) -> datetime | None:
    """Return when the visit before this one ended, and note this look; where nothing can be written, only read."""
    kept = _kept(session, edition_id, user_id)
    visit = visits.looked(_told(kept), at)
    if visits.worth_noting(_told(kept), at):
        # the note can wait: a database that takes no writing can still be read
        with suppress(DBAPIError), immediate(session) as writer:
            row = _kept(writer, edition_id, user_id) or DeskVisit(edition_id=edition_id, user_id=user_id)
            row.seen_at, row.before = visit.seen_at, visit.before
            writer.add(row)
    return visit.before


def _kept(session: Session, edition_id: int, user_id: int) -> DeskVisit | None:
    mine = (DeskVisit.edition_id == edition_id, DeskVisit.user_id == user_id)
    return session.scalar(select(DeskVisit).where(*mine))


def _told(kept: DeskVisit | None) -> visits.Visit | None:
    return visits.Visit(kept.seen_at, kept.before) if kept else None
