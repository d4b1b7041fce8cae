"""An entry that waits for the confirmation of a right, and what can happen to it."""

from datetime import timedelta

from sqlalchemy import select

from judging.audit.models import AuditEvent
from judging.entries.operations import holding
from judging.entries.operations.holding import hand_in
from judging.notifications.models import Message
from judging.offices import operations as offices
from judging.offices.models import Representative
from tests.factories import BEFORE, CLOSES, DURING, a_user, an_entry, an_office

A_SECOND, A_MINUTE = timedelta(seconds=1), timedelta(minutes=1)
OVER = CLOSES + A_MINUTE
LATER = CLOSES + timedelta(days=10)


def an_entry_that_waits(session):
    """Return an entry whose author has asked to act for the office and waits for the answer."""
    person, office = a_user(), an_office()
    office.representatives.append(Representative(user=person, asked_at=BEFORE))
    entry = an_entry(office=office, author=person)
    session.add(entry)
    session.commit()
    return entry


def right_of(entry):
    return next(one for one in entry.office.representatives if one.user_id == entry.author_id)


def approve(session, entry, by, at=LATER):
    offices.approve(session, right_of(entry), secretary=True, by=by, at=at)
    session.flush()


def refuse(session, entry, by, at=LATER):
    offices.refuse(session, right_of(entry), reason="Unknown.", secretary=True, by=by, at=at)
    session.flush()


def send(session, entry, at=DURING, declared=()):
    return hand_in(session, entry, declared, by=entry.author, at=at)


def templates(session):
    return session.scalars(select(Message.template).order_by(Message.id)).all()


def sealed(session, entry, by):
    """Put the second seal on the result of the edition, as the deliberation does."""
    entry.edition.sealed_at = LATER
    holding.lapse(session, entry.edition, by=by, at=LATER)
    session.flush()


def actions(session):
    return session.scalars(select(AuditEvent.action).order_by(AuditEvent.id)).all()
