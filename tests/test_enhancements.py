"""What the scripts of static/js promise to the person who types, in a real browser."""

import base64
import json
import re
from pathlib import Path
from urllib.parse import parse_qsl

import pytest

from tests.chromium import leave

pytestmark = pytest.mark.browser
STATIC = Path(__file__).resolve().parents[1] / "static"
SITE = "http://kapitula.test"
ADDRESSES = {"token": "/token", "sign_in": "/sign-in/", "sign_out": "/sign-out/"}
SAID = {
    "saving": "saving",
    "saved": "saved {time}",
    "trying": "no connection",
    "unavailable": "not just now",
    "refused": "refused: {reason}",
    "signedout": "signed out",
    "sign_in_here": "sign in",
    "other": "somebody else",
    "clash": "clash",
    "compare": "compare",
}
WORDS = json.dumps(ADDRESSES | SAID)
TOKEN = base64.urlsafe_b64encode(b'"mark.rest"').decode()
HIS = {"json": {"token": TOKEN, "person": "mark", "done": []}}
FORM = f"""<!doctype html><html lang="pl"><script type="module" src="/static/js/main.js"></script>
<template id="kept-words" data-words='{WORDS}'></template>
<form method="post" data-autosave="/save" data-zone="Europe/Warsaw"><input type="hidden" name="version" value="1">
<input type="hidden" name="csrf_token" value="{TOKEN}">
<textarea id="text" name="text" data-counter="words"></textarea>
<p id="text-counter" data-limit="3" data-text="{{count}} of {{limit}}"></p>
<p data-save-state></p></form>"""
SHEET = """<!doctype html><html lang="pl"><script type="module" src="/static/js/main.js"></script>
<form data-running-total>{criteria}<p data-total data-unit="0.5" data-text="{{scored}}/{{count}}">
<span data-total-progress></span> <output data-total-value></output></p></form>"""
SAVED = {"status": 200, "json": {"saved_at": "2027-03-31T10:04:00+00:00", "version": 2}}


@pytest.fixture
def open_page(chromium):
    """A function from a page's text to that page, served with our scripts."""
    context = chromium.new_context()

    def open_page(text):
        page = context.new_page()
        page.route(f"{SITE}/", lambda route: route.fulfill(body=text, content_type="text/html"))
        page.route(f"{SITE}/token**", lambda route: route.fulfill(**HIS))
        page.route(
            f"{SITE}/static/**",
            lambda r: r.fulfill(path=STATIC / r.request.url.split("/static/")[1]),
        )
        page.goto(SITE)
        page.wait_for_load_state("networkidle")
        return page

    yield open_page
    leave(context)


def criterion(name, weight, steps):
    labels = (f'<label><input type="radio" name="{name}" value="{n}">{n / 2:g}</label>' for n in steps)
    attributes = f"data-criterion data-score-keys data-weight={weight}"
    return f"<fieldset {attributes}>{''.join(labels)}</fieldset>"


@pytest.mark.parametrize(
    ("answer", "told"),
    [
        (SAVED, "saved 12:04"),
        ({"status": 409, "json": {"error": "changed", "version": 5}}, "clash compare"),
        ({"status": 409, "json": {"error": "The call is closed."}}, "refused: The call is closed."),
        ({"status": 503, "json": {}}, "not just now"),
        ({"status": 401, "json": {"signed_out": True}}, "signed out sign in"),
        ({"status": 403, "json": {"other_person": True}}, "somebody else"),
    ],
)
def test_autosave_says_saved_only_when_the_server_said_so(open_page, answer, told):
    page = open_page(FORM)
    page.route(f"{SITE}/save", lambda route: route.fulfill(**answer))

    page.fill("#text", "Prosty język")
    page.wait_for_function("told => document.querySelector('[data-save-state]').textContent === told", arg=told)

    assert page.input_value("[name=version]") == ("2" if answer is SAVED else "1")


def test_autosave_tries_again_when_the_network_comes_back(open_page):
    page = open_page(FORM)
    answers = iter([None, SAVED])
    page.route(f"{SITE}/save", lambda r: r.fulfill(**a) if (a := next(answers)) else r.abort())

    page.fill("#text", "Prosty język")

    page.wait_for_function("() => document.querySelector('[data-save-state]').textContent === 'no connection'")
    page.wait_for_function("() => document.querySelector('[data-save-state]').textContent === 'saved 12:04'")


def test_sending_the_form_waits_for_the_save_under_way(open_page):
    page = open_page(FORM.replace("</form>", "<button>Send</button></form>"))
    saves, sent = [], []

    def refuse(route):
        sent.append(route.request.post_data)
        route.abort()

    page.route(f"{SITE}/save", lambda route: saves.append(route))
    page.route(f"{SITE}/", refuse)

    page.fill("#text", "Prosty")
    page.wait_for_selector("text=saving")
    page.click("button")
    saves[0].fulfill(**SAVED)
    page.wait_for_timeout(300)

    assert [dict(parse_qsl(one))["version"] for one in sent] == ["2"]
    assert "text=Prosty" in sent[0]


def test_a_form_is_sent_once_however_often_its_button_is_pressed(open_page):
    page = open_page(
        '<script type="module" src="/static/js/main.js"></script>'
        '<form method="post" action="/act"><button>Send</button></form>'
    )
    sent = []
    page.route(f"{SITE}/act", lambda route: sent.append(route))

    page.evaluate("() => [1, 2, 3].forEach(() => document.querySelector('button').click())")
    page.wait_for_timeout(300)

    assert len(sent) == 1


def test_an_upload_shows_the_page_that_answers_it(open_page):
    page = open_page(
        '<script type="module" src="/static/js/main.js"></script>'
        '<form method="post" action="/files" data-upload enctype="multipart/form-data">'
        '<input type="file" name="file"><p hidden><progress data-upload-progress></progress></p>'
        "<button>Send</button></form>"
    )
    page.route(f"{SITE}/files", lambda route: route.fulfill(body="<h1>Kept</h1>", content_type="text/html"))

    page.set_input_files("[name=file]", {"name": "a.pdf", "mimeType": "application/pdf", "buffer": b"%PDF"})
    page.click("button")
    page.get_by_role("heading", name="Kept").wait_for()

    assert page.url == f"{SITE}/files"


def test_dashes_are_not_words(open_page):
    page = open_page(FORM)

    page.fill("#text", "Ala ma kota – psa")

    assert page.text_content("#text-counter") == "4 of 3"
    assert page.get_attribute("#text-counter", "data-over") == "true"


def test_scores_are_typed_as_points_also_with_two_digits(open_page):
    page = open_page(SHEET.format(criteria=criterion("a", 3, range(0, 21, 2)) + criterion("b", 1, range(0, 21, 2))))

    page.focus("[name=a]")
    page.keyboard.type("10")
    page.focus("[name=b]")
    page.keyboard.type("4")

    assert page.input_value("[name=a]:checked") == "20"
    assert page.input_value("[name=b]:checked") == "8"
    assert page.text_content("[data-total]").split() == ["2/2", "8,50"]


def test_points_are_read_as_people_write_them(open_page):
    form = '<fieldset data-criterion data-weight="1"><input type="radio" checked value="{}"></fieldset>'
    page = open_page(SHEET.format(criteria="".join(form.format(text) for text in ("4,5", "4.5", "9/2"))))

    assert page.text_content("[data-total]").split() == ["3/3", "2,25"]


def test_delete_takes_a_score_back(open_page):
    page = open_page(SHEET.format(criteria=criterion("a", 1, range(5))))

    page.focus("[name=a]")
    page.keyboard.type("2")
    page.keyboard.press("Delete")

    assert page.text_content("[data-total]").split() == ["0/1", "–"]


def test_a_status_that_is_a_sentence_stays_within_a_telephone(open_page):
    page = open_page(
        """<!doctype html><html lang="pl"><meta name="viewport" content="width=device-width">
<link rel="stylesheet" href="/static/css/main.css"><div class="page"><p>
<span class="status status-waits">Wysłane przed terminem, czeka na potwierdzenie</span></p></div>"""
    )
    page.set_viewport_size({"width": 360, "height": 640})

    assert page.evaluate("document.documentElement.scrollWidth") == 360


FOLD = """<!doctype html><html lang="pl"><script type="module" src="/static/js/main.js"></script>
<body data-person="{person}">
<details data-remembered="levels:{name}" open><summary>What the scores mean</summary>1</details>"""


def turned(page):
    """Turn the fold of a page; return whether it is open then, once the browser knows."""
    page.click("summary")
    return page.evaluate("new Promise((done) => requestAnimationFrame(() => setTimeout(done)))") or is_open(page)


def is_open(page):
    return page.evaluate("document.querySelector('details').open")


def test_a_fold_stays_as_its_person_left_it_on_every_page_that_has_it(open_page):
    first = open_page(FOLD.format(person="anna", name="novelty"))
    assert not turned(first)

    assert not is_open(open_page(FOLD.format(person="anna", name="novelty")))
    assert is_open(open_page(FOLD.format(person="anna", name="reach")))
    assert is_open(open_page(FOLD.format(person="jan", name="novelty")))

    assert turned(first)
    assert is_open(open_page(FOLD.format(person="anna", name="novelty")))


UPLOAD = json.dumps(
    {
        "most": 1048576,
        "together": 2097152,
        "room": 2,
        "kinds": [".pdf", ".png"],
        "texts": {
            "kind": "another kind",
            "empty": "empty",
            "large": "has {size} MB of 1",
            "many": "too many",
            "together": "too large together",
            "refused": "not these",
            "sending": "sending",
            "checking": "checking",
            "offline": "no connection",
            "failed": "failed",
            "twice": "chosen twice",
            "again": "Try again",
            "leave_out": "Leave out: {name}",
            "waits": "{name} waits",
            "sends": "{name} {percent}%",
            "checks": "{name} checked",
            "done": "{name} attached",
        },
    }
)
ATTACHING = f"""<!doctype html><html lang="en"><script type="module" src="/static/js/main.js"></script>
<main><form method="post" action="/" enctype="multipart/form-data" data-upload='{UPLOAD}'>
<div data-upload-drop><input type="file" name="files" multiple><ul data-upload-list hidden></ul></div>
<div role="alert" data-upload-told hidden tabindex="-1"></div>
<div data-upload-progress hidden><p data-upload-words></p>
<progress></progress></div><button>Attach</button></form></main>"""


def chosen(name, size):
    return {"name": name, "mimeType": "application/octet-stream", "buffer": b"x" * size}


def test_files_that_cannot_be_taken_are_named_before_sending_and_the_others_sent(open_page):
    page, sent = open_page(ATTACHING), []

    def answer(route):
        if route.request.method == "POST":
            sent.append(route.request.post_data_buffer)
        route.fulfill(body=ATTACHING, content_type="text/html")

    page.route(f"{SITE}/", answer)
    files = [chosen("large.pdf", 1048577), chosen("a.exe", 9), chosen("none.png", 0), chosen("good.PDF", 9)]
    page.locator("input[type=file]").set_input_files([*files, chosen("b.png", 9), chosen("c.png", 9)])
    told = page.get_by_role("alert").locator("li").all_inner_texts()
    page.get_by_role("button", name="Attach").click()
    page.locator("[data-upload-list] li").first.wait_for(state="detached")

    assert told == [
        "large.pdf: has 1.1 MB of 1",
        "a.exe: another kind",
        "none.png: empty",
        "c.png: too many",
    ]
    assert [re.search(rb'filename="([^"]+)"', body)[1] for body in sent] == [b"good.PDF", b"b.png"]
    assert page.get_by_role("alert").locator("li").count() == 4


def test_files_stay_chosen_while_there_is_no_connection(open_page):
    page = open_page(ATTACHING)
    page.route(f"{SITE}/", lambda route: route.abort())
    page.locator("input[type=file]").set_input_files([chosen("good.pdf", 9)])

    page.get_by_role("button", name="Attach").click()

    page.get_by_role("alert").get_by_text("no connection").wait_for()
    assert page.locator("input[type=file]").evaluate("one => one.files.length") == 1


def test_a_file_that_was_cut_off_is_sent_again_by_a_button_with_the_token_it_had(open_page):
    page, sent = open_page(ATTACHING), []

    def answer(route):
        if route.request.method != "POST":
            return route.fulfill(body=ATTACHING, content_type="text/html")
        sent.append(route.request.post_data_buffer)
        return route.abort() if len(sent) == 2 else route.fulfill(body="{}", content_type="application/json")

    page.route(f"{SITE}/", answer)
    page.locator("input[type=file]").set_input_files([chosen("a.pdf", 9), chosen("b.pdf", 10)])
    page.get_by_role("button", name="Attach").click()
    page.get_by_role("button", name="Try again").click()
    page.locator("[data-upload-list] li").first.wait_for(state="detached")

    assert [re.search(rb'filename="([^"]+)"', body)[1] for body in sent] == [b"a.pdf", b"b.pdf", b"b.pdf"]
    tokens = [re.search(rb'name="once"\r\n\r\n(\w+)', body)[1] for body in sent]
    assert tokens[0] != tokens[1] == tokens[2]


def test_a_file_refused_by_the_server_is_named_with_the_reason_and_the_others_are_kept(open_page):
    page, sent = open_page(ATTACHING), []

    def answer(route):
        if route.request.method != "POST":
            return route.fulfill(body=ATTACHING, content_type="text/html")
        sent.append(route.request.post_data_buffer)
        if b"b.pdf" in sent[-1]:
            return route.fulfill(status=422, body='{"error": "is damaged"}', content_type="application/json")
        return route.fulfill(body="{}", content_type="application/json")

    page.route(f"{SITE}/", answer)
    page.locator("input[type=file]").set_input_files([chosen("a.pdf", 9), chosen("b.pdf", 10)])
    page.get_by_role("button", name="Attach").click()

    page.get_by_role("alert").get_by_text("b.pdf: is damaged").wait_for()
    assert len(sent) == 2


def test_files_are_dropped_chosen_one_after_the_other_left_out_and_never_taken_twice(open_page):
    page = open_page(ATTACHING)
    dropped = """zone => {
      const files = new DataTransfer();
      for (const name of ["a.pdf", "a.pdf"]) files.items.add(new File(["x"], name, {lastModified: 1}));
      zone.dispatchEvent(new DragEvent("drop", {dataTransfer: files, bubbles: true, cancelable: true}));
    }"""

    page.locator("[data-upload-drop]").evaluate(dropped)
    assert page.get_by_role("alert").locator("li").all_inner_texts() == ["a.pdf: chosen twice"]
    page.locator("input[type=file]").set_input_files([chosen("b.png", 9)])
    assert page.locator("[data-upload-list] li").count() == 2
    page.get_by_role("button", name="Leave out: a.pdf").click()

    assert page.locator("[data-upload-list] li").all_inner_texts() == ["b.png waits Leave out: b.png"]
    assert page.locator("input[type=file]").evaluate("one => one.files.length") == 1
