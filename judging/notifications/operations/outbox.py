"""Putting messages into the outbox."""

from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from judging.accounts.models import User
from judging.notifications.models import Message


def enqueue(
    session: Session,
    template: str,
    *,
    to: User,
    at: datetime,
    occasion: str,
    edition_id: int | None = None,
    **context: object,
) -> None:
    """Add a message to the outbox, in the transaction of the change it tells of.

    ``occasion`` names that change ("entry-version:12"): the same template for the same
    occasion goes to a person once, whatever happens twice.
    """
    known = select(Message.id).where(Message.occasion == occasion, Message.to == to.email, Message.template == template)
    if session.scalar(known) is not None:
        return
    session.add(
        Message(
            occasion=occasion,
            edition_id=edition_id,
            user_id=to.id,
            to=to.email,
            template=template,
            language=to.language,
            context=context,
            created_at=at,
            next_attempt_at=at,
            attempts=0,
        )
    )


def enqueue_to(
    session: Session, template: str, *, address: str, language: str, at: datetime, occasion: str, **context: object
) -> None:
    """Add a message to somebody who may have no account, for an occasion that happens once."""
    session.add(
        Message(
            occasion=occasion,
            to=address,
            template=template,
            language=language,
            context=context,
            created_at=at,
            next_attempt_at=at,
            attempts=0,
        )
    )


def try_again(message: Message, *, at: datetime) -> None:
    """Put a message that failed back among the waiting ones, once more."""
    message.failed_at, message.next_attempt_at = None, at
    message.attempts, message.error = 0, ""


def take_back(session: Session, occasion: str) -> None:
    """Remove the messages of an occasion that no worker has taken yet."""
    session.execute(
        delete(Message).where(Message.occasion == occasion, Message.sent_at.is_(None), Message.claimed_at.is_(None))
    )
