"""Fixtures of the journeys: Chromium, an installation, and people with a browser each."""

from datetime import UTC, datetime

import pytest

from tests.chromium import leave
from tests.journeys.browser import Person
from tests.journeys.site import Site

BEGINNING = datetime(2027, 1, 15, 9, tzinfo=UTC)


@pytest.fixture
def site(tmp_path):
    """An empty installation whose clock we hold, being served."""
    site = Site(tmp_path, environment="test", at=BEGINNING)
    site.make_tables()
    with site:
        yield site
    assert site.failures() == []


@pytest.fixture
def person(chromium, site):
    """A function that seats somebody at a browser of their own."""
    seen: set[tuple[str, str, str]] = set()
    people: list[Person] = []

    def person(**wishes):
        people.append(Person(chromium, site, seen, **wishes))
        return people[-1]

    yield person
    for one in people:
        leave(one.context)
