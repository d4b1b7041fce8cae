"""Tables of what an office is asked: areas, form fields, declarations."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import JSON, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from judging.core.db import Base, Public


class Area(Public, Base):
    """A theme an entry belongs to."""

    __tablename__ = "area"
    __table_args__ = (UniqueConstraint("edition_id", "name"),)

    edition_id: Mapped[int] = mapped_column(ForeignKey("edition.id"))
    name: Mapped[str] = mapped_column(String(200))
    position: Mapped[int]


class FieldKind(StrEnum):
    """What a field of the entry form takes."""

    LINE = "line"
    TEXT = "text"
    CHOICE = "choice"
    NUMBER = "number"
    YES_NO = "yes-no"


class FormField(Base):
    """A field of the edition's entry form."""

    __tablename__ = "form_field"
    __table_args__ = (UniqueConstraint("edition_id", "key"),)

    edition_id: Mapped[int] = mapped_column(ForeignKey("edition.id"))
    key: Mapped[str] = mapped_column(String(40))
    kind: Mapped[FieldKind] = mapped_column(default=FieldKind.TEXT)
    label: Mapped[str] = mapped_column(String(200))
    help: Mapped[str] = mapped_column(default="")
    required: Mapped[bool] = mapped_column(default=True)
    word_limit: Mapped[int | None]
    choices: Mapped[list[str]] = mapped_column(JSON, default=list)
    for_jury: Mapped[bool] = mapped_column(default=True)
    position: Mapped[int]


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
    text: Mapped[str]
    signed_file: Mapped[bool] = mapped_column(default=False)
    withdrawn_at: Mapped[datetime | None]
