"""Tables of how entries are judged: criteria, which of them a round scores, awards; what of these was taken away."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from judging.core.db import Base, Public
from judging.core.written import WordedJSON, WordedText


class Criterion(Base):
    """What is scored. Weight is a whole number; 0 is shown and not counted."""

    __tablename__ = "criterion"
    __table_args__ = (
        UniqueConstraint("edition_id", "key"),
        CheckConstraint("weight >= 0", name="weight"),
    )

    edition_id: Mapped[int] = mapped_column(ForeignKey("edition.id"))
    key: Mapped[str] = mapped_column(String(40))
    name: Mapped[str] = mapped_column(WordedText(120))
    description: Mapped[str] = mapped_column(WordedText, default="")
    levels: Mapped[dict[str, str]] = mapped_column(WordedJSON, default=dict)  # points: what they mean
    weight: Mapped[int] = mapped_column(default=1)
    step: Mapped[str] = mapped_column(String(12), default="1")  # a decimal or a fraction, exact
    comment_required: Mapped[bool] = mapped_column(default=False)
    answered_in: Mapped[list[str]] = mapped_column(JSON, default=list)  # keys of form fields
    position: Mapped[int]


class RoundKind(StrEnum):
    """What people do with an entry in a round."""

    SCORED = "scored"
    QUALIFYING = "qualifying"  # yes or no: does it go on


class YesRule(StrEnum):
    """How many of those who decided on an entry must say yes, for it to go on."""

    AT_LEAST = "at-least"
    MAJORITY = "majority"
    ALL = "all"


class CommentsSeen(StrEnum):
    """Who reads, once a round is closed, what its jurors wrote for the chapter."""

    NAMED = "named"
    NAMELESS = "nameless"
    AFTER_SEAL = "after-seal"  # without names
    NOBODY = "nobody"


class RoundCriterion(Base):
    """Which criteria a round scores."""

    __tablename__ = "round_criterion"
    __table_args__ = (UniqueConstraint("round_id", "criterion_id"),)

    round_id: Mapped[int] = mapped_column(ForeignKey("round.id"))
    criterion_id: Mapped[int] = mapped_column(ForeignKey("criterion.id"))


class AwardKind(Public, Base):
    """A kind of award and how many of it may be given."""

    __tablename__ = "award_kind"
    __table_args__ = (
        UniqueConstraint("edition_id", "position"),
        CheckConstraint("quantity >= 0", name="quantity"),
    )

    edition_id: Mapped[int] = mapped_column(ForeignKey("edition.id"))
    name: Mapped[str] = mapped_column(WordedText(120))
    name_accusative: Mapped[str] = mapped_column(WordedText(120))
    quantity: Mapped[int]
    main: Mapped[bool] = mapped_column(default=False)  # a main prize; the others are distinctions
    per_area: Mapped[bool] = mapped_column(default=False)
    ex_aequo_counts_once: Mapped[bool] = mapped_column(default=False)
    minimal_score: Mapped[str | None] = mapped_column(String(12))
    position: Mapped[int]


class Part(StrEnum):
    """What a secretary takes away while setting an edition up, and may bring back."""

    CRITERION = "criterion"
    AWARD = "award"
    QUESTION = "question"
    ROUND = "round"


class TakenAway(Public, Base):
    """One thing that was taken away, as it stood: whoever took it away by mistake brings it back."""

    __tablename__ = "taken_away"

    edition_id: Mapped[int] = mapped_column(ForeignKey("edition.id"), index=True)
    part: Mapped[Part]
    name: Mapped[str] = mapped_column(WordedText(200))
    content: Mapped[dict[str, Any]] = mapped_column(WordedJSON)
    at: Mapped[datetime]
