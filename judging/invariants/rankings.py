"""Frozen rankings."""

from collections import defaultdict
from collections.abc import Iterator

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from judging.core.fingerprints import fingerprint
from judging.editions.models import Round, Seat
from judging.entries.models import Entry, Status
from judging.invariants.registry import counted, invariant, records
from judging.jury.models import Assignment
from judging.results.models import Ranking
from judging.results.queries.frames import score_frame
from judging.results.queries.records import CONTENT

COLUMNS = ["entry", "juror", "criterion", "steps"]


@invariant("the fingerprint of every frozen ranking recomputes")
def ranking_digests(session: Session) -> Iterator[str]:
    """Yield rankings changed after they were frozen."""
    for ranking in session.scalars(select(Ranking)):
        if fingerprint({name: getattr(ranking, name) for name in CONTENT}) != ranking.digest:
            yield f"ranking:{ranking.id}"


@invariant("the fingerprint of what a ranking was counted from recomputes")
def ranking_inputs(session: Session) -> Iterator[str]:
    """Yield rankings whose scores or rules are not those counted."""
    import pandas as pd

    from judging.analysis.fingerprint import input_sha256
    from judging.stats.rules import ScoringRules

    for ranking in session.scalars(select(Ranking)):
        scores = pd.DataFrame(ranking.scores, columns=COLUMNS)
        if input_sha256(scores, ScoringRules.from_dict(ranking.rules)) != ranking.input_sha256:
            yield f"ranking:{ranking.id}"


@invariant("the newest ranking counts exactly the sheets that count")
def ranking_scores(session: Session) -> Iterator[str]:
    """Yield rankings that differ from the sheets handed in.

    A record stays as it is when an entry is withdrawn or a conflict comes to light afterwards.
    """
    newest = select(func.max(Ranking.id)).group_by(Ranking.round_id)
    for ranking in session.scalars(select(Ranking).where(Ranking.id.in_(newest))):
        frame = score_frame(session, ranking.round)[COLUMNS]
        now = frame.astype(dict.fromkeys(COLUMNS[:3], str)).to_numpy().tolist()
        gone = _gone(session, ranking.round)
        if sorted(now) != sorted(row for row in ranking.scores if (row[0], row[1]) not in gone):
            yield f"ranking:{ranking.id}"


def _gone(session: Session, round_: Round) -> set[tuple[str, str]]:
    """Return the pairs of entry and juror whose sheets do not count any more."""
    query = (
        select(Entry.public_id, Seat.public_id)
        .select_from(Assignment)
        .join(Entry, Entry.id == Assignment.entry_id)
        .join(Seat, Seat.id == Assignment.seat_id)
        .where(
            Assignment.round_id == round_.id,
            Assignment.in_conflict | (Entry.status != Status.ACCEPTED),
        )
    )
    return {(entry, juror) for entry, juror in session.execute(query)}


@invariant("a ranking is frozen of a closed round")
def of_closed_rounds(session: Session) -> Iterator[str]:
    """Yield rankings of rounds that are open."""
    return records(session, select(Ranking).join(Round).where(Round.closed_at.is_(None)))


@invariant("the rankings of a round run from 1 without gaps")
def ranking_numbers(session: Session) -> Iterator[str]:
    """Yield rounds with a lost ranking."""
    numbers: defaultdict[int, list[int]] = defaultdict(list)
    for round_id, number in session.execute(select(Ranking.round_id, Ranking.number)):
        numbers[round_id].append(number)
    return (f"round:{round_id}" for round_id, found in numbers.items() if not counted(found))
