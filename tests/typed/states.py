"""The pages and dialogs that a person meets when a form cannot be done at once, and how one gets there."""

import secrets
from collections.abc import Callable

from judging.demonstration.people import PASSWORD
from tests.chromium import leave_page
from tests.journeys.browser import Person
from tests.typed.forms import ENTRY, PROFILE, SETTINGS
from tests.typed.place import Place

LONG = "Mieszkańcy czekali na odpowiedź przeciętnie dziewiętnaście dni, a konstytucyjnie-niepodzielnego słowa nie ma. "
SEND = "name => document.querySelector(`main form [name=${name}]`).form.submit()"  # as without scripts


def clash(person: Person, place: Place) -> None:
    """Two tabs have changed the same two fields of an entry."""
    page, path = person.page, ENTRY.path(place)
    page.goto(path)
    tab = person.context.new_page()
    tab.goto(path)
    mark = secrets.token_hex(2)  # what stands there already would clash with nothing
    _write(tab, title=f"Odpowiedź w trzy dni {mark}", answer=f"{mark} {LONG * 4}")
    with tab.expect_navigation():
        tab.evaluate(SEND, "title")
    leave_page(tab)
    _write(page, title=f"Odpowiedź w pięć dni {mark}", answer=f"{mark} {LONG * 2}")
    page.evaluate(SEND, "title")
    page.locator("fieldset.clash-field").nth(1).wait_for()


def _write(page, *, title: str, answer: str) -> None:
    fill = "([name, text]) => { document.querySelector(name).value = text; }"
    page.evaluate(fill, ["[name=title]", title])
    page.evaluate(fill, ["form[data-autosave] textarea", answer])


def signed_out(person: Person, place: Place) -> None:
    """The session has ended: the page to sign in holds what was sent."""
    _name(person)
    place.end_sessions(PROFILE.email)
    person.page.evaluate(SEND, "name")
    person.page.locator("#kept-1").wait_for()


def held(person: Person, place: Place) -> None:
    """Somebody has signed in again: the form waits to be sent by its button."""
    signed_out(person, place)
    _sign_in(person.page.locator("form[data-step]"), PROFILE.email)
    person.page.locator("main form [name=labels]").wait_for(state="attached")


def of_another(person: Person, place: Place) -> None:
    """Somebody else has signed in: the text is shown, and nothing is done under their name."""
    signed_out(person, place)
    _sign_in(person.page.locator("form[data-step]"), "autor@urzad20.example")
    person.page.locator("main form[action$='/sign-out/']").wait_for()


def in_place(person: Person, place: Place) -> None:
    """The session has ended: signing in is asked for in a dialog, and a wrong password is named there."""
    _name(person)
    place.end_sessions(PROFILE.email)
    person.page.locator(PROFILE.save).first.click()
    dialog = person.page.get_by_role("dialog")
    _sign_in(dialog, PROFILE.email, password="coś innego")
    dialog.locator(".error[id]").first.wait_for()


def copied(person: Person, place: Place) -> None:
    """A page was closed before its text was sent: what the browser has kept is back in the form."""
    person.page.goto(SETTINGS.path(place))
    person.page.fill(SETTINGS.field, LONG)
    person.page.locator("[data-state=kept]").wait_for()
    person.page.reload()
    person.page.locator(".notice-waits button").first.wait_for()


def _name(person: Person) -> None:
    person.page.goto("/profile/")
    person.page.wait_for_load_state("networkidle")
    person.page.fill(PROFILE.field, "Katarzyna Wiśniewska-Brzęczyszczykiewicz")


def _sign_in(form, email: str, password: str = PASSWORD) -> None:
    form.locator("[name=email]").fill(email)
    form.locator("[name=password]").fill(password)
    form.locator("button[type=submit]").click()


STATES: dict[str, tuple[str, Callable[[Person, Place], None]]] = {  # who meets it, and how
    "clash": (ENTRY.email, clash),
    "signed out": (PROFILE.email, signed_out),
    "held": (PROFILE.email, held),
    "of another": (PROFILE.email, of_another),
    "in place": (PROFILE.email, in_place),
    "copied": (SETTINGS.email, copied),
}
