"""What the pages are called after: the competition or the edition, never the chapter, a body and no product."""

import re

import pytest
from sqlalchemy import select

from judging.editions.models import Competition
from judging.notifications.models import Message
from judging.notifications.operations.outbox import enqueue
from judging.notifications.rendering import letter
from tests.factories import BEFORE, DURING, a_user, an_edition

NO_COMPETITION = {"pl": "Konkurs dobrych praktyk", "en": "Competition of good practices"}
PREFIX = {"pl": "", "en": "/en"}
LANGUAGES = pytest.mark.parametrize("language", ["pl", "en"])


@pytest.fixture
def edition(session):
    edition = an_edition(competition=Competition(slug="s", name="Sekrety Zarządzania", organiser="FRDL"))
    session.add(edition)
    session.commit()
    return edition


def tab(page):
    return re.search(r"<title>(.*?)</title>", page)[1].replace("\N{NO-BREAK SPACE}", " ")


def brand(page):
    return re.sub(r"<[^>]+>", "", re.search(r'<a class="brand".*?</a>', page, re.DOTALL)[0]).strip()


@LANGUAGES
def test_a_page_of_no_edition_is_called_after_the_competition(edition, visitor, language):
    page = visitor.get(f"{PREFIX[language]}/contact/").text

    assert tab(page).endswith(" – Sekrety Zarządzania")
    assert brand(page).replace("\N{NO-BREAK SPACE}", " ") == "Sekrety Zarządzania"


@LANGUAGES
def test_a_page_of_an_edition_is_called_after_it_and_names_it_once(edition, visitor, language):
    first, rules = (
        tab(visitor.get(f"{PREFIX[language]}/editions/{edition.slug}/{path}").text) for path in ("", "rules/")
    )

    assert first == edition.name
    assert (rules.count(edition.name), rules.endswith(edition.name)) == (1, True)


@LANGUAGES
def test_before_any_rules_are_public_no_competition_is_named(session, visitor, language):
    session.add(an_edition(frozen=False))
    session.commit()

    page = visitor.get(f"{PREFIX[language]}/contact/").text

    assert tab(page).endswith(f" – {NO_COMPETITION[language]}")
    assert "Sekrety" not in page


def test_an_edition_in_the_archive_gives_way_to_one_that_runs(session, edition, visitor):
    newer = an_edition(competition=Competition(slug="n", name="Nowsze", organiser="FRDL"), archived_at=BEFORE)
    newer.opens_at = DURING
    session.add(newer)
    session.commit()
    assert tab(visitor.get("/contact/").text).endswith(" – Sekrety Zarządzania")

    edition.archived_at = BEFORE
    session.commit()

    assert tab(visitor.get("/contact/").text).endswith(" – Nowsze")


@LANGUAGES
def test_the_product_is_named_in_the_footer_alone(edition, visitor, language):
    page = visitor.get(f"{PREFIX[language]}/contact/").text
    head, footer = page.split('<footer class="site-footer">')

    assert "Kapituła" in footer
    assert "Kapituła" not in head


@pytest.mark.parametrize("of_an_edition", [True, False])
@LANGUAGES
def test_a_mail_is_signed_by_the_competition(app, session, edition, language, of_an_edition):
    edition_id = edition.id if of_an_edition else None
    enqueue(session, "password-changed", to=a_user(), at=DURING, occasion="one", edition_id=edition_id)
    session.flush()

    with app.test_request_context():
        words = letter(session.scalars(select(Message)).one(), None, language).body

    signature = words.split("\n-- \n")[1].splitlines()
    assert signature[0] == "Sekrety Zarządzania"
    assert "Kapituła" not in words
