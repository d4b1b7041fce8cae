"""From the very first field on, and without a connection: what is typed is kept, sent once it can be, and told of."""

import re
from contextlib import contextmanager, suppress

import pytest
from playwright.sync_api import Error, expect

from tests.chromium import leave_page
from tests.typed.forms import ENTRY, NEW_ENTRY, SHEETS
from tests.typed.place import slowness

pytestmark = pytest.mark.browser
STATE = "form[data-autosave] [data-save-state]"
A_MONTH = 31 * 24 * 3600 * 1000
MOST = "() => Object.keys(localStorage).filter(key => key.startsWith('kapitula:text:')).length"


@pytest.fixture
def writer(request, seated):
    writer = seated(getattr(request, "param", ENTRY))
    writer.open()
    return writer


def is_stored_soon(writer):
    return writer.place.wait_for(lambda: writer.form.is_stored(writer.place, writer.text), 30)


def turn_to(writer, address, context=None):
    """Open another page in a new tab, which is then the writer's."""
    writer.page = (context or writer.context).new_page()
    writer.page.set_default_timeout(10_000 * slowness())
    writer.page.on("dialog", lambda dialog: dialog.accept())
    writer.page.goto(address)
    writer.page.wait_for_load_state("networkidle")


def written_without_a_line_and_closed(writer):
    writer.context.set_offline(True)
    writer.write()
    expect(writer.page.locator(STATE)).to_contain_text("Brak połączenia")
    leave_page(writer.page)
    writer.context.set_offline(False)


@pytest.mark.parametrize("writer", [ENTRY, SHEETS, NEW_ENTRY], indirect=True, ids=lambda form: form.name)
def test_a_text_whose_page_was_closed_without_a_line_is_saved_from_whatever_page_is_opened_next(writer):
    written_without_a_line_and_closed(writer)

    turn_to(writer, "/profile/")

    expect(writer.page.get_by_text("Jest już zapisany")).to_be_visible()
    assert is_stored_soon(writer)
    assert writer.page.evaluate(MOST) == 0


def test_the_browser_may_be_closed_and_the_person_signed_out_meanwhile(writer):
    written_without_a_line_and_closed(writer)
    state = writer.context.storage_state()
    left = writer.chromium.new_context(
        base_url=writer.place.url, locale="pl-PL", storage_state={"cookies": [], "origins": state["origins"]}
    )
    writer.others.append(left)

    turn_to(writer, "/sign-in/", left)
    said_before = writer.page.get_by_text("W tej przeglądarce jest tekst, który nie został wysłany").is_visible()
    writer.sign_in(writer.page)

    expect(writer.page.get_by_text("Jest już zapisany")).to_be_visible()
    assert said_before
    assert is_stored_soon(writer)


def test_a_text_that_waits_for_the_line_does_not_go_when_it_has_grown_old(writer):
    written_without_a_line_and_closed(writer)
    turn_to(writer, "/robots.txt")
    writer.page.evaluate(
        """older => { for (const [key, value] of Object.entries(localStorage)) {
          if (!key.startsWith("kapitula:text:")) continue;
          const record = JSON.parse(value);
          localStorage.setItem(key, JSON.stringify({ ...record, at: record.at - older }));
        } }""",
        A_MONTH,
    )

    turn_to(writer, "/profile/")

    assert is_stored_soon(writer)


def test_while_the_system_cannot_save_the_next_page_says_that_the_text_waits_and_then_that_it_is_saved(writer):
    writer.place.fill_the_disk(full=True)
    try:
        writer.write()
        expect(writer.page.locator(STATE)).to_contain_text("nie można teraz zapisać")
        leave_page(writer.page)
        turn_to(writer, "/profile/")

        expect(writer.page.get_by_text("wyśle się sam")).to_be_visible()
        assert not writer.form.is_stored(writer.place, writer.text)
    finally:
        writer.place.fill_the_disk(full=False)
    writer.page.evaluate("window.dispatchEvent(new Event('online'))")

    expect(writer.page.get_by_text("Jest już zapisany")).to_be_visible()
    assert is_stored_soon(writer)


def test_what_somebody_types_without_a_pause_survives_a_crash(writer):
    field = writer.page.locator(writer.form.field).first
    writer.context.set_offline(True)
    field.fill("")
    field.press_sequentially("bez jednej chwili przerwy", delay=60)
    writer.words = ["bez jednej chwili"]
    _crash(writer.page)
    writer.page.close()
    writer.context.set_offline(False)

    turn_to(writer, writer.path)

    assert writer.is_kept_soon("bez jednej chwili")


def _crash(page):
    with suppress(Error):
        page.goto("chrome://crash", timeout=2000)


def test_who_types_on_without_a_pause_is_saved_all_the_same(writer):
    writer.stop_the_clock()
    field = writer.page.locator(writer.form.field).first
    field.fill("poczatek")
    for number in range(16):  # every half second a word, for eight seconds
        field.press("Control+End")
        field.press_sequentially(f" w{number}")
        writer.page.clock.run_for(500)
        writer.page.wait_for_timeout(30)

    assert writer.place.wait_for(lambda: writer.form.is_stored(writer.place, "poczatek"), 10)


@contextmanager
def closed_meanwhile(writer):
    for order in writer.form.close:
        writer.place.change(order)
    try:
        yield
    finally:
        for order in writer.form.reopen:
            writer.place.change(order)


def test_what_was_typed_in_time_and_came_too_late_is_not_saved_and_the_person_keeps_it_and_is_told(writer):
    held = []
    writer.page.route("**/autosave/", lambda sent: held.append(sent))
    writer.write()
    writer.place.wait_for(lambda: _passed(writer, held), 10)

    with closed_meanwhile(writer):
        for sent in held:
            sent.continue_()
        expect(writer.page.locator(STATE)).to_contain_text("Nie zapisano: Czas na poprawę minął")
        seen_at_once = writer.is_seen(writer.text)
        leave_page(writer.page)
        turn_to(writer, "/entries/")
        told = writer.page.get_by_text("nie został zapisany: Czas na poprawę minął")
        expect(told).to_be_visible()
        writer.page.get_by_role("link", name="Otwórz tę stronę").click()
        writer.page.wait_for_load_state("networkidle")
        seen_later = writer.is_seen(writer.text)

    assert seen_at_once
    assert seen_later
    assert not writer.form.is_stored(writer.place, writer.text)


def _passed(writer, held):
    writer.page.wait_for_timeout(50)
    return bool(held)


@pytest.mark.parametrize("writer", [NEW_ENTRY], indirect=True, ids=lambda form: form.name)
def test_an_entry_whose_beginning_had_no_answer_is_begun_once(writer):
    drafts = "SELECT id FROM entry WHERE status = 'draft'"
    writer.page.goto("/entries/")
    writer.page.wait_for_load_state("networkidle")
    before = len(writer.place.rows(drafts))
    sent = []

    def lose_the_answer(route):
        sent.append(route.fetch(max_redirects=0).status)
        route.abort() if len(sent) == 1 else route.continue_()

    writer.page.route("**/entries/new/", lose_the_answer)
    begin = writer.page.get_by_role("button", name="Zacznij zgłoszenie")
    begin.click()
    writer.place.wait_for(lambda: _passed(writer, sent), 10)
    writer.page.wait_for_timeout(1000)
    if "/entries/" not in writer.page.url:  # the browser's own page of an error
        writer.page.go_back()
    begin.click()
    writer.page.wait_for_url(re.compile("/edit/"))

    assert len(writer.place.rows(drafts)) == before + 1


@pytest.mark.parametrize("writer", [NEW_ENTRY], indirect=True, ids=lambda form: form.name)
def test_without_a_line_no_entry_is_begun_and_the_page_stays_and_says_so(writer):
    drafts = "SELECT id FROM entry WHERE status = 'draft'"
    writer.page.goto("/entries/")
    writer.page.wait_for_load_state("networkidle")
    before = len(writer.place.rows(drafts))
    writer.context.set_offline(True)

    writer.page.get_by_role("button", name="Zacznij zgłoszenie").click()

    expect(writer.page.get_by_text("Brak połączenia: nic nie zostało wysłane")).to_be_visible()
    writer.context.set_offline(False)
    assert len(writer.place.rows(drafts)) == before
