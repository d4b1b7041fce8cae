"""The table of the English version of an edition."""

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from judging.core.db import Base


class EnglishWording(Base):
    """How a text of an edition reads in English, and the Polish text that this was written for."""

    __tablename__ = "english_wording"
    __table_args__ = (
        UniqueConstraint("edition_id", "place"),
        CheckConstraint("english <> ''", name="worded"),
    )

    edition_id: Mapped[int] = mapped_column(ForeignKey("edition.id"))
    place: Mapped[str] = mapped_column(String(120))  # such as criterion.reach.name: see editions/english.py
    text: Mapped[str]
    english: Mapped[str]
