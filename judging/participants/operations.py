"""A secretary begins to see the system as an office sees it: recorded, and told to that office."""

from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from judging.accounts.models import User
from judging.audit.actions import Action
from judging.audit.operations.history import record
from judging.editions.models import Edition
from judging.notifications.operations.outbox import enqueue
from judging.offices.models import Office, Right
from judging.participants import queries, rules
from judging.participants.models import Viewing

LASTS = timedelta(minutes=30)


def begin_viewing(
    session: Session, edition: Edition, office: Office, *, reason: str, by: User, at: datetime
) -> Viewing:
    """Let the secretary read for half an hour; everybody who does everything for the office is told at once."""
    interested = queries.is_interested(session, edition, by)
    if refusal := rules.why_not_view(office, reason, interested=interested):
        raise refusal
    seen_as = rules.person_of(office)
    assert seen_as is not None
    viewing = Viewing(
        edition_id=edition.id,
        office=office,
        person_id=seen_as.user_id,
        by_id=by.id,
        at=at,
        until=at + LASTS,
        reason=reason,
    )
    session.add(viewing)
    session.flush()
    told = {"office": office.name, "person": seen_as.user.name, "reason": reason}
    record(session, Action.OFFICE_VIEWED, viewing, by=by, at=at, edition_id=edition.id, **told)
    for person in office.representatives:
        if person.approved_at and person.right is Right.SUBMIT:
            enqueue(
                session,
                "office-viewed",
                to=person.user,
                at=at,
                occasion=f"office-viewed:{viewing.id}",
                edition_id=edition.id,
                edition=edition.name,
                secretary=by.name,
                since=at.isoformat(),
                zone=edition.time_zone,
                **told,
            )
    return viewing
