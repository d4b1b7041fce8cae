"""Step 2: an office signs up, is approved, writes its entry as it types, submits, gets a receipt."""

import re
from dataclasses import dataclass

from playwright.sync_api import expect

from tests import samples
from tests.journeys.browser import PASSWORD, Person
from tests.journeys.site import Site

TEXTS = {
    "Problem or need": "Mieszkaniec opowiadał swoją sprawę w trzech pokojach.",
    "Solution": "Jedno biuro obsługi prowadzi sprawę do końca.",
    "Effects": "Wizyta trwa 18 minut zamiast 47.",
    "Use in other offices": "Wystarczą trzy miesiące przygotowań.",
}


@dataclass(frozen=True)
class Applicant:
    """An office and the person who writes for it."""

    name: str
    email: str
    search: str  # typed to find the unit
    office: str
    title: str


OFFICE_A = Applicant(
    "Maria Zmyślona",
    "maria@urzad-a.example",
    "dabrowa gornicza",
    "Urząd Miejski A (przykład)",
    "Jedno okienko, jedna rozmowa",
)
OFFICE_B = Applicant(
    "Piotr Próbny",
    "piotr@urzad-b.example",
    "izabelin",
    "Urząd Gminy B (przykład)",
    "Umowa bez drobnego druku",
)


def register_and_confirm(browser: Person, name: str, address: str, site: Site) -> None:
    """Make an account; it works once the link of the mail has been followed."""
    browser.visit(browser.address("/register/"))
    browser.fill_in(
        {
            "First name and surname": name,
            "E-mail": address,
            "New password": PASSWORD,
        }
    )
    browser.press("Register", within=browser.page.locator("main"))
    browser.sees("Look at your e-mail")
    browser.visit(site.link_mailed_to(address, "/confirm/"))
    browser.fill("Password", PASSWORD)
    browser.press("Confirm and sign in")
    browser.read_in_my_language()


def register_the_office(browser: Person, applicant: Applicant) -> None:
    """Find the unit in the national register and register its office."""
    browser.visit("/office/find/")
    browser.fill("Name of the unit", applicant.search)
    browser.press("Search")
    browser.press("Continue")
    browser.fill_in(
        {
            "Official name of the office": applicant.office,
            "Official e-mail": applicant.email.replace("maria", "urzad").replace("piotr", "urzad"),
            "Your position": "inspektor",
        }
    )
    browser.press("Register the office")
    browser.sees("The office is registered")


def is_approved(secretary: Person, slug: str, applicant: Applicant) -> None:
    secretary.visit(f"/desk/{slug}/offices/")
    secretary.press(f"Confirm: {applicant.name}")


def writes_its_entry(browser: Person, applicant: Applicant) -> None:
    """Write; everything is saved as it is typed, and stands there after coming back."""
    browser.visit("/entries/")
    browser.press("Begin an entry")
    browser.fill("Title of the practice", applicant.title)
    browser.field("Area").select_option(index=1)
    browser.write_and_see_it_saved(TEXTS)
    address = browser.path
    browser.visit("/entries/")
    browser.visit(address)
    expect(browser.field("Title of the practice")).to_have_value(applicant.title)
    expect(browser.field("Effects")).to_have_value(TEXTS["Effects"])


def attaches_a_file(browser: Person) -> None:
    browser.press("Save and go to the attachments")
    browser.page.get_by_label("Choose files").set_input_files(
        {"name": "ankieta.pdf", "mimeType": "application/pdf", "buffer": samples.a_pdf()}
    )
    browser.page.get_by_role("button", name="Attach", exact=True).click()  # sent without leaving the page
    browser.sees("ankieta.pdf")


def submits_and_keeps_the_receipt(browser: Person) -> str:
    """Submit with all declarations; return the number on the receipt."""
    browser.follow("Check and submit")
    for box in browser.page.get_by_role("checkbox").all():
        box.check()
    browser.press("Submit the entry")
    browser.sees("The entry is in")
    shown = browser.page.locator("main").inner_text()
    assert re.search(r"\b[0-9a-f]{64}\b", shown.replace(" ", "")), "the receipt has no SHA-256"
    assert re.search(r"2027.*\d\d:\d\d", shown), "the receipt has no time"
    assert browser.download("Download the receipt (PDF)").startswith(b"%PDF-")
    return browser.page.locator("main dl dd").first.inner_text()


def corrects_its_entry(browser: Person, words: str) -> None:
    """Read the secretary's remarks, mend the text, submit again."""
    browser.visit("/entries/")
    browser.sees(words)
    browser.follow("Correct the entry", exact=False)
    browser.write_and_see_it_saved({"Effects": TEXTS["Effects"] + " Mierzymy to co kwartał."})
    browser.press("Save and go to the attachments")
    submits_and_keeps_the_receipt(browser)
