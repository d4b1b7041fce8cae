"""The words of the formal check go with an edition: into its copy, into the file of its set-up and out of it."""

import json
from io import BytesIO

import pytest
from sqlalchemy import select

from judging.editions.models import Edition
from judging.screening.models import CheckPoint, ReadyText
from judging.screening.operations import wording
from judging.screening.queries import checking
from tests.editions.making import create
from tests.factories import BEFORE, a_user

POINTS = ["Praktyka działa od roku.", "Opis jest po polsku."]
TEXT = "Prosimy o podpis.\n\nWzór jest na stronie."


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
    wording.word_points(session, edition, POINTS, by=secretary, at=BEFORE)
    wording.keep_text(session, edition, TEXT, by=secretary, at=BEFORE)
    session.commit()
    return edition


def begun(session, desk, **sent):
    answer = desk.post("/desk/new/", data={"name": "Nowa", "year": "2031"} | sent)
    session.rollback()
    return answer, session.scalar(select(Edition).where(Edition.year == 2031))


def test_a_copy_has_the_points_and_ready_texts_of_its_source(session, client_of, secretary, edition):
    answer, copy = begun(session, client_of(secretary), source=edition.slug, secretary=secretary.email)

    assert answer.status_code == 302, answer.text
    assert checking.own_points(session, copy) == POINTS
    assert [one.text for one in checking.ready_texts(session, copy)] == [TEXT]
    assert checking.own_points(session, edition) == POINTS


def test_the_file_of_a_set_up_carries_them(session, client_of, secretary, edition):
    desk = client_of(secretary)
    file = desk.get(f"/desk/{edition.slug}/setup/file.json").data

    answer, other = begun(session, desk, source="file", file=(BytesIO(file), "setup.json"), secretary=secretary.email)

    assert answer.status_code == 302, answer.text
    assert json.loads(file)["check_points"] == POINTS
    assert checking.own_points(session, other) == POINTS
    assert [one.text for one in checking.ready_texts(session, other)] == [TEXT]


def test_an_edition_that_has_the_usual_points_leaves_them_to_its_copy_as_the_usual_ones(session, client_of, secretary):
    usual = create(session, by=secretary)
    session.commit()

    _answer, copy = begun(session, client_of(secretary), source=usual.slug, secretary=secretary.email)

    assert session.scalars(select(CheckPoint)).all() == []
    assert session.scalars(select(ReadyText)).all() == []
    assert len(checking.points(session, copy)) == 6


def test_a_file_written_before_they_went_along_is_still_a_set_up(session, client_of, secretary, edition):
    desk = client_of(secretary)
    said = json.loads(desk.get(f"/desk/{edition.slug}/setup/file.json").data)
    old = json.dumps({name: part for name, part in said.items() if name not in {"check_points", "ready_texts"}})

    answer, other = begun(
        session, desk, source="file", file=(BytesIO(old.encode()), "setup.json"), secretary=secretary.email
    )

    assert answer.status_code == 302, answer.text
    assert checking.own_points(session, other) == []


WRONG = {
    "points of no length": ("check_points", ["x" * 301], 422, "check_points: it must be a list of texts"),
    "no list": ("ready_texts", "Prosimy.", 422, "ready_texts: it must be a list of texts"),
    "a point twice": ("check_points", ["Raz.", "Raz."], 422, "A point stands here twice."),
    "a text twice": ("ready_texts", ["Raz.", "Raz."], 409, "This text is kept already."),
}


@pytest.mark.parametrize("wrong", WRONG)
def test_words_that_the_formal_check_would_refuse_make_no_edition(session, client_of, secretary, edition, wrong):
    part, value, status, sentence = WRONG[wrong]
    desk = client_of(secretary)
    said = json.loads(desk.get(f"/desk/{edition.slug}/setup/file.json").data) | {part: value}

    answer, other = begun(
        session,
        desk,
        source="file",
        file=(BytesIO(json.dumps(said).encode()), "setup.json"),
        secretary=secretary.email,
    )

    assert (answer.status_code, other) == (status, None)
    assert sentence in answer.text
