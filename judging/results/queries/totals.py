"""The kept totals of the sheets that count: what the official table is made of.

A total is kept with its sheet when it is handed in. Where the rules take means the database adds
them up by entry; single sheets are read only where a tie has to be broken, or by the other methods.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from itertools import chain
from operator import itemgetter
from typing import TYPE_CHECKING, Any

from sqlalchemy import BigInteger, Select, bindparam, cast, func, select
from sqlalchemy.orm import Session

from judging.core.prepared import plain_rows
from judging.editions.models import Round, Seat
from judging.jury.models import Assignment, ScoreSheet
from judging.results.queries.frames import names_of_entries, that_count, with_an_assignment
from judging.results.snapshot import EntryName

if TYPE_CHECKING:  # pandas is loaded only where figures are asked for
    import numpy as np
    import pandas as pd
    from numpy.typing import NDArray

    from judging.stats.sheets import Sheets, Sums

    Mask = NDArray[np.bool_]


FIELDS = 8  # kept: of the whole and the areas of a round or two


@dataclass(frozen=True)
class Field:
    """The accepted entries of a round, or of one area of it, with a code each: by the text of their labels."""

    names: list[EntryName]  # by number
    ids: "NDArray[np.int64]"  # by code

    @classmethod
    def of(cls, rows: Sequence[Sequence[Any]]) -> "Field":
        """Take the entries from rows of an id and what an EntryName holds."""
        import numpy as np

        by_label = sorted(rows, key=itemgetter(1))
        ids = np.fromiter((row[0] for row in by_label), dtype=np.int64, count=len(by_label))
        return cls([EntryName(*row[1:]) for row in rows], ids)

    @cached_property
    def labels(self) -> "pd.Index[Any]":
        """The labels by code."""
        import pandas as pd

        return pd.Index(sorted(name.id for name in self.names), dtype=object)


def read_field(session: Session, round_: Round, area: str = "") -> Field:
    """Return the entries that are ranked together."""
    rows = plain_rows(session, names_of_entries(), {"round": round_.id})
    return _field(tuple(tuple(row) for row in rows if not area or row[-1] == area))


@lru_cache(FIELDS)
def _field(rows: tuple[tuple[Any, ...], ...]) -> Field:
    """Return the field of these rows; names change more rarely than scores."""
    return Field.of(rows)


def read_sums(session: Session, round_: Round, field: Field) -> "Sums":
    """Return how many sheets count of each entry and what they add up to."""
    import numpy as np

    from judging.stats.sheets import Sums

    given = _table(plain_rows(session, _sums(), {"round": round_.id}))
    entry = _codes(given[:, 0], field.ids)
    count, total = np.zeros((2, len(field.ids)), dtype=np.int64)
    known = entry >= 0  # those of other areas, and of entries that left, aside
    count[entry[known]], total[entry[known]] = given[known, 1], given[known, 2]
    return Sums(count, total, field.labels)


def read_sheets(session: Session, round_: Round, field: Field, mask: "Mask | None" = None) -> "Sheets":
    """Return the sheets that count, of the whole field or of some entries of it."""
    import numpy as np
    import pandas as pd

    from judging.stats.sheets import Sheets

    values: dict[str, Any] = {"round": round_.id}
    query = _totals()
    if mask is not None:
        query, values["entries"] = _totals_of_some(), field.ids[mask].tolist()
    seats = sorted(plain_rows(session, _seats(), {"round": round_.id}), key=itemgetter(1))
    given = _table(plain_rows(session, query, values))
    entry = _codes(given[:, 0], field.ids)
    juror = _codes(given[:, 1], np.array([id_ for id_, _label in seats], dtype=np.int64))
    order = np.lexsort((juror, entry))
    order = order[entry[order] >= 0]
    jurors = pd.Index([label for _id, label in seats], dtype=object)
    return Sheets(entry[order], juror[order], given[order, 2], field.labels, jurors)


@cache
def _sums() -> Select[Any]:
    """Return the query, composed once; neither a sheet nor an assignment is opened for it: see their indexes."""
    total = cast(func.sum(ScoreSheet.total), BigInteger)  # PostgreSQL adds whole numbers up to decimals
    return that_count(Assignment.entry_id, func.count(), total).group_by(Assignment.entry_id)


@cache
def _totals() -> Select[Any]:
    """Return the query of the single sheets, composed once."""
    return that_count(Assignment.entry_id, Assignment.seat_id, ScoreSheet.total)


@cache
def _totals_of_some() -> Select[Any]:
    """Return the same query for some entries."""
    return _totals().where(Assignment.entry_id.in_(bindparam("entries", expanding=True)))


@cache
def _seats() -> Select[int, str]:
    """Return the query of the labels of the jurors, composed once."""
    return select(Seat.id, Seat.public_id).where(with_an_assignment())


def _table(rows: Sequence[Any]) -> "NDArray[np.int64]":
    """Return rows of three whole numbers as an array."""
    import numpy as np

    return np.fromiter(chain.from_iterable(rows), dtype=np.int64, count=3 * len(rows)).reshape(-1, 3)


def _codes(ids: "NDArray[np.int64]", known: "NDArray[np.int64]") -> "NDArray[np.int64]":
    """Return the code of each id, -1 where it has none."""
    import numpy as np

    codes = np.full(int(max(ids.max(initial=0), known.max(initial=0))) + 1, -1, dtype=np.int64)
    codes[known] = np.arange(len(known))
    return codes[ids]
