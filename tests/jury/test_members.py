"""Who comes to the jury by a link. No application, no clock, no mocks."""

import pytest
from sqlalchemy import select

from judging.accounts.operations import accounts
from judging.audit.models import AuditEvent
from judging.core.refusals import NotNow
from judging.editions.models import ON_THE_JURY, Role, Seat
from judging.jury.operations import members
from tests.factories import BEFORE, DURING, a_seat, a_user, an_edition


def test_who_follows_the_invitation_has_accepted_the_seat(session):
    edition, secretary = an_edition(), a_user()
    session.add_all([edition, secretary])
    session.flush()
    seat = members.invite(session, edition, name="Anna", email="anna@example.org", title="", by=secretary, at=BEFORE)
    assert seat.accepted_at is None

    accounts.accept_invitation(session, seat.user, name="Anna", password_hash="-", at=DURING)

    assert seat.accepted_at == DURING
    assert "juror.accepted" in session.scalars(select(AuditEvent.action)).all()


@pytest.mark.parametrize("whom", ["the secretary", "an administrator"])
def test_neither_a_secretary_of_the_edition_nor_an_administrator_sits_on_its_jury(session, whom):
    edition = an_edition()
    secretary = a_seat(edition, Role.SECRETARY, user=a_user(password_hash="-"))
    administrator = a_user(administrator=True, password_hash="-")
    session.add_all([edition, secretary, administrator])
    session.flush()
    person = secretary.user if whom == "the secretary" else administrator

    with pytest.raises(NotNow) as refused:
        members.invite(session, edition, name="X", email=person.email, title="", by=secretary.user, at=BEFORE)

    assert refused.value.field == "email"
    assert session.scalars(select(Seat).where(Seat.role.in_(ON_THE_JURY))).all() == []
    assert session.scalars(select(AuditEvent)).all() == []


def test_the_secretary_of_another_edition_may_sit_on_the_jury(session):
    edition, other = an_edition(), an_edition()
    guest = a_seat(other, Role.SECRETARY)
    session.add_all([edition, other, guest])
    session.flush()

    seat = members.invite(session, edition, name="X", email=guest.user.email, title="", by=guest.user, at=BEFORE)

    assert seat.role is Role.JUROR
