"""Tables of what is noted about an entry: each saving, decisions of the formal check, declarations, more time."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from judging.core.db import Base
from judging.core.written import WrittenJSON, WrittenText
from judging.editions.models import Declaration
from judging.entries.models.states import Outcome
from judging.offices.models import Office


class EntryRevision(Base):
    """One autosave of a draft. Not an act, so not in the history."""

    __tablename__ = "entry_revision"
    __table_args__ = (UniqueConstraint("entry_id", "version"),)

    entry_id: Mapped[int] = mapped_column(ForeignKey("entry.id"))
    version: Mapped[int]
    title: Mapped[str] = mapped_column(WrittenText(200))
    answers: Mapped[dict[str, str]] = mapped_column(WrittenJSON)
    saved_at: Mapped[datetime]
    saved_by_id: Mapped[int] = mapped_column(ForeignKey("user.id"))


class ScreeningDecision(Base):
    """One decision of the formal check."""

    __tablename__ = "screening_decision"
    __table_args__ = (
        CheckConstraint("(outcome = 'returned') = (deadline IS NOT NULL)", name="deadline"),
        CheckConstraint("outcome = 'accepted' OR remarks <> ''", name="reasoned"),
    )

    entry_id: Mapped[int] = mapped_column(ForeignKey("entry.id"), index=True)
    version_id: Mapped[int] = mapped_column(ForeignKey("entry_version.id"))
    outcome: Mapped[Outcome]
    remarks: Mapped[str] = mapped_column(WrittenText, default="")
    deadline: Mapped[datetime | None]
    at: Mapped[datetime]
    by_id: Mapped[int] = mapped_column(ForeignKey("user.id"))


class AcceptedDeclaration(Base):
    """Which wording of a declaration was accepted with an entry, by whom."""

    __tablename__ = "accepted_declaration"
    __table_args__ = (UniqueConstraint("entry_id", "declaration_id"),)

    entry_id: Mapped[int] = mapped_column(ForeignKey("entry.id"))
    declaration_id: Mapped[int] = mapped_column(ForeignKey("declaration.id"))
    at: Mapped[datetime]
    by_id: Mapped[int] = mapped_column(ForeignKey("user.id"))

    declaration: Mapped[Declaration] = relationship()


class Extension(Base):
    """A later deadline for one office, with the reason."""

    __tablename__ = "extension"
    __table_args__ = (UniqueConstraint("edition_id", "office_id"),)

    edition_id: Mapped[int] = mapped_column(ForeignKey("edition.id"))
    office_id: Mapped[int] = mapped_column(ForeignKey("office.id"))
    until: Mapped[datetime]
    reason: Mapped[str] = mapped_column(WrittenText)
    by_id: Mapped[int] = mapped_column(ForeignKey("user.id"))

    office: Mapped[Office] = relationship()
