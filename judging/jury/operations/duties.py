"""A member or a substitute accepts the duties of who judges: once for each wording."""

from datetime import datetime

from sqlalchemy.orm import Session

from judging.accounts.models import User
from judging.audit.actions import Action
from judging.audit.operations.history import record
from judging.editions.models import Seat
from judging.jury import duties, rules
from judging.jury.models import Agreement
from judging.jury.queries import own


def accept(session: Session, seat: Seat, *, agreed: bool, by: User, at: datetime) -> None:
    """Keep the acceptance with its words, unless these have been accepted already."""
    if own.has_agreed(session, seat):
        return
    if refusal := rules.why_not_without_agreement(agreed=agreed):
        raise refusal
    said = duties.text()
    digest = duties.digest(said)
    session.add(Agreement(seat_id=seat.id, version=duties.VERSION, digest=digest, text=said, at=at))
    session.flush()
    kept = {"version": duties.VERSION, "digest": digest}
    record(session, Action.DUTIES_ACCEPTED, seat, by=by, at=at, edition_id=seat.edition_id, **kept)
