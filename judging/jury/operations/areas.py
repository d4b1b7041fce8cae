"""The areas that a member of the jury knows, by which entries may be given."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from judging.accounts.models import User
from judging.audit.actions import Action
from judging.audit.operations.history import record
from judging.editions.models import Seat
from judging.jury import rules
from judging.jury.models import KnownArea


def mark(session: Session, seat: Seat, areas: Collection[str], *, by: User, at: datetime) -> None:
    """Note the areas that a member knows, by their public ids; areas of another edition are none.

    The member or the secretary says so; where nothing is changed, it stands as said by whoever said it first.
    """
    edition = seat.edition
    if refusal := rules.why_not_mark_areas(by, seat):
        raise refusal
    known = [area for area in edition.areas if area.public_id in set(areas)]
    stand = set(session.scalars(select(KnownArea.area_id).where(KnownArea.seat_id == seat.id)))
    if stand == {area.id for area in known}:
        return
    session.execute(delete(KnownArea).where(KnownArea.seat_id == seat.id))
    session.add_all(KnownArea(seat_id=seat.id, area_id=area.id, by_id=by.id) for area in known)
    names = [area.name for area in known]
    record(session, Action.AREAS_MARKED, seat, by=by, at=at, edition_id=edition.id, person=seat.user.name, areas=names)
