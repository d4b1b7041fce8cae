"""Tables of the letters that secretaries write, of the copies that went, and of wordings kept for reuse."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from judging.accounts.models import User
from judging.core.db import Base, Public, Versioned
from judging.core.i18n import _l
from judging.core.written import WrittenText
from judging.notifications.models import Message


class Whom(StrEnum):
    """To whom a letter goes."""

    FOUND = "found"
    OFFICES = "offices"
    PEOPLE = "people"
    DRAFTS = "drafts"
    JURORS = "jurors"
    BEHIND = "behind"
    PERSON = "person"

    @property
    def label(self) -> str:
        """The choice in the reader's language."""
        return str(WHOM[self])


WHOM = {
    Whom.FOUND: _l("Offices whose entries a search finds"),
    Whom.OFFICES: _l("Offices that a search of offices finds"),
    Whom.PEOPLE: _l("People that a search of the people of offices finds"),
    Whom.DRAFTS: _l("Offices with a draft that is not submitted"),
    Whom.JURORS: _l("All members of the chapter"),
    Whom.BEHIND: _l("Members of the chapter whose sheets are missing"),
    Whom.PERSON: _l("One person"),
}


class Letter(Public, Versioned, Base):
    """A letter of a secretary: a draft until it is sent, then a record of what went to whom."""

    __tablename__ = "letter"
    __table_args__ = (
        CheckConstraint("(sent_at IS NULL) = (not_before IS NULL)", name="held"),
        CheckConstraint("(sent_at IS NULL) = (sent_by_id IS NULL)", name="sent_by"),
        CheckConstraint("undone_at IS NULL OR sent_at IS NOT NULL", name="undone_after"),
        CheckConstraint("removed_at IS NULL OR sent_at IS NULL", name="only_drafts_removed"),
    )

    edition_id: Mapped[int] = mapped_column(ForeignKey("edition.id"), index=True)
    by_id: Mapped[int] = mapped_column(ForeignKey("user.id"))  # who began it
    whom: Mapped[Whom]
    question: Mapped[str] = mapped_column(default="")  # the search of a list, where it is one
    person_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    subject: Mapped[str] = mapped_column(WrittenText(200))
    text: Mapped[str] = mapped_column(WrittenText)
    subject_en: Mapped[str] = mapped_column(String(200), default="")
    text_en: Mapped[str] = mapped_column(default="")
    changed_at: Mapped[datetime]
    removed_at: Mapped[datetime | None]  # a draft that was thrown away, and may be brought back
    sent_at: Mapped[datetime | None]  # when a secretary let it go
    sent_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    not_before: Mapped[datetime | None]  # held back until then
    undone_at: Mapped[datetime | None]

    by: Mapped[User] = relationship(foreign_keys=[by_id])
    sent_by: Mapped[User | None] = relationship(foreign_keys=[sent_by_id])
    person: Mapped[User | None] = relationship(foreign_keys=[person_id])
    copies: Mapped[list["LetterCopy"]] = relationship(order_by="LetterCopy.id")


class LetterCopy(Base):
    """One copy of a letter: the message in the outbox, to one person alone."""

    __tablename__ = "letter_copy"

    letter_id: Mapped[int] = mapped_column(ForeignKey("letter.id"), index=True)
    message_id: Mapped[int] = mapped_column(ForeignKey("message.id"), unique=True)
    office: Mapped[str] = mapped_column(WrittenText(200), default="")  # for which the person was written to

    message: Mapped[Message] = relationship()


class Wording(Public, Versioned, Base):
    """A subject and a text kept under a name, for letters that are written again and again."""

    __tablename__ = "wording"
    __table_args__ = (UniqueConstraint("edition_id", "name"),)

    edition_id: Mapped[int] = mapped_column(ForeignKey("edition.id"))
    name: Mapped[str] = mapped_column(WrittenText(80))
    subject: Mapped[str] = mapped_column(WrittenText(200))
    text: Mapped[str] = mapped_column(WrittenText)
    subject_en: Mapped[str] = mapped_column(String(200), default="")
    text_en: Mapped[str] = mapped_column(default="")
