"""The secretary reads a code out to a member whom no mail reaches."""

from datetime import datetime

from sqlalchemy.orm import Session

from judging.accounts.models import User
from judging.accounts.operations import spoken
from judging.audit.actions import Action
from judging.audit.operations.history import record
from judging.editions.models import LEADERS, Seat
from judging.jury import rules
from judging.jury.queries import seats
from judging.notifications.operations.outbox import enqueue


def read_out_code(session: Session, seat: Seat, *, reason: str, by: User, at: datetime) -> str:
    """Return a code for a member; the person is told by mail, and the history says by what they were known."""
    if refusal := rules.why_not_change_jury(seat.edition) or rules.why_not_without_reason(reason):
        raise refusal
    beside, leads = seats.has_rights_beside(session, seat), seat.role in LEADERS
    code = spoken.read_out(session, seat.user, elsewhere=beside, leads=leads, by=by, at=at)
    record(session, Action.CODE_READ_OUT, seat, by=by, at=at, edition_id=seat.edition_id, reason=reason)
    enqueue(
        session,
        "code-read-out",
        to=seat.user,
        at=at,
        occasion=f"code-read-out:{seat.id}:{at:%Y%m%d%H%M%S%f}",
        edition_id=seat.edition_id,
        edition=seat.edition.name,
        person=by.name,
    )
    return code
