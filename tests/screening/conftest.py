"""An edition in its call with a secretary, and an entry that waits for the formal check."""

import pytest

from judging.editions.models import Role
from judging.entries.models import Status
from tests.factories import DURING, a_seat, an_edition, an_entry


@pytest.fixture
def edition(session, stop_clock):
    stop_clock(DURING)
    edition = an_edition()
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
def waiting(session, edition):
    """A function that makes an entry that waits."""

    def waiting(number, **fields):
        entry = an_entry(edition=edition, status=Status.SUBMITTED, number=number, **fields)
        session.add(entry)
        session.commit()
        return entry

    return waiting
