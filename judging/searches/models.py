"""The table of searches that are kept under a name."""

from enum import StrEnum

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from judging.core.db import Base, Public
from judging.core.written import WrittenText

LONGEST = 1000  # characters of a search as it stands in an address


class Searched(StrEnum):
    """A list that is searched."""

    ENTRIES = "entries"
    OFFICES = "offices"
    PEOPLE = "people"
    MAIL = "mail"


class SavedSearch(Public, Base):
    """A search of a list under a name: of one secretary, or of all who keep the edition."""

    __tablename__ = "saved_search"

    edition_id: Mapped[int] = mapped_column(ForeignKey("edition.id"), index=True)
    user_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))  # None: of every secretary
    searched: Mapped[Searched]
    name: Mapped[str] = mapped_column(WrittenText(80))
    question: Mapped[str] = mapped_column(String(LONGEST))  # what stands behind the question mark
