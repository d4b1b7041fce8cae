"""A secretary's letter in a browser: written, seen, tried, sent, taken back; then sent for good and seen sent."""

import re
import shutil

import pytest
from playwright.sync_api import expect
from sqlalchemy import select

from judging.editions.models import Edition
from judging.letters.models import Letter
from judging.letters.rules import HELD
from tests.journeys import page_checks
from tests.journeys.site import Site

pytestmark = pytest.mark.browser
SECRETARY = "sekretarz@kapitula.example"
SUBJECT = "Prosimy o podpis"


@pytest.fixture
def site(tmp_path, filled_demonstration):
    """The demonstration in its call, being served."""
    site = Site(tmp_path, environment="demonstration")
    shutil.copytree(filled_demonstration("call") / "data", site.folder / "data")
    with site:
        yield site
    assert site.failures() == []


def a_minute_passes(session):
    """Let the minute in which letters are held be over: the demonstration's clock is the real one."""
    for letter in session.scalars(select(Letter).where(Letter.sent_at.is_not(None))):
        letter.not_before -= HELD
        for copy in letter.copies:
            copy.message.not_before -= HELD
            copy.message.next_attempt_at -= HELD


def slug_of(session):
    return session.scalar(select(Edition.slug).where(Edition.demonstration))


def letters_of(site):
    """Return to whom letters about the matter have really gone, with their words."""
    return {to: [one for one in got if SUBJECT in one] for to, got in site.post().items()}


def press(page, name, seen):
    """Press a button, and see that the page it leads to can be used by everybody; once for pages of one shape."""
    with page.expect_navigation():
        page.get_by_role("button", name=name).click()
    if (shape := page_checks.shape(page.content())) not in seen:
        seen.add(shape)
        page_checks.check_accessible(page, str(name))
        page_checks.check_narrow(page, str(name))


def test_a_letter_is_seen_before_it_goes_taken_back_and_sent_for_good(site, page):
    slug = site.act(slug_of)
    seen: set[str] = set()
    page.goto(f"/desk/{slug}/entries/?status=submitted")
    page.get_by_role("link", name="Napisz do tych urzędów").click()
    page.get_by_label("Temat (wymagane)").fill(SUBJECT)
    page.get_by_label("Tekst (wymagane)").fill("Dzień dobry, praktyka: ")
    page.get_by_role("button", name="{praktyka}").click()
    press(page, "Zapisz szkic", seen)
    offices = page.locator("#effect tbody tr").count()
    assert offices > 2

    page.get_by_label("Pokaż wiadomość, którą dostanie").select_option(index=1)
    press(page, "Pokaż", seen)
    shown = page.locator(".letter-text").first.inner_text()
    press(page, "Wyślij mi próbę", seen)
    [test] = letters_of(site)[SECRETARY]
    assert re.sub(r"\s+", " ", shown).partition(" -- ")[0] in re.sub(r"\s+", " ", test)

    press(page, re.compile(rf"^Wyślij {offices} "), seen)
    expect(page.locator("[data-held]")).to_contain_text("Zostało sekund:")
    assert sum(map(len, letters_of(site).values())) == 1  # the test alone
    press(page, "Cofnij", seen)
    expect(page.locator("main")).to_contain_text(f"Cofnięto {offices} wiadomości")
    site.act(a_minute_passes)
    assert sum(map(len, letters_of(site).values())) == 1

    page.get_by_role("link", name="Zacznij nową wiadomość od tej").click()
    press(page, "Zapisz szkic", seen)
    press(page, re.compile(rf"^Wyślij {offices} "), seen)
    site.act(a_minute_passes)
    arrived = {to: got for to, got in letters_of(site).items() if got and to != SECRETARY}
    assert len(arrived) == offices
    assert all(len(got) == 1 for got in arrived.values())
    page.reload()
    expect(page.locator(".status-done")).to_have_count(offices)

    page.goto(f"/desk/{slug}/mail/?q=podpis&box=sent")
    page.get_by_role("link", name=SUBJECT).first.click()
    expect(page.locator(".letter-text")).to_contain_text("Dzień dobry, praktyka:")
