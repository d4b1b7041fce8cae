"""Table of the questions that offices ask about a call, with what everybody reads of them."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from judging.accounts.models import User
from judging.core.db import Base, Public, Versioned
from judging.core.written import WrittenText
from judging.editions.models import Edition


class Question(Public, Versioned, Base):
    """What an office wants to know; once answered everybody reads it, without who asked.

    What was asked stays as it was typed. What is published may be worded anew, for a question often tells who asks.
    """

    __tablename__ = "question"
    __table_args__ = (
        CheckConstraint("(answered_at IS NULL) = (answer = '')", name="answered_whole"),
        CheckConstraint("answered_at IS NULL OR set_aside_at IS NULL", name="one_end"),
    )

    edition_id: Mapped[int] = mapped_column(ForeignKey("edition.id"), index=True)
    asked_by_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    asked: Mapped[str] = mapped_column(WrittenText)  # word for word: the asker and the secretary read it
    asked_at: Mapped[datetime]
    published: Mapped[str] = mapped_column(WrittenText, default="")  # as everybody reads it
    answer: Mapped[str] = mapped_column(WrittenText, default="")
    answered_at: Mapped[datetime | None]  # the newest wording
    set_aside_at: Mapped[datetime | None]  # answered by mail alone: nobody else reads it
    closed_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))

    edition: Mapped[Edition] = relationship()
    asked_by: Mapped[User] = relationship(foreign_keys=[asked_by_id])

    @property
    def waits(self) -> bool:
        """Whether nobody has dealt with it yet."""
        return self.answered_at is None and self.set_aside_at is None
