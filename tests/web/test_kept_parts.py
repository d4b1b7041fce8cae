"""Parts of pages that are kept: the tokens in them are those of the request."""

import re
from collections import Counter

import pytest
from flask import g, render_template_string
from flask_wtf.csrf import generate_csrf, validate_csrf

from judging.core.cache import Cache
from judging.core.i18n import speaking
from judging.web.forms import ReasonForm
from judging.web.kept_parts import CSRF, ONCE, kept_part
from tests.factories import a_seat, a_user, an_edition

PART = """{% from "_macros/forms.html" import secrets %}{{ secrets(form) }}{{ secrets() }}{{ csrf_token() }}"""
ONCE_FIELD = re.compile(r'name="once" value="([^"]*)"')


@pytest.fixture
def rendered():
    return Counter()


@pytest.fixture
def part(app, rendered, monkeypatch):
    """A function that asks for the same part in a request of its own."""
    monkeypatch.setitem(app.config, "WTF_CSRF_ENABLED", True)
    kept: Cache[str] = Cache(4)

    def render():
        rendered["times"] += 1
        return render_template_string(PART, form=ReasonForm.blank())

    def asked(language="en", before=lambda: None):
        with app.test_request_context("/profile/"), speaking(language):
            before()
            text = kept_part(kept, "a form", render)
            token = generate_csrf()
            validate_csrf(token)
        return text, token

    return asked


def test_a_part_is_rendered_once_for_each_language(part, rendered):
    part(), part(), part("pl"), part("pl")

    assert rendered["times"] == 2


def test_tokens_are_those_of_the_request(part):
    (first, token), (second, other) = part(), part()

    assert token != other
    assert first.count(token) == second.count(other) == 3
    assert token not in second
    assert CSRF not in first + second
    assert ONCE not in first + second


def test_a_token_that_the_request_already_has_stays_its_own(part):
    noted = []

    text, token = part(before=lambda: noted.append(generate_csrf()))

    assert noted == [token]
    assert text.count(token) == 3


def test_every_form_of_a_kept_part_can_be_sent_once(part):
    once = [token for _time in range(2) for token in ONCE_FIELD.findall(part()[0])]

    assert len(set(once)) == 4
    assert all(len(token) >= 20 for token in once)


def test_a_part_that_cannot_be_rendered_leaves_no_mark(app):
    with app.test_request_context("/profile/"):
        with pytest.raises(ZeroDivisionError):
            kept_part(Cache(1), "broken", lambda: str(1 // 0))

        assert "csrf_token" not in g
        assert generate_csrf() != CSRF


def test_the_frame_of_a_page_is_that_of_its_reader(session, client_of):
    seat = a_seat(an_edition(), user=a_user(name="Ada"))
    people = [seat.user, a_user(name="Bo & Co")]
    session.add_all([seat, *people])
    session.commit()

    for _time in range(2):  # made, then kept
        for person, name in zip(people, ("Ada", "Bo &amp; Co"), strict=True):
            page = client_of(person).get("/profile/").text
            assert page.count(f'href="/profile/">{name}</a>') == 2
            assert ('href="/work/"' in page) == (name == "Ada")
