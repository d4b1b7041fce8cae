"""Explanations of questions and declarations keep their bold words and links where an office reads them."""

import pytest

from judging.editions.models import Declaration, DeclarationKind
from tests.factories import DURING


@pytest.fixture
def marked(session, draft):
    """A draft of an edition whose texts have bold words and links."""
    edition = draft.edition
    edition.fields[0].help = "Napisz **krótko**.\n- jak\n- [wzór](https://urzad.example)"
    edition.declarations = [
        Declaration(kind=DeclarationKind.TRUTH, text="To **prawda**, [tak](https://urzad.example).")
    ]
    session.commit()
    return draft


@pytest.fixture(autouse=True)
def during_the_call(stop_clock):
    stop_clock(DURING)


def test_the_explanation_of_a_question_is_read_with_its_order(client_of, marked, session):
    page = client_of(marked.author).get(f"/entries/{marked.public_id}/edit/").text

    assert "Napisz <strong>krótko</strong>." in page
    assert '<li><a href="https://urzad.example" rel="noopener noreferrer">wzór</a></li>' in page


def test_a_declaration_is_accepted_and_read_with_its_bold_words_and_links(client_of, visitor, marked):
    said = 'To <strong>prawda</strong>, <a href="https://urzad.example" rel="noopener noreferrer">tak</a>.'

    page = client_of(marked.author).get(f"/entries/{marked.public_id}/submit/").text
    public = visitor.get(f"/editions/{marked.edition.slug}/call/").text

    assert (said in page, said in public) == (True, True)
    assert page.index("<label") < page.index(said)
