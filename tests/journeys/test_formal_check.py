"""The formal check in a browser: forty entries in few steps, the decision in sight, keys that lead and never decide."""

import re
import shutil

import pytest
from playwright.sync_api import expect
from sqlalchemy import func, select

from judging.editions.models import Edition
from judging.entries.models import Entry, ScreeningDecision, Status
from judging.screening.models import ReadyText
from tests.factories import QUESTIONS, an_entry
from tests.journeys.site import Site

pytestmark = pytest.mark.browser
FORTY, MOST = 40, 120  # entries, and what a secretary may press, tick, choose or fill for all of them
READY = "Prosimy o podpis osoby kierującej jednostką."


def forty_wait(session):
    """Let forty entries wait, however many have been decided, and a ready text be kept; return where they wait."""
    edition = session.scalar(select(Edition).where(Edition.demonstration))
    waits = select(func.count(Entry.id)).where(Entry.edition_id == edition.id, Entry.status == Status.SUBMITTED)
    last = session.scalar(select(func.max(Entry.number)).where(Entry.edition_id == edition.id))
    missing = FORTY - session.scalar(waits)
    answers = dict.fromkeys(QUESTIONS, "Opis praktyki w kilku słowach.")
    more = {"edition": edition, "status": Status.SUBMITTED, "answers": answers}
    session.add_all(an_entry(number=last + step, title=f"Praktyka {step}", **more) for step in range(1, missing + 1))
    if not session.scalar(select(ReadyText.id).where(ReadyText.text == READY)):
        session.add(ReadyText(edition_id=edition.id, text=READY))
    return f"/desk/{edition.slug}/check/"


def decided(session):
    return session.scalar(select(func.count(ScreeningDecision.id)))


@pytest.fixture(scope="module")
def site(tmp_path_factory, filled_demonstration):
    """The demonstration in its call, being served."""
    site = Site(tmp_path_factory.mktemp("check"), environment="demonstration")
    shutil.copytree(filled_demonstration("call") / "data", site.folder / "data")
    with site:
        yield site
    assert site.failures() == []


def place(page):
    """Return which of how many the page says it is."""
    said = re.search(r"(\d+)\s+z\s+(\d+)", page.locator(".decision-place").inner_text())
    return int(said[1]), int(said[2])


def test_forty_entries_are_checked_in_at_most_a_hundred_and_twenty_steps(site, page):
    page.goto(site.act(forty_wait))
    first, last = place(page)
    assert last - first + 1 == FORTY
    before, steps = site.act(decided), 0

    for number in range(1, FORTY + 1):
        title = page.locator("h1").inner_text()
        if number % 5:
            page.get_by_label("Pozostałe punkty są spełnione").check()
            button = page.get_by_role("button", name="Przyjmij i następne")
            steps += 2
        else:
            page.locator("[name=met-5][value=no]").check()
            page.get_by_label("Wstaw gotowy tekst").select_option(index=1)
            expect(page.get_by_label("Uwagi dla urzędu")).to_have_value(READY)
            button = page.get_by_role("button", name="Zwróć i następne")
            steps += 3
        expect(button).to_be_in_viewport()
        with page.expect_navigation():
            button.click()
        expect(page.locator("h1")).not_to_have_text(title)

    assert steps <= MOST
    expect(page.locator("main")).to_contain_text("Nic nie czeka na Twoją.")
    assert site.act(decided) - before == FORTY


def test_keys_lead_to_each_place_and_only_enter_on_a_button_decides(site, page):
    page.goto(site.act(forty_wait))
    title, (here, last) = page.locator("h1").inner_text(), place(page)
    expect(page.locator("[data-with=check-keys]")).to_be_visible()

    page.keyboard.press("3")
    expect(page.locator("[name=met-3]").first).to_be_focused()
    page.keyboard.press("t")
    expect(page.get_by_label("Pozostałe punkty są spełnione")).to_be_checked()
    page.keyboard.press("u")
    expect(page.get_by_label("Uwagi dla urzędu")).to_be_focused()
    page.keyboard.type("tup")
    expect(page.get_by_label("Uwagi dla urzędu")).to_have_value("tup")
    page.locator("h1").click()
    page.keyboard.press("p")
    expect(page.get_by_role("button", name="Przyjmij i następne")).to_be_focused()
    expect(page.locator("h1")).to_have_text(title)
    with page.expect_navigation():
        page.keyboard.press("Enter")

    expect(page.locator("h1")).not_to_have_text(title)
    assert place(page) == (here + 1, last)


def test_switched_off_keys_lead_nowhere(site, page):
    page.goto(site.act(forty_wait))
    page.get_by_text("Klawisze", exact=True).click()
    page.get_by_label("Klawisze działają").uncheck()

    page.reload()
    expect(page.locator("[data-with=check-keys]")).to_be_visible()
    page.keyboard.press("t")

    expect(page.get_by_label("Pozostałe punkty są spełnione")).not_to_be_checked()


def test_the_texts_of_a_search_are_made_with_words_while_one_waits(site, page):
    page.goto(site.act(forty_wait).replace("/check/", "/entries/"))
    link = page.get_by_role("link", name="Pobierz teksty jako DOCX")

    with page.expect_download() as made:
        link.click()

    expect(page.locator("[data-made-state]")).to_contain_text("Dokument jest gotowy.")
    assert made.value.suggested_filename.endswith(".docx")
