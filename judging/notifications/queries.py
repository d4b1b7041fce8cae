"""What lies in the outbox."""

from collections.abc import Sequence
from enum import StrEnum

from sqlalchemy import ColumnElement, and_, func, select
from sqlalchemy.orm import Session

from judging.accounts.models import User
from judging.core.i18n import _l
from judging.notifications.models import Message


class Box(StrEnum):
    """Where a message is on its way."""

    WAITING = "waiting"
    SENT = "sent"
    FAILED = "failed"

    @property
    def label(self) -> str:
        """The box in the reader's language."""
        return str(LABELS[self])


LABELS = {Box.WAITING: _l("Waiting"), Box.SENT: _l("Sent"), Box.FAILED: _l("Failed")}
LIES_IN: dict[Box, ColumnElement[bool]] = {
    Box.WAITING: and_(Message.sent_at.is_(None), Message.failed_at.is_(None)),
    Box.SENT: Message.sent_at.is_not(None),
    Box.FAILED: Message.failed_at.is_not(None),
}


def messages(
    session: Session, box: Box, edition_id: int | None = None, *, page: int = 1, size: int = 50
) -> Sequence[Message]:
    """Return a page of the messages in a box, newest first; of one edition or of all."""
    query = select(Message).where(LIES_IN[box]).order_by(Message.id.desc())
    if edition_id is not None:
        query = query.where(Message.edition_id == edition_id)
    return session.scalars(query.limit(size).offset((page - 1) * size)).all()


def readers(session: Session, found: Sequence[Message]) -> dict[int | None, User]:
    """Return the people whom messages are written to, by their id."""
    ids = {message.user_id for message in found}
    return {user.id: user for user in session.scalars(select(User).where(User.id.in_(ids)))}


def counts(session: Session, edition_id: int | None = None) -> dict[Box, int]:
    """Count the messages in each box."""
    query = select(*(func.count().filter(LIES_IN[box]) for box in Box)).select_from(Message)
    if edition_id is not None:
        query = query.where(Message.edition_id == edition_id)
    return dict(zip(Box, session.execute(query).one(), strict=True))
