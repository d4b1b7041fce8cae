"""Every page of the demonstration, as each of its people meets it: Polish and English, wide and
narrow, light and dark. In a short drill a page is seen in one of the eight ways in turn; in a full one in all.
"""

import re
import shutil
from functools import cache
from itertools import count, product

import pytest

from judging.app import create_app
from judging.web.languages import spoken_by
from tests.chromium import leave
from tests.conftest import SECRET
from tests.demonstration.demo import crawl
from tests.journeys import page_checks
from tests.journeys.browser import Person
from tests.journeys.language import english_on
from tests.journeys.site import Site

pytestmark = pytest.mark.browser
PHASES = ("judging", "deliberation", "sealed", "announced")
PEOPLE = (
    None,
    "autor@urzad1.example",
    "autor@urzad20.example",
    "juror5@kapitula.example",
    "juror1@kapitula.example",
    "sekretarz@kapitula.example",
    "administrator@kapitula.example",
)
OFFICE, REJECTED, JUROR, CHAIR, SECRETARY = PEOPLE[1:6]
VISITS = [  # who has pages in a phase that are not like those of the phase before
    *(("judging", email) for email in PEOPLE),
    *(("deliberation", email) for email in (CHAIR, SECRETARY)),
    *(("sealed", email) for email in (None, CHAIR, SECRETARY)),
    *(("announced", email) for email in (None, OFFICE, REJECTED, SECRETARY)),
]
SHORT = ("sealed", SECRETARY)  # who is seated in a short drill, when
DRILLED = [pytest.param(*one, marks=pytest.mark.drill(full=one != SHORT)) for one in product(PHASES, PEOPLE)]
WAYS = list(product(("pl", "en"), ("light", "dark"), (page_checks.WIDE, page_checks.NARROW)))


@pytest.fixture(scope="module")
def known():
    """Pages that have been looked at, and the turn of the eight ways."""
    return set(), count()


@pytest.fixture(scope="module")
def site(request, tmp_path_factory, filled_demonstration):
    """The demonstration in a phase, being served."""
    site = Site(tmp_path_factory.mktemp(request.param), environment="demonstration")
    shutil.copytree(filled_demonstration(request.param) / "data", site.folder / "data")
    with site:
        yield site
    assert site.failures() == []


@pytest.fixture
def seated(chromium, site):
    """A function that seats somebody of the demonstration at two browsers, one for each language."""
    opened: list[Person] = []

    def seated(email):
        pair = {language: Person(chromium, site, set(), language=language) for language in ("pl", "en")}
        opened.extend(pair.values())
        if email:
            for person in pair.values():
                person.page.goto(person.address("/demo/"))
                person.page.get_by_role("row").filter(has_text=email).get_by_role("button").click()
                person.page.wait_for_url(lambda address: "/demo/" not in address)
        return pair

    yield seated
    for person in opened:
        leave(person.context)


@pytest.mark.drill
@pytest.mark.parametrize(("site", "email"), VISITS, indirect=["site"])
def test_every_page_is_sound_in_one_way_in_turn(seated, known, email):
    seen, turn = known
    people = seated(email)
    troubles: list[str] = []
    for path in new_pages(people["pl"], seen, troubles):
        look(people, path, WAYS[next(turn) * 3 % len(WAYS)], troubles)

    assert not troubles, "\n".join(troubles)


@pytest.mark.parametrize(("site", "email"), DRILLED, indirect=["site"])
def test_every_page_is_sound_in_all_eight_ways(seated, full_scale, email):
    people = seated(email)
    troubles: list[str] = []
    ways = WAYS if full_scale else WAYS[-1:]
    for path, way in product(new_pages(people["pl"], set(), troubles), ways):
        look(people, path, way, troubles)

    assert not troubles, "\n".join(troubles)


def new_pages(person, seen, troubles):
    """Check the source of all that can be reached; return a page of every kind not seen before."""
    chosen = ["/demo/", "/demo/mail/"] if not seen else []
    for found in crawl(Http(person)):
        if found.status >= 400:
            troubles.append(f"a link leads to {found.path}: {found.status}")
        elif found.mimetype == "text/html":
            note(troubles, page_checks.check_source, found.text, found.path)
            troubles += [f"{found.path} in English: {words}" for words in english_on(found.text)]
            if (kind := kind_of(found)) not in seen:
                seen.add(kind)
                chosen.append(found.path)
    return chosen


def kind_of(found):
    """Return what pages have in common that differ only in the record they show."""
    return re.sub(r"/[0-9a-f]{16}(?=/)|\?.*", "", found.path), page_checks.shape(found.text)


def look(people, path, way, troubles):
    """Open a page in one of the eight ways; the browser of the person checks it."""
    language, theme, size = way
    person = people[language]
    person.theme = theme
    person.page.emulate_media(color_scheme=theme, reduced_motion="reduce")  # no colour is met half-way
    person.page.set_viewport_size(size)
    note(troubles, person.visit, person.address(path) if has_twin(path) else path)


def has_twin(path):
    """Tell whether the address of a page tells its language."""
    rule, _arguments = routes().match(path.partition("?")[0], return_rule=True)
    return spoken_by(rule) is not None


@cache
def routes():
    app = create_app(ENV="test", DATABASE_URL="sqlite:///nowhere.db", SECRET_KEY=SECRET)
    return app.url_map.bind("localhost")


def note(troubles, check, *arguments):
    """Go on after a failed check, so that one run tells all there is to mend."""
    try:
        check(*arguments)
    except AssertionError as trouble:
        troubles.append(str(trouble).splitlines()[0])


class Http:
    """The person's own session without the window, for the crawl."""

    def __init__(self, person):
        self.request = person.context.request

    def get(self, path):
        return Answer(self.request.get(path, max_redirects=0))


class Answer:
    """An answer as the crawl reads it."""

    def __init__(self, answer):
        self.status_code, self.data = answer.status, answer.body()
        self.headers = list(answer.headers.items())
        self.mimetype = answer.headers.get("content-type", "").partition(";")[0]
        self.location = answer.headers.get("location")

    def __enter__(self):
        return self

    def __exit__(self, *_exc):
        return None
