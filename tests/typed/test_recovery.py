"""The ways back, one by one: what each promises it keeps."""

import re

import pyotp
import pytest
from playwright.sync_api import expect

from judging.demonstration.people import PASSWORD
from tests.chromium import leave_page
from tests.typed.forms import ENTRY, PROFILE, SETTINGS, SHEETS

pytestmark = pytest.mark.browser
HALF_A_MINUTE = 30
STATE = "form[data-autosave] [data-save-state]"
CHOICES = "form[data-autosave] [data-criterion]"


@pytest.fixture
def writer(request, seated):
    """Somebody before an open form, the sheet unless the test says which."""
    writer = seated(getattr(request, "param", SHEETS))
    writer.open()
    return writer


def is_stored(writer, text=""):
    return writer.form.is_stored(writer.place, text or writer.text)


def is_stored_soon(writer, text="", seconds=HALF_A_MINUTE):
    return writer.place.wait_for(lambda: is_stored(writer, text), seconds)


def is_stored_within_half_a_minute_of_the_page(writer):
    """Count the seconds of the page, not of the machine: how busy that is makes no difference."""
    for _second in range(HALF_A_MINUTE):
        writer.pass_a_second()
        if is_stored(writer):
            return True
    return False


def score_all(page):
    """Give every criterion of the sheet some points."""
    for criterion in page.locator(CHOICES).all():
        criterion.locator("input[type=radio]").nth(2).check(force=True)


def is_handed_in(writer):
    sheet = writer.path.split("/")[-2]
    question = """SELECT k.id FROM score_sheet k JOIN assignment a ON a.id = k.assignment_id
     WHERE a.public_id = ? AND k.state = 'submitted'"""
    return bool(writer.place.rows(question, sheet))


@pytest.mark.parametrize("ended", [True, False], ids=["after the end", "without any end"])
@pytest.mark.parametrize("writer", [SHEETS, ENTRY], indirect=True, ids=lambda form: form.name)
def test_signing_in_in_a_second_tab_lets_the_first_go_on_saving_within_half_a_minute(writer, ended):
    writer.stop_the_clock()
    writer.write()
    assert is_stored_within_half_a_minute_of_the_page(writer)
    if ended:
        writer.place.end_sessions(writer.form.email)
        writer.write()
        writer.pass_a_second()

    writer.sign_in_beside()
    writer.page.bring_to_front()
    stored_by_itself = is_stored_within_half_a_minute_of_the_page(writer)
    writer.write()

    assert stored_by_itself
    assert is_stored_within_half_a_minute_of_the_page(writer)
    writer.page.clock.resume()
    with writer.page.expect_navigation():
        writer.page.locator(writer.form.save).first.click()
    writer.page.wait_for_load_state("networkidle")
    assert is_stored(writer)


@pytest.mark.parametrize("writer", [SHEETS, SETTINGS], indirect=True, ids=lambda form: form.name)
def test_saving_after_the_session_has_ended_asks_to_sign_in_here_and_goes_on(writer):
    secret = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
    if writer.form is SETTINGS:
        writer.place.change(
            "UPDATE user SET totp_secret = ?, totp_confirmed_at = created_at WHERE email = ?", secret, writer.form.email
        )
    writer.write()
    writer.place.end_sessions(writer.form.email)

    writer.page.locator(writer.form.save).first.click()
    dialog = writer.page.get_by_role("dialog")
    if not dialog.is_visible():
        writer.page.wait_for_timeout(500)
    if not dialog.is_visible():  # the sheet has noticed by itself, and offers it
        writer.page.locator(f"{STATE} button").click()
    dialog.locator("[name=email]").fill(writer.form.email)
    dialog.locator("[name=password]").fill(PASSWORD)
    dialog.locator("button[type=submit]").click()
    if writer.form is SETTINGS:
        dialog.locator("[name=code]").fill(pyotp.TOTP(secret).now())
        dialog.locator("button[type=submit]").click()

    assert is_stored_soon(writer)


def test_a_wrong_password_in_place_says_so_and_keeps_the_text(writer):
    writer.write()
    writer.place.end_sessions(writer.form.email)
    writer.write()
    writer.page.locator(f"{STATE} button").click()
    dialog = writer.page.get_by_role("dialog")

    dialog.locator("[name=email]").fill(writer.form.email)
    dialog.locator("[name=password]").fill("something else")
    dialog.locator("button[type=submit]").click()

    expect(dialog.locator(".error").first).to_be_visible()
    assert writer.is_seen(writer.text)


def test_handing_in_offline_stays_says_so_and_is_never_done_later_by_itself(writer):
    writer.write()
    score_all(writer.page)
    assert is_stored_soon(writer)
    writer.context.set_offline(True)
    writer.write()

    writer.press(writer.form.hand_in)

    expect(writer.page.locator(STATE)).to_contain_text("Brak połączenia")
    assert writer.here == writer.path
    assert writer.is_seen(writer.text)
    writer.context.set_offline(False)
    assert is_stored_soon(writer)
    writer.page.wait_for_timeout(1500)
    assert not is_handed_in(writer)


def test_after_going_back_a_score_that_is_not_stored_is_told_apart_and_then_stored(writer):
    writer.write()
    assert is_stored_soon(writer)
    writer.place.fill_the_disk(full=True)
    try:
        writer.write()
        expect(writer.page.locator(STATE)).to_contain_text("nie można teraz zapisać")
        writer.leave_and_come_back()
        assert writer.is_seen(writer.text)
        expect(writer.page.locator(STATE)).not_to_contain_text("Zapisano")
    finally:
        writer.place.fill_the_disk(full=False)

    assert is_stored_soon(writer)
    expect(writer.page.locator(STATE)).to_contain_text("Zapisano")


def test_going_back_shows_what_the_server_has_not_what_the_browser_has_put_back(writer):
    writer.write()
    assert is_stored_soon(writer)
    writer.page.goto("/privacy/")
    other = writer.write_beside(writer.context)

    writer.page.go_back()
    writer.page.wait_for_load_state("networkidle")
    writer.page.wait_for_timeout(1500)

    assert writer.page.locator(writer.form.field).first.input_value() == other
    assert is_stored(writer, other)


@pytest.mark.parametrize("writer", [SETTINGS, ENTRY], indirect=True, ids=lambda form: form.name)
def test_what_is_typed_before_the_scripts_of_the_page_have_come_is_kept_like_the_rest(writer):
    page = writer.page
    held = []
    page.route("**/kept-form.js*", lambda script: held.append(script))
    page.goto(writer.path, wait_until="commit")
    writer.write()
    page.wait_for_timeout(100)

    for script in held:
        script.continue_()

    expect(page.locator("main [data-state]").first).to_have_attribute("data-state", re.compile("kept|saved"))
    assert held
    if writer.form.saves_itself:
        assert is_stored_soon(writer)


@pytest.mark.parametrize("writer", [SETTINGS, PROFILE], indirect=True, ids=lambda form: form.name)
def test_what_was_not_saved_is_back_in_the_form_after_reloading(writer):
    writer.write()
    writer.page.wait_for_timeout(400)

    writer.reload()

    assert writer.is_seen(writer.text)
    expect(writer.page.get_by_text("jest z powrotem w formularzu")).to_be_visible()
    writer.page.get_by_role("button", name="Pokaż wersję zapisaną").click()
    assert not writer.is_seen(writer.text)


def test_the_copy_goes_once_the_server_has_the_text(writer):
    writer.write()
    assert is_stored_soon(writer)
    writer.page.wait_for_timeout(500)

    kept = writer.page.evaluate("Object.keys(localStorage).filter(key => key.startsWith('kapitula:text:')).length")

    assert kept == 0


@pytest.mark.parametrize("writer", [PROFILE], indirect=True, ids=lambda form: form.name)
def test_the_copy_of_a_form_goes_once_it_is_saved_by_its_button(writer):
    writer.write()
    writer.page.wait_for_timeout(400)

    writer.press(writer.form.save)
    writer.page.wait_for_load_state("networkidle")

    kept = writer.page.evaluate("Object.keys(localStorage).filter(key => key.startsWith('kapitula:text:')).length")
    assert is_stored(writer)
    assert kept == 0


def test_scores_given_in_two_tabs_meet_in_both_without_a_question(writer):
    page, tab = writer.page, writer.context.new_page()
    tab.goto(writer.path)
    tab.wait_for_load_state("networkidle")
    first, second = page.locator(CHOICES).nth(0), page.locator(CHOICES).nth(1)

    tab.locator(CHOICES).nth(0).locator("input[type=radio]").nth(3).check(force=True)
    expect(tab.locator(STATE)).to_contain_text("Zapisano")
    second.locator("input[type=radio]").nth(4).check(force=True)
    expect(page.locator(STATE)).to_contain_text("Zapisano")

    expect(first.locator("input[type=radio]").nth(3)).to_be_checked()
    leave_page(tab)


def test_a_note_written_in_two_tabs_is_asked_about_and_the_choice_is_saved_and_not_handed_in(writer):
    score_all(writer.page)
    writer.write()
    assert is_stored_soon(writer)
    other = writer.write_beside(writer.context)
    writer.write()
    expect(writer.page.locator(STATE)).to_contain_text("w innym oknie lub z innego konta")

    writer.page.locator(f"{STATE} button").click()
    writer.page.get_by_role("heading", name="Dwie wersje").wait_for()
    both_seen = writer.is_seen(writer.text) and writer.is_seen(other)
    writer.page.get_by_role("button", name="Zapisz wybrane").click()

    assert both_seen
    assert is_stored_soon(writer)
    assert not is_handed_in(writer)
    writer.page.wait_for_url(re.compile(re.escape(writer.path)))
    assert not is_stored(writer, other)


def test_the_saved_version_once_chosen_is_not_undone_by_the_copy(writer):
    writer.write()
    assert is_stored_soon(writer)
    other = writer.write_beside(writer.context)
    writer.write()
    expect(writer.page.locator(STATE)).to_contain_text("w innym oknie")

    writer.page.locator(f"{STATE} button").click()
    writer.page.get_by_label("Wersja zapisana").check()
    writer.page.get_by_role("button", name="Zapisz wybrane").click()
    writer.page.wait_for_load_state("networkidle")
    writer.come_again()
    writer.page.wait_for_timeout(1500)

    assert is_stored(writer, other)
    assert writer.page.locator(writer.form.field).first.input_value() == other


def test_next_right_after_a_score_asks_no_question_and_loses_nothing(writer):
    asked = []
    writer.page.on("dialog", lambda dialog: asked.append(dialog.message))
    writer.write()

    writer.press(writer.form.next)

    writer.page.wait_for_url(lambda address: writer.path not in address)
    assert is_stored_soon(writer)
    assert asked == []


def test_offline_no_link_leaves_the_page(writer):
    writer.context.set_offline(True)
    writer.write()

    writer.press(writer.form.next)

    assert writer.here == writer.path
    expect(writer.page.locator(STATE)).to_contain_text("Brak połączenia")
    writer.context.set_offline(False)
    assert is_stored_soon(writer)


@pytest.mark.parametrize("writer", [SETTINGS], indirect=True, ids=lambda form: form.name)
def test_signing_out_asks_before_it_takes_unsaved_text_along(writer):
    page = writer.page
    writer.write()

    page.evaluate("window.confirm = words => { window.asked = words; return false; }")
    page.locator("form[action$='/sign-out/'] button").click()
    page.wait_for_function("() => window.asked")

    assert "Wylogowanie usunie" in page.evaluate("window.asked")
    assert writer.is_seen(writer.text)


def test_the_text_of_a_form_that_has_closed_is_there_to_be_copied(writer):
    writer.place.change(writer.form.close[0])
    try:
        writer.write()
        expect(writer.page.locator(STATE)).to_contain_text("Nie zapisano:")
        writer.reload()
        seen = writer.is_seen(writer.text)
    finally:
        writer.place.change(writer.form.reopen[0])

    assert seen
    assert not is_stored(writer)
