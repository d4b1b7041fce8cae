"""An entry as a draft and as it was submitted, and a secretary."""

import pytest

from judging.entries.operations import entries
from tests.factories import DURING, a_user, an_entry


@pytest.fixture
def draft(session):
    entry = an_entry()
    session.add(entry)
    session.commit()
    return entry


@pytest.fixture
def secretary(session):
    secretary = a_user()
    session.add(secretary)
    session.flush()
    return secretary


@pytest.fixture
def submitted(session, draft):
    entries.submit(session, draft, [], by=draft.author, at=DURING)
    session.commit()
    return draft
