"""Forty entries leave Google Forms: a secretary reads the export, answers what is asked, enters all, and none twice."""

import csv
import io
import re
import shutil
from collections import Counter

import pytest
from playwright.sync_api import expect

from judging.offices.official import official_name
from judging.offices.register import SHIPPED, read
from tests import samples
from tests.chromium import leave
from tests.journeys.browser import Person
from tests.journeys.site import Site

pytestmark = pytest.mark.browser
SECRETARY, FORTY = "sekretarz@kapitula.example", 40
HEADINGS = (
    "Sygnatura czasowa",
    "Adres e-mail",
    "Pełna nazwa urzędu",
    "Tytuł zgłaszanej praktyki",
    "Obszar",
    "Praktyka w jednym zdaniu",
    "Od kiedy praktyka działa",
    "Kto z niej korzysta",
    "Skąd wziął się pomysł",
    "Problem lub potrzeba",
    "Rozwiązanie",
    "Efekty",
    "Możliwość wdrożenia w innych urzędach",
    "Koszt wdrożenia",
    "Czy były w tym pieniądze spoza budżetu urzędu",
    "Kto odpowie na pytania o praktykę",
    "Imię i nazwisko osoby do kontaktu",
    "Załączniki",
)
AMBIGUOUS = "Urząd Gminy Brzeziny"


@pytest.fixture
def site(tmp_path, filled_demonstration):
    """The demonstration during its call, being served."""
    site = Site(tmp_path, environment="demonstration")
    shutil.copytree(filled_demonstration("call") / "data", site.folder / "data")
    with site:
        yield site
    assert site.failures() == []


@pytest.fixture
def secretary(chromium, site):
    """The secretary of the demonstration at a browser."""
    person = Person(chromium, site, set())
    person.page.goto("/en/demo/")
    person.page.get_by_role("row").filter(has_text=SECRETARY).get_by_role("button").first.click()
    person.page.wait_for_url(lambda address: "/demo/" not in address)
    yield person
    leave(person.context)


def export():
    """Return the export: forty offices under the names that follow from the register, one of them a namesake."""
    names = [official_name(row) for row in read(SHIPPED)]
    once = [name for name, times in Counter(names).items() if times == 1 and name.startswith("Urząd Gminy")]
    offices = [AMBIGUOUS, *once[:: len(once) // FORTY][: FORTY - 1]]
    rows = [
        [
            f"2026/01/12 {8 + at % 4}:{at:02}:07 AM GMT+1",
            f"kontakt{at}@urzad.example",
            name,
            f"Praktyka numer {at}: jedno okienko",
            "Praca z klientem urzędu",
            "Mieszkaniec nie wstaje z krzesła.",
            "2023-04-03",
            "mieszkańcy, pracownicy urzędu",
            "od mieszkańców",
            "Mieszkaniec chodził od pokoju do pokoju.\n\nTrwało to 47 minut.",
            "Jedno biuro prowadzi sprawę; „krok po kroku”, z listą.",
            "Wizyta trwa 18 minut.",
            "Wystarczą trzy miesiące.",
            "46 200",
            "Nie",
            "Sekretarz, tel. 22 555 01 40",
            "Osoba Zmyślona",
            "ankieta.pdf" if at == 0 else "",
        ]
        for at, name in enumerate(offices)
    ]
    text = io.StringIO()
    csv.writer(text, quoting=csv.QUOTE_ALL, lineterminator="\n").writerows([HEADINGS, *rows])
    return text.getvalue().encode()


def give(secretary, address):
    """Give the export with its ZIP, and take the columns as they are guessed."""
    secretary.visit(address)
    secretary.tick("by Google Forms")
    table = {"name": "Zgłoszenia (Odpowiedzi).csv", "mimeType": "text/csv", "buffer": export()}
    packed = {"name": "pliki.zip", "mimeType": "application/zip"}
    packed["buffer"] = samples.a_zip({"ankieta.pdf": samples.a_pdf(), "niczyje.pdf": samples.a_pdf()})
    secretary.field("Table of entries (XLSX or CSV)").set_input_files(table)
    secretary.field("Attachments in one ZIP (if there are any)").set_input_files(packed)
    secretary.press("Read the table")
    secretary.sees("Each column of")
    secretary.press("Show what would be entered")


def test_forty_entries_are_imported_and_none_twice(secretary):
    secretary.visit("/desk/")
    slug = re.search(r"/desk/(?!new/)([\w-]+)/", secretary.page.content())[1]
    secretary.visit(f"/desk/{slug}/entries/")
    secretary.follow("Enter what came by e-mail, by post or from another system")
    address = secretary.path

    give(secretary, address)
    secretary.sees("niczyje.pdf")
    secretary.page.locator("select[name^=unit-]").select_option(index=1)
    secretary.press("Check again")
    reason = secretary.page.get_by_label("Why it is entered after the call")
    if reason.count():
        reason.fill("Awaria formularza, potwierdzona przez organizatora.")
    secretary.press(f"Enter {FORTY} entries")
    secretary.sees(f"{FORTY} entries are entered.")

    secretary.visit(f"/desk/{slug}/entries/?q=Praktyka numer 0")
    secretary.follow("Praktyka numer 0: jedno okienko", exact=False)
    secretary.sees("Where the entry came from")
    secretary.sees("Zgłoszenia (Odpowiedzi).csv, row 2")
    secretary.sees("ankieta.pdf")

    give(secretary, address)
    secretary.sees("Every row of the file is there already.")
    expect(secretary.page.get_by_role("button", name="Enter")).to_have_count(0)
