"""Tables of the formal check: points and what was found at each, ready texts; more time for many."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from judging.core.db import Base, Public
from judging.core.i18n import _l
from judging.core.written import WrittenText
from judging.offices.models import Office


class CheckPoint(Base):
    """One point of the formal check, as the edition words it now; an edition without any has the usual ones."""

    __tablename__ = "check_point"
    __table_args__ = (UniqueConstraint("edition_id", "position"),)

    edition_id: Mapped[int] = mapped_column(ForeignKey("edition.id"))
    position: Mapped[int]
    text: Mapped[str] = mapped_column(WrittenText(300))


class Met(StrEnum):
    """Whether an entry meets a point."""

    YES = "yes"
    NO = "no"
    NOT_APPLICABLE = "not-applicable"

    @property
    def label(self) -> str:
        """The answer in the reader's language."""
        return str(MET[self])


MET = {Met.YES: _l("met"), Met.NO: _l("not met"), Met.NOT_APPLICABLE: _l("not applicable")}


class CheckedPoint(Base):
    """What one decision found at one point, in the words that the point had then."""

    __tablename__ = "checked_point"
    __table_args__ = (UniqueConstraint("decision_id", "position"),)

    decision_id: Mapped[int] = mapped_column(ForeignKey("screening_decision.id"))
    position: Mapped[int]
    text: Mapped[str] = mapped_column(WrittenText(300))
    met: Mapped[Met]
    remark: Mapped[str] = mapped_column(WrittenText(1000), default="")


class ReadyText(Public, Base):
    """Remarks that are written again and again, kept for the secretaries of an edition."""

    __tablename__ = "ready_text"

    edition_id: Mapped[int] = mapped_column(ForeignKey("edition.id"), index=True)
    text: Mapped[str] = mapped_column(WrittenText)


class MoreTime(Public, Base):
    """More time given at once to the offices that a search found; what they had before is kept for undoing it."""

    __tablename__ = "more_time"

    edition_id: Mapped[int] = mapped_column(ForeignKey("edition.id"), index=True)
    until: Mapped[datetime]
    reason: Mapped[str] = mapped_column(WrittenText)
    at: Mapped[datetime]
    by_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    undone_at: Mapped[datetime | None]

    offices: Mapped[list["MoreTimeOffice"]] = relationship(order_by="MoreTimeOffice.id")


class MoreTimeOffice(Base):
    """One office that got more time with others, and the deadline of its own that it had before."""

    __tablename__ = "more_time_office"
    __table_args__ = (UniqueConstraint("more_time_id", "office_id"),)

    more_time_id: Mapped[int] = mapped_column(ForeignKey("more_time.id"))
    office_id: Mapped[int] = mapped_column(ForeignKey("office.id"))
    until_before: Mapped[datetime | None]
    reason_before: Mapped[str] = mapped_column(WrittenText, default="")

    office: Mapped[Office] = relationship()
