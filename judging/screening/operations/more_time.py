"""More time for all offices that a search finds, and its undoing: each told by mail, each act in the history."""

from datetime import datetime

from sqlalchemy.orm import Session

from judging.accounts.models import User
from judging.audit.actions import Action
from judging.audit.operations.history import record
from judging.editions.models import Edition
from judging.entries import queries as entries
from judging.entries.operations.extensions import extend, extension_told
from judging.notifications.operations.outbox import enqueue, take_back
from judging.offices.rules import why_not_impartial
from judging.screening import rules
from judging.screening.models import MoreTime, MoreTimeOffice
from judging.screening.queries import more_time
from judging.screening.search import Search


def extend_many(
    session: Session,
    edition: Edition,
    search: Search,
    *,
    until: datetime,
    reason: str,
    seen: int | None,
    by: User,
    at: datetime,
) -> int:
    """Give the offices that a search finds a later deadline; return how many got it."""
    found = more_time.whom(session, edition, search, by, until=until, at=at)
    if refusal := rules.why_not_extend_many(edition, found, seen, reason):
        raise refusal
    given = MoreTime(edition_id=edition.id, until=until, reason=reason, at=at, by_id=by.id)
    session.add(given)
    session.flush()
    for office in more_time.offices(session, found.offices):
        before = entries.extension_of(session, edition, office)
        session.add(
            MoreTimeOffice(
                more_time_id=given.id,
                office_id=office.id,
                until_before=before.until if before else None,
                reason_before=before.reason if before else "",
            )
        )
        extend(session, edition, office, until=until, reason=reason, by=by, at=at)
    return len(found.offices)


def undo(session: Session, edition: Edition, given: MoreTime, *, by: User, at: datetime) -> int:
    """Give those who got more time together the deadline back that each had; one changed since stays as it is."""
    if refusal := rules.why_not_undo(edition, given, at):
        raise refusal
    given.undone_at = at
    back = [one for one in given.offices if why_not_impartial(by, one.office) is None]
    return sum(_take_back(session, edition, given, one, by, at) for one in back)


def _take_back(
    session: Session, edition: Edition, given: MoreTime, one: MoreTimeOffice, by: User, at: datetime
) -> bool:
    """Restore the deadline of one office, unless it is no longer the one that was given to many."""
    extension = entries.extension_of(session, edition, one.office)
    if extension is None or not rules.stands(extension, given):
        return False
    record(
        session,
        Action.EXTENSION_TAKEN_BACK,
        extension,
        by=by,
        at=at,
        edition_id=edition.id,
        office=one.office.name,
        until=one.until_before.isoformat() if one.until_before else None,
    )
    if one.until_before:
        extension.until, extension.reason = one.until_before, one.reason_before
    else:
        session.delete(extension)
    _tell(session, edition, one, extension_told(extension, given.until, given.at), at)
    return True


def _tell(session: Session, edition: Edition, one: MoreTimeOffice, occasion: str, at: datetime) -> None:
    """Hold back the letters of the later deadline that have not gone; tell those whom they reached that it is not."""
    take_back(session, occasion)
    told = more_time.told(session, occasion)
    for person in one.office.representatives:
        if person.user.email in told:
            enqueue(
                session,
                "extension-taken-back",
                to=person.user,
                at=at,
                occasion=f"more-time-undone:{one.id}",
                edition_id=edition.id,
                edition=edition.name,
                office=one.office.name,
                until=(one.until_before or edition.closes_at).isoformat(),
                zone=edition.time_zone,
            )
