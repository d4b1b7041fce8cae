"""An office that takes part."""

import pytest

from tests.factories import an_office


@pytest.fixture
def office(session):
    office = an_office()
    session.add(office)
    session.commit()
    return office
