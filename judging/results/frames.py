"""The only bridge from the tables to data frames.

Plain columns are read, not objects: one row per sheet with its scores in one JSON column is
what makes this fast. Labels are public identifiers, so that a frame can leave the database.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select
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

    query = (
        select(Entry.public_id, Seat.public_id, ScoreSheet.scores)
        .select_from(ScoreSheet)
        .join(Assignment, Assignment.id == ScoreSheet.assignment_id)
        .join(Entry, Entry.id == Assignment.entry_id)
        .join(Seat, Seat.id == Assignment.seat_id)
        .where(
            Assignment.round_id == round_.id,
            Assignment.removed_at.is_(None),
            Assignment.in_conflict.is_(False),
            ScoreSheet.state == SheetState.SUBMITTED,
            Entry.status == Status.ACCEPTED,
        )
    )
    rows = session.execute(query).all()
    entries: list[str] = []
    jurors: list[str] = []
    criteria: list[str] = []
    steps: list[int] = []
    for entry, juror, scores in rows:
        entries += [entry] * len(scores)
        jurors += [juror] * len(scores)
        criteria += scores.keys()
        steps += scores.values()
    return pd.DataFrame(
        {
            "entry": pd.Categorical(entries),
            "juror": pd.Categorical(jurors),
            "criterion": pd.Categorical(criteria),
            "steps": np.array(steps, dtype=np.int64),
        }
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
    return pd.DataFrame(session.execute(query).all(), columns=["entry", "juror", "position"])


def entries_of(session: Session, round_: Round) -> list[EntryName]:
    """Return the accepted entries that jurors were given in the round, by number."""
    given = select(Assignment.entry_id).where(
        Assignment.round_id == round_.id, Assignment.removed_at.is_(None)
    )
    newest = (
        select(EntryVersion)
        .join(Entry)
        .where(Entry.id.in_(given), Entry.status == Status.ACCEPTED)
        .order_by(EntryVersion.number)
    )
    versions = {version.entry_id: version for version in session.scalars(newest)}
    ids = select(Entry.id, Entry.public_id, Entry.number).where(Entry.id.in_(versions))
    names = [
        EntryName(
            public_id,
            number or 0,
            versions[id_].office_name,
            versions[id_].title,
            versions[id_].area_name,
        )
        for id_, public_id, number in session.execute(ids)
    ]
    return sorted(names, key=lambda name: name.number)


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
