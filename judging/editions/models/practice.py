"""Tables of the practice round: the anchor entries by which jurors see what the scale of an edition means."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import JSON, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from judging.core.db import Base, Public
from judging.core.written import WordedJSON, WordedText


class PracticeRound(StrEnum):
    """Whether jurors of an edition practise on anchors."""

    NONE = "none"
    OFFERED = "offered"
    FIRST = "first"  # asked for before the first sheet that counts


class Anchor(Public, Base):
    """An entry written for practice, with the points and reasons that the chapter agreed on; no entry of the edition.

    What is taken away keeps its row: jurors may have practised on it, and it may be brought back.
    """

    __tablename__ = "anchor"

    edition_id: Mapped[int] = mapped_column(ForeignKey("edition.id"), index=True)
    title: Mapped[str] = mapped_column(WordedText(200))
    answers: Mapped[dict[str, str]] = mapped_column(WordedJSON, default=dict)  # by the keys of form fields
    points: Mapped[dict[str, str]] = mapped_column(JSON, default=dict)  # by the keys of criteria, exact
    reasons: Mapped[dict[str, str]] = mapped_column(WordedJSON, default=dict)  # the same: a sentence why
    position: Mapped[int]
    changes: Mapped[int] = mapped_column(default=0)  # how often it was changed: who practised before is told
    removed_at: Mapped[datetime | None]
