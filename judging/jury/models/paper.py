"""Score sheets that came on paper: who typed them in, who saw them, their scans, and files of them on their way."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from judging.accounts.models import User
from judging.core.db import Base, Public
from judging.core.written import WrittenText
from judging.editions.models import Edition
from judging.jury.models.scoring import Assignment, ScoreSheet


class PaperSheet(Public, Base):
    """One version of a sheet that was handed in on paper: typed in for the juror, who can confirm it or object."""

    __tablename__ = "paper_sheet"
    __table_args__ = (
        UniqueConstraint("sheet_id", "version"),
        CheckConstraint("confirmed_at IS NULL OR objected_at IS NULL", name="one_answer"),
        CheckConstraint("(file = '') = (file_row IS NULL)", name="row_of_a_file"),
    )

    sheet_id: Mapped[int] = mapped_column(ForeignKey("score_sheet.id"))
    version: Mapped[int]  # of the sheet, as it was handed in
    typed_by_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    typed_at: Mapped[datetime]
    checked_by: Mapped[str] = mapped_column(WrittenText(120), default="")  # who compared it with the paper
    file: Mapped[str] = mapped_column(WrittenText(200), default="")  # it was imported from
    file_row: Mapped[int | None]
    seen_by_secretary: Mapped[bool] = mapped_column(default=False)
    replaced_draft: Mapped[bool] = mapped_column(default=False)  # what the juror had begun online
    confirmed_at: Mapped[datetime | None]  # by the juror
    objected_at: Mapped[datetime | None]

    sheet: Mapped[ScoreSheet] = relationship()
    typed_by: Mapped[User] = relationship()
    scans: Mapped[list["PaperScan"]] = relationship(back_populates="paper", order_by="PaperScan.id")

    @property
    def stands(self) -> bool:
        """Whether the sheet is as it was typed in: not opened again since."""
        return self.sheet.submitted_at is not None and self.sheet.version == self.version


class PaperScan(Public, Base):
    """A checked scan of a paper sheet; scans are only added."""

    __tablename__ = "paper_scan"

    paper_id: Mapped[int] = mapped_column(ForeignKey("paper_sheet.id"), index=True)
    name: Mapped[str] = mapped_column(String(120))
    media_type: Mapped[str] = mapped_column(String(100))
    size: Mapped[int]
    sent_sha256: Mapped[str] = mapped_column(String(64))
    sha256: Mapped[str] = mapped_column(String(64), index=True)
    added_at: Mapped[datetime]
    added_by_id: Mapped[int] = mapped_column(ForeignKey("user.id"))

    paper: Mapped[PaperSheet] = relationship(back_populates="scans")


class PaperGlimpse(Base):
    """A secretary has read what is on a paper sheet in a file to be imported, whatever became of the file."""

    __tablename__ = "paper_glimpse"
    __table_args__ = (UniqueConstraint("assignment_id", "by_id"),)

    assignment_id: Mapped[int] = mapped_column(ForeignKey("assignment.id"))
    by_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    at: Mapped[datetime]

    assignment: Mapped[Assignment] = relationship()


class PaperUpload(Public, Base):
    """A table of paper sheets while it is being imported; only who has given it sees it."""

    __tablename__ = "paper_upload"

    edition_id: Mapped[int] = mapped_column(ForeignKey("edition.id"), index=True)
    by_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    name: Mapped[str] = mapped_column(String(200))
    table_key: Mapped[str] = mapped_column(String(64))
    lapses_at: Mapped[datetime]

    edition: Mapped[Edition] = relationship()
    by: Mapped[User] = relationship()
