"""Putting messages into the outbox."""

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import delete, select, update
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


def enqueue_each(
    session: Session,
    template: str,
    copies: Iterable[tuple[User, str, Mapping[str, Any]]],
    *,
    at: datetime,
    not_before: datetime | None,
    occasion: str,
    edition_id: int,
) -> list[Message]:
    """Add a message for each copy of a letter: to whom, in which language, filled with what; held back until a moment.

    The occasion is new: it happens now, and is told apart for each copy by its place.
    """
    made = [
        Message(
            occasion=f"{occasion}:{place}",
            edition_id=edition_id,
            user_id=to.id,
            to=to.email,
            template=template,
            language=language,
            context=dict(context),
            created_at=at,
            next_attempt_at=not_before or at,
            not_before=not_before,
            attempts=0,
        )
        for place, (to, language, context) in enumerate(copies, start=1)
    ]
    session.add_all(made)
    session.flush()
    return made


def withdraw(session: Session, ids: Collection[int], *, at: datetime) -> int:
    """Take back messages that are held and that no worker has taken; return how many those were."""
    still = (Message.sent_at.is_(None), Message.failed_at.is_(None), Message.claimed_at.is_(None))
    held = update(Message).where(Message.id.in_(ids), Message.withdrawn_at.is_(None), *still)
    return len(session.scalars(held.values(withdrawn_at=at).returning(Message.id)).all())


def try_again(message: Message, *, at: datetime) -> None:
    """Put a message that failed back among the waiting ones, once more."""
    message.failed_at, message.next_attempt_at = None, at
    message.attempts, message.error = 0, ""


def take_back(session: Session, occasion: str) -> None:
    """Remove the messages of an occasion that no worker has taken yet."""
    session.execute(
        delete(Message).where(Message.occasion == occasion, Message.sent_at.is_(None), Message.claimed_at.is_(None))
    )
