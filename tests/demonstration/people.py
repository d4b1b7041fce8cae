"""People whom the story of the demonstration does not have: signed in, and with little or no right to anything."""

from datetime import UTC, datetime

from sqlalchemy import select

from judging.accounts.models import User
from judging.editions.models import Edition, Role, Seat

LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)
UNASSIGNED, NOBODY = "bez-przydzialu@kapitula.example", "bez-roli@kapitula.example"


def settle_strangers(session):
    """Add a juror to whom nothing is assigned, and somebody who holds no role at all."""
    [edition] = session.scalars(select(Edition))
    unassigned, nobody = (
        User(email=email, name="Osoba Postronna", created_at=LONG_AGO, confirmed_at=LONG_AGO)
        for email in (UNASSIGNED, NOBODY)
    )
    seat = Seat(edition=edition, user=unassigned, role=Role.JUROR, accepted_at=LONG_AGO, conflicts_declared_at=LONG_AGO)
    session.add_all([unassigned, nobody, seat])
    session.commit()


def strangers(session):
    """Return them by their public ids."""
    query = select(User.public_id).where(User.email.in_([UNASSIGNED, NOBODY]))
    return list(session.scalars(query.order_by(User.id)))
