"""Tables of frozen rankings, interim results and who went on to a later round. Sealed: no public page reads them."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from judging.accounts.models import User
from judging.core.db import Base, Public
from judging.core.written import WrittenJSON, WrittenText
from judging.editions.models import Round
from judging.entries.models import Entry


class Ranking(Public, Base):
    """One run of the statistics: what went in, how, what came out. Never changed."""

    __tablename__ = "ranking"
    __table_args__ = (UniqueConstraint("round_id", "number"),)

    round_id: Mapped[int] = mapped_column(ForeignKey("round.id"))
    number: Mapped[int]  # a later correction is the next one
    made_at: Mapped[datetime]
    made_by_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    reason: Mapped[str] = mapped_column(default="")  # why it replaces the one before
    rules: Mapped[dict[str, Any]] = mapped_column(JSON)  # ScoringRules.to_dict()
    scores: Mapped[list[list[Any]]] = mapped_column(JSON)  # entry, juror, criterion, steps
    entries: Mapped[list[dict[str, Any]]] = mapped_column(WrittenJSON)  # who stood in the round, as then named
    jurors: Mapped[list[dict[str, Any]]] = mapped_column(JSON)  # public id and name, as then named
    analysis: Mapped[dict[str, Any]] = mapped_column(JSON)  # whole_document() of the whole round
    areas: Mapped[dict[str, Any]] = mapped_column(JSON)  # area: the same of it, where it has awards
    software: Mapped[str] = mapped_column(String(60))
    input_sha256: Mapped[str] = mapped_column(String(64))
    digest: Mapped[str] = mapped_column(String(64))

    round: Mapped[Round] = relationship()


class Interim(StrEnum):
    """What makes interim results: scores are shown, and scoring is not over or goes on."""

    CLOSED_EARLY = "closed-early"  # before its time, or with sheets missing
    REOPENED = "reopened"  # after the scores could be looked at


class InterimStep(Base):
    """An act after which somebody may know interim results: chair and jurors are told at once."""

    __tablename__ = "interim_step"

    round_id: Mapped[int] = mapped_column(ForeignKey("round.id"), index=True)
    kind: Mapped[Interim]
    at: Mapped[datetime]
    by_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    submitted: Mapped[int]  # sheets that were in
    missing: Mapped[int]
    before_time: Mapped[bool]  # while the time for scoring still ran
    shown_since: Mapped[datetime | None]  # since when the scores could be looked at, where they could
    told: Mapped[int]  # how many members of the chapter were written to
    reason: Mapped[str] = mapped_column(default="")

    by: Mapped[User] = relationship()


class Line(StrEnum):
    """Where the line is drawn between the entries that go on to the next round and the others."""

    PASSED = "passed"  # all that passed a qualifying round
    PLACES = "places"  # the first so many places of a ranking, with those that are equal to the last of them
    SCORE = "score"  # whoever has at least so many points


class Advance(Base):
    """How the entries of a later round were chosen from the one before: the round has begun. Undone, it is deleted."""

    __tablename__ = "advance"
    __table_args__ = (
        UniqueConstraint("round_id"),
        CheckConstraint("(line = 'passed') = (value = '')", name="valued"),
    )

    round_id: Mapped[int] = mapped_column(ForeignKey("round.id"))
    from_round_id: Mapped[int] = mapped_column(ForeignKey("round.id"))
    line: Mapped[Line]
    value: Mapped[str] = mapped_column(String(12), default="")  # places or points
    stood: Mapped[int]  # entries in the round before
    went_on: Mapped[int]
    ruled: Mapped[int]  # how many of all were decided by a ruling
    at: Mapped[datetime]
    by_id: Mapped[int] = mapped_column(ForeignKey("user.id"))

    round: Mapped[Round] = relationship(foreign_keys=[round_id])
    from_round: Mapped[Round] = relationship(foreign_keys=[from_round_id])
    by: Mapped[User] = relationship()


class Ruling(Base):
    """What was decided on an entry of a qualifying round in place of its sheets, and why; the newest one holds."""

    __tablename__ = "ruling"
    __table_args__ = (CheckConstraint("reason <> ''", name="reasoned"),)

    round_id: Mapped[int] = mapped_column(ForeignKey("round.id"), index=True)
    entry_id: Mapped[int] = mapped_column(ForeignKey("entry.id"), index=True)
    passes: Mapped[bool]
    reason: Mapped[str] = mapped_column(WrittenText)
    at: Mapped[datetime]
    by_id: Mapped[int] = mapped_column(ForeignKey("user.id"))

    by: Mapped[User] = relationship()
    entry: Mapped[Entry] = relationship()
