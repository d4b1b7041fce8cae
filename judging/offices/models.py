"""Tables of the register and of the offices taking part."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from judging.accounts.models import User
from judging.core.db import Base, Public, Versioned
from judging.core.i18n import _l
from judging.core.written import WrittenText
from judging.stats.collation import alphabetical


class UnitKind(StrEnum):
    """Kinds of units in the register, by its own words."""

    VOIVODESHIP = "województwo"
    POWIAT = "powiat"
    CITY = "miasto na prawach powiatu"
    URBAN = "gmina miejska"
    URBAN_RURAL = "gmina miejsko-wiejska"
    RURAL = "gmina wiejska"

    @property
    def label(self) -> str:
        """The kind in the reader's language."""
        return str(KIND_LABELS[self])


KIND_LABELS = {
    UnitKind.VOIVODESHIP: _l("voivodeship"),
    UnitKind.POWIAT: _l("powiat"),
    UnitKind.CITY: _l("city with powiat rights"),
    UnitKind.URBAN: _l("urban gmina"),
    UnitKind.URBAN_RURAL: _l("urban-rural gmina"),
    UnitKind.RURAL: _l("rural gmina"),
}


class Unit(Versioned, Base):
    """A unit of local government in the national register."""

    __tablename__ = "unit"

    teryt: Mapped[str] = mapped_column(String(7), unique=True)
    name: Mapped[str] = mapped_column(WrittenText(80))
    kind: Mapped[UnitKind]
    powiat: Mapped[str] = mapped_column(WrittenText(80), default="")
    voivodeship: Mapped[str] = mapped_column(WrittenText(40))
    folded: Mapped[str] = mapped_column(String(80), index=True)  # name without diacritics, lower case
    removed_at: Mapped[datetime | None]  # no longer in the newest register


class Right(StrEnum):
    """What a person may do with the entries of the office they act for; each includes those before it."""

    SEE = "see"
    EDIT = "edit"
    SUBMIT = "submit"  # and withdraw, keep the details of the office, decide on colleagues

    @property
    def label(self) -> str:
        """The right in the reader's language."""
        return str(RIGHT_LABELS[self])


RIGHT_LABELS = {
    Right.SEE: _l("reads the entries"),
    Right.EDIT: _l("reads and writes the entries"),
    Right.SUBMIT: _l("reads, writes and submits the entries"),
}


class Office(Public, Versioned, Base):
    """The office of one unit, under the official name it enters itself."""

    __tablename__ = "office"

    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"), unique=True)
    name: Mapped[str] = mapped_column(WrittenText(200))
    address: Mapped[str] = mapped_column(WrittenText(300), default="")
    email: Mapped[str] = mapped_column(String(254))
    e_delivery: Mapped[str] = mapped_column(String(60), default="")  # address of e-Doręczenia
    created_at: Mapped[datetime]

    unit: Mapped[Unit] = relationship()
    representatives: Mapped[list["Representative"]] = relationship(back_populates="office")

    @property
    def people(self) -> list["Representative"]:
        """Those who act for the office or have asked to, by name."""
        return sorted(self.representatives, key=lambda person: alphabetical(person.user.name))


class Representative(Public, Base):
    """A person acting for an office: asks, and is approved or refused."""

    __tablename__ = "representative"
    __table_args__ = (
        UniqueConstraint("office_id", "user_id"),
        CheckConstraint("approved_at IS NULL OR refused_at IS NULL", name="one_answer"),
    )

    office_id: Mapped[int] = mapped_column(ForeignKey("office.id"))
    user_id: Mapped[int] = mapped_column(ForeignKey("user.id"), index=True)
    position: Mapped[str] = mapped_column(WrittenText(120), default="")  # what the person does there
    right: Mapped[Right] = mapped_column("may", default=Right.SUBMIT)
    asked_at: Mapped[datetime]
    approved_at: Mapped[datetime | None]
    refused_at: Mapped[datetime | None]
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))

    office: Mapped[Office] = relationship(back_populates="representatives")
    user: Mapped[User] = relationship(foreign_keys=[user_id])
