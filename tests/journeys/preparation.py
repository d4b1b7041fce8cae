"""Step 1: an administrator makes the edition, its secretary sets it up and freezes its rules."""

from tests.journeys.browser import PASSWORD, Person
from tests.journeys.site import Site

ADMINISTRATOR, SECRETARY = "administrator@kapitula.example", "sekretarz@kapitula.example"
EDITION = "Sekrety Zarządzania 2027"
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
        ADMINISTRATOR,
        "--name",
        "Adam Serwerowy",
        "--language",
        "en",
        "--password",
        PASSWORD,
    )
    site.judging("registry", "load")


def create_the_edition(administrator: Person) -> None:
    """Make the edition from the built-in template for its secretary."""
    administrator.sign_in(ADMINISTRATOR)
    administrator.visit("/desk/")
    administrator.follow("Make the first edition")
    administrator.fill_in({"Name of the edition": EDITION, "Year": "2027", "Secretary of the chapter": SECRETARY})
    administrator.fill_in({"Event": "Krajowy Kongres Sekretarzy", "Place of the event": "Warszawa"})
    administrator.press("Make the edition")
    administrator.sees("The edition has been made")


def find_the_edition(secretary: Person) -> str:
    """Open the edition from one's desk; return the name in its address."""
    secretary.sign_in(SECRETARY)
    secretary.visit("/desk/")
    secretary.follow(EDITION)
    return secretary.path.removeprefix("/desk/").split("/")[0]


def set_the_quorum(secretary: Person, slug: str) -> None:
    secretary.visit(f"/desk/{slug}/setup/")
    secretary.follow("The chapter")
    secretary.fill("Quorum", "2")
    secretary.press("Save the settings")


def set_the_calendar(secretary: Person, slug: str) -> None:
    secretary.visit(f"/desk/{slug}/calendar/")
    secretary.fill_in(CALENDAR)
    secretary.press("Save the calendar")


def name_somebody_to_ask(secretary: Person, slug: str) -> None:
    secretary.visit(f"/desk/{slug}/freeze/")
    secretary.sees("There is nobody to ask")
    secretary.visit(f"/desk/{slug}/presentation/")
    secretary.fill("Whom to ask: name or role", "Halina Sekretna, secretary of the chapter")
    secretary.fill("Contact e-mail", "biuro@konkurs.example")
    secretary.fill("Contact telephone", "+48 22 555 01 00")
    secretary.press("Save")


def freeze_the_rules(secretary: Person, slug: str) -> str:
    """Freeze what is shown; return the fingerprint that becomes public."""
    secretary.visit(f"/desk/{slug}/freeze/")
    fingerprint = secretary.page.locator("main .fingerprint").first.inner_text()
    secretary.press("Approve the rules and publish them")
    secretary.sees("The rules are approved and public")
    secretary.sees(fingerprint)
    return fingerprint
