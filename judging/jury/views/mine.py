"""The juror's own sheets, as every page of theirs loads them: there are no others."""

from datetime import datetime

from flask import abort, g, request
from sqlalchemy.orm import Session, joinedload, selectinload

from judging.accounts.login import me
from judging.core import clock
from judging.core.db import get_session
from judging.editions.models import Edition, Seat
from judging.editions.parts.practice import practised_round
from judging.entries.models import Entry
from judging.jury import practice_rules, rules
from judging.jury.models import Assignment
from judging.jury.practice_rules import Standing
from judging.jury.queries import assignments, chapter, practice, seats
from judging.jury.rules import Task


def my_task(session: Session, public_id: str) -> Task:
    """Load one of the juror's own assignments or answer 404."""
    assert request.view_args is not None
    slug: str = request.view_args["slug"]
    return assignments.task(session, me().id, slug, public_id, clock.arrived()) or abort(404)


def my_assignment(public_id: str) -> Assignment:
    """Load the same with its entry, the version that is scored, and its sheet."""
    query = (
        assignments.visible_assignments(me(), clock.arrived())
        .where(Assignment.public_id == public_id, Entry.edition_id == g.edition.id)
        .options(
            joinedload(Assignment.entry_version),
            joinedload(Assignment.sheet),
            joinedload(Assignment.entry).options(selectinload(Entry.attachments), selectinload(Entry.versions)),
        )
    )
    return get_session().scalars(query).unique().one_or_none() or abort(404)


def my_seat() -> Seat:
    """Load the seat of the person in the edition or answer 404."""
    return seats.my_seat(get_session(), me(), g.edition) or abort(404)


def my_practice(seat: Seat, at: datetime) -> Standing | None:
    """Return how the person stands with practising; None where there is nothing to practise on."""
    edition: Edition = g.edition
    anchors, round_ = practice_rules.offered(edition), practised_round(edition)
    if not anchors or round_ is None:
        return None
    sheets = practice.own_sheets(get_session(), seat)
    begun = practice.has_begun(get_session(), seat, round_.id)
    return practice_rules.standing(edition, round_, anchors, sheets, at, begun=begun)


def has_declared(seat: Seat) -> bool:
    """Tell whether the person has gone through the list as it stands now."""
    return rules.has_declared(seat, chapter.newest_arrival(get_session(), g.edition))
