"""What lies in the outbox."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, Select, and_, func, or_, select
from sqlalchemy.orm import Session

from judging.accounts.models import User
from judging.notifications.boxes import Box
from judging.notifications.kinds import Kind
from judging.notifications.models import Message

MOVED_AT = func.coalesce(Message.sent_at, Message.failed_at, Message.withdrawn_at, Message.created_at)  # into its box
WORKED_ON = (Message.sent_at.is_(None), Message.failed_at.is_(None), Message.withdrawn_at.is_(None))


def lies_in(box: Box, at: datetime) -> ColumnElement[bool]:
    """Return the condition on a message that it lies in a box: as :func:`judging.notifications.boxes.box_of` says."""
    held = and_(Message.not_before.is_not(None), Message.not_before > at)
    return {
        Box.HELD: and_(*WORKED_ON, held),
        Box.WAITING: and_(*WORKED_ON, or_(Message.not_before.is_(None), Message.not_before <= at)),
        Box.FAILED: Message.failed_at.is_not(None),
        Box.SENT: Message.sent_at.is_not(None),
        Box.WITHDRAWN: and_(Message.withdrawn_at.is_not(None), Message.failed_at.is_(None)),
    }[box]


def messages(
    session: Session,
    box: Box | None,
    edition_id: int | None = None,
    *,
    at: datetime,
    kind: Kind | None = None,
    since: datetime | None = None,
    page: int = 1,
    size: int = 50,
) -> Sequence[Message]:
    """Return a page of the messages in a box or in all, newest first; of one edition or of all."""
    query = _of(edition_id, kind, since).order_by(Message.id.desc())
    if box is not None:
        query = query.where(lies_in(box, at))
    return session.scalars(query.limit(size).offset((page - 1) * size)).all()


def every_message(
    session: Session, edition_id: int, kind: Kind | None, since: datetime | None = None
) -> Sequence[Message]:
    """Return the messages of an edition, newest first, to be read for words."""
    return session.scalars(_of(edition_id, kind, since).order_by(Message.id.desc())).all()


def message_of(session: Session, edition_id: int, public_id: str) -> Message | None:
    """Return one message of an edition."""
    return session.scalar(_of(edition_id, None).where(Message.public_id == public_id))


def by_ids(session: Session, ids: Iterable[int]) -> Sequence[Message]:
    """Return messages by their ids, in the order in which they were written."""
    return session.scalars(select(Message).where(Message.id.in_(list(ids))).order_by(Message.id)).all()


def readers(session: Session, found: Iterable[Message]) -> dict[int | None, User]:
    """Return the people whom messages are written to, by their id."""
    ids = {message.user_id for message in found}
    return {user.id: user for user in session.scalars(select(User).where(User.id.in_(ids)))}


def counts(
    session: Session,
    edition_id: int | None = None,
    *,
    at: datetime,
    kind: Kind | None = None,
    since: datetime | None = None,
) -> dict[Box, int]:
    """Count the messages in each box."""
    counted = _of(edition_id, kind, since).with_only_columns(*(func.count().filter(lies_in(box, at)) for box in Box))
    return dict(zip(Box, session.execute(counted).one(), strict=True))


def _of(edition_id: int | None, kind: Kind | None, since: datetime | None = None) -> Select[Message]:
    query = select(Message)
    if edition_id is not None:
        query = query.where(Message.edition_id == edition_id)
    if since is not None:
        query = query.where(since <= MOVED_AT)
    return query.where(Message.template.in_(kind.templates)) if kind else query
