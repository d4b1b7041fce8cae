"""What jurors wrote for the chapter on the sheets that count, and whose entries its members must not judge."""

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from judging.accounts.models import User
from judging.editions.models import Edition, Round, Seat
from judging.entries.models import Entry, Status
from judging.jury.models import Assignment, Conflict, ScoreSheet
from judging.offices.queries import visible_offices
from judging.results.comments import Comment
from judging.results.queries.frames import that_count


def comments_of(session: Session, round_: Round, entry_id: str | None = None) -> list[Comment]:
    """Return the comments for the chapter, of the whole round or of one entry; those for the office are not read."""
    query = (
        that_count(Entry.public_id, Seat.public_id, ScoreSheet.comments)
        .join(Entry, Entry.id == Assignment.entry_id)
        .join(Seat, Seat.id == Assignment.seat_id)
        .where(Entry.status == Status.ACCEPTED)
    )
    if entry_id is not None:
        query = query.where(Entry.public_id == entry_id)
    rows = session.execute(query, {"round": round_.id})
    return [
        Comment(entry, seat, criterion, text)
        for entry, seat, said in rows
        for criterion, text in said.items()
        if text.strip()
    ]


def of_own_offices(session: Session, edition: Edition, reader: User) -> frozenset[str]:
    """Return the entries of the offices for which a reader acts: what the chapter says of them is not for these."""
    own = select(visible_offices(reader).subquery().c.id)
    query = select(Entry.public_id).where(Entry.edition_id == edition.id, Entry.office_id.in_(own))
    return frozenset(session.scalars(query))


def in_conflict(session: Session, edition: Edition) -> dict[str, int]:
    """Return by entry how many members and substitutes have a conflict that stands."""
    query = (
        select(Entry.public_id, func.count(Seat.id.distinct()))
        .select_from(Conflict)
        .join(Seat, Seat.id == Conflict.seat_id)
        .join(Entry, or_(Entry.id == Conflict.entry_id, Entry.office_id == Conflict.office_id))
        .where(
            Conflict.withdrawn_at.is_(None),
            Seat.removed_at.is_(None),
            Seat.edition_id == edition.id,
            Entry.edition_id == edition.id,
        )
        .group_by(Entry.public_id)
    )
    return dict(session.execute(query).all())
