"""What asks about a text is itself sound: for everybody who reads it, in both languages, on every screen."""

from itertools import product

import pytest
from playwright.sync_api import expect

from tests.chromium import leave
from tests.journeys import page_checks
from tests.journeys.browser import Person
from tests.journeys.language import english_on
from tests.typed.states import STATES

pytestmark = pytest.mark.browser
SIZES = (page_checks.WIDE, page_checks.NARROW)
BEYOND = """() => [...document.querySelectorAll('dialog[open]')].map(one => one.getBoundingClientRect())
  .some(one => one.left < 0 || one.right > innerWidth || one.top < 0)"""


@pytest.fixture
def met(chromium, places):
    """A function that leads somebody to a state in a language."""
    people: list[Person] = []

    def met(state, language):
        place = places("judging")
        email, lead = STATES[state]
        person = Person(chromium, place, set(), language=language)
        people.append(person)
        person.page.goto(person.address("/demo/"))
        person.page.get_by_role("row").filter(has_text=email).get_by_role("button").click()
        person.page.wait_for_url(lambda address: "/demo/" not in address)
        lead(person, place)
        return person

    yield met
    for person in people:
        leave(person.context)


@pytest.mark.parametrize("language", ["pl", "en"])
@pytest.mark.parametrize("state", STATES)
def test_what_asks_about_a_text_is_sound_in_light_and_dark_wide_and_narrow(met, state, language):
    page = met(state, language).page

    assert page.evaluate("document.documentElement.lang") == language
    page_checks.check_source(page.content(), state)
    assert language == "en" or english_on(page.content()) == []
    for theme, size in product(("light", "dark"), SIZES):
        where = f"{state} ({theme}, {size['width']} px)"
        page.emulate_media(color_scheme=theme, reduced_motion="reduce")  # no colour is met half-way
        page.set_viewport_size(size)
        page_checks.check_accessible(page, where)
        assert not page.evaluate(page_checks.OVERFLOW), where
        assert not page.evaluate(BEYOND), f"{where}: the dialog sticks out"


@pytest.mark.parametrize("state", ["signed out", "held", "of another"])
def test_a_held_text_stands_under_the_label_of_its_field(met, state):
    page = met(state, "pl").page

    expect(page.locator("label[for^=kept-]")).to_have_text(["Imię i nazwisko"])
    assert page.locator("#kept-1").input_value() == "Katarzyna Wiśniewska-Brzęczyszczykiewicz"


def test_the_dialog_to_sign_in_leads_to_the_field_that_was_wrong_and_closes_by_escape_to_the_text(met):
    page = met("in place", "pl").page

    expect(page.get_by_role("dialog").locator("[name=password]")).to_be_focused()
    page.keyboard.press("Escape")

    assert page.get_by_role("dialog").count() == 0
    assert page.locator("[name=name]").input_value() == "Katarzyna Wiśniewska-Brzęczyszczykiewicz"
