"""The only bridge from the tables to data frames.

Plain columns are read, not objects: one row per sheet with its scores in one JSON column is
what makes this fast. Labels are public identifiers, so that a frame can leave the database.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import chain
from typing import TYPE_CHECKING, Any

from sqlalchemy import Select, Text, bindparam, cast, func, select
from sqlalchemy.orm import Session

from judging.accounts.models import User
from judging.editions.models import Round, Seat
from judging.entries.models import Entry, EntryVersion, Status
from judging.jury.models import Assignment, ScoreSheet, SheetState

if TYPE_CHECKING:  # pandas is loaded only where figures are asked for
    import pandas as pd


@dataclass(frozen=True, slots=True)
class EntryName:
    """An entry of the round, as the pages name it."""

    id: str
    number: int
    office: str
    title: str
    area: str


@dataclass(frozen=True, slots=True)
class JurorName:
    """A juror of the round, as the secretary's pages name them."""

    id: str
    name: str


def score_frame(session: Session, round_: Round) -> "pd.DataFrame":
    """Return the scores that count: submitted sheets without a conflict, of accepted entries."""
    import numpy as np
    import pandas as pd

    rows = session.execute(_sheets_that_count(), {"round": round_.id}).all()
    entries, jurors, written = _columns(rows, 3)
    sheets = json.loads(f"[{','.join(written)}]")  # one document: a third of the time of many
    count = list(map(len, sheets))
    steps = chain.from_iterable(map(dict.values, sheets))
    return pd.DataFrame(
        {
            "entry": _categorical(entries, count),
            "juror": _categorical(jurors, count),
            "criterion": _categorical(list(chain.from_iterable(sheets))),
            "steps": np.fromiter(steps, dtype=np.int64, count=sum(count)),
        },
        copy=False,
    )


@cache
def _sheets_that_count() -> Select[str, str, str]:
    """Return the query, composed once: labels of entry and juror, the scores as written."""
    return (
        select(Entry.public_id, Seat.public_id, cast(ScoreSheet.scores, Text))
        .select_from(ScoreSheet)
        .join(Assignment, Assignment.id == ScoreSheet.assignment_id)
        .join(Entry, Entry.id == Assignment.entry_id)
        .join(Seat, Seat.id == Assignment.seat_id)
        .where(
            Assignment.round_id == bindparam("round"),
            Assignment.removed_at.is_(None),
            Assignment.in_conflict.is_(False),
            ScoreSheet.state == SheetState.SUBMITTED,
            Entry.status == Status.ACCEPTED,
        )
    )


def of_entries(scores: "pd.DataFrame", entries: Sequence[str]) -> "pd.DataFrame":
    """Return the scores of some of the entries."""
    chosen = scores[scores["entry"].isin(entries)].reset_index(drop=True)
    names = ["entry", "juror", "criterion"]
    return chosen.assign(**{name: chosen[name].cat.remove_unused_categories() for name in names})


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
    return [EntryName(*row) for row in session.execute(_names(), {"round": round_.id})]


@cache
def _names() -> Select[str, int, str, str, str]:
    """Return the query of :func:`entries_of`, composed once."""
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
    given = select(Assignment.seat_id).where(
        Assignment.round_id == round_.id, Assignment.removed_at.is_(None)
    )
    query = (
        select(Seat.public_id, User.name)
        .join(User, User.id == Seat.user_id)
        .where(Seat.id.in_(given))
        .order_by(User.name)
    )
    return [JurorName(public_id, name) for public_id, name in session.execute(query)]
