"""Tables the public reads. Nothing is in them before the announcement copies it here."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from judging.core.clock import HOME_ZONE
from judging.core.db import Base, Public
from judging.core.written import WordedJSON, WordedText, WrittenJSON, WrittenText


class PublicEdition(Base):
    """An announced edition, or one of the archive. It points at nothing that is sealed."""

    __tablename__ = "public_edition"

    slug: Mapped[str] = mapped_column(String(60), unique=True)
    name: Mapped[str] = mapped_column(WordedText(120))
    year: Mapped[int] = mapped_column(index=True)
    time_zone: Mapped[str] = mapped_column(String(40), default=HOME_ZONE)
    event: Mapped[str] = mapped_column(WordedText, default="")
    about: Mapped[str] = mapped_column(WordedText, default="")
    criteria: Mapped[list[dict[str, Any]]] = mapped_column(WordedJSON, default=list)
    partners: Mapped[list[dict[str, str]]] = mapped_column(WordedJSON, default=list)
    protocol_digest: Mapped[str | None] = mapped_column(String(64))
    rules_digest: Mapped[str | None] = mapped_column(String(64))
    demonstration: Mapped[bool] = mapped_column(default=False)
    announced_at: Mapped[datetime | None]  # None in the archive, where only the year is known

    awards: Mapped[list["PublicAward"]] = relationship(order_by="PublicAward.position", back_populates="edition")


class PublicAward(Public, Base):
    """A laureate: the office as published, the award, the practice where one was published."""

    __tablename__ = "public_award"
    __table_args__ = (UniqueConstraint("edition_id", "position"),)

    edition_id: Mapped[int] = mapped_column(ForeignKey("public_edition.id"))
    position: Mapped[int]
    award: Mapped[str] = mapped_column(WordedText(120))
    award_accusative: Mapped[str] = mapped_column(WordedText(120), default="")
    main: Mapped[bool] = mapped_column(default=False)
    office: Mapped[str] = mapped_column(WrittenText(200))
    teryt: Mapped[str | None] = mapped_column(String(7))
    voivodeship: Mapped[str] = mapped_column(WrittenText(40), default="")
    practice_id: Mapped[int | None] = mapped_column(ForeignKey("public_practice.id"))
    subject: Mapped[str] = mapped_column(WrittenText, default="")  # "for …", where no practice was published by name
    citation: Mapped[str] = mapped_column(WrittenText, default="")

    edition: Mapped[PublicEdition] = relationship(back_populates="awards")
    practice: Mapped["PublicPractice | None"] = relationship(back_populates="awards")


class PublicPractice(Public, Base):
    """The public copy of a practice."""

    __tablename__ = "public_practice"

    edition_id: Mapped[int] = mapped_column(ForeignKey("public_edition.id"), index=True)
    title: Mapped[str] = mapped_column(WrittenText(200))
    area: Mapped[str] = mapped_column(WordedText(200), default="")
    office: Mapped[str] = mapped_column(WrittenText(200))
    sections: Mapped[list[dict[str, str]]] = mapped_column(WrittenJSON, default=list)  # label and text, in order

    edition: Mapped[PublicEdition] = relationship()
    awards: Mapped[list[PublicAward]] = relationship(back_populates="practice")


class Announcement(Public, Base):
    """The act of announcing, or of withdrawing or correcting what was announced."""

    __tablename__ = "announcement"

    edition_id: Mapped[int] = mapped_column(ForeignKey("edition.id"), index=True)
    protocol_id: Mapped[int] = mapped_column(ForeignKey("protocol.id"))
    at: Mapped[datetime]
    by_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    withdrawn_at: Mapped[datetime | None]
    withdrawn_reason: Mapped[str] = mapped_column(WrittenText, default="")
