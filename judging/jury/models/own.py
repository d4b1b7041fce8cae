"""What is a juror's own: highlights and notes in what they read, the duties they have accepted."""

from datetime import datetime

from sqlalchemy import (
    ForeignKey,
    String,
    UniqueConstraint,
)
from sqlalchemy.orm import Mapped, mapped_column

from judging.core.db import Base
from judging.core.written import WrittenText


class ReadingMark(Base):
    """A sentence that a juror has highlighted, or what they have noted beside it: read by nobody else."""

    __tablename__ = "reading_mark"
    __table_args__ = (UniqueConstraint("seat_id", "version_id", "question", "place"),)

    seat_id: Mapped[int] = mapped_column(ForeignKey("seat.id"))
    version_id: Mapped[int] = mapped_column(ForeignKey("entry_version.id"), index=True)  # a version never changes
    question: Mapped[str] = mapped_column(String(40))  # key of the form field that is answered
    place: Mapped[int]  # which sentence of the answer, from 0; -1: the answer as a whole
    quote: Mapped[str] = mapped_column(WrittenText, default="")  # the sentence, by which it is found again
    note: Mapped[str] = mapped_column(WrittenText, default="")
    at: Mapped[datetime]


class Agreement(Base):
    """The duties of a member, accepted by a seat: in which wording, and when."""

    __tablename__ = "agreement"
    __table_args__ = (UniqueConstraint("seat_id", "version"),)

    seat_id: Mapped[int] = mapped_column(ForeignKey("seat.id"))
    version: Mapped[str] = mapped_column(String(20))
    digest: Mapped[str] = mapped_column(String(64))  # SHA-256 of the text that was read
    text: Mapped[str]
    at: Mapped[datetime]
