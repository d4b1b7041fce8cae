"""Tables and words of who makes an edition: roles, partners."""

from enum import StrEnum

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from judging.core.db import Base
from judging.core.i18n import _l
from judging.core.written import WordedText


class Role(StrEnum):
    """What a person does in one edition."""

    SECRETARY = "secretary"
    CHAIR = "chair"
    DEPUTY_CHAIR = "deputy-chair"
    JUROR = "juror"
    SUBSTITUTE = "substitute"  # of a member, at the meeting
    CLERK = "clerk"  # types in sheets that came on paper

    @property
    def label(self) -> str:
        """The role in the reader's language."""
        return str(ROLE_LABELS[self])


ROLE_LABELS = {
    Role.SECRETARY: _l("Secretary of the chapter"),
    Role.CHAIR: _l("Chair of the chapter"),
    Role.DEPUTY_CHAIR: _l("Deputy chair"),
    Role.JUROR: _l("Member of the chapter"),
    Role.SUBSTITUTE: _l("Substitute of a member"),
    Role.CLERK: _l("Clerk of paper sheets"),
}
ON_THE_JURY = {Role.CHAIR, Role.DEPUTY_CHAIR, Role.JUROR}
DECLARING = ON_THE_JURY | {Role.SUBSTITUTE}  # whoever may vote declares conflicts of interest
LEADERS = {Role.CHAIR, Role.DEPUTY_CHAIR}
SECOND_FACTOR = {Role.SECRETARY, Role.CHAIR, Role.DEPUTY_CHAIR}


class PartnerKind(StrEnum):
    """How a partner supports the edition."""

    HONORARY = "honorary"
    SUBSTANTIVE = "substantive"
    INTERNATIONAL = "international"
    BUSINESS = "business"
    COMMUNITY = "community"
    MEDIA = "media"


class Partner(Base):
    """A partner of the edition, shown by kind."""

    __tablename__ = "partner"

    edition_id: Mapped[int] = mapped_column(ForeignKey("edition.id"), index=True)
    kind: Mapped[PartnerKind]
    name: Mapped[str] = mapped_column(WordedText(200))
    url: Mapped[str] = mapped_column(String(300), default="")
    position: Mapped[int] = mapped_column(default=0)
    logo_sha256: Mapped[str | None] = mapped_column(String(64))  # of a small picture that we have made
    logo_width: Mapped[int] = mapped_column(default=0)  # pixels
    logo_height: Mapped[int] = mapped_column(default=0)
