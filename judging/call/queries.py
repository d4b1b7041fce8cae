"""What is asked about a call, each list in one query whatever its length."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, func, select, true
from sqlalchemy.orm import Session, joinedload

from judging.accounts.models import User
from judging.call.models import Question
from judging.call.rules import A_DAY
from judging.editions.models import Edition

WAITS = (Question.answered_at.is_(None), Question.set_aside_at.is_(None))


def answered(session: Session, edition: Edition) -> Sequence[Question]:
    """Return what everybody reads, in the order in which it was asked."""
    query = select(Question).where(Question.edition_id == edition.id, Question.answered_at.is_not(None))
    return session.scalars(query.order_by(Question.id)).all()


def number_answered(session: Session, edition: Edition) -> int:
    """Count what everybody may read."""
    query = select(func.count(Question.id)).where(Question.edition_id == edition.id, Question.answered_at.is_not(None))
    return session.scalar(query) or 0


def number_since(session: Session, edition: Edition, since: datetime) -> int:
    """Count what was asked since a moment, answered or not."""
    query = select(func.count(Question.id)).where(Question.edition_id == edition.id, _asked_since(since))
    return session.scalar(query) or 0


def waiting(session: Session, edition: Edition, since: datetime | None = None) -> Sequence[Question]:
    """Return the questions without an answer with those who asked them, the oldest first."""
    query = select(Question).where(Question.edition_id == edition.id, *WAITS, _asked_since(since))
    return session.scalars(query.options(joinedload(Question.asked_by)).order_by(Question.id)).all()


def dealt_with(session: Session, edition: Edition, since: datetime | None = None) -> Sequence[Question]:
    """Return the questions that were answered, to everybody or to the asker alone, the newest first."""
    done = Question.answered_at.is_not(None) | Question.set_aside_at.is_not(None)
    query = select(Question).where(Question.edition_id == edition.id, done, _asked_since(since))
    return session.scalars(query.options(joinedload(Question.asked_by)).order_by(Question.id.desc())).all()


def own(session: Session, edition: Edition, user: User) -> Sequence[Question]:
    """Return what a person has asked, the newest first."""
    query = select(Question).where(Question.edition_id == edition.id, Question.asked_by_id == user.id)
    return session.scalars(query.order_by(Question.id.desc())).all()


def number_waiting(session: Session, edition: Edition, user: User) -> int:
    """Count the questions of a person that wait for an answer."""
    mine = (Question.edition_id == edition.id, Question.asked_by_id == user.id)
    return session.scalar(select(func.count(Question.id)).where(*mine, *WAITS)) or 0


def number_since_yesterday(session: Session, user: User, at: datetime) -> int:
    """Count what a person has asked within a day, of any edition; what a wrong clock dated later does not count."""
    within = (Question.asked_at > at - A_DAY, Question.asked_at <= at)
    query = select(func.count(Question.id)).where(Question.asked_by_id == user.id, *within)
    return session.scalar(query) or 0


def question_of(session: Session, edition: Edition, public_id: str) -> Question | None:
    """Return one question of an edition."""
    return session.scalar(select(Question).where(Question.edition_id == edition.id, Question.public_id == public_id))


def _asked_since(since: datetime | None) -> ColumnElement[bool]:
    return Question.asked_at >= since if since else true()
