"""Tables of many rows come from one pattern: the same HTML as a loop, every cell escaped."""

from typing import NamedTuple

import pytest
from jinja2 import Environment
from markupsafe import Markup

from judging.core.patterns import Cell, for_each

LOOPED = "{% for row in rows %}<tr><td>{{ row.name.title }}, 5 % {</td><td>{{ row.place }}</td></tr>{% endfor %}"
PATTERN = (
    "{% set pattern %}<tr><td>{{ each.name.title }}, 5 % {</td><td>{{ each.place }}</td></tr>{% endset %}"
    "{{ pattern | for_each(rows) }}"
)


class Name(NamedTuple):
    title: object


class Row(NamedTuple):
    name: Name
    place: object = 1


@pytest.fixture(scope="module")
def jinja():
    made = Environment(autoescape=True)
    made.globals["each"], made.filters["for_each"] = Cell(), for_each
    return made


@pytest.mark.parametrize(
    "titles",
    [
        [],
        ["Zażółć"],
        ["<script>", 'a "b" & c', "%s", "{{ each.place }}"],
        ["\ue000place\ue001", "\x1f", "a\x1fb"],
        [None, 3],
    ],
)
def test_a_pattern_says_what_a_loop_would(jinja, titles):
    rows = [Row(Name(title)) for title in titles]

    filled, looped = (jinja.from_string(text).render(rows=rows) for text in (PATTERN, LOOPED))

    assert filled == looped


def test_html_that_is_given_for_a_cell_stays_html(jinja):
    pattern = "{% set p %}<td>{{ each.place }}</td>{% endset %}{{ p | for_each(rows, place=marks) }}"
    rows, marks = [Row(Name("")), Row(Name(""), 2)], {1: Markup("<b>1</b>"), 2: "–"}

    filled = jinja.from_string(pattern).render(rows=rows, marks=marks)

    assert filled == "<td><b>1</b></td><td>–</td>"
