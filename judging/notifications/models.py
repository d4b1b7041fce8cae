"""Table of the outbox."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from judging.core.db import Base, Public


class Message(Public, Base):
    """An e-mail: written with the change it tells of, rendered and sent later by the outbox."""

    __tablename__ = "message"
    __table_args__ = (
        UniqueConstraint("occasion", "to", "template"),
        CheckConstraint("withdrawn_at IS NULL OR sent_at IS NULL", name="one_end"),
        Index("ix_message_waiting", "sent_at", "next_attempt_at"),
    )

    occasion: Mapped[str] = mapped_column(String(80))  # the record or act it tells of: never twice
    edition_id: Mapped[int | None] = mapped_column(index=True)  # for the secretary's list
    user_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    to: Mapped[str] = mapped_column(String(254))
    template: Mapped[str] = mapped_column(String(60))
    language: Mapped[str] = mapped_column(String(2), default="pl")
    context: Mapped[dict[str, Any]] = mapped_column(JSON)
    created_at: Mapped[datetime]
    next_attempt_at: Mapped[datetime]
    not_before: Mapped[datetime | None]  # held back until then, and may be withdrawn
    claimed_at: Mapped[datetime | None]  # a lease: see sending.LEASE
    attempts: Mapped[int] = mapped_column(default=0)
    sent_at: Mapped[datetime | None]
    failed_at: Mapped[datetime | None]  # given up: stands on the secretary's list
    withdrawn_at: Mapped[datetime | None]  # taken back while it was held: kept for the record, never sent
    error: Mapped[str] = mapped_column(String(500), default="")
