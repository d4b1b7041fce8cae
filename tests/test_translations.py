"""Every message has its Polish, and what the program reads is what the catalogue says."""

import ast
import re

from tests import catalogue


def test_every_message_of_the_code_has_its_polish():
    assert catalogue.untranslated(catalogue.updated()) == []


def test_no_polish_holds_the_english_of_another_message():
    messages = [message for message in catalogue.known() if message.id]
    english = {text[:60] for message in messages for text in in_all_numbers(message.id) if len(text) > 40}
    polish = [text for message in messages for text in in_all_numbers(message.string)]

    assert [(said, text) for text in polish for said in english if said in text] == []


def in_all_numbers(said):
    return list(said) if isinstance(said, (tuple, list)) else [said]


MOMENT = r"%\((?:when|moment|until|closes)\)s"  # in words it ends on a zone in brackets


def said_of_moments(pattern):
    """Return the Polish sentences with a moment that look like the pattern."""
    found = [text for message in catalogue.known() if message.id for text in in_all_numbers(message.string)]
    assert len([text for text in found if re.search(MOMENT, text)]) > 50
    return [text for text in found if re.search(pattern, text)]


def test_in_polish_a_deadline_is_called_one():
    assert said_of_moments(rf"\b[Dd]o {MOMENT}") == []


def test_in_polish_a_moment_with_its_zone_in_brackets_stands_in_no_brackets():
    assert said_of_moments(rf"\({MOMENT}\)") == []


def test_the_catalogue_is_fresh():
    assert catalogue.PO.read_text() == catalogue.as_text(catalogue.updated())


def test_the_compiled_catalogue_is_fresh():
    assert catalogue.PO.with_suffix(".mo").read_bytes() == catalogue.compiled(catalogue.PO.read_text())


def test_no_message_hides_in_an_f_string_where_the_catalogue_would_not_find_it():
    hidden = [
        (str(path), node.lineno)
        for path in sorted(catalogue.ROOT.glob("judging/**/*.py"))
        for text in ast.walk(ast.parse(path.read_text()))
        if isinstance(text, ast.JoinedStr)
        for node in ast.walk(text)
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") in {"_", "_l", "ngettext"}
    ]

    assert hidden == []
