"""The booklet: all own entries as one PDF, without what the jury may not see."""

import pytest

from tests.factories import JUDGING
from tests.jury.conftest import a_chapter
from tests.pdf_text import text_of


@pytest.fixture
def client(chapter, client_of):
    return client_of(chapter.juror)


def booklet(client, chapter, **asked):
    answer = client.get(f"/jury/{chapter.edition.slug}/booklet.pdf", query_string=asked)
    return answer.status_code, " ".join(text_of(answer.data).split()) if answer.status_code == 200 else ""


def test_the_booklet_holds_the_own_entries_in_the_own_order(session, chapter, client):
    for place, entry in enumerate(reversed(chapter.entries)):
        chapter.assignment(chapter.first, entry).position = place
    session.commit()

    _status, text = booklet(client, chapter)

    places = [text.rindex(f"Practice {number}") for number in (3, 2, 1)]
    assert places == sorted(places)
    assert "secret answer 2" in text
    assert "Karta" not in text


def test_what_the_jury_may_not_see_is_not_in_it(session, chapter, client):
    chapter.edition.fields[0].for_jury = False
    chapter.assignment(chapter.first, chapter.entries[2]).in_conflict = True
    session.commit()

    _status, text = booklet(client, chapter)

    assert "secret answer" not in text
    assert "Practice 3" not in text
    assert "Practice 2" in text


def test_a_blank_sheet_comes_only_when_asked_for(chapter, client):
    assert "Notatki odręczne" not in booklet(client, chapter)[1]
    assert booklet(client, chapter, sheets="1")[1].count("Notatki odręczne") == 3


def test_the_booklet_follows_the_list_it_was_asked_from(chapter, client):
    page = client.get(f"/jury/{chapter.edition.slug}/booklet/", query_string={"q": "practice 2"}).text

    assert "1 entry; pages of text: about 1." in page
    assert "Practice 1" not in booklet(client, chapter, q="practice 2")[1]
    assert booklet(client, chapter, q="nothing")[0] == 302


def test_another_jurors_entries_are_not_in_it(session, chapter, client_of):
    chapter.assignment(chapter.second, chapter.entries[0]).removed_at = JUDGING
    session.commit()

    assert "Practice 1" not in booklet(client_of(chapter.second.user), chapter)[1]


def test_the_booklet_asks_as_often_for_twenty_entries_as_for_two(session, client_of, statements, stop_clock):
    stop_clock(JUDGING)
    counts = []
    for size in (2, 20):
        chapter = a_chapter(session, entries=size)
        client = client_of(chapter.juror)
        booklet(client, chapter)
        with statements() as seen:
            booklet(client, chapter, sheets="1")
        counts.append(len(seen))

    assert counts[0] == counts[1]
