"""An edition in its call, its secretary, and what makes offices in every state."""

import pytest

from judging.editions.models import Role
from judging.entries.models import Status
from tests.factories import DURING, a_seat, a_unit, an_edition, an_entry, an_office


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
def an_office_with(session, edition):
    """A function that makes an office with one entry in each of some states."""
    numbers = iter(range(1, 1000))

    def make(name, *states, unit=None, **fields):
        office = an_office(name=name, unit=a_unit(**unit or {}), **fields)
        author = office.representatives[0].user
        session.add(office)
        for status in states:
            number = {} if status is Status.DRAFT else {"number": next(numbers)}
            session.add(an_entry(edition=edition, office=office, author=author, status=status, **number))
        session.commit()
        return office

    return make
