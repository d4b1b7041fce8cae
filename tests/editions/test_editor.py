"""The editor of a text with order in it, in a browser: buttons for whoever knows Word, Markdown is what is kept."""

import re
from pathlib import Path

import pytest

from judging.core.richtext import blocks
from tests.chromium import leave
from tests.plain_browser import form_on

STATIC = Path(__file__).resolve().parents[2] / "static"
SITE = "http://kapitula.test"
pytestmark = pytest.mark.browser


@pytest.fixture
def client(client_of, secretary):
    return client_of(secretary)


@pytest.fixture
def opened(chromium, client, session, edition):
    """A function that opens the regulations with a text, served by the application itself."""
    context = chromium.new_context(locale="pl-PL")

    def answer(route):
        request = route.request
        path = request.url.removeprefix(SITE)
        if path.startswith("/static/"):
            return route.fulfill(path=STATIC / path.removeprefix("/static/").partition("?")[0])
        kind = {"content_type": request.headers.get("content-type")}
        given = client.open(path, method=request.method, data=request.post_data_buffer, **kind)
        return route.fulfill(status=given.status_code, body=given.data, headers=dict(given.headers))

    def opened(text="", width=1280):
        edition.rules_text = text
        session.commit()
        page = context.new_page()
        page.set_viewport_size({"width": width, "height": 800})
        page.route(f"{SITE}/**", answer)
        page.goto(f"{SITE}/desk/{edition.slug}/setup/regulations/")
        page.get_by_role("toolbar").wait_for()
        return page, page.locator("#rules_text")

    yield opened
    leave(context)


def choose(field, words):
    """Choose words of the text, as a double click or a drag would."""
    field.evaluate("(it, at) => { it.focus(); it.setSelectionRange(at[0], at[1]); }", list(span(field, words)))


def span(field, words):
    start = field.input_value().index(words)
    return start, start + len(words)


def press(page, name):
    page.get_by_role("toolbar").get_by_role("button", name=name).click()


@pytest.mark.parametrize(
    ("text", "words", "button", "expected"),
    [
        ("Termin mija w marcu.", "mija w marcu", "Bold", "Termin **mija w marcu**."),
        ("Termin mija w marcu.", " mija ", "Bold", "Termin **mija** w marcu."),
        ("Termin **mija** w marcu.", "mija", "Bold", "Termin mija w marcu."),
        ("- jeden\n- dwa", "- jeden\n- dwa", "Bold", "- **jeden**\n- **dwa**"),
        ("Cel\nTekst", "Cel", "Heading", "## Cel\nTekst"),
        ("## Cel\nTekst", "Cel", "Heading", "Cel\nTekst"),
        ("jeden\ndwa\ntrzy", "jeden\ndwa", "Bullets", "- jeden\n- dwa\ntrzy"),
        ("- jeden\n- dwa", "jeden\n- dwa", "Bullets", "jeden\ndwa"),
        ("jeden\ndwa\n\ntrzy", "jeden\ndwa\n\ntrzy", "Numbering", "1. jeden\n2. dwa\n\n3. trzy"),
        ("- jeden\n- dwa", "jeden\n- dwa", "Numbering", "1. jeden\n2. dwa"),
    ],
)
def test_a_button_makes_what_it_says_of_the_words_chosen_and_ctrl_z_takes_it_back(
    opened, text, words, button, expected
):
    page, field = opened(text)
    choose(field, words)

    press(page, button)
    made = field.input_value()
    page.keyboard.press("Control+z")

    assert (made, field.input_value()) == (expected, text)


def test_the_word_at_the_caret_becomes_bold_by_its_keys_and_what_is_typed_next_stays_inside(opened):
    page, field = opened("Termin mija.")
    field.evaluate("it => { it.focus(); it.setSelectionRange(9, 9); }")

    page.keyboard.press("Control+b")
    of_a_word = field.input_value()
    page.keyboard.press("Control+End")
    page.keyboard.type(" ")
    page.keyboard.press("Control+b")
    page.keyboard.type("już")

    assert (of_a_word, field.input_value()) == ("Termin **mija**.", "Termin **mija**. **już**")


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("https://urzad.example/nabor", "[stronie](https://urzad.example/nabor)"),
        ("www.gov.pl", "[stronie](https://www.gov.pl)"),
        ("biuro@urzad.example", "[stronie](mailto:biuro@urzad.example)"),
        ("https://urzad.example/a(b)", "[stronie](https://urzad.example/a%28b%29)"),
    ],
)
def test_a_link_is_made_with_the_keyboard_alone(opened, address, expected):
    page, field = opened("Więcej na stronie")
    choose(field, "stronie")

    page.keyboard.press("Control+k")
    page.keyboard.type(address)
    page.keyboard.press("Enter")

    assert field.input_value() == f"Więcej na {expected}"
    assert page.evaluate("document.activeElement.id") == "rules_text"
    page.keyboard.press("Control+z")
    assert field.input_value() == "Więcej na stronie"


def test_an_address_that_leads_nowhere_safe_is_refused_beside_its_field_and_escape_leaves_the_text(opened):
    page, field = opened("Więcej na stronie")
    choose(field, "stronie")

    page.keyboard.press("Control+k")
    page.keyboard.type("javascript:alert(1)")
    page.keyboard.press("Enter")
    said = page.get_by_role("alert").filter(has_text="whole address").inner_text()
    page.keyboard.press("Escape")

    assert said.startswith("Give a whole address")
    assert field.input_value() == "Więcej na stronie"
    assert field.evaluate("it => it.value.slice(it.selectionStart, it.selectionEnd)") == "stronie"


def test_the_buttons_are_one_stop_of_tab_and_arrows_lead_between_them(opened):
    page, field = opened("Cel")
    choose(field, "Cel")

    page.keyboard.press("Shift+Tab")
    first = page.evaluate("document.activeElement.innerText")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    heading = field.input_value()
    page.keyboard.press("Shift+Tab")
    again = page.evaluate("document.activeElement.innerText")
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("ArrowLeft")
    last = page.evaluate("document.activeElement.innerText")
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    page.get_by_role("tabpanel", name="As it will be read").get_by_role("heading", name="Cel").wait_for()

    assert (first, heading, again, last) == ("Bold", "## Cel", "Heading", "Hyperlink")


def test_after_a_point_comes_the_next_one_and_an_empty_point_ends_the_list(opened):
    page, field = opened("")
    field.click()

    page.keyboard.type("1. jeden\ndwa\n")
    page.keyboard.press("Enter")
    page.keyboard.type("- trzy\ncztery")

    assert field.input_value() == "1. jeden\n2. dwa\n- trzy\n- cztery"


POINT = "<p class=MsoListParagraph style='mso-list:l0 level1 lfo1'><span style='mso-list:Ignore'>{}</span>{}</p>"
WORD = (
    "<html xmlns:o='urn:schemas-microsoft-com:office:office'><head><style>p.MsoNormal {margin:0}</style></head><body>"
    "<h1>Cel <b>konkursu</b><o:p></o:p></h1>"
    "<p class=MsoNormal>Konkurs jest <b>bezpłatny</b><span style='color:red'> i otwarty</span>.<o:p></o:p></p>"
    + POINT.format("1.<span>&nbsp;&nbsp; </span>", "Pierwszy")
    + POINT.format("2.<span>&nbsp;</span>", "Drugi")
    + POINT.format("·<span>&nbsp;</span>", "Kropka")
    + "<p class=MsoNormal>Zobacz <a href='https://urzad.example/a b'>stronę</a>"
    " i <a href='javascript:alert(1)'>to</a>.</p></body></html>"
)
DOCS = """<meta charset='utf-8'><b style="font-weight:normal;" id="docs-internal-guid-1"><h2 dir="ltr"><span
style="font-weight:700">Nagłówek</span></h2><p><span style="font-weight:400">Zwykłe, </span><span
style="font-weight:700">ważne </span><span style="font-weight:400">słowa</span></p><ul><li><p>jeden</p></li><li><p><span
style="font-weight:400">dwa</span></p></li></ul></b>"""


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        (
            WORD,
            "## Cel konkursu\n\nKonkurs jest **bezpłatny** i otwarty.\n\n1. Pierwszy\n2. Drugi\n\n- Kropka\n\n"
            "Zobacz [stronę](https://urzad.example/a%20b) i to.",
        ),
        (DOCS, "## Nagłówek\n\nZwykłe, **ważne** słowa\n\n- jeden\n- dwa"),
        ("<ol><li>a</li><li>b</li></ol><table><tr><td>c</td><td>d</td></tr></table>", "1. a\n2. b\n\nc d"),
        ("<p>a</p><script>b</script><img src=x onerror=alert(1)><h3>c</h3>", "a\n\n## c"),
    ],
)
def test_what_is_pasted_from_word_keeps_its_order_and_nothing_else_and_ctrl_z_takes_it_back(opened, html, expected):
    page, field = opened("")
    field.click()

    field.evaluate(
        """(it, html) => {
          const given = new DataTransfer();
          given.setData("text/html", html);
          it.dispatchEvent(new ClipboardEvent("paste", { clipboardData: given, bubbles: true, cancelable: true }));
        }""",
        html,
    )
    made = field.input_value()
    page.keyboard.press("Control+z")

    assert (made, field.input_value()) == (expected, "")
    assert all(block.lines for block in blocks(made))


def test_the_second_tab_shows_exactly_what_will_be_published(opened, client, edition):
    page, _field = opened("## Cel\nTo **ważne**: [strona](https://urzad.example).\n- a\n- <b>b</b>")

    page.get_by_role("tab", name="As it will be read").click()
    page.locator("[data-looked-at] li").first.wait_for()
    looked_at = page.locator("[data-looked-at]").inner_html()
    page.get_by_role("tab", name="Write").click()

    published = client.get(f"/en/editions/{edition.slug}/rules/").text
    assert plainly(looked_at) in plainly(published)
    assert page.locator("#rules_text").is_visible()


def plainly(html):
    """Return markup without the ids of headings, for a table of contents, and without blanks between elements."""
    return re.sub(r">\s+|\s+<", lambda found: found[0].strip(), re.sub(r' id="paragraph-\d+"', "", html))


def test_on_a_narrow_screen_nothing_sticks_out(opened):
    page, field = opened("Cel", width=360)
    choose(field, "Cel")

    press(page, "Hyperlink")

    assert page.evaluate("document.documentElement.scrollWidth") == 360
    assert page.get_by_role("toolbar").get_by_role("button").count() == 5


def test_what_the_buttons_made_is_saved_as_it_stands(opened, session, edition):
    page, field = opened("Cel")
    choose(field, "Cel")
    press(page, "Heading")

    page.get_by_role("button", name="Save the settings").click()
    page.get_by_text("Your changes are saved.").wait_for()

    session.rollback()
    session.expire_all()
    assert edition.rules_text == "## Cel"


def test_without_a_script_the_field_and_the_signs_remain(client, edition):
    page = client.get(f"/desk/{edition.slug}/setup/regulations/")

    assert "**two stars** make words bold" in page.text
    assert 'role="toolbar"' in page.text
    assert re.search(r'<div class="editor-bar"[^>]* hidden>', page.text)
    assert form_on(page, "rules_text")[1]["rules_text"] == edition.rules_text
