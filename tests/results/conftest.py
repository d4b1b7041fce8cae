"""What tests of results ask for."""

import pytest

from judging.core.i18n import speaking
from tests.results.rounds import FOUR, a_scored_edition


@pytest.fixture
def polish(app):
    with app.app_context(), speaking("pl"):
        yield


@pytest.fixture
def scored(session):
    return a_scored_edition(session, FOUR)


@pytest.fixture
def desk(client_of, scored):
    return client_of(scored.secretary)
