"""The table of viewings: when a secretary saw the system as an office sees it, and why."""

from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from judging.accounts.models import User
from judging.core.db import Base, Public
from judging.core.written import WrittenText
from judging.offices.models import Office


class Viewing(Public, Base):
    """For half an hour a secretary reads what a person of an office reads in one edition, and changes nothing."""

    __tablename__ = "viewing"

    edition_id: Mapped[int] = mapped_column(ForeignKey("edition.id"), index=True)
    office_id: Mapped[int] = mapped_column(ForeignKey("office.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("user.id"))  # whose pages are shown
    by_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    at: Mapped[datetime]
    until: Mapped[datetime]
    reason: Mapped[str] = mapped_column(WrittenText)

    office: Mapped[Office] = relationship()
    person: Mapped[User] = relationship(foreign_keys=[person_id])
    by: Mapped[User] = relationship(foreign_keys=[by_id])
