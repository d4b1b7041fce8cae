"""Which entries take part in a round."""

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from judging.editions.models import Round
from judging.entries.models import Entry
from judging.jury.models import RoundEntry
from judging.jury.rules import SCORED_STATUSES


def entries_of(round_: Round) -> Select[Entry]:
    """Return the entries of a round: all of the edition in the first, a choice in a later one."""
    query = select(Entry).where(Entry.edition_id == round_.edition_id, Entry.status.in_(SCORED_STATUSES))
    if round_.position == 1:
        return query
    chosen = select(RoundEntry.entry_id).where(RoundEntry.round_id == round_.id)
    return query.where(Entry.id.in_(chosen))


def is_filled(session: Session, round_: Round | None) -> bool:
    """Tell whether a round has its entries: the first has them always, a later one once some went on to it."""
    if round_ is None or round_.position == 1:
        return True
    return session.scalar(select(RoundEntry.id).where(RoundEntry.round_id == round_.id).limit(1)) is not None
