"""Where a message is on its way. Pure."""

from datetime import datetime
from enum import StrEnum

from judging.core.i18n import _l
from judging.notifications.models import Message


class Box(StrEnum):
    """Where a message is on its way; each lies in exactly one box."""

    HELD = "held"
    WAITING = "waiting"
    FAILED = "failed"
    SENT = "sent"
    WITHDRAWN = "withdrawn"

    @property
    def label(self) -> str:
        """The box in the reader's language."""
        return str(LABELS[self])


LABELS = {
    Box.HELD: _l("Held back"),
    Box.WAITING: _l("Waiting"),
    Box.FAILED: _l("Failed"),
    Box.SENT: _l("Sent"),
    Box.WITHDRAWN: _l("Taken back"),
}


def box_of(message: Message, at: datetime) -> Box:
    """Return the box in which a message lies at a moment."""
    if message.sent_at:
        return Box.SENT
    if message.failed_at:
        return Box.FAILED
    if message.withdrawn_at:
        return Box.WITHDRAWN
    return Box.HELD if message.not_before and message.not_before > at else Box.WAITING
