"""An edition of the built-in template, before and after its rules are frozen."""

import pytest

from judging.editions.operations import editions
from tests.editions.making import create
from tests.factories import BEFORE, a_user


@pytest.fixture
def secretary(session, stop_clock):
    stop_clock(BEFORE)
    user = a_user()
    session.add(user)
    session.commit()
    return user


@pytest.fixture
def edition(session, secretary):
    edition = create(session, by=secretary)
    session.commit()
    return edition


@pytest.fixture
def frozen(session, edition, secretary):
    editions.freeze_rules(session, edition, version=edition.version, by=secretary, at=BEFORE)
    session.commit()
    return edition


@pytest.fixture
def desk(client_of, secretary):
    return client_of(secretary)
