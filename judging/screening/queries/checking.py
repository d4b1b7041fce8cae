"""What is read for the formal check: points, ready texts, what earlier decisions found, entries that are alike."""

from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from sqlalchemy import select
from sqlalchemy.orm import Session

from judging.accounts.models import User
from judging.core.cache import Cache
from judging.editions.models import Edition
from judging.entries.models import Entry, ScreeningDecision, Status
from judging.screening import duplicates
from judging.screening.listing import Line
from judging.screening.models import CheckedPoint, CheckPoint, ReadyText
from judging.screening.points import USUAL
from judging.screening.queries import lists
from judging.screening.search import Search, found
from judging.stats.collation import alphabetical

_runs: Cache["array[int]"] = Cache(lists.KEPT_TEXTS)


def points(session: Session, edition: Edition) -> list[str]:
    """Return the points of an edition's formal check in order: its own, or the usual ones."""
    return own_points(session, edition) or list(USUAL)


def own_points(session: Session, edition: Edition) -> list[str]:
    """Return the points that an edition words itself, in order; none where it has the usual ones."""
    query = select(CheckPoint.text).where(CheckPoint.edition_id == edition.id).order_by(CheckPoint.position)
    return list(session.scalars(query))


def ready_texts(session: Session, edition: Edition) -> Sequence[ReadyText]:
    """Return the ready texts of an edition in the order of the alphabet."""
    query = select(ReadyText).where(ReadyText.edition_id == edition.id)
    return sorted(session.scalars(query), key=lambda one: (alphabetical(one.text), one.id))


def ready_text(session: Session, edition: Edition, public_id: str) -> ReadyText | None:
    """Return one of them."""
    query = select(ReadyText).where(ReadyText.edition_id == edition.id, ReadyText.public_id == public_id)
    return session.scalar(query)


def checked_points(session: Session, entry: Entry) -> dict[int, list[CheckedPoint]]:
    """Return what the decisions on an entry found at their points, by the decision."""
    decisions = select(ScreeningDecision.id).where(ScreeningDecision.entry_id == entry.id)
    query = select(CheckedPoint).where(CheckedPoint.decision_id.in_(decisions))
    query = query.order_by(CheckedPoint.decision_id, CheckedPoint.position)
    answered: dict[int, list[CheckedPoint]] = {}
    for one in session.scalars(query):
        answered.setdefault(one.decision_id, []).append(one)
    return answered


@dataclass(frozen=True, slots=True)
class Queue:
    """The entries that a search of the formal check finds, as its reader goes through them."""

    lines: Sequence[Line]  # all but the withdrawn and those of the reader's own offices
    own: int  # entries of the reader's own offices that wait: another secretary decides on them

    @property
    def waiting(self) -> list[Line]:
        """Those that wait for a decision."""
        return [line for line in self.lines if line.status is Status.SUBMITTED]

    @property
    def decided(self) -> int:
        """How many have their decision."""
        return len(self.lines) - len(self.waiting)

    def place(self, public_id: str) -> int | None:
        """Return which one of all this is to be: after those decided, by its place among those that wait."""
        ids = [line.public_id for line in self.waiting]
        return self.decided + ids.index(public_id) + 1 if public_id in ids else None

    def after(self, public_id: str) -> Line | None:
        """Return the next one that waits after an entry, from the beginning again at the end; not the entry itself."""
        ids = [line.public_id for line in self.lines]
        start = ids.index(public_id) + 1 if public_id in ids else 0
        turned = [*self.lines[start:], *self.lines[:start]]
        others = (line for line in turned if line.public_id != public_id)
        return next((line for line in others if line.status is Status.SUBMITTED), None)


def queue(session: Session, edition: Edition, search: Search, reader: User, at: datetime) -> Queue:
    """Return the entries that a search finds, whatever their state, as their reader decides on them."""
    own = lists.own_offices(session, reader)
    lines = lists.lines(session, lists.rows(session, edition), edition.time_zone)
    texts = lambda: lists.folded_texts(session, edition)  # noqa: E731 -- read only where words are looked for
    hits = [line for line in found(lines, search.of_state(None), at, texts) if line.status is not Status.WITHDRAWN]
    others = [line for line in hits if line.office_id not in own]
    mine = [line for line in hits if line.office_id in own and line.status is Status.SUBMITTED]
    return Queue(others, len(mine))


def alike(session: Session, edition: Edition, entry: Entry) -> list[tuple[Line, float]]:
    """Return the submitted entries whose text is nearly that of one, with the share that they have in common."""
    where = str(session.get_bind().engine.url)
    texts = lists.folded_texts(session, edition)
    lines = {line.version_id: line for line in _not_withdrawn(session, edition)}
    runs = {one: _runs.made((where, one), partial(duplicates.runs, texts[one])) for one in lines}
    mine = next((one for one, line in lines.items() if line.public_id == entry.public_id), None)
    if mine is None:
        return []
    one = runs.pop(mine)
    return [(lines[likeness.key], likeness.share) for likeness in duplicates.alike(one, runs)]


def _not_withdrawn(session: Session, edition: Edition) -> list[Line]:
    lines = lists.lines(session, lists.rows(session, edition), edition.time_zone)
    return [line for line in lines if line.status is not Status.WITHDRAWN]
