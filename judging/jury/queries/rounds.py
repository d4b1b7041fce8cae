"""Which round is at hand, and which entries take part in it."""

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from judging.editions.models import Edition, Round
from judging.entries.models import Entry
from judging.jury.models import RoundEntry
from judging.jury.rules import SCORED_STATUSES


def current(session: Session, edition: Edition) -> Round | None:
    """Return the first round that is not closed, or the last one."""
    query = select(Round).where(Round.edition_id == edition.id)
    earliest = query.order_by(Round.closed_at.is_not(None), Round.position)
    found = session.scalars(earliest).all()
    if not found:
        return None
    return found[0] if found[0].closed_at is None else found[-1]


def entries_of(round_: Round) -> Select[Entry]:
    """Return the entries of a round: all of the edition in the first, a choice in a later one."""
    query = select(Entry).where(
        Entry.edition_id == round_.edition_id, Entry.status.in_(SCORED_STATUSES)
    )
    if round_.position == 1:
        return query
    chosen = select(RoundEntry.entry_id).where(RoundEntry.round_id == round_.id)
    return query.where(Entry.id.in_(chosen))
