"""When a person was last at the dashboard of an edition: what has come since is counted from there."""

from datetime import datetime

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from judging.core.db import Base


class DeskVisit(Base):
    """The visit that goes on, and the end of the one before; looks that follow one another closely are one visit."""

    __tablename__ = "desk_visit"
    __table_args__ = (UniqueConstraint("edition_id", "user_id"),)

    edition_id: Mapped[int] = mapped_column(ForeignKey("edition.id"))
    user_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    seen_at: Mapped[datetime]  # the newest look
    before: Mapped[datetime | None]  # the last look of the visit before
