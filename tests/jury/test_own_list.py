"""The juror's list as an address, what is left to do, what has changed, and the grid of all own sheets."""

from datetime import timedelta
from fractions import Fraction

import pytest

from judging.entries.models import EntryVersion
from judging.jury import grid, news, pace
from judging.jury.own_list import OwnList
from judging.jury.scales import Scale
from tests.factories import JUDGING, JUDGING_OPENS, a_sheet
from tests.jury.conftest import a_chapter

A_DAY = timedelta(days=1)


@pytest.fixture
def client(chapter, client_of):
    return client_of(chapter.juror)


def desk(chapter, tail=""):
    return f"/jury/{chapter.edition.slug}/{tail}"


@pytest.mark.parametrize(
    ("sent", "address"),
    [
        ({}, {"list": "all"}),
        ({"list": "nonsense", "q": "  "}, {"list": "all"}),
        ({"list": "todo", "area": "Clients", "q": "rynek"}, {"list": "todo", "area": "Clients", "q": "rynek"}),
        ({"view": "grid"}, {"list": "all", "view": "grid"}),
        ({"view": "elsewhere"}, {"list": "all"}),
    ],
)
def test_a_list_is_told_by_its_address(sent, address):
    assert OwnList.read(sent).address == address


@pytest.mark.parametrize(
    ("asked", "listed"),
    [("q=practice+2", ["2"]), ("q=OFFICE", ["1", "2", "3"]), ("area=Nowhere", []), ("list=submitted", ["1"])],
)
def test_the_desk_lists_what_its_address_asks_for(session, chapter, client, asked, listed):
    session.add(a_sheet(chapter.assignment(chapter.first, chapter.entries[0]), scores={"novelty": 5}, submitted=True))
    session.commit()

    page = client.get(f"{desk(chapter)}?{asked}").text

    assert [number for number in "123" if f">Practice {number}</a>" in page] == listed


def test_the_search_goes_with_the_juror_from_entry_to_entry(chapter, client):
    page = client.get(chapter.sheet_url(chapter.entries[0]), query_string={"list": "todo", "q": "practice"}).text

    assert '<input type="hidden" name="q" value="practice">' in page
    assert "1 of 3 on your list" in page
    form = {"score-novelty": "8", "version": "0", "list": "todo", "q": "practice 1 office", "act": "next"}
    answer = client.post(chapter.sheet_url(chapter.entries[0]), data=form)
    assert answer.location.endswith(f"{desk(chapter)}?list=todo&q=practice+1+office")


def test_without_a_pace_of_ones_own_the_time_left_is_of_words_and_scores():
    assert pace.left([], [180, 360]) == pace.Left(minutes=3 + 8, sheets=2, words=540, own=False)


def test_after_three_sheets_the_time_left_follows_the_own_pace():
    times = [JUDGING + timedelta(minutes=10 * place) for place in range(3)]

    assert pace.left(times, [180, 360]) == pace.Left(minutes=20, sheets=2, words=540, own=True)


def test_the_desk_says_what_the_time_left_is_made_of(chapter, client):
    page = client.get(desk(chapter)).text

    assert "To be read: 12 words (typed pages: about 1), without the attachments." in page
    assert "4 minutes for the scores of each sheet" in page


def test_the_last_time_is_before_the_present_sitting(session, chapter):
    seat, mine = chapter.first, [chapter.assignment(chapter.first, entry) for entry in chapter.entries]
    seat.conflicts_declared_at = JUDGING_OPENS
    for one, at in zip(mine, (JUDGING - A_DAY, JUDGING - timedelta(minutes=50)), strict=False):
        session.add(a_sheet(one, scores={"novelty": 5}, saved_at=at))
    session.flush()

    assert news.last_time(seat, mine, JUDGING) == JUDGING - A_DAY


def test_what_came_since_the_last_time_is_on_the_desk(session, chapter, client):
    chapter.first.conflicts_declared_at = JUDGING - A_DAY
    given, entry = chapter.assignment(chapter.first, chapter.entries[0]), chapter.entries[1]
    given.assigned_at = JUDGING - timedelta(hours=2)
    sent = entry.versions[-1]
    again = {name: getattr(sent, name) for name in ("title", "area_name", "office_name", "answers", "files", "digest")}
    by = {"submitted_by_id": sent.submitted_by_id}
    entry.versions.append(EntryVersion(number=2, submitted_at=JUDGING - timedelta(hours=1), **again, **by))
    session.commit()

    page = client.get(desk(chapter)).text

    assert "Since you were here last" in page
    assert "1 entry was assigned to you." in page
    assert "The office has corrected 1 entry; you score the version you were given." in page


def test_the_grid_shows_own_scores_with_the_way_to_each(session, chapter, client):
    first, second, _third = (chapter.assignment(chapter.first, entry) for entry in chapter.entries)
    session.add(a_sheet(first, scores={"novelty": 7, "reach": 8}, submitted=True))
    session.add(a_sheet(second, scores={"novelty": 3}))
    session.add(a_sheet(chapter.assignment(chapter.second, chapter.entries[0]), scores={"novelty": 9, "reach": 9}))
    session.commit()

    page = client.get(desk(chapter, "grid/")).text

    assert f'{chapter.sheet_url(chapter.entries[1])}?list=all&amp;view=grid#c-novelty">3<' in page
    assert "7.50" in page
    assert ">9<span" not in page
    assert "3 scores, the mean of all is 6.00." in page


def test_the_sheet_leads_back_to_the_grid(chapter, client):
    page = client.get(chapter.sheet_url(chapter.entries[0]), query_string={"view": "grid"}).text
    form = {"score-novelty": "8", "version": "0", "view": "grid", "act": "list"}

    answer = client.post(chapter.sheet_url(chapter.entries[0]), data=form)

    assert "back to the grid" in page
    assert answer.location == f"{desk(chapter, 'grid/')}?list=all&view=grid"


def test_an_entry_in_conflict_is_not_in_the_grid(session, chapter, client):
    chapter.assignment(chapter.first, chapter.entries[0]).in_conflict = True
    session.commit()

    assert "Practice 1" not in client.get(desk(chapter, "grid/")).text


@pytest.mark.parametrize("tail", ["", "grid/", "?q=practice"])
def test_the_lists_ask_as_often_for_twenty_entries_as_for_two(session, client_of, statements, stop_clock, tail):
    stop_clock(JUDGING)
    counts = []
    for size in (2, 20):
        chapter = a_chapter(session, entries=size)
        for entry in chapter.entries:
            session.add(a_sheet(chapter.assignment(chapter.first, entry), scores={"novelty": 5}))
        session.commit()
        client = client_of(chapter.juror)
        client.get(desk(chapter, tail))
        with statements() as seen:
            client.get(desk(chapter, tail))
        counts.append(len(seen))

    assert counts[0] == counts[1]


def test_a_long_scale_is_counted_in_tenths():
    scale = Scale(Fraction(0), Fraction(100), {"novelty": Fraction(1)})

    spread = grid.spread([Fraction(3), Fraction(95), Fraction(100)], scale)

    assert [bar.count for bar in spread.bars] == [1, 0, 0, 0, 0, 0, 0, 0, 0, 2]
    assert (spread.bars[0].points, spread.count) == ("0–10", 3)
