"""Asking about a call, answering for everybody or to the asker alone."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from judging.accounts.models import User
from judging.audit.actions import Action
from judging.audit.operations.history import record
from judging.call import queries, rules
from judging.call.models import Question
from judging.core.i18n import _l
from judging.core.refusals import Clash
from judging.editions.models import Edition
from judging.editions.queries import secretaries_of
from judging.notifications.operations.outbox import enqueue


def ask(session: Session, edition: Edition, text: str, *, by: User, at: datetime) -> Question:
    """Ask the secretaries, who are told; nobody else learns of it until they answer."""
    session.execute(select(User.id).where(User.id == by.id).with_for_update())  # many at once are counted one by one
    waiting = queries.number_waiting(session, edition, by)
    today = queries.number_since_yesterday(session, by, at)
    if refusal := rules.why_not_ask(edition, waiting, today, at):
        raise refusal
    question = Question(edition=edition, asked_by=by, asked=text, asked_at=at)
    session.add(question)
    record(session, Action.QUESTION_ASKED, question, by=by, at=at, edition_id=edition.id)
    for secretary in secretaries_of(session, [edition.id]):
        enqueue(
            session,
            "question-asked",
            to=secretary,
            at=at,
            occasion=f"question:{question.id}",
            edition_id=edition.id,
            edition=edition.name,
            question=text,
            path=f"/desk/{edition.slug}/questions/{question.public_id}/",
        )
    return question


def answer(
    session: Session, question: Question, *, published: str, answer: str, version: int | None, by: User, at: datetime
) -> None:
    """Answer for everybody, or word an answer anew; the asker is told of each wording."""
    if refusal := rules.why_not_answer(question, published, answer):
        raise refusal
    if (published, answer) == (question.published, question.answer):
        return
    if version != question.version:
        raise Clash(
            [
                (_l("The question as everybody reads it"), published, question.published),
                (_l("Answer"), answer, question.answer),
            ],
            question.version,
        )
    before = question.answer
    question.closed_by_id, question.answered_at = by.id, at
    question.published, question.answer = published, answer
    told = {"before": before, "after": answer} if before else {}
    record(session, Action.QUESTION_ANSWERED, question, by=by, at=at, edition_id=question.edition_id, **told)
    _tell(session, question, "question-answered", answer, at)


def set_aside(session: Session, question: Question, reply: str, *, by: User, at: datetime) -> None:
    """Answer to the asker alone: nothing of it is published."""
    if refusal := rules.why_not_set_aside(question, reply):
        raise refusal
    question.set_aside_at, question.closed_by_id = at, by.id
    record(session, Action.QUESTION_SET_ASIDE, question, by=by, at=at, edition_id=question.edition_id, reason=reply)
    _tell(session, question, "question-set-aside", reply, at)


def _tell(session: Session, question: Question, template: str, said: str, at: datetime) -> None:
    """Write to whoever asked."""
    edition = question.edition
    enqueue(
        session,
        template,
        to=question.asked_by,
        at=at,
        occasion=f"{template}:{question.id}:{at:%Y%m%dT%H%M%S%f}",
        edition_id=edition.id,
        edition=edition.name,
        question=question.asked,
        answer=said,
        path=f"/editions/{edition.slug}/questions/",
    )
