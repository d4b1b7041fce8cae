"""Who comes to the jury by a link. No application, no clock, no mocks."""

from sqlalchemy import select

from judging.accounts.operations import accounts
from judging.audit.models import AuditEvent
from judging.jury.operations import members
from tests.factories import BEFORE, DURING, a_user, an_edition


def test_who_follows_the_invitation_has_accepted_the_seat(session):
    edition, secretary = an_edition(), a_user()
    session.add_all([edition, secretary])
    session.flush()
    seat = members.invite(session, edition, name="Anna", email="anna@example.org", title="", by=secretary, at=BEFORE)
    assert seat.accepted_at is None

    accounts.accept_invitation(session, seat.user, name="Anna", password_hash="-", at=DURING)

    assert seat.accepted_at == DURING
    assert "juror.accepted" in session.scalars(select(AuditEvent.action)).all()
