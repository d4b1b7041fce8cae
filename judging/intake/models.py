"""A file of entries while it is being imported: its row goes with it."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from judging.accounts.models import User
from judging.core.db import Base, Public, Versioned
from judging.editions.models import Edition
from judging.entries.models import Way


class Upload(Public, Versioned, Base):
    """A table of entries, with a ZIP of their attachments where there is one, and what was said of both so far.

    The bytes lie in files set aside (:mod:`judging.core.aside`); they go once the import is done, given up or lapsed.
    """

    __tablename__ = "upload"

    edition_id: Mapped[int] = mapped_column(ForeignKey("edition.id"), index=True)
    by_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    way: Mapped[Way]
    name: Mapped[str] = mapped_column(String(200))  # of the table
    table_key: Mapped[str] = mapped_column(String(64))
    files_key: Mapped[str] = mapped_column(String(64), default="")
    targets: Mapped[dict[str, str]] = mapped_column(JSON, default=dict)  # column, counted from 0: what it is
    answers: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)  # what was decided in the preview
    lapses_at: Mapped[datetime]

    edition: Mapped[Edition] = relationship()
    by: Mapped[User] = relationship()
