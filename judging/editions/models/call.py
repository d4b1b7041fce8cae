"""Tables of what an office is asked: areas, form fields, declarations."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from judging.core.db import Base, Public
from judging.core.written import WordedJSON, WordedText


class Area(Public, Base):
    """A theme an entry belongs to."""

    __tablename__ = "area"
    __table_args__ = (UniqueConstraint("edition_id", "name"),)

    edition_id: Mapped[int] = mapped_column(ForeignKey("edition.id"))
    name: Mapped[str] = mapped_column(WordedText(200))
    position: Mapped[int]


class FieldKind(StrEnum):
    """What a field of the entry form takes."""

    LINE = "line"
    TEXT = "text"
    NUMBER = "number"
    DATE = "date"
    CHOICE = "choice"
    CHOICES = "choices"
    LINK = "link"
    YES_NO = "yes-no"
    FILE = "file"  # attached for this question
    HEADING = "heading"  # begins a part of the form


LISTED = {FieldKind.CHOICE, FieldKind.CHOICES}  # what is answered from a list of the edition
DECIDING = LISTED | {FieldKind.YES_NO}  # an answer to one of these may decide whether another is asked


class FormField(Base):
    """A field of the edition's entry form; its key stays when it is renamed, so that answers stay readable."""

    __tablename__ = "form_field"
    __table_args__ = (
        UniqueConstraint("edition_id", "key"),
        CheckConstraint("(asked_if = '') = (asked_if_answer = '')", name="asked_if_whole"),
    )

    edition_id: Mapped[int] = mapped_column(ForeignKey("edition.id"))
    key: Mapped[str] = mapped_column(String(40))
    kind: Mapped[FieldKind] = mapped_column(default=FieldKind.TEXT)
    label: Mapped[str] = mapped_column(WordedText(200))
    help: Mapped[str] = mapped_column(WordedText, default="")
    example: Mapped[str] = mapped_column(WordedText, default="")  # a good answer
    required: Mapped[bool] = mapped_column(default=True)
    word_limit: Mapped[int | None]
    unit: Mapped[str] = mapped_column(WordedText(40), default="")  # of a number
    choices: Mapped[list[str]] = mapped_column(WordedJSON, default=list)
    asked_if: Mapped[str] = mapped_column(String(40), default="")  # the key of a field before it
    asked_if_answer: Mapped[str] = mapped_column(WordedText(200), default="")  # and what is answered there
    for_jury: Mapped[bool] = mapped_column(default=True)
    position: Mapped[int]

    @property
    def orders(self) -> bool:
        """Whether it only orders the form and asks for nothing."""
        return self.kind is FieldKind.HEADING

    @property
    def written(self) -> bool:
        """Whether an office writes or chooses its answer in the form: a file is attached on a page of its own."""
        return self.kind not in {FieldKind.HEADING, FieldKind.FILE}


class DeclarationKind(StrEnum):
    """What an office declares with its entry."""

    AUTHORITY = "authority"
    TRUTH = "truth"
    LICENCE = "licence"
    PRIVACY = "privacy"


class Declaration(Public, Base):
    """A text accepted with an entry; a new wording is a new version."""

    __tablename__ = "declaration"
    __table_args__ = (UniqueConstraint("edition_id", "kind", "number"),)

    edition_id: Mapped[int] = mapped_column(ForeignKey("edition.id"))
    kind: Mapped[DeclarationKind]
    number: Mapped[int] = mapped_column(default=1)
    text: Mapped[str] = mapped_column(WordedText)
    signed_file: Mapped[bool] = mapped_column(default=False)
    withdrawn_at: Mapped[datetime | None]
