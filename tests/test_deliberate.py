"""Enter in a form that does what cannot be taken back does nothing, with scripts and without; its button does it."""

from functools import cache
from pathlib import Path

import pytest

from judging.app import create_app
from judging.core.i18n import speaking
from tests.chromium import leave
from tests.conftest import SECRET

pytestmark = pytest.mark.browser
STATIC = Path(__file__).resolve().parents[1] / "static"
SITE = "http://kapitula.test"
PAGE = """<!doctype html><html lang="en"><meta charset="utf-8"><script type="module" src="/static/js/main.js"></script>
{% from "_macros/forms.html" import irreversible %}
<form method="post" action="/act"><input id="line" name="code" value="123"><input id="tick" type="checkbox" name="t">
<input id="choice" type="radio" name="r"><input id="day" type="date" name="d"><input id="number" type="number" name="n">
<div class="controls">{{ irreversible("Seal") }}</div></form></html>"""
FIELDS = ("line", "tick", "choice", "day", "number")


@cache
def page_text():
    """Return the page with the button as the product prints it."""
    app = create_app(ENV="test", DATABASE_URL="sqlite:///nowhere.db", SECRET_KEY=SECRET)
    with app.test_request_context("/"), speaking("en"):
        return app.jinja_env.from_string(PAGE).render()


@pytest.fixture
def sealing(chromium):
    """A function that opens the page and returns it with the list of what has been sent."""
    contexts = []

    def sealing(**wishes):
        context = chromium.new_context(**wishes)
        contexts.append(context)
        page, sent = context.new_page(), []

        def answered(route):
            sent.append(route.request.method)
            route.fulfill(body="sealed")

        page.set_default_timeout(10_000)
        page.route(f"{SITE}/", lambda route: route.fulfill(body=page_text(), content_type="text/html"))
        page.route(f"{SITE}/static/**", lambda r: r.fulfill(path=STATIC / r.request.url.split("/static/")[1]))
        page.route(f"{SITE}/act", answered)
        page.goto(SITE)
        page.wait_for_load_state("networkidle")
        return page, sent

    yield sealing
    for context in contexts:
        leave(context)


@pytest.mark.parametrize("field", FIELDS)
@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without"])
def test_enter_in_a_field_sends_nothing(sealing, scripts, field):
    page, sent = sealing(java_script_enabled=scripts)

    page.locator(f"#{field}").press("Enter")
    page.wait_for_timeout(200)

    assert (sent, page.url) == ([], f"{SITE}/")
    assert page.locator("#line").input_value() == "123"


def test_the_page_says_that_nothing_has_been_done(sealing):
    page, _sent = sealing()

    page.locator("#line").press("Enter")

    assert page.get_by_role("status").inner_text() == "Nothing has been done yet. To do it, press the button “Seal”."


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without"])
def test_the_button_does_it_also_after_an_enter(sealing, scripts):
    page, sent = sealing(java_script_enabled=scripts)

    page.locator("#line").press("Enter")
    page.get_by_role("button", name="Seal").click()
    page.get_by_text("sealed").wait_for()

    assert sent == ["POST"]
