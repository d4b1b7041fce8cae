"""Whom a line lets go on to the next round, before it is drawn and when it is."""

from collections.abc import Iterable
from fractions import Fraction

from sqlalchemy.orm import Session

from judging.core.fingerprints import fingerprint
from judging.editions.models import Round
from judging.editions.parts.qualifying import Outcome
from judging.results.models import Line
from judging.results.qualified import Choice
from judging.results.queries import next_round
from judging.results.queries.records import frozen_ranking


def choice(session: Session, round_: Round, line: Line, value: str) -> Choice:
    """Return whom a line lets go on from a round."""
    if round_.qualifies:
        found = next_round.decided(session, round_)
        return Choice(
            Line.PASSED,
            "",
            [one.entry_id for one in found if one.outcome is Outcome.PASSES],
            len(found),
            [one.number for one in found if one.outcome is Outcome.UNDECIDED],
            sum(one.ruling is not None for one in found),
        )
    record = frozen_ranking(session, round_)
    if record is None or line is Line.PASSED:
        return Choice(line, value, [], 0, frozen=record is not None)
    entries, limit = next_round.ranked(session, record), Fraction(value)
    return Choice(line, value, [one.entry_id for one in entries if one.goes_on(line, limit)], len(entries))


def seen_of(going: Iterable[int]) -> str:
    """Return a short name of a set of entries, by which a form says what its page showed."""
    return fingerprint(sorted(going))[:16]
