"""The practice round is asked for or not; anchors are added, changed, taken away and brought back."""

from datetime import datetime

from sqlalchemy.orm import Session

from judging.accounts.models import User
from judging.core.refusals import Clash
from judging.editions.models import Anchor, Edition, PracticeRound
from judging.editions.operations.parts import note
from judging.editions.parts.practice import WANTED, AnchorSetup, anchor_setup, set_anchor
from judging.editions.rules import practice
from judging.editions.rules.changes import why_not_change_what_lasts

PART = "practice"


def want_practice(
    session: Session, edition: Edition, wanted: PracticeRound, *, version: int, by: User, at: datetime
) -> None:
    """Say whether jurors practise, and whether they are asked to before the first sheet."""
    if refusal := why_not_change_what_lasts(edition):
        raise refusal
    if version != edition.version:
        raise Clash([(PART, str(WANTED[wanted]), str(WANTED[edition.practice_round]))], edition.version)
    if wanted is not edition.practice_round:
        edition.practice_round = wanted
        note(session, edition, PART, by, at)


def add_anchor(session: Session, edition: Edition, setup: AnchorSetup, *, by: User, at: datetime) -> Anchor:
    """Put an anchor at the end."""
    if refusal := practice.why_not_set_anchor(edition, setup, None):
        raise refusal
    place = max((one.position for one in edition.anchors), default=0) + 1
    anchor = Anchor(edition_id=edition.id, position=place)
    set_anchor(anchor, setup)
    edition.anchors.append(anchor)
    note(session, edition, PART, by, at)
    session.flush()
    return anchor


def change_anchor(
    session: Session, edition: Edition, anchor: Anchor, setup: AnchorSetup, *, version: int, by: User, at: datetime
) -> None:
    """Change an anchor; whoever has practised on it is told."""
    if refusal := practice.why_not_set_anchor(edition, setup, anchor):
        raise refusal
    stored = anchor_setup(anchor)
    if version != edition.version:
        raise Clash([(PART, setup.title, stored.title)], edition.version)
    if setup != stored:
        set_anchor(anchor, setup)
        anchor.changes += 1
        note(session, edition, PART, by, at)


def take_away_anchor(session: Session, edition: Edition, anchor: Anchor, *, by: User, at: datetime) -> None:
    """Take an anchor away: no juror is asked about it any more."""
    if refusal := why_not_change_what_lasts(edition):
        raise refusal
    anchor.removed_at = at
    note(session, edition, PART, by, at)
    session.flush()
    session.expire(edition, ["anchors"])


def bring_back_anchor(session: Session, edition: Edition, anchor: Anchor, *, by: User, at: datetime) -> None:
    """Put an anchor back as it was."""
    if refusal := practice.why_not_bring_back(edition, anchor):
        raise refusal
    anchor.removed_at = None
    note(session, edition, PART, by, at)
    session.flush()
    session.expire(edition, ["anchors"])
