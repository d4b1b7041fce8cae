"""A juror practises in a browser: few steps, nothing counted, feedback at once; and once more without scripts."""

import pytest
from playwright.sync_api import expect

from tests.journeys import page_checks
from tests.journeys.conftest import of_the_demonstration

pytestmark = pytest.mark.browser
JUROR = "juror5@kapitula.example"  # who has not practised
COMPARED = "Twoje punkty a wzorzec"


class Counted:
    """Counts what a hand does: presses of keys, or clicks."""

    def __init__(self, page):
        self.page, self.steps = page, 0

    def press(self, key):
        self.steps += 1
        self.page.keyboard.press(key)

    def click(self, what):
        self.steps += 1
        what.click()


def saved(page):
    expect(page.locator("[data-save-state]")).not_to_have_attribute("data-state", "saving")
    page.wait_for_load_state("networkidle")


def score_by_keys(page, hand, digits):
    """Score the anchor that is open and hand it in, by keys alone."""
    page.wait_for_load_state("networkidle")
    page.evaluate("() => { document.activeElement.blur(); window.scrollTo(0, 0); }")
    hand.press("Control+Enter")  # to the first score that is missing
    for digit in digits:
        hand.press(digit)
    saved(page)
    hand.press("Control+Enter")  # to the button
    expect(page.locator("[data-when=complete]")).to_be_visible()
    hand.press("Enter")
    expect(page.get_by_role("heading", name=COMPARED)).to_be_visible()


def progress_of(page, slug):
    """Return what the secretary reads of the progress of the round."""
    page.goto(f"/desk/{slug}/jury/progress/")
    return page.locator("main").inner_text()


def test_a_juror_practises_on_two_anchors_in_twenty_steps_and_nothing_counts_it(desk, chromium, judged):
    page = desk(JUROR)
    secretary = of_the_demonstration(chromium, judged, "sekretarz@kapitula.example")
    slug = page.url.rstrip("/").rpartition("/")[2]
    secretary.goto(f"/desk/{slug}/setup/practice/")
    not_yet = secretary.get_by_role("row").filter(has_text="jeszcze nie")
    expect(not_yet).to_have_count(1)
    before, own = progress_of(secretary, slug), page.locator("#my-progress").get_attribute("value")
    hand = Counted(page)

    hand.click(page.get_by_role("link", name="Zrób ocenę próbną"))
    expect(page.get_by_text("Ta ocena nigdy się nie liczy")).to_be_visible()
    hand.click(page.get_by_role("link", name="Oceń próbnie: Telefon przed zimą"))
    score_by_keys(page, hand, "68799")
    expect(page.get_by_role("row").filter(has_text="Zasięg oddziaływania")).to_contain_text("Korzysta 88% osób")
    hand.click(page.get_by_role("link", name="Oceń próbnie: Nowoczesny portal mieszkańca"))
    score_by_keys(page, hand, "55555")
    hand.click(page.get_by_role("link", name="Cała ocena próbna"))

    expect(page.get_by_role("heading", name="Ogólnie")).to_be_visible()
    expect(page.get_by_text("Kolejność zgłoszeń według Twoich punktów jest taka jak wzorcowa.")).to_be_visible()
    assert hand.steps <= 20
    page.goto(f"/jury/{slug}/")
    expect(page.get_by_text("Ocena próbna: nigdy się nie liczy")).to_be_hidden()
    assert page.locator("#my-progress").get_attribute("value") == own
    assert progress_of(secretary, slug) == before
    secretary.goto(f"/desk/{slug}/setup/practice/")
    expect(not_yet).to_have_count(0)
    secretary.context.close()


def test_practice_is_done_once_more_without_scripts(desk):
    page = desk("juror4@kapitula.example", java_script_enabled=False)
    page.get_by_role("link", name="Ocena próbna").click()
    page.get_by_role("link", name="Telefon przed zimą").click()
    page.get_by_role("button", name="Zrób to jeszcze raz").click()
    page.get_by_role("button", name="Oddaj i porównaj").first.click()
    expect(page.get_by_role("alert").get_by_role("link")).to_have_count(5)

    for criterion in page.locator("fieldset.criterion").all():
        criterion.get_by_role("radio", name="9", exact=True).check()
    page.get_by_role("button", name="Oddaj i porównaj").first.click()

    expect(page.get_by_role("heading", name=COMPARED)).to_be_visible()
    expect(page.get_by_role("row").filter(has_text="Uniwersalność")).to_contain_text("tyle samo")


def test_the_pages_of_practice_are_sound_wide_and_narrow(desk, chromium, judged):
    page = desk("juror6@kapitula.example")
    slug = page.url.rstrip("/").rpartition("/")[2]
    secretary = of_the_demonstration(chromium, judged, "sekretarz@kapitula.example")
    for reader, path in ((page, f"/jury/{slug}/practice/"), (secretary, f"/desk/{slug}/setup/practice/")):
        reader.goto(path)
        first = reader.locator("main table a, main ol.built a").first.get_attribute("href")
        for address in (path, first):
            reader.goto(address)
            page_checks.check_source(reader.content(), address)
            page_checks.check_accessible(reader, address)
            page_checks.check_narrow(reader, address)
    secretary.context.close()
