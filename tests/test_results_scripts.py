"""What the scripts of the results promise: the rest arrives by itself, sliders show their effect."""

import json

import pytest

from tests.test_enhancements import SITE, open_page  # noqa: F401 -- a fixture

pytestmark = pytest.mark.browser
SCRIPT = '<script type="module" src="/static/js/main.js"></script>'
PENDING = f"""<!doctype html><html lang="pl">{SCRIPT}
<div data-arrives="/whole"><p data-arriving data-failed="not this time">counting…</p>
<table><tr><td>8,38</td></tr></table></div>"""
WHOLE = "<!doctype html><div data-arrived><p>reliable</p><table><tr><td>73 %</td></tr></table></div>"
SLIDERS = f"""<!doctype html><html lang="pl">{SCRIPT}<section>
<form method="get" data-what-if="/answer" data-failed="no answer" data-earlier="an earlier one">
<div data-slider="new"><input type="range" name="w_new" min="0" max="10" value="1">
<output data-weight>1</output><span data-share>50 %</span></div>
<button type="submit">Show</button></form>
<p data-sentence><strong>by the rules</strong></p>
<table data-answer><tr data-row><td data-place>1</td><th><a href="/entries/a/?area=2">A</a></th>
<td data-score>8</td><td data-was>1</td><td data-move></td></tr></table></section>"""
ROW = {
    "entry": "b",
    "title": "B",
    "place": "1",
    "score": "9",
    "was": "2",
    "move": "↑ 1",
    "line": "",
}
ANSWER = {"sentence": "B would win.", "shares": {"new": "70 %"}, "rows": [ROW]}


def test_the_rest_of_a_large_ranking_takes_its_place_when_it_comes(open_page):  # noqa: F811
    page = open_page(PENDING)
    page.route(f"{SITE}/whole", lambda route: route.fulfill(body=WHOLE, content_type="text/html"))
    page.reload()

    page.get_by_text("73 %").wait_for()

    assert page.get_by_text("counting…").count() == 0
    assert page.get_by_text("reliable").is_visible()


@pytest.mark.parametrize("trouble", [{"status": 503}, None])
def test_when_the_rest_does_not_come_the_scores_stay_and_that_is_said(open_page, trouble):  # noqa: F811
    page = open_page(PENDING)
    page.route(f"{SITE}/whole", lambda r: r.fulfill(**trouble) if trouble else r.abort())
    page.reload()

    page.get_by_text("not this time").wait_for()

    assert page.get_by_text("8,38").is_visible()


def test_what_is_read_and_focused_stays_in_its_place_when_the_rest_comes(open_page):  # noqa: F811
    rows = "".join(f'<tr><th><a href="/e/{n}/">{n}</a></th></tr>' for n in range(200))
    parts = [
        f'<div data-arrives="/whole"><p data-arriving data-failed="-">…</p><table>{rows}</table></div>',
        f'<div data-arrived><p style="height: 900px">reliable</p><table>{rows}</table></div>',
    ]
    page = open_page(f'<!doctype html><html lang="pl">{SCRIPT}{parts[0]}')
    held = []
    page.route(f"{SITE}/whole", lambda route: held.append(route))
    page.reload()
    page.get_by_role("link", name="150", exact=True).focus()
    top = page.evaluate("document.activeElement.getBoundingClientRect().top")

    page.wait_for_timeout(50)
    held[0].fulfill(body=f"<!doctype html>{parts[1]}", content_type="text/html")
    page.get_by_text("reliable").wait_for(state="attached")

    assert page.evaluate("document.activeElement.textContent") == "150"
    now = page.evaluate("document.activeElement.getBoundingClientRect().top")
    assert abs(now - top) < 2


def asking(page, **answer):
    page.route(f"{SITE}/answer?**", lambda route: route.fulfill(**answer))
    page.get_by_role("slider").focus()
    page.keyboard.press("ArrowRight")


def test_a_slider_moved_by_keys_shows_the_new_order_and_keeps_the_area(open_page):  # noqa: F811
    page = open_page(SLIDERS)

    asking(page, body=json.dumps(ANSWER), content_type="application/json")
    page.get_by_text("B would win.").wait_for()

    assert page.get_by_role("link", name="B").get_attribute("href") == "/entries/b/?area=2"
    assert page.get_by_role("slider").get_attribute("aria-valuetext") == "2, 70 %"
    assert not page.get_by_role("button", name="Show").is_visible()


@pytest.mark.parametrize(
    ("answer", "told"),
    [
        ({"status": 422, "body": '{"error": "A weight."}'}, "A weight. an earlier one"),
        ({"status": 502, "body": "<html>"}, "no answer an earlier one"),
    ],
)
def test_rows_that_do_not_answer_the_question_are_marked_and_its_shares_blank(
    open_page,  # noqa: F811
    answer,
    told,
):
    page = open_page(SLIDERS)

    asking(page, content_type="application/json", **answer)
    page.get_by_text(told).wait_for()

    assert page.locator("[data-answer]").get_attribute("data-stale") == ""
    assert page.locator("[data-share]").inner_text() == "–"
