"""The only bridge from the tables to data frames.

Plain columns are read, not objects: one row per sheet with its scores in one JSON column is
what makes this fast. Labels are public identifiers, so that a frame can leave the database.
"""

import json
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import chain
from operator import itemgetter
from typing import TYPE_CHECKING, Any

from sqlalchemy import Select, Text, bindparam, cast, func, select
from sqlalchemy.orm import Session

from judging.accounts.models import User
from judging.editions.models import Round, Seat
from judging.entries.models import Entry, EntryVersion, Status
from judging.jury.models import Assignment, ScoreSheet, SheetState
from judging.results.snapshot import EntryName, JurorName

if TYPE_CHECKING:  # pandas is loaded only where figures are asked for
    import numpy as np
    import pandas as pd
    from numpy.typing import NDArray

    from judging.stats.rules import ScoringRules
    from judging.stats.sheets import Sheets


@dataclass(frozen=True)
class ReadSheets:
    """The sheets that count as they lie in the database, one item a sheet."""

    entries: Sequence[str]
    jurors: Sequence[str]
    scores: Sequence[dict[str, int]]  # criterion: steps

    def of_entries(self, chosen: Collection[str]) -> "ReadSheets":
        """Return the sheets of some of the entries."""
        rows = zip(self.entries, self.jurors, self.scores, strict=True)
        return ReadSheets(*_columns([row for row in rows if row[0] in chosen], 3))

    @cached_property
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

    def gathered(self, rules: "ScoringRules") -> "Sheets | None":
        """Sum the sheets by weight, or return None where any lacks a criterion or has another.

        Equal to :func:`judging.stats.sheets.gather`, without a row for every score.
        """
        import numpy as np

        from judging.stats.sheets import Sheets

        names = [criterion.name for criterion in rules.criteria]
        if len(names) < 2 or set(map(len, self.scores)) != {len(names)}:
            return None
        try:
            marks = np.array(list(map(itemgetter(*names), self.scores)), dtype=np.int64)
        except KeyError:
            return None
        (entry, entries), (juror, jurors) = _coded(self.entries), _coded(self.jurors)
        order = np.lexsort((juror, entry))
        total = marks @ rules.weights.to_numpy()
        return Sheets(entry[order], juror[order], total[order], entries, jurors)


def read_sheets(session: Session, round_: Round) -> ReadSheets:
    """Return what counts: submitted sheets without a conflict, of accepted entries."""
    rows = session.execute(_sheets_that_count(), {"round": round_.id}).all()
    entries, jurors, written = _columns(rows, 3)
    # one document: a third of the time of many
    return ReadSheets(entries, jurors, json.loads(f"[{','.join(written)}]"))


def score_frame(session: Session, round_: Round) -> "pd.DataFrame":
    """Return the scores that count: entry, juror, criterion, steps."""
    return read_sheets(session, round_).frame


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


def _coded(labels: Sequence[str]) -> "tuple[NDArray[np.int64], pd.Index[Any]]":
    """Return the number of each label in the order of their texts, and the labels in that order."""
    import numpy as np
    import pandas as pd

    ordered = sorted(set(labels))
    number = {label: code for code, label in enumerate(ordered)}
    codes = np.fromiter(map(number.__getitem__, labels), dtype=np.int64, count=len(labels))
    return codes, pd.Index(ordered, dtype=object)


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
    return [JurorName(*row) for row in session.execute(_juror_names(), {"round": round_.id})]


@cache
def _juror_names() -> Select[str, str]:
    """Return the query of :func:`jurors_of`, composed once."""
    given = select(Assignment.seat_id).where(
        Assignment.round_id == bindparam("round"), Assignment.removed_at.is_(None)
    )
    return (
        select(Seat.public_id, User.name)
        .join(User, User.id == Seat.user_id)
        .where(Seat.id.in_(given))
        .order_by(User.name)
    )
