"""Questions about practising: a juror's own sheets, whether they have begun to score, who has practised."""

from collections.abc import Sequence
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from judging.editions.models import ON_THE_JURY, Anchor, Edition, Seat
from judging.jury.models import Assignment, PracticeSheet, ScoreSheet
from judging.stats.collation import alphabetical


class Practised(NamedTuple):
    """Who of the chapter has practised: no more than that is told of anybody."""

    name: str
    done: int  # of the anchors that jurors read now


def own_sheets(session: Session, seat: Seat) -> dict[int, PracticeSheet]:
    """Return a juror's own practice sheets by the ids of their anchors."""
    query = select(PracticeSheet).where(PracticeSheet.seat_id == seat.id)
    return {sheet.anchor_id: sheet for sheet in session.scalars(query)}


def has_begun(session: Session, seat: Seat, round_id: int) -> bool:
    """Tell whether a juror has a sheet that counts in a round, begun or handed in."""
    begun = select(ScoreSheet.id).join(ScoreSheet.assignment)
    mine = begun.where(Assignment.seat_id == seat.id, Assignment.round_id == round_id)
    return session.scalar(mine.limit(1)) is not None


def practised(session: Session, edition: Edition, anchors: Sequence[Anchor]) -> list[Practised]:
    """Return how many of these anchors each member of the chapter has handed in, by name."""
    members = select(Seat).where(Seat.edition_id == edition.id, Seat.role.in_(ON_THE_JURY), Seat.removed_at.is_(None))
    done = select(PracticeSheet.seat_id).where(
        PracticeSheet.anchor_id.in_([one.id for one in anchors]), PracticeSheet.done_at.is_not(None)
    )
    seats = list(session.scalars(done))
    found = session.scalars(members.options(joinedload(Seat.user))).all()
    by_name = sorted(found, key=lambda seat: alphabetical(seat.user.name))
    return [Practised(seat.user.name, seats.count(seat.id)) for seat in by_name]


def removed_anchors(session: Session, edition: Edition) -> Sequence[Anchor]:
    """Return the anchors of an edition that were taken away, the newest first."""
    query = select(Anchor).where(Anchor.edition_id == edition.id, Anchor.removed_at.is_not(None))
    return session.scalars(query.order_by(Anchor.removed_at.desc(), Anchor.id.desc())).all()
