"""Inviting a colleague, accepting, declining; saying what each may do."""

from datetime import datetime

from sqlalchemy.orm import Session

from judging.accounts.models import User
from judging.audit.actions import Action
from judging.audit.operations.history import record
from judging.colleagues import queries, rules
from judging.colleagues.models import ColleagueInvitation
from judging.notifications.operations.outbox import enqueue, enqueue_to
from judging.offices import operations as offices
from judging.offices.models import Office, Representative, Right


def invite(session: Session, office: Office, email: str, right: Right, *, by: User, at: datetime) -> None:
    """Offer an address to act for the office; its owner is written to, whether they have an account or not."""
    waiting = queries.of_office(session, office, at)
    people = (person.user for person in office.representatives if not person.refused_at)
    acting = {address for user in people for address in user.addresses}
    known = email in acting or any(one.email == email for one in waiting)
    if refusal := rules.why_not_invite(by, office, len(waiting), known=known):
        raise refusal
    invitation = ColleagueInvitation(office=office, email=email, right=right, invited_at=at, invited_by=by)
    session.add(invitation)
    record(session, Action.COLLEAGUE_INVITED, invitation, by=by, at=at, office=office.name, right=right.value)
    enqueue_to(
        session,
        "colleague-invited",
        address=email,
        language=by.language,
        at=at,
        occasion=f"colleague-invited:{invitation.id}",
        person=by.name,
        office=office.name,
        right=right.value,
    )


def accept(session: Session, invitation: ColleagueInvitation, position: str, *, by: User, at: datetime) -> None:
    """Act for the office from now on, as far as the invitation goes; juries at work are looked at for conflicts."""
    if refusal := rules.why_not_accept(by, invitation, at):
        raise refusal
    office = invitation.office
    person = next((one for one in office.representatives if one.user_id == by.id), None)
    person = person or Representative(office=office, user=by)
    person.position, person.right, person.refused_at = position, invitation.right, None
    person.asked_at = person.approved_at = at
    person.decided_by_id = invitation.invited_by_id
    session.add(person)
    invitation.accepted_at = at
    record(session, Action.REPRESENTATIVE_APPROVED, person, by=by, at=at)
    offices.look(session, office, by, by, at)
    enqueue(
        session,
        "colleague-accepted",
        to=invitation.invited_by,
        at=at,
        occasion=f"colleague-accepted:{invitation.id}",
        person=by.name,
        office=office.name,
        right=invitation.right.value,
    )


def end(session: Session, invitation: ColleagueInvitation, *, by: User, at: datetime) -> None:
    """Decline an invitation, or take it back."""
    if refusal := rules.why_not_end(by, invitation):
        raise refusal
    invitation.ended_at = at
    record(session, Action.COLLEAGUE_NOT_INVITED, invitation, by=by, at=at, office=invitation.office.name)


def set_right(session: Session, person: Representative, right: Right, *, by: User, at: datetime) -> None:
    """Say what a colleague may do from now on; they are told."""
    if refusal := rules.why_not_set_right(by, person, right):
        raise refusal
    if right is person.right:
        return
    person.right = right
    record(session, Action.COLLEAGUE_RIGHT_SET, person, by=by, at=at, person=person.user.name, right=right.value)
    offices.look(session, person.office, person.user, by, at)
    enqueue(
        session,
        "colleague-right",
        to=person.user,
        at=at,
        occasion=f"colleague-right:{person.id}:{at:%Y%m%dT%H%M%S%f}",
        office=person.office.name,
        by=by.name,
        right=right.value,
    )
