"""Letters that secretaries write."""

from collections.abc import Iterator

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from judging.invariants.registry import invariant, records
from judging.letters.models import Letter, LetterCopy
from judging.notifications.models import Message


@invariant("no letter went while it was held back, or after it was taken back")
def held_letters(session: Session) -> Iterator[str]:
    """Yield messages that went too early, or against the will of whoever sent them."""
    early = Message.sent_at < Message.not_before
    return records(session, select(Message).where(early | (Message.sent_at >= Message.withdrawn_at)))


@invariant("a letter has copies exactly when it was sent")
def copies_of_letters(session: Session) -> Iterator[str]:
    """Yield drafts with copies, and letters that went to nobody."""
    copied = exists().where(LetterCopy.letter_id == Letter.id)
    return records(session, select(Letter).where(copied != Letter.sent_at.is_not(None)))
