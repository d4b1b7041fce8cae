"""A juror's own highlights and margin notes: where they stand, and that nobody else reads them."""

import pytest
from sqlalchemy import select

from judging.core.refusals import NotNow
from judging.entries.models import EntryVersion
from judging.jury import marked_reading
from judging.jury.models import ReadingMark
from judging.jury.operations import giving, notes
from tests.factories import JUDGING

ANSWER = "Urząd czeka. Mieszkaniec też.\n\n- Po pierwsze kolejka. Po drugie karta.\n- Po trzecie telefon."
OWN = "A note nobody else reads."


@pytest.fixture
def chapter(session, chapter):
    for entry in chapter.entries:
        entry.versions[-1].answers = {"problem": ANSWER, "solution": "Done."}
    session.commit()
    return chapter


@pytest.fixture
def client(chapter, client_of):
    return client_of(chapter.juror)


@pytest.fixture
def url(chapter):
    return chapter.sheet_url(chapter.entries[0])


def marks_of(session):
    session.rollback()
    return [
        (one.place, one.quote, one.note) for one in session.scalars(select(ReadingMark).order_by(ReadingMark.place))
    ]


def test_sentences_are_counted_through_paragraphs_and_points():
    assert [(one.place, one.text) for one in marked_reading.read(ANSWER).sentences] == [
        (0, "Urząd czeka."),
        (1, "Mieszkaniec też."),
        (2, "Po pierwsze kolejka."),
        (3, "Po drugie karta."),
        (4, "Po trzecie telefon."),
    ]


def test_a_mark_whose_place_has_moved_is_found_by_its_words():
    moved = ReadingMark(place=0, quote="Po drugie karta.", note=OWN)

    [found] = [one for one in marked_reading.read(ANSWER, [moved]).sentences if one.marked]

    assert (found.place, found.note) == (3, OWN)


def test_a_mark_on_words_that_are_gone_is_on_nothing():
    gone = ReadingMark(place=9, quote="?", note="")

    assert not [one for one in marked_reading.read(ANSWER, [gone]).sentences if one.marked]


def test_a_sentence_is_highlighted_noted_and_let_go_of(session, client, url):
    client.post(f"{url}notes/problem/mark/", data={"place": "1", "on": "y", "note": ""})
    client.post(f"{url}notes/problem/mark/", data={"place": "1", "on": "y", "note": OWN})
    assert marks_of(session) == [(1, "Mieszkaniec też.", OWN)]

    client.post(f"{url}notes/problem/mark/", data={"place": "1", "note": ""})

    assert marks_of(session) == []


def test_highlights_and_notes_stand_in_the_text_of_the_sheet(client, url):
    client.post(f"{url}notes/problem/mark/", data={"place": "3", "on": "y", "note": OWN})

    page = client.get(url).text

    assert "Po drugie karta." in page.partition("<mark>")[2].partition("</mark>")[0]
    assert page.count(OWN) == 1


def test_without_scripts_an_answer_has_a_note_and_ticks_for_its_sentences(session, client, url):
    page = client.get(f"{url}notes/problem/").text
    client.post(f"{url}notes/problem/", data={"marks": ["0", "4"], "were": "", "note": OWN})

    assert 'name="marks" value="4"' in page
    assert marks_of(session) == [(-1, "", OWN), (0, "Urząd czeka.", ""), (4, "Po trzecie telefon.", "")]
    assert OWN in client.get(url).text


def test_a_page_made_earlier_takes_away_only_what_it_showed(session, client, url):
    client.post(f"{url}notes/problem/mark/", data={"place": "2", "on": "y", "note": OWN})
    client.post(f"{url}notes/problem/", data={"marks": ["1"], "were": "0 1", "note": ""})

    assert marks_of(session) == [(1, "Mieszkaniec też.", ""), (2, "Po pierwsze kolejka.", OWN)]


def test_a_note_changed_in_another_window_is_not_written_over(session, client, url):
    def keep(note, was):
        data = {"place": "1", "on": "y", "note": note, "was": was}
        return client.post(f"{url}notes/problem/mark/", data=data, headers={"Accept": "application/json"})

    keep(OWN, "")
    answer = keep("Another thought.", "")

    assert answer.status_code == 409
    assert OWN in answer.json["error"]
    assert marks_of(session) == [(1, "Mieszkaniec też.", OWN)]
    assert keep("Another thought.", OWN).status_code == 200


def test_without_scripts_a_note_changed_in_another_window_is_shown_and_the_typed_one_kept(session, client, url):
    client.post(f"{url}notes/problem/", data={"were": "", "was": "", "note": OWN})
    answer = client.post(f"{url}notes/problem/", data={"were": "", "was": "", "note": "Another thought."})

    assert answer.status_code == 409
    assert OWN in answer.text
    assert "Another thought." in answer.text
    assert marks_of(session) == [(-1, "", OWN)]


def test_notes_follow_to_a_correction_each_to_the_sentence_that_says_the_same(session, chapter, client, url):
    for place in ("0", "4"):
        client.post(f"{url}notes/problem/mark/", data={"place": place, "on": "y", "note": OWN})
    session.rollback()
    entry = chapter.entries[0]
    old = entry.versions[-1]
    corrected = EntryVersion(
        entry_id=entry.id, number=2, title=old.title, answers={"problem": "Nowe zdanie. Urząd czeka."},
        files=[], office_name=old.office_name, area_name=old.area_name, submitted_at=JUDGING, digest="d" * 64,
        submitted_by_id=old.submitted_by_id
    )  # fmt: skip
    session.add(corrected)
    session.commit()
    session.expire_all()
    giving.renew_versions(session, chapter.edition.rounds[0])
    session.commit()

    assert marks_of(session) == [(-2, "Po trzecie telefon.", OWN), (1, "Urząd czeka.", OWN)]
    page = client.get(f"/jury/{chapter.edition.slug}/notes/").text
    assert "Po trzecie telefon." in page, "what its juror wrote is not lost with the sentence"


def test_a_sentence_that_is_not_there_is_refused(session, chapter):
    assignment = chapter.assignment(chapter.first, chapter.entries[0])
    answer = marked_reading.read(ANSWER)

    with pytest.raises(NotNow):
        notes.keep(session, assignment, "problem", answer, notes={5: ""}, seen={}, by=chapter.juror, at=JUDGING)

    assert marks_of(session) == []


@pytest.mark.parametrize("question", ["unknown", "hidden"])
def test_an_answer_that_the_jury_does_not_see_has_no_notes(session, chapter, client, url, question):
    chapter.edition.fields[2].key, chapter.edition.fields[2].for_jury = "hidden", False
    session.commit()

    assert client.get(f"{url}notes/{question}/").status_code == 404


def test_nobody_else_reads_a_note(session, chapter, client, client_of, url):
    slug, theirs = chapter.edition.slug, chapter.sheet_url(chapter.entries[0], chapter.second)
    other, secretary = client_of(chapter.second.user), client_of(chapter.secretary)
    client.post(f"{url}notes/problem/mark/", data={"place": "1", "on": "y", "note": OWN})

    assert other.get(f"{url}notes/problem/").status_code == 404
    assert OWN in client.get(f"/jury/{slug}/notes/").text
    for person, page in [
        (other, f"/jury/{slug}/notes/"),
        (other, theirs),
        (secretary, f"/desk/{slug}/jury/progress/"),
    ]:
        text = person.get(page).text
        assert OWN not in text
        assert "<mark>" not in text


def test_an_entry_in_conflict_takes_its_notes_out_of_sight(session, chapter, client, url):
    client.post(f"{url}notes/problem/mark/", data={"place": "1", "on": "y", "note": OWN})
    client.post(f"{url}conflict/", data={"kind": "family", "reason": ""})

    assert OWN not in client.get(f"/jury/{chapter.edition.slug}/notes/").text
    assert client.get(f"{url}notes/problem/").status_code == 404
