"""A juror's own pages in a browser: lists by keys, highlights by keys and taps, the grid, the booklet."""

import pytest
from playwright.sync_api import expect

from tests.journeys import page_checks

pytestmark = pytest.mark.browser


def test_the_list_is_walked_by_keys_while_it_has_the_focus(desk):
    page = desk()
    links = page.locator("main table tbody th a")
    links.first.focus()

    page.keyboard.press("j")
    expect(links.nth(1)).to_be_focused()
    page.keyboard.press("j")
    page.keyboard.press("k")
    expect(links.nth(1)).to_be_focused()
    title = links.nth(1).inner_text()
    page.keyboard.press("Enter")

    expect(page.get_by_role("heading", level=1)).to_have_text(title)


def test_sentences_are_highlighted_and_noted_by_keys_alone_in_english(desk):
    page = desk()
    page.get_by_role("button", name="English").or_(page.get_by_role("link", name="English")).first.click()
    page.wait_for_load_state("networkidle")
    page.locator("main table tbody th a").last.click()
    page.wait_for_load_state("networkidle")
    answer = page.locator("#a-problem")  # of several sentences
    second = answer.locator(".sentence").nth(1)

    answer.get_by_role("button", name="Highlight sentences").press("Enter")
    expect(answer.locator(".sentence").first).to_be_focused()
    page.keyboard.press("ArrowRight")
    with page.expect_response(lambda answered: "/mark/" in answered.url):
        page.keyboard.press("Enter")
    page.keyboard.press("n")
    page.keyboard.type("Ask how it is paid for.")
    page.keyboard.press("Tab")
    with page.expect_response(lambda answered: "/mark/" in answered.url):
        page.keyboard.press("Enter")
    expect(second).to_be_focused()
    page.keyboard.press("Escape")
    page.reload()

    expect(answer.locator(".sentence").nth(1).locator("mark")).to_be_visible()
    expect(answer.locator(".margin-note")).to_have_text("Ask how it is paid for.")


def test_a_sentence_is_highlighted_by_a_tap_and_let_go_of_by_another(desk):
    page = desk("juror2@kapitula.example", viewport=page_checks.NARROW, has_touch=True)
    page.locator("main table tbody th a").last.click()
    page.wait_for_load_state("networkidle")
    answer = page.locator("[data-highlights]").first
    first = answer.locator(".sentence").first
    answer.get_by_role("button", name="Zaznaczaj zdania").tap()

    for marked in ("true", "false"):
        with page.expect_response(lambda answered: "/mark/" in answered.url):
            first.tap()
        expect(first).to_have_attribute("aria-pressed", marked)


def test_a_score_of_the_grid_leads_to_its_criterion_and_back(desk):
    page = desk()
    page.get_by_role("link", name="Zestawienie moich ocen").click()
    page.locator("main table").first.locator("tbody tr").last.locator(".grid-score").nth(2).click()

    key = page.url.rpartition("#")[2]
    expect(page.locator(f"#{key}")).to_be_in_viewport()
    page.get_by_role("button", name="wróć do zestawienia").first.click()

    expect(page.get_by_role("heading", level=1)).to_have_text("Zestawienie moich ocen")


def test_the_booklet_is_made_with_words_while_one_waits(desk):
    page = desk()
    page.get_by_role("link", name="Zeszyt tych zgłoszeń (PDF)").click()
    page.get_by_label("Z pustą stroną na odręczne notatki po każdym zgłoszeniu").check()

    with page.expect_download() as made:
        page.get_by_role("button", name="Przygotuj zeszyt").click()

    expect(page.locator("[data-made-state]")).to_contain_text("Zeszyt jest gotowy.")
    assert made.value.suggested_filename.endswith("-zgloszenia.pdf")


@pytest.mark.parametrize("tail", ["", "grid/", "booklet/", "notes/", "?list=all&q=nothing"])
def test_the_jurors_own_pages_are_open_to_everybody_who_reads(desk, tail):
    page = desk()
    page.goto(page.url + tail)

    page_checks.check_source(page.content(), tail)
    page_checks.check_accessible(page, tail)
    page_checks.check_narrow(page, tail)


def test_a_sheet_whose_sentences_are_being_highlighted_is_open_to_everybody_who_reads(desk):
    page = desk()
    page.locator("main table tbody th a").last.click()
    page.wait_for_load_state("networkidle")
    page.get_by_role("button", name="Zaznaczaj zdania").first.click()
    page.get_by_role("button", name="Notatka przy zdaniu").first.click()

    page_checks.check_accessible(page, "highlighting")
    page_checks.check_narrow(page, "highlighting")


def test_a_row_of_the_grid_is_saved_and_what_was_chosen_in_another_is_still_there(desk):
    page = desk()
    page.goto(page.url + "grid/?adjust=1&list=todo")
    page.wait_for_load_state("networkidle")
    first, second = (page.locator("main tbody tr").nth(number) for number in range(2))
    second.locator("select").first.select_option("3")
    first.locator("select").first.select_option("8")

    with page.expect_navigation():
        first.get_by_role("button", name="Zapisz").click()

    expect(page.locator("[data-grid-kept]")).to_be_visible()
    expect(second.locator("select").first).to_have_value("3")
    with page.expect_navigation():
        second.get_by_role("button", name="Zapisz").click()
    expect(page.locator("[data-grid-kept]")).to_be_hidden()
    expect(second.locator("select").first).to_have_value("3")
