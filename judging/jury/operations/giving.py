"""What every act on assignments does to their rows: given, taken back, each at its place in the juror's order.

No row is ever deleted, and no sheet touched: what is taken back keeps its sheet and may be given again.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload, selectinload

from judging.accounts.models import User
from judging.editions.models import Edition, Round
from judging.entries.models import Entry, Status
from judging.jury.models import ActOfAssigning, Assignment, Move
from judging.jury.operations import notes
from judging.jury.proposal import Pair
from judging.jury.queries import plans
from judging.notifications.operations.outbox import enqueue_each

GIVEN, TAKEN = "entries-assigned", "entries-taken-back"
HELD = timedelta(minutes=10)  # in which an act undone leaves no letter


def rows_of(session: Session, round_: Round) -> dict[Pair, Assignment]:
    """Return every assignment of a round, those taken back as well."""
    query = select(Assignment).where(Assignment.round_id == round_.id).options(joinedload(Assignment.sheet))
    return {(row.entry_id, row.seat_id): row for row in session.scalars(query)}


def move(
    session: Session, act: ActOfAssigning, *, given: Sequence[Pair], taken: Iterable[Pair], at: datetime
) -> list[Move]:
    """Give and take back assignments as one act; return what was moved."""
    rows = rows_of(session, act.round)
    back = [rows[pair] for pair in taken]
    for row in back:
        row.removed_at = at
    fresh = [pair for pair in given if pair not in rows or rows[pair].sheet is None]
    places = _positions(act.round, fresh, [row for row in rows.values() if row.removed_at is None or row.sheet])
    newest = _newest_versions(session, {entry_id for entry_id, _seat_id in given if (entry_id, _seat_id) not in rows})
    made = [_given(session, act.round, pair, rows.get(pair), places.get(pair), newest, at) for pair in given]
    moves = [Move(assignment=row, given=True) for row in made] + [Move(assignment=row, given=False) for row in back]
    act.moves.extend(moves)
    session.flush()
    return moves


def _given(
    session: Session,
    round_: Round,
    pair: Pair,
    row: Assignment | None,
    place: int | None,
    newest: dict[int, int],
    at: datetime,
) -> Assignment:
    if row is None:
        row = Assignment(round_id=round_.id, entry_id=pair[0], seat_id=pair[1], version_id=newest[pair[0]])
        session.add(row)
    row.position = row.position if place is None else place
    row.assigned_at, row.removed_at = at, None
    return row


def _positions(round_: Round, added: Sequence[Pair], standing: Iterable[Assignment]) -> dict[Pair, int]:
    """Return the place of each new entry in its juror's order, after those that stay."""
    if not added:
        return {}
    import numpy as np
    import pandas as pd

    from judging.stats.orders import positions

    last: dict[int, int] = {}
    for row in standing:
        last[row.seat_id] = max(row.position, last.get(row.seat_id, 0))
    seed = np.random.default_rng(int(round_.public_id, 16))  # the same act, the same orders
    table = positions(pd.DataFrame(added, columns=["entry", "juror"]), seed)
    return {
        (int(entry), int(seat)): int(place) + last.get(int(seat), 0)
        for entry, seat, place in table[["entry", "juror", "position"]].itertuples(index=False)
    }


def _newest_versions(session: Session, entry_ids: Collection[int]) -> dict[int, int]:
    query = select(Entry).where(Entry.id.in_(entry_ids)).options(selectinload(Entry.versions))
    return {entry.id: entry.versions[-1].id for entry in session.scalars(query)}


def renew_versions(session: Session, round_: Round) -> None:
    """Let assignments not begun yet follow a correction that has been accepted."""
    query = (
        select(Assignment)
        .join(Assignment.entry)
        .where(Assignment.round_id == round_.id, Entry.status == Status.ACCEPTED)
        .options(
            joinedload(Assignment.sheet),
            joinedload(Assignment.entry).selectinload(Entry.versions),
        )
    )
    for assignment in session.scalars(query).unique():
        newest = assignment.entry.versions[-1]
        if assignment.sheet is None and assignment.version_id != newest.id:
            notes.carry(session, assignment, newest)
            assignment.version_id = newest.id


def tell(session: Session, act: ActOfAssigning, moves: Sequence[Move], *, at: datetime) -> None:
    """Write to each juror once of all that an act gave or took back; the letters wait, so that it can be undone."""
    for template, given in ((GIVEN, True), (TAKEN, False)):
        counts = Counter(one.assignment.seat_id for one in moves if one.given is given)
        send(session, act, template, counts, at=at, not_before=at + HELD)


def send(
    session: Session,
    act: ActOfAssigning,
    template: str,
    counts: dict[int, int],
    *,
    at: datetime,
    not_before: datetime | None = None,
    undone: bool = False,
) -> None:
    """Write one letter of an act to the jurors of seats, with the number of entries it is about."""
    round_, edition = act.round, act.round.edition
    readers = plans.people(session, sorted(counts))
    copies = [
        (person, person.language, _told(edition, round_, counts[seat_id]))
        for seat_id, person in sorted(readers.items())
        if _reads(person)
    ]
    occasion = f"undone:{act.id}" if undone else occasion_of(act, template)
    enqueue_each(session, template, copies, at=at, not_before=not_before, occasion=occasion, edition_id=edition.id)


def occasion_of(act: ActOfAssigning, template: str) -> str:
    """Return what the letters of an act are known by."""
    return f"{template}:{act.id}"


def _reads(person: User) -> bool:
    return person.deactivated_at is None


def _told(edition: Edition, round_: Round, count: int) -> dict[str, object]:
    return {
        "edition": edition.name,
        "count": count,
        "qualifies": round_.qualifies,
        "opens": round_.opens_at.isoformat(),
        "closes": round_.closes_at.isoformat(),
        "zone": edition.time_zone,
        "path": f"/jury/{edition.slug}/",
        "calendar": f"/jury/{edition.slug}/calendar.ics",
    }
