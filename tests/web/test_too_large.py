"""Every text fits at its greatest length; what is too large is named with its limit, and leads back."""

import importlib
import pkgutil
import sys

import pytest
from wtforms.fields.core import UnboundField
from wtforms.validators import Length

import judging
from judging.core.config import MEGABYTE
from judging.editions.forms.questions import LONGEST_ANSWER
from judging.editions.models import FieldKind, FormField
from judging.entries.models import Status
from judging.web.access import TEXTS, declared
from judging.web.fields import AtMost
from judging.web.forms import Form
from tests.factories import DURING, a_user, an_edition, an_entry, an_office

WIDEST = "😀"  # four bytes, twelve when a form is sent


def forms():
    for module in pkgutil.walk_packages(judging.__path__, "judging."):
        if module.name.endswith(".forms"):
            importlib.import_module(module.name)
    waiting = [Form]
    while waiting:
        form = waiting.pop()
        waiting += form.__subclasses__()
        if getattr(sys.modules[form.__module__], form.__name__, None) is form:  # not one made for a single request
            yield form


def greatest(form):
    """Return the letters that all texts of a form may have together."""
    fields = [one for name in dir(form) if isinstance(one := getattr(form, name), UnboundField)]
    asked = [check for field in fields for part in (*field.args, *field.kwargs.values()) if isinstance(part, list)
             for check in part]  # fmt: skip
    return sum(one.most if isinstance(one, AtMost) else one.max for one in asked if isinstance(one, AtMost | Length))


def test_every_form_whose_texts_are_as_long_as_they_may_be_fits_into_a_request():
    sizes = {form.__name__: greatest(form) * 12 for form in forms()}

    assert len(sizes) > 25
    assert sizes["ReasonForm"] == 36_000
    assert {name for name, size in sizes.items() if size > MEGABYTE * 0.8} == set()


@pytest.mark.parametrize(
    "endpoint",
    [
        "entries.edit",
        "entries.autosave",
        "sheets.sheet",
        "sheets.autosave",
        "criteria_desk.change",
        "criteria_desk.new",
        "setup_desk.regulations",
        "setup_desk.declarations",
    ],
)
def test_pages_with_as_many_texts_as_an_edition_asks_for_take_more(app, endpoint):
    assert declared(app, endpoint).body == TEXTS


def test_an_entry_of_twenty_answers_at_their_greatest_length_is_saved(session, client_of, stop_clock):
    stop_clock(DURING)
    author, edition = a_user(), an_edition()
    edition.fields = [
        FormField(key=f"f{n}", label=f"Pole {n}", kind=FieldKind.TEXT, position=n, help="", choices=[])
        for n in range(20)
    ]
    office = an_office()
    office.representatives[0].user = author
    entry = an_entry(edition=edition, office=office, author=author, status=Status.DRAFT)
    session.add(entry)
    session.commit()
    sent = {f"answers-f{n}": WIDEST * LONGEST_ANSWER for n in range(20)} | {"title": "x", "version": entry.version}

    answer = client_of(author).post(f"/entries/{entry.public_id}/edit/", data=sent)

    assert answer.status_code == 302, answer.text[:500]
    session.rollback()
    session.refresh(entry)
    assert len(entry.answers["f19"]) == LONGEST_ANSWER


def test_a_text_that_is_too_large_is_answered_with_its_limit_and_the_way_back(client_of):
    before = "http://localhost/profile/"
    sent = {"name": "x" * (MEGABYTE + 10_000)}

    answer = client_of(a_user()).post("/profile/", data=sent, headers={"Referer": before})

    assert answer.status_code == 413
    assert "at most 1 MB fit" in answer.text
    assert "what you have typed is still there" in answer.text
    assert 'href="/profile/"' in answer.text
