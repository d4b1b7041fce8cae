"""Kinds of awards are added, changed, put in order, taken away and brought back."""

from dataclasses import asdict
from datetime import datetime

from sqlalchemy.orm import Session

from judging.accounts.models import User
from judging.core.refusals import Clash
from judging.editions.models import AwardKind, Edition, Part, TakenAway
from judging.editions.operations.parts import keep, note, number, swap
from judging.editions.parts.awards import LABELS, AwardSetup, award_setup, set_award
from judging.editions.parts.words import in_rows
from judging.editions.rules import parts
from judging.editions.rules.changes import why_not_change_rules
from judging.editions.rules.gaps import Place

PART = Place.AWARDS


def add_award(session: Session, edition: Edition, setup: AwardSetup, *, by: User, at: datetime) -> AwardKind:
    """Put a kind of award at the end."""
    if refusal := parts.why_not_set_award(edition, setup, None):
        raise refusal
    kind = _insert(session, edition, len(edition.award_kinds), setup)
    note(session, edition, PART, by, at)
    return kind


def change_award(
    session: Session, edition: Edition, kind: AwardKind, setup: AwardSetup, *, version: int, by: User, at: datetime
) -> None:
    """Change a kind of award."""
    if refusal := parts.why_not_set_award(edition, setup, kind):
        raise refusal
    stored = award_setup(kind)
    if version != edition.version:
        raise Clash(in_rows(LABELS, setup, stored), edition.version)
    if setup != stored:
        set_award(kind, setup)
        note(session, edition, PART, by, at)


def move_award(session: Session, edition: Edition, kind: AwardKind, *, up: bool, by: User, at: datetime) -> None:
    """Let a kind of award change places with the one before or after it."""
    if refusal := why_not_change_rules(edition):
        raise refusal
    if swap(edition.award_kinds, kind, up=up):
        number(session, edition.award_kinds)
        note(session, edition, PART, by, at)


def take_away_award(session: Session, edition: Edition, kind: AwardKind, *, by: User, at: datetime) -> None:
    """Take a kind of award away; it is kept for who took it away by mistake."""
    if refusal := why_not_change_rules(edition):
        raise refusal
    content = {"place": edition.award_kinds.index(kind), "setup": asdict(award_setup(kind))}
    keep(session, edition, Part.AWARD, kind.name, content, at)
    edition.award_kinds.remove(kind)
    session.delete(kind)
    session.flush()
    number(session, edition.award_kinds)
    note(session, edition, PART, by, at)


def bring_back(session: Session, edition: Edition, taken: TakenAway, *, by: User, at: datetime) -> None:
    """Put a kind of award back where it stood, as it was."""
    setup = AwardSetup(**taken.content["setup"])
    if refusal := parts.why_not_set_award(edition, setup, None):
        raise refusal
    _insert(session, edition, taken.content["place"], setup)
    session.delete(taken)
    note(session, edition, PART, by, at)


def _insert(session: Session, edition: Edition, place: int, setup: AwardSetup) -> AwardKind:
    kind = AwardKind(position=len(edition.award_kinds) + 1)
    set_award(kind, setup)
    edition.award_kinds.insert(place, kind)
    number(session, edition.award_kinds)
    return kind
