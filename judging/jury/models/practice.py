"""What a juror scores for practice: a table that nothing which counts sheets reads."""

from datetime import datetime

from sqlalchemy import JSON, CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from judging.core.db import Base, Versioned
from judging.core.written import WrittenJSON


class PracticeSheet(Versioned, Base):
    """A juror's own sheet of an anchor: read by nobody else, never counted, no act of the history."""

    __tablename__ = "practice_sheet"
    __table_args__ = (
        UniqueConstraint("seat_id", "anchor_id"),
        CheckConstraint("submitted_at IS NULL OR done_at IS NOT NULL", name="done_once"),
    )

    seat_id: Mapped[int] = mapped_column(ForeignKey("seat.id"))
    anchor_id: Mapped[int] = mapped_column(ForeignKey("anchor.id"), index=True)
    scores: Mapped[dict[str, int]] = mapped_column(JSON, default=dict)  # criterion: whole steps
    comments: Mapped[dict[str, str]] = mapped_column(WrittenJSON, default=dict)
    for_office: Mapped[dict[str, str]] = mapped_column(WrittenJSON, default=dict)
    saved_at: Mapped[datetime]
    submitted_at: Mapped[datetime | None]  # while the feedback stands; gone once it is done again
    done_at: Mapped[datetime | None]  # for the first time
    changes_seen: Mapped[int] = mapped_column(default=0)  # those of the anchor, when it was handed in
