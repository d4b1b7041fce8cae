"""Step 1: the administrator is made, the secretary sets the edition up and freezes its rules."""

from tests.journeys.browser import PASSWORD, Person
from tests.journeys.site import Site

SECRETARY = "sekretarz@kapitula.example"
CALENDAR = {
    "The call for entries opens": "2027-02-01T08:00",
    "The call for entries closes": "2027-03-31T23:59",
    "Corrections until": "2027-04-15T23:59",
    "Scoring opens": "2027-05-01T08:00",
    "Scoring closes": "2027-05-20T23:59",
    "Announcement planned for": "2027-06-20T18:00",
}


def make_the_administrator(site: Site) -> None:
    site.judging(
        "accounts",
        "create-administrator",
        SECRETARY,
        "--name",
        "Halina Sekretna",
        "--language",
        "en",
        "--password",
        PASSWORD,
    )
    site.judging("registry", "load")


def create_the_edition(secretary: Person) -> str:
    """Make the edition from the built-in template; return the name in its address."""
    secretary.sign_in(SECRETARY)
    secretary.visit("/desk/")
    secretary.follow("Make the first edition")
    secretary.fill_in({"Name of the edition": "Sekrety Zarządzania 2027", "Year": "2027"})
    secretary.fill_in({"Event": "Krajowy Kongres Sekretarzy", "Place of the event": "Warszawa"})
    secretary.press("Make the edition")
    return secretary.path.removeprefix("/desk/").split("/")[0]


def set_the_quorum(secretary: Person, slug: str) -> None:
    secretary.visit(f"/desk/{slug}/setup/")
    secretary.sees("Innowacyjność")
    secretary.fill("Quorum", "2")
    secretary.press("Save the settings")


def set_the_calendar(secretary: Person, slug: str) -> None:
    secretary.visit(f"/desk/{slug}/calendar/")
    secretary.fill_in(CALENDAR)
    secretary.press("Save the calendar")


def freeze_the_rules(secretary: Person, slug: str) -> str:
    """Freeze what is shown; return the fingerprint that becomes public."""
    secretary.visit(f"/desk/{slug}/freeze/")
    fingerprint = secretary.page.locator("main .fingerprint").first.inner_text()
    secretary.press("Freeze the rules and publish them")
    secretary.sees("The rules are frozen and public")
    secretary.sees(fingerprint)
    return fingerprint
