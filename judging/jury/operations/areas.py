"""The areas that a member of the jury knows, by which entries may be given."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import delete
from sqlalchemy.orm import Session

from judging.accounts.models import User
from judging.audit.actions import Action
from judging.audit.operations.history import record
from judging.editions.models import Seat
from judging.jury import rules
from judging.jury.models import KnownArea


def mark(session: Session, seat: Seat, areas: Collection[str], *, by: User, at: datetime) -> None:
    """Note the areas that a member knows, by their public ids; areas of another edition are none."""
    edition = seat.edition
    if refusal := rules.why_not_change_jury(edition):
        raise refusal
    known = [area for area in edition.areas if area.public_id in set(areas)]
    session.execute(delete(KnownArea).where(KnownArea.seat_id == seat.id))
    session.add_all(KnownArea(seat_id=seat.id, area_id=area.id) for area in known)
    names = [area.name for area in known]
    record(session, Action.AREAS_MARKED, seat, by=by, at=at, edition_id=edition.id, person=seat.user.name, areas=names)
