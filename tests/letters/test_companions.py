"""Wordings of letters go with an edition: into its copy, into the file of its set-up and out of it."""

import json
from io import BytesIO

import pytest
from sqlalchemy import select

from judging.editions.models import Edition
from judging.letters import queries
from judging.letters.copies import Words
from judging.letters.operations import wordings
from tests.editions.making import create
from tests.factories import BEFORE, a_user

WORDS = Words("{urząd}: przypomnienie", "Dzień dobry, {osoba}.\n\nPozdrawiamy", "A reminder", "Good morning.")


@pytest.fixture
def secretary(session, stop_clock):
    stop_clock(BEFORE)
    user = a_user()
    session.add(user)
    session.commit()
    return user


@pytest.fixture
def edition(session, secretary):
    edition = create(session, by=secretary)
    wordings.keep(session, edition, "Przypomnienie", WORDS)
    session.commit()
    return edition


def begun(session, desk, **sent):
    answer = desk.post("/desk/new/", data={"name": "Nowa", "year": "2031"} | sent)
    session.rollback()
    return answer, session.scalar(select(Edition).where(Edition.year == 2031))


def kept(session, edition):
    return [
        (one.name, Words(one.subject, one.text, one.subject_en, one.text_en))
        for one in queries.wordings(session, edition)
    ]


def test_a_copy_has_the_wordings_of_its_source(session, client_of, secretary, edition):
    answer, copy = begun(session, client_of(secretary), source=edition.slug, secretary=secretary.email)

    assert answer.status_code == 302, answer.text
    assert kept(session, copy) == kept(session, edition) == [("Przypomnienie", WORDS)]


def from_file(session, desk, secretary, said):
    file = (BytesIO(json.dumps(said).encode()), "setup.json")
    return begun(session, desk, source="file", file=file, secretary=secretary.email)


def test_the_file_of_a_set_up_carries_them_and_may_do_without(session, client_of, secretary, edition):
    desk = client_of(secretary)
    said = json.loads(desk.get(f"/desk/{edition.slug}/setup/file.json").data)

    answer, other = from_file(session, desk, secretary, said)

    assert answer.status_code == 302, answer.text
    assert said["letter_wordings"][0]["subject"] == WORDS.subject
    assert kept(session, other) == [("Przypomnienie", WORDS)]


def test_a_file_written_before_they_went_along_is_still_a_set_up(session, client_of, secretary, edition):
    desk = client_of(secretary)
    said = json.loads(desk.get(f"/desk/{edition.slug}/setup/file.json").data)
    del said["letter_wordings"]

    answer, other = from_file(session, desk, secretary, said)

    assert (answer.status_code, kept(session, other)) == (302, [])


ROW = {"name": "N", "subject": "S", "text": "T", "subject_en": "", "text_en": ""}
WRONG = {
    "no list": ("słowa", 422, "letter_wordings: this part is missing or too long."),
    "no row": (["słowa"], 422, "letter_wordings[1].name: it must be"),
    "too long": ([ROW | {"subject": "x" * 201}], 422, "letter_wordings[1].subject: it must be"),
    "a number": ([ROW | {"text": 7}], 422, "letter_wordings[1].text: it must be"),
    "no text": ([ROW | {"text": ""}], 422, "A wording has a name, a subject and a text."),
    "no such field": ([ROW | {"text": "{urzad}"}], 422, "There is no such field"),
    "twice": ([ROW, ROW], 409, "There is a wording of this name."),
}


@pytest.mark.parametrize("wrong", WRONG)
def test_a_wording_that_could_not_be_kept_makes_no_edition(session, client_of, secretary, edition, wrong):
    value, status, sentence = WRONG[wrong]
    desk = client_of(secretary)
    said = json.loads(desk.get(f"/desk/{edition.slug}/setup/file.json").data) | {"letter_wordings": value}

    answer, other = from_file(session, desk, secretary, said)

    assert (answer.status_code, other) == (status, None)
    assert sentence in answer.text
