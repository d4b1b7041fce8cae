"""The order a plain text can have: headings, points, bullets."""

import pytest

from judging.core.richtext import blocks


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
