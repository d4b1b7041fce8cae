"""Who asks about a call and until when, and how often; who answers. A rule answers "why not?"."""

from datetime import datetime, timedelta

from judging.call.models import Question
from judging.core.i18n import _l
from judging.core.refusals import Incomplete, NotNow, Refused, TooOften
from judging.editions import timetable
from judging.editions.models import Edition

LONGEST_QUESTION, LONGEST_ANSWER = 2_000, 10_000  # characters
MOST_WAITING = 3  # questions of one person without an answer
MOST_A_DAY = 10  # questions of one person
A_DAY = timedelta(days=1)


def takes_questions(edition: Edition, at: datetime) -> bool:
    """Tell whether offices may ask: from the approval of the rules until the last day for corrections is over."""
    return edition.rules_frozen_at is not None and at < timetable.corrections(edition).closes


def why_not_ask(edition: Edition, waiting: int, today: int, at: datetime) -> Refused | None:
    """An office asks while it can still do something with the answer, a few things at a time."""
    if not takes_questions(edition, at):
        return NotNow(_l("Questions about this call are not taken any more. Write to the secretary."))
    if waiting >= MOST_WAITING:
        return TooOften(
            _l("%(most)d questions of yours wait for their answers. Wait for one of them first.", most=MOST_WAITING),
            int(A_DAY.total_seconds()),
        )
    if today >= MOST_A_DAY:
        return TooOften(
            _l("You have asked %(most)d questions since yesterday. Ask again tomorrow.", most=MOST_A_DAY),
            int(A_DAY.total_seconds()),
        )
    return None


def why_not_answer(question: Question, published: str, answer: str) -> Refused | None:
    """A question is answered whole: with what everybody will read as the question and as the answer."""
    if question.set_aside_at:
        return NotNow(_l("This question was answered by e-mail alone."))
    if not published.strip():
        return Incomplete(_l("Give the question as everybody will read it."), field="published")
    if not answer.strip():
        return Incomplete(_l("Give the answer."), field="reply")
    return None


def why_not_set_aside(question: Question, reply: str) -> Refused | None:
    """What is of no use to others is answered to the asker alone, once."""
    if not question.waits:
        return NotNow(_l("This question has been dealt with already."))
    if not reply.strip():
        return Incomplete(_l("Write to the asker: they get it by e-mail."), field="reason")
    return None
