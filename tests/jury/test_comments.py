"""Two kinds of comments on a sheet, never mixed: for the chapter, and for the office."""

import pytest
from sqlalchemy import select

from judging.jury.models import ScoreSheet, SheetRevision
from tests.plain_browser import form_on

CHAPTER = {"comment-novelty": "Weak on novelty.", "note": "Ask the chair."}
OFFICE = {"office-novelty": "Show what is new.", "whole-office": "Well written."}
SCORES = {"score-novelty": "8", "score-reach": "6", "version": "0"}
HAND_IN = {"act": "submit", "shown": "score-novelty=8&score-reach=6"}


@pytest.fixture
def url(chapter):
    return chapter.sheet_url(chapter.entries[0])


@pytest.fixture
def client(chapter, client_of):
    return client_of(chapter.juror)


def sheet_of(session):
    session.rollback()
    return session.scalars(select(ScoreSheet)).one()


def test_what_is_for_the_chapter_and_what_is_for_the_office_are_kept_apart(session, client, url):
    client.post(url, data=SCORES | CHAPTER | OFFICE)

    sheet, [revision] = sheet_of(session), session.scalars(select(SheetRevision)).all()
    for kept in (sheet, revision):
        assert kept.comments == {"novelty": "Weak on novelty.", "": "Ask the chair."}
        assert kept.for_office == {"novelty": "Show what is new.", "": "Well written."}


def test_both_come_back_to_their_own_fields(client, url):
    client.post(url, data=SCORES | CHAPTER | OFFICE)

    fields = form_on(client.get(url), "note")[1]

    assert {name: fields[name] for name in CHAPTER | OFFICE} == CHAPTER | OFFICE


def test_a_required_comment_is_the_one_for_the_chapter(session, chapter, client, url):
    chapter.edition.criteria[0].comment_required = True
    session.commit()

    answer = client.post(url, data=SCORES | OFFICE | HAND_IN)

    assert answer.location.endswith("check=1")
    assert "(for the chapter: required)" in client.get(url).text


def test_the_receipt_covers_both(session, client, url):
    client.post(url, data=SCORES | CHAPTER | OFFICE | HAND_IN)

    content = client.get(f"{url}receipt.json").json["content"]

    assert '"comments":{"":"Ask the chair.","novelty":"Weak on novelty."}' in content
    assert '"for_office":{"":"Well written.","novelty":"Show what is new."}' in content


def test_two_windows_that_changed_the_words_for_the_office_are_asked(client, url):
    first, second = (form_on(client.get(url), "note")[1] for _window in range(2))
    for one in (first, second):
        del one["once"]
    client.post(url, data=first | {"whole-office": "From the first."})

    page = client.post(url, data=second | {"whole-office": "From the second."})

    assert page.status_code == 409
    assert "The whole entry: for the office" in page.text
    assert "From the first." in page.text


def test_nobody_else_reads_either(session, chapter, client, client_of, url):
    slug, secretary, other = chapter.edition.slug, client_of(chapter.secretary), client_of(chapter.second.user)
    client.post(url, data=SCORES | CHAPTER | OFFICE | HAND_IN)

    for person, page in [(secretary, f"/desk/{slug}/jury/progress/"), (other, f"/jury/{slug}/grid/")]:
        text = person.get(page).text
        assert not [words for words in (CHAPTER | OFFICE).values() if words in text]
