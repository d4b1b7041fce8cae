"""Emptying the outbox, one message at a time; safe to run twice, and twice at once.

A worker takes a message by a conditional update with a lease. If it dies, the lease runs out
and the message goes again under the same Message-ID: at least once, at most one repeat a crash.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from email.message import EmailMessage
from smtplib import SMTPException

from sqlalchemy import ColumnElement, and_, or_, select, update
from sqlalchemy.orm import Session

from judging.accounts.models import User
from judging.core.db import immediate
from judging.notifications.masking import masked
from judging.notifications.models import Message
from judging.notifications.rendering import mail
from judging.notifications.transport import Refused, Transport, Unreachable

LEASE = timedelta(minutes=10)  # longer than a server may keep us waiting with one message
FIRST_PAUSE = timedelta(minutes=1)
LONGEST_PAUSE = timedelta(hours=6)
GIVE_UP = timedelta(days=3)
log = logging.getLogger("judging.outbox")


class Unwritable(Exception):  # noqa: N818 -- a state of the message
    """The template and the message do not fit: our fault, for somebody to mend."""


@dataclass(slots=True)
class Tally:
    """What one run has done."""

    sent: int = 0
    postponed: int = 0
    failed: int = 0
    unreachable: str = ""  # why the run was broken off


def send_waiting(session: Session, transport: Transport, now: Callable[[], datetime]) -> Tally:
    """Send what waits; break off when the server cannot be reached at all."""
    tally = Tally()
    while not tally.unreachable and (message := claim(session, now())):
        _send(session, message, transport, now, tally)
    return tally


def claim(session: Session, at: datetime) -> Message | None:
    """Take the message that has waited longest, unless another worker has just taken it."""
    oldest = (
        select(Message.id)
        .where(waiting(at))
        .order_by(Message.next_attempt_at, Message.id)
        .limit(1)
        .with_for_update(skip_locked=True)
        .scalar_subquery()
    )
    take = update(Message).where(Message.id == oldest, waiting(at))
    with immediate(session):
        taken = session.scalar(take.values(claimed_at=at, attempts=Message.attempts + 1).returning(Message.id))
    return session.get(Message, taken) if taken else None


def waiting(at: datetime) -> ColumnElement[bool]:
    """Say in SQL which messages are to be sent now."""
    return and_(
        Message.sent_at.is_(None),
        Message.failed_at.is_(None),
        Message.withdrawn_at.is_(None),
        or_(Message.not_before.is_(None), Message.not_before <= at),
        Message.next_attempt_at <= at,
        or_(Message.claimed_at.is_(None), Message.claimed_at <= at - LEASE),
    )


def _send(
    session: Session,
    message: Message,
    transport: Transport,
    now: Callable[[], datetime],
    tally: Tally,
) -> None:
    """Try one message and note how it went."""
    message_id, claimed_at = message.id, message.claimed_at
    try:
        made = _made(session, message)
        session.rollback()  # nobody waits for a database while we wait for a server
        transport(made)
    except Unreachable as error:
        tally.unreachable = str(error)
        change = _again(error)
    except (SMTPException, OSError) as error:
        change = _again(error)
    except (Refused, Unwritable) as error:
        change = _give_up(error)
    else:
        change = _done
    with immediate(session):
        message = session.get_one(Message, message_id)
        if message.claimed_at == claimed_at:  # else the lease ran out, and another worker has it
            change(message, now(), tally)


def _made(session: Session, message: Message) -> EmailMessage:
    """Return the finished mail; a broken template must not keep the mail of others waiting."""
    recipient = session.get(User, message.user_id) if message.user_id else None
    try:
        return mail(message, recipient)
    except Exception as error:
        raise Unwritable(f"{message.template}: {error}") from error


def _done(message: Message, at: datetime, tally: Tally) -> None:
    message.sent_at, message.claimed_at, message.error = at, None, ""
    message.context = masked(message.context)  # of no use once sent, so not kept
    tally.sent += 1


def _again(error: Exception) -> Callable[[Message, datetime, Tally], None]:
    def postpone(message: Message, at: datetime, tally: Tally) -> None:
        if at - message.created_at >= GIVE_UP:
            return _give_up(error)(message, at, tally)
        pause = min(FIRST_PAUSE * (1 << min(message.attempts - 1, 16)), LONGEST_PAUSE)
        message.next_attempt_at, message.claimed_at = at + pause, None
        message.error = _words(error)
        tally.postponed += 1
        return None

    return postpone


def _give_up(error: Exception) -> Callable[[Message, datetime, Tally], None]:
    def fail(message: Message, at: datetime, tally: Tally) -> None:
        message.failed_at, message.claimed_at, message.error = at, None, _words(error)
        tally.failed += 1
        log.warning("message %s given up: %s", message.public_id, type(error).__name__)

    return fail


def _words(error: Exception) -> str:
    return f"{type(error).__name__}: {error}"[:500]
