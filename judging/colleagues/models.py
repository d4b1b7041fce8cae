"""Table of the invitations to act for an office."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from judging.accounts.models import User
from judging.core.db import Base, Public
from judging.offices.models import Office, Right


class ColleagueInvitation(Public, Base):
    """What somebody of an office offers to an address: nothing follows from it until its owner accepts.

    A hat is put on by nobody else: from acting for an office follow conflicts of interest.
    """

    __tablename__ = "colleague_invitation"
    __table_args__ = (CheckConstraint("accepted_at IS NULL OR ended_at IS NULL", name="one_answer"),)

    office_id: Mapped[int] = mapped_column(ForeignKey("office.id"), index=True)
    email: Mapped[str] = mapped_column(String(254), index=True)
    right: Mapped[Right] = mapped_column("may")
    with_entry: Mapped[bool] = mapped_column(default=False)  # by a secretary, with an entry that came for the office
    invited_at: Mapped[datetime]
    invited_by_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    accepted_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]  # declined, or taken back

    office: Mapped[Office] = relationship()
    invited_by: Mapped[User] = relationship()
