"""The office of an entry that came otherwise: found or registered, and its contact invited to confirm the entry."""

from datetime import datetime

from sqlalchemy.orm import Session

from judging.accounts.models import User
from judging.audit.actions import Action
from judging.audit.operations.history import record
from judging.colleagues import queries as invitations
from judging.colleagues.models import ColleagueInvitation
from judging.core.addresses import canonical
from judging.core.i18n import _l
from judging.core.refusals import NotNow, NotYours
from judging.entries.models import Entry
from judging.notifications.operations.outbox import enqueue_to
from judging.offices.models import Office, Right, Unit
from judging.offices.official import official_name
from judging.offices.queries import office_of_unit


def office_for(session: Session, unit: Unit, *, email: str, by: User, at: datetime) -> Office:
    """Return the office of a unit; a new one is registered under the name that follows from the unit."""
    office = office_of_unit(session, unit)
    if office is not None:
        return office
    if unit.removed_at:
        raise NotNow(_l("This unit is no longer in the register."))
    office = Office(unit=unit, name=official_name(unit), email=canonical(email), created_at=at)
    session.add(office)
    record(session, Action.OFFICE_REGISTERED, office, by=by, at=at, unit=unit.teryt, name=office.name)
    return office


def invite(session: Session, entry: Entry, email: str, *, by: User, at: datetime) -> None:
    """Offer the contact of an entry to act for its office; nothing follows from it until they accept.

    Whoever acts for the office, has asked to, or was refused before gets no invitation: that is decided elsewhere.
    """
    office, address = entry.office, canonical(email)
    if address in by.addresses:
        raise NotYours(_l("The contact is yourself. Another secretary enters this entry."), field="email")
    if any(address in person.user.addresses for person in office.representatives):
        return
    if not any(one.email == address for one in invitations.of_office(session, office, at)):
        offered = ColleagueInvitation(office=office, email=address, right=Right.SUBMIT, invited_at=at, invited_by=by)
        offered.with_entry = True
        session.add(offered)
        right = Right.SUBMIT.value
        record(session, Action.COLLEAGUE_INVITED, offered, by=by, at=at, office=office.name, right=right)
    enqueue_to(
        session,
        "entry-typed-in-invited",
        address=address,
        language="pl",
        at=at,
        occasion=f"entry-typed-in:{entry.id}",
        edition=entry.edition.name,
        title=entry.title,
        number=entry.number,
        office=office.name,
        secretary=by.name,
        zone=entry.edition.time_zone,
    )
