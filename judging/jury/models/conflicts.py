"""Conflicts of interest of jurors."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import (
    CheckConstraint,
    ForeignKey,
    UniqueConstraint,
)
from sqlalchemy.orm import Mapped, mapped_column, relationship

from judging.core.db import Base, Public
from judging.core.i18n import _l
from judging.core.written import WrittenText
from judging.editions.models import Seat
from judging.entries.models import Entry
from judging.offices.models import Office


class Source(StrEnum):
    """How a conflict became known."""

    DECLARED = "declared"
    DETECTED = "detected"
    RECORDED = "recorded"  # by the secretary


class ConflictKind(StrEnum):
    """What binds a juror to an office, in the words a form offers."""

    SAME_UNIT = "same-unit"
    FAMILY = "family"
    EMPLOYMENT = "employment"
    PROJECT = "project"
    OTHER = "other"

    @property
    def label(self) -> str:
        """The kind in the reader's language."""
        return str(CONFLICT_KINDS[self])


CONFLICT_KINDS = {
    ConflictKind.SAME_UNIT: _l("the same unit of local government"),
    ConflictKind.FAMILY: _l("family or a close person"),
    ConflictKind.EMPLOYMENT: _l("employment or advice, now or in the last three years"),
    ConflictKind.PROJECT: _l("work on this practice or a common project"),
    ConflictKind.OTHER: _l("something else"),
}


class Conflict(Public, Base):
    """A juror's conflict of interest in one entry, or in every entry of an office."""

    __tablename__ = "conflict"
    __table_args__ = (
        CheckConstraint("(entry_id IS NULL) <> (office_id IS NULL)", name="one_object"),
        UniqueConstraint("seat_id", "entry_id"),
        UniqueConstraint("seat_id", "office_id"),
    )

    seat_id: Mapped[int] = mapped_column(ForeignKey("seat.id"))
    entry_id: Mapped[int | None] = mapped_column(ForeignKey("entry.id"), index=True)
    office_id: Mapped[int | None] = mapped_column(ForeignKey("office.id"), index=True)
    source: Mapped[Source]
    kind: Mapped[ConflictKind] = mapped_column(default=ConflictKind.OTHER)
    reason: Mapped[str] = mapped_column(WrittenText)
    at: Mapped[datetime]
    by_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    withdrawn_at: Mapped[datetime | None]
    withdrawn_reason: Mapped[str] = mapped_column(WrittenText, default="")

    seat: Mapped[Seat] = relationship()
    office: Mapped[Office | None] = relationship()
    entry: Mapped[Entry | None] = relationship()

    @property
    def named_kind(self) -> str:
        """The kind in words; nothing where the reason is all there is."""
        return "" if self.kind is ConflictKind.OTHER else self.kind.label

    def covers(self, entry: Entry) -> bool:
        """Tell whether this conflict, while it stands, keeps the juror from an entry."""
        if self.withdrawn_at is not None:
            return False
        return entry.id == self.entry_id or entry.office_id == self.office_id
