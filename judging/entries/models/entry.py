"""Tables of an entry with what knows it back: the versions sent in, what is held, its files, where it came from."""

from datetime import datetime

from sqlalchemy import JSON, CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from judging.accounts.models import User
from judging.core.db import Base, Public, Versioned
from judging.core.written import WordedText, WrittenJSON, WrittenText
from judging.editions.models import Area, Edition
from judging.entries.models.records import Extension, ScreeningDecision
from judging.entries.models.states import Status, Way
from judging.offices.models import Office


class Entry(Public, Versioned, Base):
    """A practice entered by an office: the draft in hand, and the versions sent in."""

    __tablename__ = "entry"
    __table_args__ = (
        UniqueConstraint("edition_id", "number"),
        CheckConstraint("(status = 'draft') = (number IS NULL)", name="numbered"),
        CheckConstraint("(status = 'draft') = (submitted_at IS NULL)", name="dated"),
        CheckConstraint("deleted_at IS NULL OR status = 'draft'", name="only_drafts_deleted"),
        CheckConstraint("purged_at IS NULL OR deleted_at IS NOT NULL", name="only_deleted_purged"),
    )

    edition_id: Mapped[int] = mapped_column(ForeignKey("edition.id"), index=True)
    office_id: Mapped[int] = mapped_column(ForeignKey("office.id"), index=True)
    author_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    area_id: Mapped[int | None] = mapped_column(ForeignKey("area.id"))
    status: Mapped[Status] = mapped_column(default=Status.DRAFT)
    number: Mapped[int | None]  # given at the first submission, in order of arrival
    title: Mapped[str] = mapped_column(WrittenText(200), default="")
    answers: Mapped[dict[str, str]] = mapped_column(WrittenJSON, default=dict)  # key of a form field: text
    created_at: Mapped[datetime]
    saved_at: Mapped[datetime]
    submitted_at: Mapped[datetime | None]  # the newest submission
    deleted_at: Mapped[datetime | None]  # a draft that its office has thrown away, and may take back
    purged_at: Mapped[datetime | None]  # when what a deleted draft said went for good; that there was one is kept
    correct_until: Mapped[datetime | None]  # while returned: this entry's own deadline

    edition: Mapped[Edition] = relationship()
    office: Mapped[Office] = relationship()
    author: Mapped[User] = relationship()
    area: Mapped[Area | None] = relationship()
    versions: Mapped[list["EntryVersion"]] = relationship(order_by="EntryVersion.number", back_populates="entry")
    held: Mapped["HeldSubmission | None"] = relationship(back_populates="entry", cascade="all, delete-orphan")
    origin: Mapped["Origin | None"] = relationship(back_populates="entry")
    attachments: Mapped[list["Attachment"]] = relationship(
        order_by=lambda: [Attachment.position, Attachment.id], back_populates="entry"
    )
    decisions: Mapped[list["ScreeningDecision"]] = relationship(order_by="ScreeningDecision.id")
    extension: Mapped["Extension | None"] = relationship(
        primaryjoin="and_(Entry.edition_id == foreign(Extension.edition_id),"
        " Entry.office_id == foreign(Extension.office_id))",
        viewonly=True,
        uselist=False,
    )

    @property
    def editable(self) -> bool:
        """Whether the text may still change, the calendar aside: what was rejected is over."""
        return self.status is not Status.REJECTED

    @property
    def standing(self) -> "EntryVersion | None":
        """The version that counts: the newest sent in, whatever has been changed in the draft since."""
        return self.versions[-1] if self.versions else None

    @property
    def lapsed(self) -> bool:
        """Whether the result was sealed while the right of whoever sent it was not confirmed: it takes no part."""
        return self.held is not None and self.edition.sealed_at is not None

    @property
    def changed(self) -> bool:
        """Whether the draft says something else than what stands, or waits to stand."""
        sent = self.standing or self.held
        if sent is None:
            return False
        return self._in_hand != (sent.title, sent.area_name, _said(sent.answers), _files(sent.files))

    @property
    def _in_hand(self) -> tuple[str, str, dict[str, str], list[tuple[str, str]]]:
        area = self.area.name if self.area else ""
        return self.title, area, _said(self.answers), [(file.public_id, file.caption) for file in self.files]

    @property
    def files(self) -> list["Attachment"]:
        """The attachments that have not been removed, in the order that the office has given them."""
        return sorted((file for file in self.attachments if file.removed_at is None), key=lambda file: file.position)


def _said(answers: dict[str, str]) -> dict[str, str]:
    """Return the answers that say anything: an empty one and none are the same."""
    return {key: answer for key, answer in answers.items() if answer}


def _files(files: list[dict[str, str]]) -> list[tuple[str, str]]:
    return [(file["id"], file.get("caption", "")) for file in files]


class EntryVersion(Public, Base):
    """What was sent in, once and for ever; a correction is the next version."""

    __tablename__ = "entry_version"
    __table_args__ = (UniqueConstraint("entry_id", "number"),)

    entry_id: Mapped[int] = mapped_column(ForeignKey("entry.id"))
    number: Mapped[int]
    title: Mapped[str] = mapped_column(WrittenText(200))
    area_name: Mapped[str] = mapped_column(WordedText(200))
    office_name: Mapped[str] = mapped_column(WrittenText(200))
    answers: Mapped[dict[str, str]] = mapped_column(WrittenJSON)
    files: Mapped[list[dict[str, str]]] = mapped_column(JSON)  # name, caption and SHA-256 of each attachment, in order
    submitted_at: Mapped[datetime]
    submitted_by_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    confirmed_at: Mapped[datetime | None]  # where the right of whoever submitted it was confirmed only later
    digest: Mapped[str] = mapped_column(String(64))  # SHA-256 of the canonical content: the receipt

    entry: Mapped[Entry] = relationship(back_populates="versions")


class HeldSubmission(Base):
    """What was submitted in time by somebody whose right to act for the office is not confirmed yet.

    Once it is, this becomes a version with its own time; if it is refused, nothing was submitted. The seal on the
    result ends the wait, too: what is still held then takes no part, unless the decision is opened again.
    """

    __tablename__ = "held_submission"

    entry_id: Mapped[int] = mapped_column(ForeignKey("entry.id"), unique=True)
    title: Mapped[str] = mapped_column(WrittenText(200))
    area_name: Mapped[str] = mapped_column(WordedText(200))
    office_name: Mapped[str] = mapped_column(WrittenText(200))
    answers: Mapped[dict[str, str]] = mapped_column(WrittenJSON)
    files: Mapped[list[dict[str, str]]] = mapped_column(JSON)
    declarations: Mapped[list[int]] = mapped_column(JSON)
    submitted_at: Mapped[datetime]
    submitted_by_id: Mapped[int] = mapped_column(ForeignKey("user.id"))

    entry: Mapped[Entry] = relationship(back_populates="held")


class Attachment(Public, Base):
    """A checked file of an entry, stored under its content's hash."""

    __tablename__ = "attachment"

    entry_id: Mapped[int] = mapped_column(ForeignKey("entry.id"), index=True)
    name: Mapped[str] = mapped_column(String(200))
    question: Mapped[str] = mapped_column(String(40), default="")  # key of the form field that asks for it
    caption: Mapped[str] = mapped_column(WrittenText(200), default="")  # of a picture: what is to be seen
    position: Mapped[int] = mapped_column(default=0)
    media_type: Mapped[str] = mapped_column(String(100))
    size: Mapped[int]
    sent_sha256: Mapped[str] = mapped_column(String(64))  # of the bytes the office sent
    sha256: Mapped[str] = mapped_column(String(64))  # of the bytes we keep and serve
    added_at: Mapped[datetime]
    added_by_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    removed_at: Mapped[datetime | None]

    entry: Mapped[Entry] = relationship(back_populates="attachments")


class Origin(Base):
    """Where an entry came from that a secretary typed in or imported, and whether its office has confirmed it.

    The identity is what a row of a file is known by: the same row, read again, is the same entry.
    """

    __tablename__ = "origin"
    __table_args__ = (
        UniqueConstraint("edition_id", "identity"),
        CheckConstraint("(file_name = '') = (\"row\" IS NULL)", name="row_of_file"),
        CheckConstraint("(confirmed_at IS NULL) = (confirmed_by_id IS NULL)", name="confirmed_by_somebody"),
    )

    entry_id: Mapped[int] = mapped_column(ForeignKey("entry.id"), unique=True)
    edition_id: Mapped[int] = mapped_column(ForeignKey("edition.id"))
    way: Mapped[Way]
    file_name: Mapped[str] = mapped_column(String(200), default="")  # of the table; empty where it was typed in
    row: Mapped[int | None]  # as a spreadsheet counts
    identity: Mapped[str | None] = mapped_column(String(64))
    came_at: Mapped[datetime | None]  # where that is known
    reason: Mapped[str] = mapped_column(WrittenText, default="")  # why it was entered though it came too late
    contact: Mapped[str] = mapped_column(WrittenText(300), default="")  # who wrote it, as the source says
    typed_at: Mapped[datetime]
    typed_by_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    confirmed_at: Mapped[datetime | None]
    confirmed_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))

    entry: Mapped[Entry] = relationship(back_populates="origin")
    typed_by: Mapped[User] = relationship(foreign_keys=[typed_by_id])
    confirmed_by: Mapped[User | None] = relationship(foreign_keys=[confirmed_by_id])
