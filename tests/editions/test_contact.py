"""Somebody to ask: required before the call opens, and shown wherever it is promised."""

from dataclasses import replace

import pytest

from judging.core.refusals import Incomplete
from judging.editions.operations import editions
from judging.editions.queries import contact_of
from judging.editions.rules import approval
from judging.editions.setup import CONTACT, presentation_of
from judging.notifications.models import Message
from judging.notifications.rendering import letter
from tests.factories import BEFORE, DURING, an_edition, an_entry


@pytest.mark.parametrize("name", CONTACT)
def test_no_call_opens_without_somebody_to_ask(session, edition, secretary, name):
    setattr(edition, name, " ")
    session.flush()

    with pytest.raises(Incomplete) as refusal:
        editions.freeze_rules(session, edition, version=edition.version, by=secretary, at=BEFORE)
    setattr(edition, name, "x")

    assert len(refusal.value.reasons) == 1
    assert approval.why_not_freeze(edition, BEFORE) is None


@pytest.mark.parametrize("name", CONTACT)
def test_a_public_edition_never_loses_its_contact(session, frozen, secretary, name):
    words = replace(presentation_of(frozen))
    object.__setattr__(words, name, "")

    with pytest.raises(Incomplete) as refusal:
        editions.change_presentation(session, frozen, words, version=frozen.version, by=secretary, at=DURING)

    assert refusal.value.field == name
    assert getattr(frozen, name)


def test_before_the_freeze_the_contact_may_still_be_empty(session, edition, secretary):
    words = replace(presentation_of(edition), contact_phone="")

    editions.change_presentation(session, edition, words, version=edition.version, by=secretary, at=BEFORE)

    assert edition.contact_phone == ""


@pytest.mark.parametrize("page", ["/en/contact/", "/en/accessibility/"])
def test_the_pages_that_promise_a_contact_show_one(session, visitor, frozen, page):
    shown = visitor.get(page).text

    assert "Halina Sekretna" in shown
    assert 'href="mailto:biuro@konkurs.example"' in shown
    assert '<a class="unbroken" href="tel:+48225550100">+48 22 555 01 00</a>' in shown  # on one line


@pytest.mark.parametrize("page", ["", "edit/", "files/", "submit/"])
def test_the_pages_of_an_office_say_whom_to_ask(session, client_of, stop_clock, page):
    stop_clock(DURING)
    entry = an_entry()
    session.add(entry)
    session.commit()

    shown = client_of(entry.author).get(f"/entries/{entry.public_id}/{page}").text

    assert 'href="mailto:biuro@konkurs.example"' in shown


def test_every_mail_says_whom_to_ask(app, session):
    edition = an_edition(frozen=False, contact_name="Anna", contact_email="anna@konkurs.example")
    session.add(edition)
    session.commit()
    context = {"edition": "E", "office": "O", "until": DURING.isoformat(), "zone": "Europe/Warsaw"}
    message = Message(template="extension-granted", language="en", context=context, edition_id=edition.id)

    with app.app_context():
        body = letter(message, None).body

    assert "Questions: Anna, anna@konkurs.example, +48 22 555 01 00" in body
    assert contact_of(session, None) is None
