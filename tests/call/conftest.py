"""A call that is open, with an office that asks and a secretary who answers."""

import pytest

from judging.editions.models import Role
from tests.factories import DURING, a_seat, a_user, an_edition, an_office


@pytest.fixture
def edition(session, stop_clock):
    stop_clock(DURING)
    edition = an_edition(slug="e", about="## Cel\nSzukamy dobrych praktyk.")
    session.add(edition)
    session.commit()
    return edition


@pytest.fixture
def secretary(session, edition):
    seat = a_seat(edition, Role.SECRETARY)
    session.add(seat)
    session.commit()
    return seat.user


@pytest.fixture
def asker(session, edition):
    user = a_user(name="Anna Nowak")
    session.add(an_office(name="Urząd Gminy Bór", representative=user))
    session.commit()
    return user
