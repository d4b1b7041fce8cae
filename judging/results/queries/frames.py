"""The only bridge from the tables to data frames.

Plain columns are read, not objects: one row per sheet with its scores in one JSON column is
what makes this fast. Labels are public identifiers, so that a frame can leave the database.
"""

import json
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import chain
from typing import TYPE_CHECKING, Any

from sqlalchemy import ColumnElement, Select, Text, bindparam, cast, exists, func, select
from sqlalchemy.orm import Session

from judging.accounts.models import User
from judging.core.prepared import plain_rows
from judging.editions.models import Round, Seat
from judging.entries.models import Entry, EntryVersion, Status
from judging.jury.models import Assignment, ScoreSheet
from judging.results.snapshot import EntryName, JurorName
from judging.stats.collation import alphabetical

if TYPE_CHECKING:  # pandas is loaded only where figures are asked for
    import pandas as pd


@dataclass(frozen=True)
class ReadSheets:
    """The sheets that count as they lie in the database, one item a sheet."""

    entries: Sequence[str]
    jurors: Sequence[str]
    scores: Sequence[dict[str, int]]  # criterion: steps

    @property
    def frame(self) -> "pd.DataFrame":
        """The same as a frame of scores, one row a score; made when it is first asked for."""
        import numpy as np
        import pandas as pd

        count = list(map(len, self.scores))
        steps = chain.from_iterable(map(dict.values, self.scores))
        return pd.DataFrame(
            {
                "entry": _categorical(self.entries, count),
                "juror": _categorical(self.jurors, count),
                "criterion": _categorical(list(chain.from_iterable(self.scores))),
                "steps": np.fromiter(steps, dtype=np.int64, count=sum(count)),
            },
            copy=False,
        )


def score_frame(session: Session, round_: Round, entries: Collection[str] | None = None) -> "pd.DataFrame":
    """Return the scores that count, perhaps of some entries only: entry, juror, criterion, steps."""
    query, values = _scoresthat_count(), {"round": round_.id}
    if entries is not None:
        query = query.where(Entry.public_id.in_(list(entries)))
    return _read_scores(plain_rows(session, query, values)).frame


def _read_scores(rows: Sequence[Any]) -> ReadSheets:
    entries, jurors, written = _columns(rows, 3)
    # one document: a third of the time of many
    return ReadSheets(entries, jurors, json.loads(f"[{','.join(written)}]"))


def that_count(*columns: Any) -> Select[Any]:
    """Return a query of what counts: submitted sheets without a conflict, of accepted entries."""
    return (
        select(*columns)
        .select_from(Assignment)
        .join(ScoreSheet, Assignment.id == ScoreSheet.assignment_id)
        .where(
            Assignment.round_id == bindparam("round"),
            Assignment.removed_at.is_(None),
            Assignment.in_conflict.is_(False),
            ScoreSheet.total.is_not(None),  # handed in
        )
    )


@cache
def _scoresthat_count() -> Select[Any]:
    """Return the query, composed once: labels of entry and juror, the scores as written."""
    return (
        that_count(Entry.public_id, Seat.public_id, cast(ScoreSheet.scores, Text))
        .join(Entry, Entry.id == Assignment.entry_id)
        .join(Seat, Seat.id == Assignment.seat_id)
        .where(Entry.status == Status.ACCEPTED)
    )


def order_frame(session: Session, round_: Round) -> "pd.DataFrame":
    """Return the place of each entry in each juror's own order: entry, juror, position."""
    import pandas as pd

    query = (
        select(Entry.public_id, Seat.public_id, Assignment.position)
        .select_from(Assignment)
        .join(Entry, Entry.id == Assignment.entry_id)
        .join(Seat, Seat.id == Assignment.seat_id)
        .where(Assignment.round_id == round_.id, Assignment.removed_at.is_(None))
    )
    entries, jurors, positions = _columns(session.execute(query).all(), 3)
    columns = {"entry": _categorical(entries), "juror": _categorical(jurors)}
    return pd.DataFrame({**columns, "position": list(positions)})


def _columns(rows: Sequence[Any], number: int) -> list[Sequence[Any]]:
    """Turn rows into columns; there may be no rows."""
    return list(zip(*rows, strict=True)) or [()] * number


def _categorical(labels: Sequence[str], times: Sequence[int] | None = None) -> "pd.Categorical":
    """Return labels as codes, each repeated so many times: much faster than from the texts."""
    import numpy as np
    import pandas as pd

    number = {label: code for code, label in enumerate(dict.fromkeys(labels))}
    codes = np.fromiter(map(number.__getitem__, labels), dtype=np.int64, count=len(labels))
    repeated = codes if times is None else np.repeat(codes, times)
    return pd.Categorical.from_codes(repeated, pd.Index(list(number), dtype=object))


def entries_of(session: Session, round_: Round) -> list[EntryName]:
    """Return the accepted entries that jurors were given in the round, by number."""
    return [EntryName(*row[1:]) for row in plain_rows(session, names_of_entries(), {"round": round_.id})]


@cache
def names_of_entries() -> Select[int, str, int, str, str, str]:
    """Return the query of the entries, composed once: the id, then what an EntryName holds."""
    given = select(Assignment.entry_id).where(
        Assignment.round_id == bindparam("round"), Assignment.removed_at.is_(None)
    )
    newest = (
        select(EntryVersion.entry_id, func.max(EntryVersion.number).label("number"))
        .group_by(EntryVersion.entry_id)
        .subquery()
    )
    return (
        select(
            Entry.id,
            Entry.public_id,
            func.coalesce(Entry.number, 0),
            EntryVersion.office_name,
            EntryVersion.title,
            EntryVersion.area_name,
        )
        .join(newest, newest.c.entry_id == Entry.id)
        .join(
            EntryVersion,
            (EntryVersion.entry_id == Entry.id) & (EntryVersion.number == newest.c.number),
        )
        .where(Entry.id.in_(given), Entry.status == Status.ACCEPTED)
        .order_by(Entry.number)
    )


def jurors_of(session: Session, round_: Round) -> list[JurorName]:
    """Return the jurors who were given entries in the round, by name."""
    rows = plain_rows(session, _jurornames_of_entries(), {"round": round_.id})
    return sorted((JurorName(*row) for row in rows), key=lambda juror: alphabetical(juror.name))


@cache
def _jurornames_of_entries() -> Select[str, str]:
    """Return the query of :func:`jurors_of`, composed once."""
    return (
        select(Seat.public_id, User.name)
        .join(User, User.id == Seat.user_id)
        .where(with_an_assignment())
        .order_by(Seat.id)
    )


def with_an_assignment() -> ColumnElement[bool]:
    """Tell whether the seat has an assignment in the round: the first one found is enough."""
    here = (Assignment.round_id == bindparam("round"), Assignment.removed_at.is_(None))
    return exists().where(Assignment.seat_id == Seat.id, *here)
