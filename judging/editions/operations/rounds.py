"""Rounds are added, taken away and brought back; how one is counted is changed, and the ladder of its ties."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime

from sqlalchemy.orm import Session

from judging.accounts.models import User
from judging.core.refusals import Clash
from judging.editions.calendar import window_at
from judging.editions.models import Criterion, Edition, Part, Round, RoundKind, TakenAway, YesRule
from judging.editions.operations.parts import keep, note, number
from judging.editions.parts.rounds import (
    LABELS,
    QUALIFYING,
    RoundSetup,
    ladder_after,
    new_round,
    round_setup,
    set_round,
)
from judging.editions.parts.words import in_rows
from judging.editions.rules import parts
from judging.editions.rules.changes import why_not_change_rules
from judging.editions.rules.gaps import Place
from judging.stats.vocabulary import Dropped, Method, Rung

PART = "methods"


def change_round(
    session: Session, edition: Edition, round_: Round, setup: RoundSetup, *, version: int, by: User, at: datetime
) -> None:
    """Change the scale of a round and how its sheets become a score."""
    if refusal := parts.why_not_set_round(edition, setup):
        raise refusal
    stored = round_setup(round_)
    if version != edition.version:
        raise Clash(in_rows(LABELS | QUALIFYING, setup, stored), edition.version)
    if setup != stored:
        set_round(round_, setup)
        note(session, edition, PART, by, at)


def add_round(
    session: Session, edition: Edition, kind: RoundKind, name: str, place: int, *, by: User, at: datetime
) -> Round:
    """Put a round at a place among the others; a scored one scores every criterion."""
    if refusal := parts.why_not_add_round(edition, name):
        raise refusal
    opens, closes = window_at(edition, place)
    round_ = Round(opens_at=opens, closes_at=closes, ties=_ladder_of(edition))
    set_round(round_, new_round(kind, name))
    _insert(session, edition, place, round_, edition.criteria)
    note(session, edition, Place.ROUNDS, by, at)
    return round_


def take_away_round(session: Session, edition: Edition, round_: Round, *, by: User, at: datetime) -> None:
    """Take a round away; it is kept with its dates for who took it away by mistake."""
    if refusal := parts.why_not_take_away_round(edition):
        raise refusal
    content = {
        "place": edition.rounds.index(round_),
        "setup": asdict(round_setup(round_)),
        "ties": round_.ties,
        "criteria": [criterion.key for criterion in round_.criteria],
        "opens_at": round_.opens_at.isoformat(),
        "closes_at": round_.closes_at.isoformat(),
    }
    keep(session, edition, Part.ROUND, round_.name, content, at)
    edition.rounds.remove(round_)
    session.delete(round_)
    session.flush()
    number(session, edition.rounds)
    note(session, edition, Place.ROUNDS, by, at)


def bring_back(session: Session, edition: Edition, taken: TakenAway, *, by: User, at: datetime) -> None:
    """Put a round back where it stood, as it was, with the criteria that are still there."""
    stood = taken.content
    if refusal := parts.why_not_add_round(edition, taken.name):
        raise refusal
    enums = {"kind": RoundKind, "yes_rule": YesRule, "method": Method, "drop_per": Dropped}
    setup = RoundSetup(**stood["setup"] | {name: kind(stood["setup"][name]) for name, kind in enums.items()})
    opens, closes = (datetime.fromisoformat(stood[name]) for name in ("opens_at", "closes_at"))
    round_ = Round(opens_at=opens, closes_at=closes, ties=list(stood["ties"]))
    set_round(round_, setup)
    scored = [criterion for criterion in edition.criteria if criterion.key in stood["criteria"]]
    _insert(session, edition, stood["place"], round_, scored)
    session.delete(taken)
    note(session, edition, Place.ROUNDS, by, at)


def _insert(session: Session, edition: Edition, place: int, round_: Round, criteria: Sequence[Criterion]) -> None:
    round_.criteria = [] if round_.qualifies else list(criteria)
    round_.position = len(edition.rounds) + 1
    edition.rounds.insert(place, round_)
    number(session, edition.rounds)


def _ladder_of(edition: Edition) -> list[str]:
    """Return the ladder of the round that decides, which a new one begins with."""
    decides = edition.deciding_round
    return list(decides.ties) if decides else []


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
