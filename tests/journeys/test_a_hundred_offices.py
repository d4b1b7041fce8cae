"""A call with a hundred offices, in the secretary's browser: each list finds, and gives exactly what it shows."""

import io
import re

import openpyxl
import pytest
from playwright.sync_api import expect
from sqlalchemy import func, select

from judging.editions.models import Edition
from judging.entries.models import Entry, Status
from tests.journeys import page_checks
from tests.journeys.site import Site

pytestmark = pytest.mark.browser
HUNDRED = 100


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    """A demonstration of a hundred offices in its call, being served."""
    site = Site(tmp_path_factory.mktemp("hundred"), environment="demonstration")
    site.judging("demo", "--entries", str(HUNDRED), "--phase", "call")
    with site:
        yield site
    assert site.failures() == []


def numbers(session):
    """Return the slug of the edition, and how many entries stand in each state."""
    edition = session.scalar(select(Edition).where(Edition.demonstration))
    counts = select(Entry.status, func.count(Entry.id)).where(Entry.edition_id == edition.id).group_by(Entry.status)
    return edition.slug, dict(session.execute(counts).all())


def read_to_the_end(page):
    """Go through all pages of a list by its own links; return the names of its rows, and look at the first page."""
    page_checks.check_accessible(page, page.url)
    page_checks.check_narrow(page, page.url)
    rows = page.locator("main tbody th a").all_inner_texts()
    while (following := page.locator(".paging a[rel=next]")).count():
        with page.expect_navigation():
            following.click()
        rows += page.locator("main tbody th a").all_inner_texts()
    return rows


def sheet_of(page, name):
    """Download a workbook and return its first sheet's rows below the head."""
    with page.expect_download() as made:
        page.get_by_role("link", name=name, exact=True).click()
    book = openpyxl.load_workbook(io.BytesIO(made.value.path().read_bytes()), read_only=True)
    found = [row for row in book.worksheets[0].iter_rows(min_row=2, values_only=True) if any(row)]
    book.close()
    return found


def count_said(page):
    return int(re.sub(r"\D", "", page.locator(".list-count").inner_text()))


def test_a_hundred_offices_are_listed_found_written_to_and_checked_in_their_order(site, page):
    slug, states = site.act(numbers)
    drafts, sent = states[Status.DRAFT], states[Status.SUBMITTED]
    assert drafts + sent == HUNDRED

    page.goto(f"/desk/{slug}/participants/")
    offices = read_to_the_end(page)
    assert len(offices) == len(set(offices)) == HUNDRED
    page.goto(f"/desk/{slug}/participants/?has=draft")
    writing = read_to_the_end(page)
    assert count_said(page) == len(writing) == len(sheet_of(page, "Pobierz jako XLSX")) == drafts
    page.get_by_role("link", name="Napisz do tych urzędów").click()
    page.get_by_label("Temat (wymagane)").fill("Termin mija jutro")
    page.get_by_label("Tekst (wymagane)").fill("Dzień dobry, prosimy o złożenie zgłoszenia.")
    with page.expect_navigation():
        page.get_by_role("button", name="Zapisz szkic").click()
    expect(page.locator("#effect tbody tr")).to_have_count(drafts)

    page.goto(f"/desk/{slug}/entries/")
    entries = read_to_the_end(page)
    assert len(entries) == sent
    page.goto(f"/desk/{slug}/entries/")
    assert len(sheet_of(page, "Pobierz jako XLSX")) == sent
    page.get_by_label("Słowa").fill(offices[0].split()[-1])
    with page.expect_navigation():
        page.get_by_role("button", name="Szukaj").click()
    assert 0 < count_said(page) < sent

    page.goto(f"/desk/{slug}/check/")
    expect(page.locator(".decision-place")).to_contain_text(re.compile(rf"1\s+z\s+{sent}"))
