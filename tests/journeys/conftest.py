"""Fixtures of the journeys: Chromium, an installation, and people with a browser each."""

import re
import shutil
from datetime import UTC, datetime

import pytest

from tests.chromium import leave
from tests.journeys import page_checks
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


@pytest.fixture(scope="session")
def call(tmp_path_factory, filled_demonstration):
    """The demonstration during its call, being served once for all who have an office of it to themselves.

    A file may have 1 MB.
    """
    site = Site(tmp_path_factory.mktemp("call"), environment="demonstration")
    site.settings["MAX_ATTACHMENT_MB"] = "1"
    shutil.copytree(filled_demonstration("call") / "data", site.folder / "data")
    with site:
        yield site
    assert site.failures() == []


@pytest.fixture(scope="session")
def seen_in_the_call():
    """The shapes of the pages that somebody has met there."""
    return set()


@pytest.fixture
def seated(chromium, call, seen_in_the_call):
    """A function that seats somebody of the demonstration at a browser of their own; nobody, without an address."""
    people: list[Person] = []

    def seated(email=None, **wishes):
        person = Person(chromium, call, seen_in_the_call, **wishes)
        people.append(person)
        if email:
            person.page.goto(person.address("/demo/"))
            person.page.get_by_role("row").filter(has_text=email).get_by_role("button").first.click()
            person.page.wait_for_url(lambda address: "/demo/" not in address)
        return person

    yield seated
    for person in people:
        leave(person.context)


@pytest.fixture(scope="module")
def judged(tmp_path_factory, filled_demonstration):
    """The demonstration while it is being judged, being served."""
    site = Site(tmp_path_factory.mktemp("scoring"), environment="demonstration")
    shutil.copytree(filled_demonstration("judging") / "data", site.folder / "data")
    with site:
        yield site
    assert site.failures() == []


@pytest.fixture
def page(chromium, site):
    """The browser of the secretary of the demonstration that a module serves."""
    page = of_the_demonstration(chromium, site, "sekretarz@kapitula.example")
    yield page
    leave(page.context)


@pytest.fixture
def desk(chromium, judged):
    """A function that opens a juror's desk in a browser of its own; a question before leaving fails the test."""
    opened = []

    def desk(email="juror3@kapitula.example", **wishes):
        opened.append(at_desk(chromium, judged, email, **wishes))
        return opened[-1]

    yield desk
    for page in opened:
        leave(page.context)


def of_the_demonstration(chromium, site, email, **wishes):
    """Return a page in a browser of its own, in which a person of the demonstration is signed in."""
    context = chromium.new_context(base_url=site.url, locale="pl-PL", **{"viewport": page_checks.WIDE} | wishes)
    page = context.new_page()
    page.set_default_timeout(20_000)
    page.goto("/demo/")
    page.get_by_role("row").filter(has_text=email).get_by_role("button").click()
    page.wait_for_url(lambda address: "/demo/" not in address)
    return page


def at_desk(chromium, site, email, **wishes):
    """Return the same with the desk of a juror open; a question before leaving fails the test."""
    page = of_the_demonstration(chromium, site, email, **wishes)
    page.on("dialog", lambda dialog: pytest.fail(f"a question: {dialog.message or dialog.type}"))
    slug = re.search(r"/(?:jury|editions)/([\w-]+)/", page.content()).group(1)
    page.goto(f"/jury/{slug}/")
    return page
