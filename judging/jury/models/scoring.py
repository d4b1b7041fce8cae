"""Assignments, score sheets, their revisions and requests; the marks of changed sheets."""

from datetime import datetime
from enum import StrEnum
from typing import cast

from sqlalchemy import (
    DDL,
    JSON,
    BigInteger,
    CheckConstraint,
    ForeignKey,
    Index,
    String,
    Table,
    UniqueConstraint,
    event,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column, relationship

from judging.core.db import Base, Public, Versioned
from judging.core.written import WrittenJSON
from judging.editions.models import Round, Seat
from judging.entries.models import Entry, EntryVersion


class Assignment(Public, Base):
    """An entry to be scored by a juror in a round, at a fixed place in the juror's own order."""

    __tablename__ = "assignment"
    __table_args__ = (
        UniqueConstraint("round_id", "seat_id", "entry_id"),
        Index(  # sheets are added up by entry without a look at the assignments
            "ix_assignment_counts",
            "round_id",
            "entry_id",
            "seat_id",
            sqlite_where=text("removed_at IS NULL AND in_conflict IS 0"),
        ),
    )

    round_id: Mapped[int] = mapped_column(ForeignKey("round.id"), index=True)
    seat_id: Mapped[int] = mapped_column(ForeignKey("seat.id"), index=True)
    entry_id: Mapped[int] = mapped_column(ForeignKey("entry.id"), index=True)
    version_id: Mapped[int] = mapped_column(ForeignKey("entry_version.id"))  # what is scored
    position: Mapped[int]
    assigned_at: Mapped[datetime]
    removed_at: Mapped[datetime | None]
    in_conflict: Mapped[bool] = mapped_column(default=False)  # kept true by conflicts.py

    round: Mapped[Round] = relationship()
    seat: Mapped[Seat] = relationship()
    entry: Mapped[Entry] = relationship()
    entry_version: Mapped[EntryVersion] = relationship()
    sheet: Mapped["ScoreSheet | None"] = relationship(back_populates="assignment")

    @property
    def sheet_state(self) -> "SheetState | None":
        """How far its sheet is; None when it has not been begun."""
        return self.sheet.state if self.sheet else None

    @property
    def asks(self) -> bool:
        """Whether a sheet of this assignment is wanted and counts."""
        return self.removed_at is None and not self.in_conflict


class SheetState(StrEnum):
    """Where a score sheet stands."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    REOPENED = "reopened"


class ScoreSheet(Versioned, Base):
    """What a juror gave an entry: one row, raised by one version at every save."""

    __tablename__ = "score_sheet"
    __table_args__ = (
        UniqueConstraint("assignment_id"),
        CheckConstraint("(state = 'submitted') = (submitted_at IS NOT NULL)", name="dated"),
        CheckConstraint("(state = 'submitted') = (receipt IS NOT NULL)", name="receipted"),
        CheckConstraint("(state = 'submitted') = (total IS NOT NULL)", name="totalled"),
        Index(  # a ranking is read from it alone; told PostgreSQL's way, all of its dialect is loaded
            "ix_score_sheet_total",
            "assignment_id",
            "total",
            sqlite_where=text("total IS NOT NULL"),
        ),
    )

    assignment_id: Mapped[int] = mapped_column(ForeignKey("assignment.id"))
    state: Mapped[SheetState] = mapped_column(default=SheetState.DRAFT)
    scores: Mapped[dict[str, int]] = mapped_column(JSON, default=dict)  # criterion: whole steps
    comments: Mapped[dict[str, str]] = mapped_column(WrittenJSON, default=dict)  # for the chapter; "": of the whole
    for_office: Mapped[dict[str, str]] = mapped_column(WrittenJSON, default=dict)  # the same, meant for the office
    saved_at: Mapped[datetime]
    submitted_at: Mapped[datetime | None]
    total: Mapped[int | None] = mapped_column(BigInteger)  # steps by weight, of what is handed in
    salt: Mapped[str | None] = mapped_column(String(32))
    receipt: Mapped[str | None] = mapped_column(String(64))  # see receipts.py

    assignment: Mapped[Assignment] = relationship(back_populates="sheet")


class ReopenRequest(Base):
    """A juror's request to open again a sheet that was handed in, and the secretary's answer."""

    __tablename__ = "reopen_request"
    __table_args__ = (CheckConstraint("(answered_at IS NULL) = (granted IS NULL)", name="answered"),)

    sheet_id: Mapped[int] = mapped_column(ForeignKey("score_sheet.id"), index=True)
    asked_at: Mapped[datetime]
    reason: Mapped[str]
    answered_at: Mapped[datetime | None]
    granted: Mapped[bool | None]
    answer: Mapped[str] = mapped_column(default="")


class SheetRevision(Base):
    """One saved version of a sheet, the newest included; revisions are only added."""

    __tablename__ = "sheet_revision"
    __table_args__ = (UniqueConstraint("sheet_id", "version"),)

    sheet_id: Mapped[int] = mapped_column(ForeignKey("score_sheet.id"))
    version: Mapped[int]
    state: Mapped[SheetState]
    scores: Mapped[dict[str, int]] = mapped_column(JSON)
    comments: Mapped[dict[str, str]] = mapped_column(WrittenJSON)
    for_office: Mapped[dict[str, str]] = mapped_column(WrittenJSON, default=dict)
    saved_at: Mapped[datetime]
    saved_by_id: Mapped[int] = mapped_column(ForeignKey("user.id"))


class SheetChange(Base):
    """A mark that triggers of SQLite leave, whoever writes: what is handed in differs from what it was."""

    __tablename__ = "sheet_change"

    token: Mapped[str] = mapped_column(String(16))  # so that a number given again after a rollback is another mark


_LEFT = (
    "BEGIN INSERT INTO sheet_change (id, token) "
    "SELECT coalesce(max(id), 0) + 1, hex(randomblob(8)) FROM sheet_change; END"
)
_WITH_SHEET = "WHEN EXISTS (SELECT 1 FROM score_sheet WHERE assignment_id = NEW.id)"
_REFUSED = "SELECT RAISE(ABORT, 'changes of sheets are only added')"
_NOT_NEWER = "WHERE NEW.id <= (SELECT max(id) FROM sheet_change)"
_TRIGGERS = {  # a row may be replaced without a word of its deletion: each new one leaves a mark
    "sheet_change_sheet_added": f"AFTER INSERT ON score_sheet {_LEFT}",
    "sheet_change_sheet_changed": "AFTER UPDATE OF id, assignment_id, state, scores, total, receipt ON score_sheet "
    "WHEN 'submitted' IN (OLD.state, NEW.state) OR OLD.id <> NEW.id OR OLD.assignment_id <> NEW.assignment_id "
    f"{_LEFT}",
    "sheet_change_sheet_deleted": f"AFTER DELETE ON score_sheet WHEN OLD.state = 'submitted' {_LEFT}",
    "sheet_change_task_added": f"AFTER INSERT ON assignment {_WITH_SHEET} {_LEFT}",
    "sheet_change_task_moved": f"AFTER UPDATE OF id, round_id, removed_at ON assignment {_LEFT}",
    "sheet_change_task_deleted": f"AFTER DELETE ON assignment {_LEFT}",
    "sheet_change_no_update": f"BEFORE UPDATE ON sheet_change BEGIN {_REFUSED}; END",
    "sheet_change_no_delete": f"BEFORE DELETE ON sheet_change BEGIN {_REFUSED}; END",
    "sheet_change_only_grows": f"BEFORE INSERT ON sheet_change BEGIN {_REFUSED} {_NOT_NEWER}; END",
}
CHANGE_TRIGGERS = {name: f"CREATE TRIGGER {name} {words}" for name, words in _TRIGGERS.items()}
cast(Table, SheetChange.__table__).add_is_dependent_on(cast(Table, ScoreSheet.__table__))  # its triggers are on it
for _statement in CHANGE_TRIGGERS.values():
    event.listen(
        SheetChange.__table__,
        "after_create",
        DDL(_statement).execute_if(dialect="sqlite"),  # type: ignore[no-untyped-call]  # SQLAlchemy's
    )
