"""More time: a later deadline for one office, with a reason, told to all who act for it."""

from datetime import datetime

from sqlalchemy.orm import Session

from judging.accounts.models import User
from judging.audit.actions import Action
from judging.audit.operations.history import record
from judging.editions.models import Edition
from judging.entries import queries, rules
from judging.entries.models import Extension
from judging.notifications.operations.outbox import enqueue
from judging.offices.models import Office
from judging.offices.rules import why_not_impartial


def extend(
    session: Session,
    edition: Edition,
    office: Office,
    *,
    until: datetime,
    reason: str,
    by: User,
    at: datetime,
) -> None:
    """Give one office a later deadline."""
    if refusal := why_not_impartial(by, office) or rules.why_not_extend(edition, until, reason):
        raise refusal
    extension = queries.extension_of(session, edition, office)
    if extension is None:
        extension = Extension(edition_id=edition.id, office_id=office.id)
        session.add(extension)
    extension.until, extension.reason, extension.by_id = until, reason, by.id
    record(
        session,
        Action.EXTENSION_GRANTED,
        extension,
        by=by,
        at=at,
        edition_id=edition.id,
        office=office.name,
        until=until.isoformat(),
        reason=reason,
    )
    session.flush()  # a new one gets its id
    for person in office.representatives:
        if person.approved_at:
            enqueue(
                session,
                "extension-granted",
                to=person.user,
                at=at,
                occasion=extension_told(extension, until, at),
                edition_id=edition.id,
                edition=edition.name,
                office=office.name,
                until=until.isoformat(),
                zone=edition.time_zone,
            )


def extension_told(extension: Extension, until: datetime, at: datetime) -> str:
    """Name the occasion of the letters that tell of a later deadline."""
    return f"extension:{extension.id}:{until:%Y%m%dT%H%M}:{at:%Y%m%dT%H%M%S}"
