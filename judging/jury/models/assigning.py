"""Which entries a round has, who knows which area, and the acts by which entries were given."""

from datetime import datetime

from sqlalchemy import (
    JSON,
    CheckConstraint,
    ForeignKey,
    UniqueConstraint,
)
from sqlalchemy.orm import Mapped, mapped_column, relationship

from judging.accounts.models import User
from judging.core.db import Base, Public
from judging.core.written import WrittenText
from judging.editions.models import Round
from judging.jury.models.scoring import Assignment


class RoundEntry(Base):
    """Which entries take part in a round after the first (a shortlist, a final)."""

    __tablename__ = "round_entry"
    __table_args__ = (UniqueConstraint("round_id", "entry_id"),)

    round_id: Mapped[int] = mapped_column(ForeignKey("round.id"))
    entry_id: Mapped[int] = mapped_column(ForeignKey("entry.id"))


class KnownArea(Base):
    """An area that a member of the jury knows, as they have said themselves or the secretary has marked."""

    __tablename__ = "known_area"
    __table_args__ = (UniqueConstraint("seat_id", "area_id"),)

    seat_id: Mapped[int] = mapped_column(ForeignKey("seat.id"))
    area_id: Mapped[int] = mapped_column(ForeignKey("area.id"), index=True)
    by_id: Mapped[int] = mapped_column(ForeignKey("user.id"))  # who said so


class ActOfAssigning(Public, Base):
    """One act of giving entries to members: what was asked, and when it was undone."""

    __tablename__ = "act_of_assigning"
    __table_args__ = (CheckConstraint("(undone_at IS NULL) = (undone_by_id IS NULL)", name="undone_whole"),)

    round_id: Mapped[int] = mapped_column(ForeignKey("round.id"), index=True)
    at: Mapped[datetime]
    by_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    asked: Mapped[dict[str, str]] = mapped_column(JSON)  # as in the address of the plan; of a takeover nothing
    reason: Mapped[str] = mapped_column(WrittenText, default="")  # of a takeover
    undone_at: Mapped[datetime | None]
    undone_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    undone_reason: Mapped[str] = mapped_column(WrittenText, default="")

    round: Mapped[Round] = relationship()
    by: Mapped[User] = relationship(foreign_keys=[by_id])
    moves: Mapped[list["Move"]] = relationship(order_by="Move.id")


class Move(Base):
    """One assignment that an act gave, or took back."""

    __tablename__ = "assignment_move"
    __table_args__ = (UniqueConstraint("act_id", "assignment_id"),)

    act_id: Mapped[int] = mapped_column(ForeignKey("act_of_assigning.id"))
    assignment_id: Mapped[int] = mapped_column(ForeignKey("assignment.id"), index=True)
    given: Mapped[bool]

    assignment: Mapped[Assignment] = relationship()
