"""Sheets on paper in browsers: printed, one typed in by keys alone, the rest imported."""

import shutil
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import load_workbook
from playwright.sync_api import expect
from sqlalchemy import select

from judging.editions.models import Edition
from judging.jury.models import PaperSheet
from tests.chromium import leave
from tests.journeys.browser import Person
from tests.journeys.site import Site
from tests.pdf_text import text_of

pytestmark = pytest.mark.browser
CLERK = "wpisywanie@kapitula.example"


@pytest.fixture
def site(tmp_path, filled_demonstration):
    """The demonstration while it is being judged, being served."""
    site = Site(tmp_path, environment="demonstration")
    shutil.copytree(filled_demonstration("judging") / "data", site.folder / "data")
    with site:
        yield site
    assert site.failures() == []


@pytest.fixture
def person(chromium, site):
    """A function that seats somebody of the demonstration at a browser of their own."""
    seen: set[tuple[str, str, str]] = set()
    people: list[Person] = []

    def person(email, **wishes):
        one = Person(chromium, site, seen, **wishes)
        people.append(one)
        one.page.goto(one.address("/demo/"))
        one.page.get_by_role("row").filter(has_text=email).get_by_role("button").first.click()
        one.page.wait_for_url(lambda address: "/demo/" not in address)
        return one

    yield person
    for one in people:
        leave(one.context)


def downloaded(page, name):
    with page.expect_download() as expected:
        page.get_by_role("button", name=name, exact=True).click()
    return Path(expected.value.path()).read_bytes()


def test_sheets_come_on_paper(site, person):
    slug = site.act(lambda session: session.scalar(select(Edition.slug).where(Edition.demonstration)))
    clerk = person(CLERK, language="pl")
    page = clerk.page
    assert page.url.endswith(f"/desk/{slug}/jury/paper/")
    clerk.follow("Druk")
    page.get_by_label("Członek Kapituły").select_option(index=1)
    sheets = text_of(downloaded(page, "Karty do druku (PDF)"))
    table = load_workbook(BytesIO(downloaded(page, "Tabela do wypełnienia (XLSX)")))
    rows = list(table.worksheets[0].iter_rows(min_row=2, values_only=True))
    assert str(rows[0][0]) in sheets

    clerk.visit(f"/desk/{slug}/jury/paper/")
    page.get_by_label("Kod karty").fill(rows[0][0])
    clerk.press("Otwórz")
    by_keys(page)
    if (replaces := page.get_by_label("Papier zastępuje to, co juror zaczął w systemie")).count():
        replaces.check()
    with page.expect_navigation():
        page.get_by_role("button", name="Złóż i przejdź do następnej").click()
    expect(page.get_by_text("Wpisana i złożona")).to_be_visible()

    imported(clerk, slug, table, rows[1:])
    made = site.act(lambda session: [one.seen_by_secretary for one in session.scalars(select(PaperSheet))])
    assert made == [False] * len(rows)


def by_keys(page):
    """Score every criterion by a digit and comment where a comment is asked for."""
    for criterion in page.locator("fieldset.criterion").all():
        criterion.get_by_role("radio").first.focus()
        page.keyboard.press("7")
        if criterion.get_attribute("data-comment-required") is not None:
            criterion.get_by_role("textbox").first.fill("Jak na papierze.")


def imported(clerk, slug, table, rows):
    """Fill in the other rows, first with a fault, and hand them in."""
    page, sheet = clerk.page, table.worksheets[0]
    sheet.delete_rows(2)  # typed in by hand already
    for row in range(2, 2 + len(rows)):
        for cell in sheet[1][4:]:
            sheet.cell(row, cell.column).value = "Jak na papierze." if ":" in cell.value else 6
    sheet.cell(2, 5).value = 66
    read(clerk, slug, table)
    expect(page.get_by_role("main")).to_contain_text("od 0 do 10")
    clerk.press("Zrezygnuj z importu")

    sheet.cell(2, 5).value = 6
    read(clerk, slug, table)
    if (replaces := page.get_by_label("Papier zastępuje to, co jurorzy zaczęli w systemie")).count():
        replaces.check()
    with page.expect_navigation():
        page.locator("main form button.button-primary").click()
    expect(page.get_by_text("Plik usunęliśmy")).to_be_visible()


def read(clerk, slug, table):
    out = BytesIO()
    table.save(out)
    clerk.visit(f"/desk/{slug}/jury/paper/import/")
    sent = {"name": "karty.xlsx", "mimeType": "application/octet-stream", "buffer": out.getvalue()}
    clerk.page.get_by_label("Wypełniona tabela (XLSX)").set_input_files(sent)
    clerk.press("Wczytaj tabelę")
