"""Step 7: nothing is public on any address before the announcement; afterwards all of it is."""

import re

from tests.journeys.browser import Person
from tests.journeys.decision import AUTHENTICATOR
from tests.journeys.site import Site

GUESSED = (
    "results/",
    "wyniki/",
    "wyniki",
    "results.csv",
    "results.xlsx",
    "results.json",
    "protocol.pdf",
    "laureates/",
    "announcement/",
    "deliberation/",
)


def finds_nothing(public: Person, slug: str, secrets: list[str]) -> None:
    """Look where laureates will be and where curious people look: no name, no page."""
    for path in ("/", "/laureates/", f"/editions/{slug}/", f"/editions/{slug}/rules/"):
        public.visit(path)
        for secret in secrets:
            public.sees_not(secret)
    for name in GUESSED:
        public.visit_in_vain(f"/editions/{slug}/{name}")
    public.visit_in_vain("/wyniki/")
    public.visit_in_vain(f"/laureates/{slug}/")


def is_sent_to_sign_in(public: Person, slug: str) -> None:
    for page in ("results/", "deliberation/", "deliberation/protocol.pdf", "announcement/"):
        public.visit(f"/desk/{slug}/{page}")
        assert public.path == "/sign-in/"


def announce(secretary: Person, slug: str) -> None:
    secretary.visit(f"/desk/{slug}/announcement/")
    secretary.tick("The laureates may now be known to everybody")
    secretary.fill(AUTHENTICATOR, secretary.code())
    secretary.press("Announce the results")
    secretary.sees("The results are public.")


def reads_about_the_laureates(public: Person, slug: str, laureates: dict[str, str]) -> None:
    """Every laureate stands on the page of the edition and has a page with the practice."""
    public.visit("/")
    public.visit("/laureates/")
    public.visit(f"/laureates/{slug}/")
    for office, title in laureates.items():
        public.visit(f"/laureates/{slug}/")
        public.follow(spoken(office), exact=False)
        public.sees(title)


def spoken(office: str) -> str:
    """Return the name as it is printed: a preposition does not hang at the end of a line."""
    return office.replace(" w ", " w\N{NO-BREAK SPACE}")


def letters_go_to_every_office(site: Site, laureates: set[str], others: set[str]) -> None:
    letters = site.post()
    for address in laureates | others:
        last = letters[address][-1]
        assert re.search("results have been announced|wyniki", last), last
        assert ("receives" in last or "otrzymuje" in last) is (address in laureates), last
