"""Tables of the entries, and the graph of states that an entry moves along."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import JSON, CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from judging.accounts.models import User
from judging.core.db import Base, Public, Versioned
from judging.core.i18n import _l
from judging.editions.models import Area, Declaration, Edition
from judging.offices.models import Office


class Status(StrEnum):
    """Where an entry stands. ``NEXT`` says where it can go from there."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    RETURNED = "returned"
    ACCEPTED = "accepted"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"

    @property
    def label(self) -> str:
        """The status in the reader's language."""
        return str(LABELS[self])


LABELS = {
    Status.DRAFT: _l("Draft"),
    Status.SUBMITTED: _l("Submitted"),
    Status.RETURNED: _l("Returned for correction"),
    Status.ACCEPTED: _l("Accepted for judging"),
    Status.REJECTED: _l("Rejected"),
    Status.WITHDRAWN: _l("Withdrawn"),
}
NEXT = {
    Status.DRAFT: {Status.SUBMITTED},
    Status.SUBMITTED: {Status.RETURNED, Status.ACCEPTED, Status.REJECTED, Status.WITHDRAWN},
    Status.RETURNED: {Status.SUBMITTED, Status.WITHDRAWN},
    Status.ACCEPTED: {Status.SUBMITTED, Status.WITHDRAWN},  # the formal check opened again
    Status.REJECTED: {Status.SUBMITTED},
    Status.WITHDRAWN: set[Status](),
}


class Entry(Public, Versioned, Base):
    """A practice entered by an office: the draft in hand, and the versions sent in."""

    __tablename__ = "entry"
    __table_args__ = (
        UniqueConstraint("edition_id", "number"),
        CheckConstraint("(status = 'draft') = (number IS NULL)", name="numbered"),
        CheckConstraint("(status = 'draft') = (submitted_at IS NULL)", name="dated"),
    )

    edition_id: Mapped[int] = mapped_column(ForeignKey("edition.id"), index=True)
    office_id: Mapped[int] = mapped_column(ForeignKey("office.id"), index=True)
    author_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    area_id: Mapped[int | None] = mapped_column(ForeignKey("area.id"))
    status: Mapped[Status] = mapped_column(default=Status.DRAFT)
    number: Mapped[int | None]  # given at the first submission, in order of arrival
    title: Mapped[str] = mapped_column(String(200), default="")
    answers: Mapped[dict[str, str]] = mapped_column(JSON, default=dict)  # key of a form field: text
    created_at: Mapped[datetime]
    saved_at: Mapped[datetime]
    submitted_at: Mapped[datetime | None]  # the newest submission
    correct_until: Mapped[datetime | None]  # while returned: this entry's own deadline

    edition: Mapped[Edition] = relationship()
    office: Mapped[Office] = relationship()
    author: Mapped[User] = relationship()
    area: Mapped[Area | None] = relationship()
    versions: Mapped[list["EntryVersion"]] = relationship(order_by="EntryVersion.number", back_populates="entry")
    attachments: Mapped[list["Attachment"]] = relationship(order_by="Attachment.id", back_populates="entry")
    decisions: Mapped[list["ScreeningDecision"]] = relationship(order_by="ScreeningDecision.id")
    extension: Mapped["Extension | None"] = relationship(
        primaryjoin="and_(Entry.edition_id == foreign(Extension.edition_id),"
        " Entry.office_id == foreign(Extension.office_id))",
        viewonly=True,
        uselist=False,
    )

    @property
    def editable(self) -> bool:
        """Whether the text may still change, the calendar aside."""
        return self.status in {Status.DRAFT, Status.RETURNED}

    @property
    def files(self) -> list["Attachment"]:
        """The attachments that have not been removed."""
        return [file for file in self.attachments if file.removed_at is None]


class EntryVersion(Public, Base):
    """What was sent in, once and for ever; a correction is the next version."""

    __tablename__ = "entry_version"
    __table_args__ = (UniqueConstraint("entry_id", "number"),)

    entry_id: Mapped[int] = mapped_column(ForeignKey("entry.id"))
    number: Mapped[int]
    title: Mapped[str] = mapped_column(String(200))
    area_name: Mapped[str] = mapped_column(String(200))
    office_name: Mapped[str] = mapped_column(String(200))
    answers: Mapped[dict[str, str]] = mapped_column(JSON)
    files: Mapped[list[dict[str, str]]] = mapped_column(JSON)  # name and SHA-256 of each attachment
    submitted_at: Mapped[datetime]
    submitted_by_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    digest: Mapped[str] = mapped_column(String(64))  # SHA-256 of the canonical content: the receipt

    entry: Mapped[Entry] = relationship(back_populates="versions")


class EntryRevision(Base):
    """One autosave of a draft. Not an act, so not in the history."""

    __tablename__ = "entry_revision"
    __table_args__ = (UniqueConstraint("entry_id", "version"),)

    entry_id: Mapped[int] = mapped_column(ForeignKey("entry.id"))
    version: Mapped[int]
    title: Mapped[str] = mapped_column(String(200))
    answers: Mapped[dict[str, str]] = mapped_column(JSON)
    saved_at: Mapped[datetime]
    saved_by_id: Mapped[int] = mapped_column(ForeignKey("user.id"))


class Attachment(Public, Base):
    """A checked file of an entry, stored under its content's hash."""

    __tablename__ = "attachment"

    entry_id: Mapped[int] = mapped_column(ForeignKey("entry.id"), index=True)
    name: Mapped[str] = mapped_column(String(200))
    media_type: Mapped[str] = mapped_column(String(100))
    size: Mapped[int]
    sent_sha256: Mapped[str] = mapped_column(String(64))  # of the bytes the office sent
    sha256: Mapped[str] = mapped_column(String(64))  # of the bytes we keep and serve
    added_at: Mapped[datetime]
    added_by_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    removed_at: Mapped[datetime | None]

    entry: Mapped[Entry] = relationship(back_populates="attachments")


class Outcome(StrEnum):
    """How the formal check of one version ended."""

    ACCEPTED = "accepted"
    RETURNED = "returned"
    REJECTED = "rejected"

    @property
    def label(self) -> str:
        """The outcome in the reader's language."""
        return Status(self.value).label


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
    remarks: Mapped[str] = mapped_column(default="")
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
    reason: Mapped[str]
    by_id: Mapped[int] = mapped_column(ForeignKey("user.id"))

    office: Mapped[Office] = relationship()
