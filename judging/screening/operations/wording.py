"""The words of the formal check: its points, and texts that are written again and again."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import delete
from sqlalchemy.orm import Session

from judging.accounts.models import User
from judging.audit.actions import Action
from judging.audit.operations.history import record
from judging.editions.models import Edition
from judging.screening import rules
from judging.screening.models import CheckPoint, ReadyText
from judging.screening.queries import checking


def word_points(session: Session, edition: Edition, points: Sequence[str], *, by: User, at: datetime) -> None:
    """Write the points of an edition's formal check anew; decisions taken keep the words that they were taken on."""
    if refusal := rules.why_not_word(points):
        raise refusal
    session.execute(delete(CheckPoint).where(CheckPoint.edition_id == edition.id))
    session.add_all(
        CheckPoint(edition_id=edition.id, position=place, text=text) for place, text in enumerate(points, start=1)
    )
    record(session, Action.CHECK_WORDED, edition, by=by, at=at, edition_id=edition.id, points=list(points))


def keep_text(session: Session, edition: Edition, text: str, *, by: User, at: datetime) -> None:
    """Keep a text for the remarks of later checks."""
    known = [one.text for one in checking.ready_texts(session, edition)]
    if refusal := rules.why_not_keep_text(text, known):
        raise refusal
    session.add(ReadyText(edition_id=edition.id, text=text))
    record(session, Action.CHECK_WORDED, edition, by=by, at=at, edition_id=edition.id, text=text)


def change_text(session: Session, edition: Edition, ready: ReadyText, text: str, *, by: User, at: datetime) -> None:
    """Write a ready text anew; an empty one is kept no more."""
    if not text.strip():
        session.delete(ready)
    else:
        known = [one.text for one in checking.ready_texts(session, edition) if one is not ready]
        if refusal := rules.why_not_keep_text(text, known):
            raise refusal
        ready.text = text
    record(session, Action.CHECK_WORDED, edition, by=by, at=at, edition_id=edition.id, text=text)
