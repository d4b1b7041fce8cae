"""The order a plain text can have: headings, points, bullets."""

import pytest

from judging.core.richtext import blocks, typed


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
