"""Requests to open again a sheet that was handed in: whether one waits, and what was answered."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from judging.jury.models import Assignment, ReopenRequest, ScoreSheet


def newest(session: Session, assignment_id: int) -> ReopenRequest | None:
    """Return the last request about the sheet of an assignment."""
    query = (
        select(ReopenRequest)
        .join(ScoreSheet, ScoreSheet.id == ReopenRequest.sheet_id)
        .where(ScoreSheet.assignment_id == assignment_id)
        .order_by(ReopenRequest.id.desc())
        .limit(1)
    )
    return session.scalar(query)


def waiting(session: Session, assignment_id: int) -> ReopenRequest | None:
    """Return the request that waits for an answer."""
    found = newest(session, assignment_id)
    return found if found and found.answered_at is None else None


def all_waiting(session: Session, round_id: int) -> dict[str, ReopenRequest]:
    """Return what waits for an answer in a round, by the public ids of the assignments."""
    query = (
        select(Assignment.public_id, ReopenRequest)
        .join(ScoreSheet, ScoreSheet.assignment_id == Assignment.id)
        .join(ReopenRequest, ReopenRequest.sheet_id == ScoreSheet.id)
        .where(Assignment.round_id == round_id, ReopenRequest.answered_at.is_(None))
    )
    return {row[0]: row[1] for row in session.execute(query)}
