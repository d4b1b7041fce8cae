"""What a juror takes along: own entries only, without those in conflict; attachments as far as they fit."""

import json

import pytest

from judging.entries.papers import Paper
from judging.jury import taken_along
from judging.jury.models import ReadingMark
from judging.jury.operations.conflicts import declare_one
from judging.jury.taken_along import MB
from tests.factories import JUDGING, a_sheet
from tests.jury.conftest import a_chapter


def paper(number, megabytes):
    return Paper(str(number), f"{number}.pdf", "", megabytes * MB, picture=False)


def test_attachments_are_taken_in_the_order_of_the_list_until_there_is_no_room():
    rows = [(f"s{number}", "Entry", "mark", True, [paper(number, 19)]) for number in range(12)]

    found = taken_along.along(rows)

    assert [bool(one.papers) for one in found] == [True] * 10 + [False] * 2
    assert [one.name for entry in found[10:] for one in entry.left_out] == ["10.pdf", "11.pdf"]
    assert sum(one.size for one in found) <= taken_along.ALL


def test_a_small_attachment_still_fits_where_a_large_one_does_not():
    [found] = taken_along.along([("s", "Entry", "mark", True, [paper(1, 21), paper(2, 1)])])

    assert [one.name for one in found.papers] == ["2.pdf"]
    assert [one.name for one in found.left_out] == ["1.pdf"]


@pytest.fixture
def client(chapter, client_of):
    return client_of(chapter.juror)


def pages(client, chapter):
    answer = client.get(f"/jury/{chapter.edition.slug}/offline/list.json")
    assert answer.status_code == 200
    return {page["url"].partition("?")[0]: page["mark"] for page in answer.json["pages"] if "/sheets/" in page["url"]}


def test_what_is_to_do_is_taken_so_that_next_leads_through_what_is_to_do(session, chapter, client):
    done, *open_ = chapter.entries
    session.add(a_sheet(chapter.assignment(chapter.first, done), submitted=True))
    session.commit()

    taken = client.get(f"/jury/{chapter.edition.slug}/offline/list.json").json["pages"]

    urls = {page["url"] for page in taken}
    assert chapter.sheet_url(done) in urls
    assert {f"{chapter.sheet_url(entry)}?list=todo" for entry in open_} < urls


def test_a_juror_takes_along_their_own_entries_and_no_other(chapter, client):
    mine = {chapter.sheet_url(entry) for entry in chapter.entries}

    assert pages(client, chapter).keys() == mine
    assert not mine & {chapter.sheet_url(entry, chapter.second) for entry in chapter.entries}


def test_an_entry_in_conflict_is_on_no_list_of_a_device(session, chapter, client):
    gone = chapter.entries[1]
    declare_one(session, chapter.first, gone, reason="My sister works there.", by=chapter.juror, at=JUDGING)
    session.commit()

    assert chapter.sheet_url(gone) not in pages(client, chapter)
    assert gone.title not in client.get(f"/jury/{chapter.edition.slug}/offline/").text


def test_a_page_is_taken_anew_once_its_sheet_has_changed(chapter, client):
    before = pages(client, chapter)
    changed = chapter.sheet_url(chapter.entries[0])
    client.post(f"{changed}autosave/", data={"version": 0, "note": "Read it again."})
    after = pages(client, chapter)

    assert [url for url in after if after[url] != before[url]] == [changed]


def test_all_that_a_page_of_the_juror_is_made_of_is_on_the_list(chapter, client):
    answer = client.get(f"/jury/{chapter.edition.slug}/offline/list.json")

    for url in answer.json["looks"]:
        with client.get(url) as found:
            assert found.status_code == 200, url
    assert "/static/js/main.js" in answer.json["looks"]
    assert "/static/css/main.css" in answer.json["looks"]


def test_the_application_on_the_home_screen_opens_the_desk(chapter, client):
    answer = client.get(f"/jury/{chapter.edition.slug}/app.webmanifest")

    assert answer.mimetype == "application/manifest+json"
    told = json.loads(answer.data)
    assert told["start_url"] == f"/jury/{chapter.edition.slug}/"
    assert told["start_url"].startswith(told["scope"]), "the worker answers for what the application opens"
    for icon in told["icons"]:
        with client.get(icon["src"]) as found:
            assert found.status_code == 200


def test_the_worker_serves_the_pages_of_jurors_and_is_asked_for_anew(visitor):
    with visitor.get("/jury/worker.js") as answer:
        assert answer.mimetype in {"text/javascript", "application/javascript"}
        assert "no-store" in answer.headers["Cache-Control"]


def test_the_list_asks_as_often_for_twenty_entries_as_for_two(session, client_of, stop_clock, statements):
    stop_clock(JUDGING)

    def asked(count):
        chapter = a_chapter(session, entries=count)
        client = client_of(chapter.juror)
        with statements() as seen:
            assert len(pages(client, chapter)) == count
        return len(seen)

    asked(1)
    assert asked(2) == asked(20)


def test_a_page_is_taken_anew_once_the_juror_has_noted_something_beside_it(session, chapter, client):
    before = pages(client, chapter)
    noted = chapter.assignment(chapter.first, chapter.entries[1])
    mark = ReadingMark(seat_id=chapter.first.id, version_id=noted.version_id, question="problem", place=0, at=JUDGING)
    session.add(mark)
    session.commit()
    after = pages(client, chapter)

    assert [url for url in after if after[url] != before[url]] == [chapter.sheet_url(chapter.entries[1])]
