"""What the scripts of static/js promise to the person who types, in a real browser."""

import json
from pathlib import Path

import pytest

pytestmark = pytest.mark.browser
STATIC = Path(__file__).resolve().parents[1] / "static"
SITE = "http://kapitula.test"
TEXTS = json.dumps(
    {
        "saving": "saving",
        "saved": "saved {time}",
        "unsaved": "not saved yet",
        "refused": "refused: {reason}",
        "signedout": "signed out",
        "clash": "clash",
        "compare": "compare",
    }
)
FORM = f"""<!doctype html><html lang="pl"><script type="module" src="/static/js/main.js"></script>
<form method="post" data-autosave="/save" data-zone="Europe/Warsaw"><input name="version" value="1">
<textarea id="text" name="text" data-counter="words"></textarea>
<p id="text-counter" data-limit="3" data-text="{{count}} of {{limit}}"></p>
<p data-save-state data-clash-url="/both" data-texts='{TEXTS}'></p></form>"""
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
        page.route(
            f"{SITE}/static/**",
            lambda r: r.fulfill(path=STATIC / r.request.url.split("/static/")[1]),
        )
        page.goto(SITE)
        page.wait_for_load_state("networkidle")
        return page

    yield open_page
    context.close()


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
        ({"status": 503, "json": {}}, "not saved yet"),
        ({"status": 200, "body": "<h1>Sign in</h1>"}, "signed out"),
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

    page.wait_for_function("() => document.querySelector('[data-save-state]').textContent === 'not saved yet'")
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

    assert sent == ["version=2&text=Prosty"]


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
