"""Tables of an edition with what knows it back: its rounds and seats; its competition, the annexes to its rules."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from judging.accounts.models import User
from judging.core.clock import HOME_ZONE
from judging.core.db import Base, Public, Versioned
from judging.core.written import WordedJSON, WordedText, WrittenText
from judging.editions.models.call import Area, Declaration, FormField
from judging.editions.models.english import EnglishWording
from judging.editions.models.people import Partner, Role
from judging.editions.models.practice import Anchor, PracticeRound
from judging.editions.models.scoring import AwardKind, CommentsSeen, Criterion, RoundKind, YesRule
from judging.stats.vocabulary import Dropped, Method


class Competition(Base):
    """A recurring competition, such as Sekrety Zarządzania."""

    __tablename__ = "competition"

    slug: Mapped[str] = mapped_column(String(60), unique=True)
    name: Mapped[str] = mapped_column(WordedText(120))
    organiser: Mapped[str] = mapped_column(WordedText(300))


class Edition(Versioned, Base):
    """One year of a competition. Its phase follows from its dates and recorded acts."""

    __tablename__ = "edition"
    __table_args__ = (
        CheckConstraint("opens_at < closes_at", name="opens_first"),
        CheckConstraint("closes_at <= corrections_until", name="corrections_last"),
        CheckConstraint("entries_per_office >= 0", name="entries_counted"),
        CheckConstraint("office_space_mb >= 0 AND edition_space_mb >= 0", name="space_counted"),
        CheckConstraint("(rules_frozen_at IS NULL) = (rules_digest IS NULL)", name="frozen_whole"),
    )

    competition_id: Mapped[int] = mapped_column(ForeignKey("competition.id"))
    slug: Mapped[str] = mapped_column(String(60), unique=True)
    name: Mapped[str] = mapped_column(WordedText(120))
    year: Mapped[int]
    time_zone: Mapped[str] = mapped_column(String(40), default=HOME_ZONE)
    about: Mapped[str] = mapped_column(WordedText, default="")
    rules_text: Mapped[str] = mapped_column(WordedText, default="")
    event_name: Mapped[str] = mapped_column(WordedText(200), default="")
    event_place: Mapped[str] = mapped_column(WordedText(200), default="")
    contact_name: Mapped[str] = mapped_column(WordedText(120), default="")  # a person, or who they are there
    contact_email: Mapped[str] = mapped_column(String(254), default="")
    contact_phone: Mapped[str] = mapped_column(String(40), default="")

    opens_at: Mapped[datetime]  # the call
    closes_at: Mapped[datetime]
    corrections_until: Mapped[datetime]
    announcement_at: Mapped[datetime]  # planned; the announcement itself is an act
    grace_minutes: Mapped[int] = mapped_column(default=0)

    quorum: Mapped[int] = mapped_column(default=5)  # members present, of the whole chapter
    sheets_open_to_jury: Mapped[bool] = mapped_column(default=False)  # after the round is closed
    comments_seen: Mapped[CommentsSeen] = mapped_column(default=CommentsSeen.NAMELESS)  # those for the chapter
    retention_months: Mapped[int] = mapped_column(default=60)
    reminder_days: Mapped[list[int]] = mapped_column(JSON, default=lambda: [7, 2])  # before a round ends, to jurors
    entries_per_office: Mapped[int] = mapped_column(default=0)  # at most; 0 is as many as it likes
    office_space_mb: Mapped[int] = mapped_column(default=300)  # for attachments; 0 is as much as there is
    edition_space_mb: Mapped[int] = mapped_column(default=10_000)
    practice_round: Mapped[PracticeRound] = mapped_column(default=PracticeRound.NONE)
    demonstration: Mapped[bool] = mapped_column(default=False)

    rules_frozen_at: Mapped[datetime | None]
    rules_digest: Mapped[str | None] = mapped_column(String(64))
    rulebook: Mapped[dict[str, Any] | None] = mapped_column(WordedJSON)  # as frozen: see rulebook.py
    sealed_at: Mapped[datetime | None]
    announced_at: Mapped[datetime | None]
    archived_at: Mapped[datetime | None]

    competition: Mapped[Competition] = relationship()
    areas: Mapped[list[Area]] = relationship(order_by="Area.position")
    fields: Mapped[list[FormField]] = relationship(order_by="FormField.position")
    criteria: Mapped[list[Criterion]] = relationship(order_by="Criterion.position")
    rounds: Mapped[list["Round"]] = relationship(order_by="Round.position", back_populates="edition")
    award_kinds: Mapped[list[AwardKind]] = relationship(order_by="AwardKind.position")
    seats: Mapped[list["Seat"]] = relationship(back_populates="edition")
    partners: Mapped[list[Partner]] = relationship(order_by="Partner.position")
    declarations: Mapped[list[Declaration]] = relationship(order_by="Declaration.id")
    anchors: Mapped[list[Anchor]] = relationship(
        primaryjoin="and_(Edition.id == Anchor.edition_id, Anchor.removed_at.is_(None))",
        order_by="Anchor.position, Anchor.id",
    )
    english: Mapped[list[EnglishWording]] = relationship(order_by="EnglishWording.place", cascade="all, delete-orphan")

    @property
    def current_round(self) -> "Round | None":
        """The round that everybody speaks of: the first that is not closed, at the end the last.

        Jurors score it, results and dashboard show it, and once all are closed the chapter decides
        on it. None while the edition has no round.
        """
        still_open = (round_ for round_ in self.rounds if round_.closed_at is None)
        return next(still_open, self.rounds[-1] if self.rounds else None)

    @property
    def deciding_round(self) -> "Round | None":
        """The round on whose ranking the chapter decides: the last that is scored, whether or not it is closed."""
        return next((round_ for round_ in reversed(self.rounds) if not round_.qualifies), None)


class Round(Public, Versioned, Base):
    """One pass of judging: its scale, criteria, window and method; or who decides that an entry goes on, and how."""

    __tablename__ = "round"
    __table_args__ = (
        UniqueConstraint("edition_id", "position"),
        CheckConstraint("opens_at < closes_at", name="opens_first"),
        CheckConstraint("yes_needed BETWEEN 1 AND min_sheets OR kind = 'scored'", name="yes_needed"),
    )

    edition_id: Mapped[int] = mapped_column(ForeignKey("edition.id"))
    name: Mapped[str] = mapped_column(WordedText(120))
    position: Mapped[int]
    kind: Mapped[RoundKind] = mapped_column(default=RoundKind.SCORED)
    low: Mapped[str] = mapped_column(String(12), default="0")
    high: Mapped[str] = mapped_column(String(12), default="10")
    method: Mapped[Method] = mapped_column(default=Method.MEAN)
    drop_low: Mapped[int] = mapped_column(default=0)
    drop_high: Mapped[int] = mapped_column(default=0)
    drop_per: Mapped[Dropped] = mapped_column(default=Dropped.SHEET)  # left out: whole sheets, or points by criterion
    min_sheets: Mapped[int] = mapped_column(default=3)
    exclude_below_min: Mapped[bool] = mapped_column(default=False)
    never_below_min: Mapped[bool] = mapped_column(default=False)  # no reason closes it with an entry that lacks sheets
    ties: Mapped[list[str]] = mapped_column(JSON, default=list)
    rank_on: Mapped[int | None]  # decimals, where the rules rank on the rounded score
    yes_rule: Mapped[YesRule] = mapped_column(default=YesRule.MAJORITY)  # of a qualifying round, as the next two
    yes_needed: Mapped[int] = mapped_column(default=1)  # where at least so many must say yes
    no_needs_reason: Mapped[bool] = mapped_column(default=True)
    opens_at: Mapped[datetime]
    closes_at: Mapped[datetime]
    closed_at: Mapped[datetime | None]  # an act: the calendar ends saving, a person closes
    closed_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    receipts_root: Mapped[str | None] = mapped_column(String(64))  # over all receipts, at closing
    data_version: Mapped[int] = mapped_column(default=0)  # raised by whatever changes a ranking

    edition: Mapped[Edition] = relationship(back_populates="rounds")
    criteria: Mapped[list[Criterion]] = relationship(secondary="round_criterion", order_by=Criterion.position)

    @property
    def qualifies(self) -> bool:
        """Whether it only decides which entries go on; there are no points in it and no ranking."""
        return self.kind is RoundKind.QUALIFYING


class Seat(Public, Base):
    """A person's role in one edition. The chair and the deputy are jurors too."""

    __tablename__ = "seat"
    __table_args__ = (
        UniqueConstraint("edition_id", "user_id", "role"),
        CheckConstraint("(role = 'substitute') = (stands_for_id IS NOT NULL)", name="stands_for"),
    )

    edition_id: Mapped[int] = mapped_column(ForeignKey("edition.id"))
    user_id: Mapped[int] = mapped_column(ForeignKey("user.id"), index=True)
    role: Mapped[Role]
    stands_for_id: Mapped[int | None] = mapped_column(ForeignKey("seat.id"))  # the member's seat, of a substitute
    title: Mapped[str] = mapped_column(WrittenText(200), default="")  # the person's position
    invited_at: Mapped[datetime | None]
    accepted_at: Mapped[datetime | None]
    conflicts_declared_at: Mapped[datetime | None]  # the juror has gone through the list
    late_reason: Mapped[str] = mapped_column(WrittenText, default="")  # why it was given after scoring had opened
    consented_at: Mapped[datetime | None]  # by the chair, to a late seat
    consented_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    removed_at: Mapped[datetime | None]

    edition: Mapped[Edition] = relationship(back_populates="seats")
    user: Mapped[User] = relationship(foreign_keys=[user_id])
    consented_by: Mapped[User | None] = relationship(foreign_keys=[consented_by_id])
    stands_for: Mapped["Seat | None"] = relationship(remote_side="Seat.id")

    @property
    def awaits_consent(self) -> bool:
        """Whether the seat was given late and the chair has not agreed to it: it counts for nothing yet."""
        return bool(self.late_reason) and self.consented_at is None


class Annex(Public, Base):
    """A dated change of frozen rules, with its reason, published beside them."""

    __tablename__ = "annex"

    edition_id: Mapped[int] = mapped_column(ForeignKey("edition.id"), index=True)
    at: Mapped[datetime]
    by_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    reason: Mapped[str] = mapped_column(WrittenText)
    rulebook: Mapped[dict[str, Any]] = mapped_column(WordedJSON)
    digest: Mapped[str] = mapped_column(String(64))
