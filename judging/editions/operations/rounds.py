"""How a round is scored and counted is changed, and the ladder that breaks its ties."""

from datetime import datetime

from sqlalchemy.orm import Session

from judging.accounts.models import User
from judging.core.refusals import Clash
from judging.editions.models import Edition, Round
from judging.editions.operations.parts import note
from judging.editions.parts.rounds import LABELS, RoundSetup, ladder_after, round_setup, set_round
from judging.editions.parts.words import in_rows
from judging.editions.rules import parts
from judging.editions.rules.changes import why_not_change_rules
from judging.stats.vocabulary import Rung

PART = "methods"


def change_round(
    session: Session, edition: Edition, round_: Round, setup: RoundSetup, *, version: int, by: User, at: datetime
) -> None:
    """Change the scale of a round and how its sheets become a score."""
    if refusal := parts.why_not_set_round(edition, setup):
        raise refusal
    stored = round_setup(round_)
    if version != edition.version:
        raise Clash(in_rows(LABELS, setup, stored), edition.version)
    if setup != stored:
        set_round(round_, setup)
        note(session, edition, PART, by, at)


def change_ladder(
    session: Session, edition: Edition, round_: Round, rung: Rung, to: str, *, by: User, at: datetime
) -> None:
    """Put a rung on the ladder, take it off, or let it change places with the one beside it."""
    if refusal := why_not_change_rules(edition):
        raise refusal
    ladder = ladder_after(round_.ties, rung, to)
    if ladder != round_.ties:
        round_.ties = ladder
        note(session, edition, PART, by, at)
