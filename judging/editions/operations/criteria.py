"""Criteria are added, changed, put in order, taken away and brought back."""

from dataclasses import asdict
from datetime import datetime

from sqlalchemy.orm import Session

from judging.accounts.models import User
from judging.core.refusals import Clash
from judging.editions import queries
from judging.editions.models import Criterion, Edition, Part, TakenAway
from judging.editions.operations.parts import keep, note, number, swap
from judging.editions.parts.criteria import LABELS, CriterionSetup, criterion_setup, set_criterion
from judging.editions.parts.words import in_rows
from judging.editions.rules import parts
from judging.editions.rules.changes import why_not_change_rules
from judging.editions.rules.gaps import Place

PART = Place.CRITERIA


def add_criterion(session: Session, edition: Edition, setup: CriterionSetup, *, by: User, at: datetime) -> Criterion:
    """Put a criterion at the end."""
    if refusal := parts.why_not_set_criterion(edition, setup, None):
        raise refusal
    taken = {one.content["key"] for one in queries.taken_away(session, edition, Part.CRITERION)}
    taken |= {one.key for one in edition.criteria}
    key = next(key for place in range(1, len(taken) + 2) if (key := f"c{place}") not in taken)
    criterion = _insert(session, edition, key, len(edition.criteria), setup)
    note(session, edition, PART, by, at)
    return criterion


def change_criterion(
    session: Session,
    edition: Edition,
    criterion: Criterion,
    setup: CriterionSetup,
    *,
    version: int,
    by: User,
    at: datetime,
) -> None:
    """Change a criterion; its key stays."""
    if refusal := parts.why_not_set_criterion(edition, setup, criterion):
        raise refusal
    stored = criterion_setup(edition, criterion)
    if version != edition.version:
        raise Clash(in_rows(LABELS, setup, stored), edition.version)
    if setup != stored:
        set_criterion(edition, criterion, setup)
        note(session, edition, PART, by, at)


def move_criterion(
    session: Session, edition: Edition, criterion: Criterion, *, up: bool, by: User, at: datetime
) -> None:
    """Let a criterion change places with the one before or after it."""
    if refusal := why_not_change_rules(edition):
        raise refusal
    if swap(edition.criteria, criterion, up=up):
        number(session, edition.criteria)
        note(session, edition, PART, by, at)


def take_away_criterion(session: Session, edition: Edition, criterion: Criterion, *, by: User, at: datetime) -> None:
    """Take a criterion away, also from the rounds that score it; it is kept for who took it away by mistake."""
    if refusal := why_not_change_rules(edition):
        raise refusal
    setup, place = criterion_setup(edition, criterion), edition.criteria.index(criterion)
    content = {"key": criterion.key, "place": place, "setup": asdict(setup)}
    keep(session, edition, Part.CRITERION, setup.name, content, at)
    for round_ in edition.rounds:
        if criterion in round_.criteria:
            round_.criteria.remove(criterion)
    session.flush()
    edition.criteria.remove(criterion)
    session.delete(criterion)
    number(session, edition.criteria)
    note(session, edition, PART, by, at)


def bring_back(session: Session, edition: Edition, taken: TakenAway, *, by: User, at: datetime) -> None:
    """Put a criterion back where it stood, as it was."""
    stood = taken.content["setup"]
    more = {name: tuple(stood[name]) for name in ("answered_in", "rounds")}
    setup = CriterionSetup(**stood | more | {"levels": tuple((points, words) for points, words in stood["levels"])})
    if refusal := parts.why_not_set_criterion(edition, setup, None):
        raise refusal
    _insert(session, edition, taken.content["key"], taken.content["place"], setup)
    session.delete(taken)
    note(session, edition, PART, by, at)


def _insert(session: Session, edition: Edition, key: str, place: int, setup: CriterionSetup) -> Criterion:
    criterion = Criterion(key=key, position=len(edition.criteria) + 1, name=setup.name)
    edition.criteria.insert(place, criterion)
    set_criterion(edition, criterion, setup)
    number(session, edition.criteria)
    return criterion
