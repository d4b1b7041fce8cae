"""The order a plain text can have: headings, points, bullets."""

import re
from html import unescape
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jinja2 import Environment, FileSystemLoader

from judging.core.richtext import blocks, is_safe, plain, runs, typed

PAGES = Environment(loader=FileSystemLoader(Path(__file__).parents[2] / "templates"), autoescape=True)
PAGES.filters |= {"runs": runs, "plain": plain, "blocks": blocks, "percent": str, "moment": str}
TEXT = PAGES.from_string('{% from "public/_text.html" import text %}{{ text(typed | blocks) }}')


def shape(text):
    return [(block.kind, block.lines) for block in blocks(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        ("  \n\n ", []),
        ("One\nline.\n\nAnother.", [("paragraph", ["One line."]), ("paragraph", ["Another."])]),
        ("## § 1. Aim", [("heading", ["§ 1. Aim"])]),
        ("1. A\n2. B\n\n10) C", [("numbered", ["A", "B", "C"])]),
        ("- A\n– B\n• C", [("bulleted", ["A", "B", "C"])]),
        ("1. A\n- B", [("numbered", ["A"]), ("bulleted", ["B"])]),
        ("## A\n## B", [("heading", ["A"]), ("heading", ["B"])]),
        ("2027 was a year.", [("paragraph", ["2027 was a year."])]),
        ("1.5 points", [("paragraph", ["1.5 points"])]),
        ("<b>x</b>", [("paragraph", ["<b>x</b>"])]),
    ],
)
def test_a_plain_text_becomes_blocks(text, expected):
    assert shape(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        ("  \n\n ", []),
        ("One\n line.\n\nAnother.", [("paragraph", ["One", "line."], []), ("paragraph", ["Another."], [])]),
        ("# 1 of all", [("paragraph", ["# 1 of all"], [])]),
        (
            "Costs:\n– A\n\n- B\nin all",
            [("paragraph", ["Costs:"], []), ("bulleted", ["A", "B"], []), ("paragraph", ["in all"], [])],
        ),
        ("1. A\nwhy\n3) B", [("numbered", ["A"], [1]), ("paragraph", ["why"], []), ("numbered", ["B"], [3])]),
        ("–5 °C\n2027 r.", [("paragraph", ["–5 °C", "2027 r."], [])]),
        ("<b>x</b>", [("paragraph", ["<b>x</b>"], [])]),
    ],
)
def test_what_was_typed_into_a_plain_field_keeps_its_lines_and_its_numbers(text, expected):
    assert [(block.kind, block.lines, block.numbers) for block in typed(text)] == expected


def words(line):
    return [(run.text, run.bold, run.href) for run in runs(line)]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("", []),
        ("Bez znaków.", [("Bez znaków.", False, "")]),
        ("Do **końca** marca", [("Do ", False, ""), ("końca", True, ""), (" marca", False, "")]),
        ("[Strona](https://a.example)", [("Strona", False, "https://a.example")]),
        ("**[Strona](https://a.example)**", [("Strona", True, "https://a.example")]),
        ("[a **b**](mailto:a@b.example)", [("a ", False, "mailto:a@b.example"), ("b", True, "mailto:a@b.example")]),
        ("2 ** 3 ** 4", [("2 ** 3 ** 4", False, "")]),
        ("****", [("****", False, "")]),
        ("**nie zamknięte", [("**nie zamknięte", False, "")]),
        ("[x](javascript:alert(1))", [("[x](javascript:alert(1))", False, "")]),
        ("[x](JaVaScRiPt:alert)", [("[x](JaVaScRiPt:alert)", False, "")]),
        ("[x](data:text/html,x) **y**", [("[x](data:text/html,x) ", False, ""), ("y", True, "")]),
        ("<b>x</b>", [("<b>x</b>", False, "")]),
    ],
)
def test_a_line_has_bold_words_and_links_that_lead_somewhere_safe(line, expected):
    assert words(line) == expected


PIECES = st.sampled_from(
    ["**", "*", "[", "]", "(", ")", "](", "https://a.example", "javascript:x", "<b>", '"', "'", "&", "## ", "1. ", "- "]
)
TYPED = st.lists(PIECES | st.text(max_size=6), max_size=20).map("".join)


@given(TYPED)
def test_no_word_of_a_line_is_lost_and_no_link_leads_anywhere_unsafe(line):
    found = runs(line)

    kept = "".join(run.text for run in found)
    assert set(kept) <= set(line)
    assert all(is_safe(run.href) for run in found if run.href)
    if not any(run.bold or run.href for run in found):
        assert kept == line


@given(TYPED)
def test_whatever_is_typed_no_page_has_an_element_or_an_address_that_the_renderer_did_not_make(line):
    page = TEXT.render(typed=line)

    elements = set(re.findall(r"<(\w+)", page))
    assert elements <= {"h3", "p", "ol", "ul", "li", "strong", "a"}
    assert all(is_safe(unescape(href)) for href in re.findall(r'href="([^"]*)"', page))
    assert "<" not in re.sub(r'</?(?:h3|p|ol|ul|li|strong|a)>|<a href="[^"]*" rel="noopener noreferrer">', "", page)
