"""Tables of the deliberation. Sealed: no public page reads them before the announcement."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from judging.accounts.models import User
from judging.core.db import Base, Public, Versioned
from judging.core.written import WrittenJSON, WrittenText
from judging.editions.models import AwardKind, Edition, Role, Seat
from judging.entries.models import Entry
from judging.results.models import Ranking


class Meeting(Public, Versioned, Base):
    """A meeting of the chapter."""

    __tablename__ = "meeting"

    edition_id: Mapped[int] = mapped_column(ForeignKey("edition.id"), index=True)
    ranking_id: Mapped[int] = mapped_column(ForeignKey("ranking.id"))  # what it deliberates on
    held_at: Mapped[datetime]
    place: Mapped[str] = mapped_column(WrittenText(200), default="")
    secret_ballot: Mapped[bool] = mapped_column(default=False)
    left_out: Mapped[str] = mapped_column(WrittenText, default="")  # why entries the ranking honours get nothing

    edition: Mapped[Edition] = relationship()
    ranking: Mapped[Ranking] = relationship()
    attendance: Mapped[list["Attendance"]] = relationship(back_populates="meeting")
    motions: Mapped[list["Motion"]] = relationship(order_by="Motion.number", back_populates="meeting")


class Attendance(Base):
    """Whether a member was there."""

    __tablename__ = "attendance"
    __table_args__ = (UniqueConstraint("meeting_id", "seat_id"),)

    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id"))
    seat_id: Mapped[int] = mapped_column(ForeignKey("seat.id"))
    present: Mapped[bool]
    substitute_id: Mapped[int | None] = mapped_column(ForeignKey("seat.id"))  # who stood in for them

    meeting: Mapped[Meeting] = relationship(back_populates="attendance")
    seat: Mapped[Seat] = relationship(foreign_keys=[seat_id])
    substitute: Mapped[Seat | None] = relationship(foreign_keys=[substitute_id])


class Motion(Public, Versioned, Base):
    """A motion to award, its votes, and the reason where it departs from the ranking."""

    __tablename__ = "motion"
    __table_args__ = (
        UniqueConstraint("meeting_id", "number"),
        CheckConstraint("votes_for >= 0 AND votes_against >= 0 AND abstained >= 0", name="votes"),
    )

    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id"))
    number: Mapped[int]
    entry_id: Mapped[int] = mapped_column(ForeignKey("entry.id"))
    award_kind_id: Mapped[int] = mapped_column(ForeignKey("award_kind.id"))
    citation: Mapped[str] = mapped_column(WrittenText, default="")  # why it wins: read out on stage
    departure: Mapped[str] = mapped_column(WrittenText, default="")  # why not as the ranking says
    dissent: Mapped[str] = mapped_column(WrittenText, default="")
    votes_for: Mapped[int] = mapped_column(default=0)
    votes_against: Mapped[int] = mapped_column(default=0)
    abstained: Mapped[int] = mapped_column(default=0)
    chair_decided: Mapped[bool] = mapped_column(default=False)  # equal votes, broken by the chair
    decided_at: Mapped[datetime]
    carried: Mapped[bool]  # as voted; an award taken back later does not change it
    recused: Mapped[list[int]] = mapped_column(JSON, default=list)  # seats present, in conflict
    barred: Mapped[list[int]] = mapped_column(JSON, default=list)  # present, without a declaration or a consent

    meeting: Mapped[Meeting] = relationship(back_populates="motions")
    entry: Mapped[Entry] = relationship()
    award_kind: Mapped[AwardKind] = relationship()


class Award(Public, Base):
    """An award given: entry and kind, by which motion."""

    __tablename__ = "award"
    __table_args__ = (UniqueConstraint("motion_id"),)

    edition_id: Mapped[int] = mapped_column(ForeignKey("edition.id"), index=True)
    motion_id: Mapped[int] = mapped_column(ForeignKey("motion.id"))
    entry_id: Mapped[int] = mapped_column(ForeignKey("entry.id"))
    award_kind_id: Mapped[int] = mapped_column(ForeignKey("award_kind.id"))
    withdrawn_at: Mapped[datetime | None]
    withdrawn_reason: Mapped[str] = mapped_column(WrittenText, default="")

    motion: Mapped[Motion] = relationship()
    entry: Mapped[Entry] = relationship()
    award_kind: Mapped[AwardKind] = relationship()


class Protocol(Public, Base):
    """The sealed record of the decision: its data, and the PDF made from them."""

    __tablename__ = "protocol"

    edition_id: Mapped[int] = mapped_column(ForeignKey("edition.id"), index=True)
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id"))
    made_at: Mapped[datetime]
    content: Mapped[dict[str, Any]] = mapped_column(WrittenJSON)
    digest: Mapped[str] = mapped_column(String(64))  # SHA-256 of the canonical content
    pdf_sha256: Mapped[str] = mapped_column(String(64))
    withdrawn_at: Mapped[datetime | None]
    withdrawn_reason: Mapped[str] = mapped_column(WrittenText, default="")

    seals: Mapped[list["Seal"]] = relationship(back_populates="protocol")


class Seal(Base):
    """The chair's or the secretary's seal on a protocol, given with the second factor."""

    __tablename__ = "seal"
    __table_args__ = (UniqueConstraint("protocol_id", "role"),)

    protocol_id: Mapped[int] = mapped_column(ForeignKey("protocol.id"))
    role: Mapped[Role]
    user_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    at: Mapped[datetime]
    digest: Mapped[str] = mapped_column(String(64))  # of the content the person saw

    protocol: Mapped[Protocol] = relationship(back_populates="seals")
    user: Mapped[User] = relationship()
