"""A juror at the sheet, in a browser: keys without traps, Enter that saves, a Next that loses nothing, few steps."""

import re

import pytest
from playwright.sync_api import expect

from tests.journeys import page_checks
from tests.journeys.scoring import Counted, click_score, criteria, radio, saved

pytestmark = pytest.mark.browser
COVERED = """async () => {
  const one = document.activeElement;
  for (let top = null, still = 0; still < 4; ) { // until the browser has scrolled there
    still = top === one.getBoundingClientRect().top ? still + 1 : 0;
    top = one.getBoundingClientRect().top;
    await new Promise((done) => setTimeout(done, 50));
  }
  const box = one.getBoundingClientRect();
  const x = Math.min(Math.max(box.left + box.width / 2, 1), innerWidth - 1);
  const y = one.matches("textarea") ? box.top + 20 : box.top + box.height / 2;
  const top = document.elementFromPoint(x, y);
  const seen = one === document.body || top && (one === top || one.contains(top) || one.parentElement.contains(top));
  return seen ? "" : `${one.outerHTML.slice(0, 80)} at ${Math.round(y)} of ${innerHeight}: ${top?.className}`;
}"""


@pytest.fixture
def sheet(desk):
    """A function that opens a sheet that nobody has begun, emptied if a test before has."""

    def sheet(**wishes):
        page = desk(**wishes)
        page.locator("main table tbody th a").last.click()
        page.wait_for_load_state("networkidle")
        while (chosen := page.locator("input[type=radio]:checked")).count():
            chosen.first.focus()
            page.keyboard.press("Delete")
        saved(page)
        return page

    return sheet


def test_one_then_a_long_pause_then_nought_is_ten(sheet):
    page = sheet()
    first = criteria(page)[0]

    radio(first, 0).focus()
    page.keyboard.press("1")
    expect(radio(first, 1)).to_be_checked()
    page.wait_for_timeout(2500)
    page.keyboard.press("0")

    expect(radio(first, 10)).to_be_checked()


@pytest.mark.parametrize(
    ("points", "keys"),
    [(10, ("ArrowRight", "ArrowDown")), (0, ("ArrowLeft", "ArrowUp"))],
    ids=["the top", "the bottom"],
)
def test_arrows_stop_at_the_ends(sheet, points, keys):
    page = sheet()
    first = criteria(page)[0]
    click_score(first, points)

    for key in keys:
        radio(first, points).press(key)

    expect(radio(first, points)).to_be_checked()
    expect(radio(first, points)).to_be_focused()


def test_one_tab_leads_to_the_next_criterion_and_one_back(sheet):
    page = sheet()
    first, second, *_others = criteria(page)
    click_score(first, 5)

    page.keyboard.press("Tab")
    expect(radio(second, 0)).to_be_focused()
    page.keyboard.press("Shift+Tab")
    expect(radio(first, 5)).to_be_focused()


def test_a_score_that_is_corrected_keeps_the_focus(sheet):
    page = sheet()
    first, second, *_others = criteria(page)
    click_score(second, 5)

    page.keyboard.press("8")
    page.keyboard.press("7")

    expect(radio(second, 7)).to_be_checked()
    expect(radio(second, 7)).to_be_focused()
    assert first.locator("input:checked").count() == 0


def test_a_key_opens_the_comment_and_another_folds_what_the_scores_mean(sheet):
    page = sheet()
    first = criteria(page)[0]
    radio(first, 0).focus()

    page.keyboard.press("p")
    expect(first.locator(".levels")).to_be_hidden()
    page.keyboard.press("p")
    expect(first.locator(".levels")).to_be_visible()
    page.keyboard.press("k")

    expect(first.locator("textarea").first).to_be_focused()


def test_enter_on_a_score_saves_and_hands_nothing_in(sheet):
    page = sheet()
    for criterion in criteria(page):
        click_score(criterion, 6)
    saved(page)

    page.keyboard.press("Enter")
    page.wait_for_timeout(500)
    page.wait_for_load_state("networkidle")

    page.reload()
    expect(radio(criteria(page)[0], 6)).to_be_checked()
    expect(radio(criteria(page)[0], 6)).to_be_enabled()


@pytest.mark.parametrize("name", ["Następna", "Poprzednia"])
def test_a_score_and_next_at_once_asks_nothing_and_loses_nothing(desk, name):
    page = desk()
    links = page.locator("main table tbody th a")
    links.nth(1).click()
    page.wait_for_load_state("networkidle")
    here = page.url

    click_score(criteria(page)[0], 4)
    page.get_by_role("button", name=name).first.click()
    page.wait_for_url(lambda url: url.partition("?")[0] != here.partition("?")[0])
    page.goto(here)

    expect(radio(criteria(page)[0], 4)).to_be_checked()


@pytest.mark.parametrize("size", [page_checks.WIDE, {"width": 1280, "height": 480}, {"width": 360, "height": 560}])
def test_the_focus_is_never_hidden(sheet, size):
    page = sheet(viewport=size)
    for criterion in criteria(page):
        criterion.locator(".scoring-comment summary").click()
    page.locator(".crumbs a").first.focus()

    hidden = []
    for key in ["Tab"] * 26 + ["Shift+Tab"] * 10:
        page.keyboard.press(key)
        hidden.append(page.evaluate(COVERED))

    assert not [told for told in hidden if told]


@pytest.mark.parametrize("height", [480, 900])
def test_no_part_that_is_taller_than_the_window_sticks(sheet, height):
    page = sheet(viewport={"width": 1280, "height": height})

    stuck = page.evaluate("() => [...document.querySelectorAll('[data-sticks=true]')].map((one) => one.offsetHeight)")

    assert [tall for tall in stuck if tall > height] == []


def test_the_mean_of_two_of_five_is_shown_only_when_asked(sheet):
    page = sheet()
    mean = page.locator("[data-total-value]")
    for criterion in criteria(page)[:2]:
        click_score(criterion, 8)

    expect(mean).to_be_hidden()
    page.get_by_text("Średnia ważona", exact=True).first.click()
    expect(mean).to_be_visible()
    page.get_by_text("Średnia ważona", exact=True).first.click()
    expect(mean).to_be_hidden()
    for criterion in criteria(page)[2:]:
        click_score(criterion, 8)
    expect(mean).to_be_visible()


def test_a_sheet_of_five_criteria_is_scored_and_handed_in_by_eight_keys(sheet):
    page = sheet(email="juror2@kapitula.example")
    page.evaluate("() => { document.activeElement.blur(); window.scrollTo(0, 0); }")
    hand = Counted(page)

    hand.press("Control+Enter")  # to the first score that is missing
    for digit in "78695":
        hand.press(digit)
    saved(page)
    hand.press("Control+Enter")  # to the check
    expect(page.locator("[data-when=complete]")).to_be_visible()
    hand.press("Enter")

    expect(page.locator(".notice-done").first).to_contain_text("Karta złożona")
    assert len([*"78695"]) == 5
    assert hand.steps <= 8


def test_the_same_by_six_taps(sheet):
    page = sheet(email="juror5@kapitula.example", viewport=page_checks.NARROW, has_touch=True)
    hand = Counted(page)

    for criterion in criteria(page):
        hand.click(criterion.locator(".scale label").nth(7))
    expect(page.locator("#hand-in-count")).to_have_text("Oceny: 5 z 5.")
    hand.click(page.get_by_role("button", name="Złóż i przejdź do następnej karty"))

    expect(page.locator(".notice-done").first).to_contain_text(re.compile(r"Złożone karty: 1\d\sz\s19"))
    assert hand.steps <= 6


def test_without_scripts_a_sheet_is_saved_checked_and_handed_in(desk):
    page = desk("juror1@kapitula.example", java_script_enabled=False)
    page.locator("main table tbody th a").last.click()

    expect(page.get_by_text("Zmiany zapisują się na bieżąco")).to_be_hidden()
    expect(page.get_by_text("Klawisze przy kryterium")).to_be_hidden()
    for criterion in criteria(page):
        radio(criterion, 7).check()
    page.get_by_role("button", name="Sprawdź i złóż").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Sprawdzenie przed złożeniem")
    page.get_by_role("button", name="Złóż kartę").click()

    expect(page.get_by_text("Potwierdzenie złożenia tej karty")).to_be_visible()


def test_scores_changed_without_scripts_are_checked_before_they_go(desk):
    page = desk("juror1@kapitula.example", java_script_enabled=False)
    page.get_by_role("row").filter(has_text="kompletna, niezłożona").get_by_role("rowheader").get_by_role(
        "link"
    ).click()

    radio(criteria(page)[0], 1).check()
    page.get_by_role("button", name="Złóż kartę").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("Sprawdzenie przed złożeniem")
    expect(page.locator(".check-points").first).to_have_text("1")
