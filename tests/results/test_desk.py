"""The secretary's pages of the results and the view for the room."""

import html
import re

import pytest

from judging.results.context.ranking import PLACE_OF_ROWS
from judging.results.context.rows import ranking_rows
from judging.results.queries import snapshots
from judging.results.queries.live import counted
from judging.results.scope import Scope
from judging.results.snapshot import Snapshot
from judging.stats.vocabulary import Method
from tests.factories import a_user
from tests.results.rounds import FOUR, LATER, PAGES, a_scored_edition


@pytest.fixture(autouse=True)
def _after_the_scoring(stop_clock):
    stop_clock(LATER)


def entry_url(scored, number=0, room=""):
    return f"{scored.url}{room}entries/{scored.entries[number].public_id}/"


def test_before_the_round_is_closed_no_page_shows_a_score(session, client_of):
    scored = a_scored_edition(session, [[9, None], [7, 6]], closed=False)
    desk = client_of(scored.secretary)

    home = desk.get(scored.url).text

    assert "Juror 2" in home
    assert "9.00" not in home
    assert 'data-label="Score"' not in home, "an entry is named for the sheets it lacks, without a score or a place"
    for page in [*PAGES[1:], "what-if.json", "room/what-if.json"]:
        assert desk.get(scored.url + page).status_code == 409, page


def test_the_ranking_stands_in_order_with_its_prize_lines(desk, scored):
    page = desk.get(scored.url).text

    places = re.findall(r'data-label="Place" class="number">([^<]+)<', page)[:4]
    assert places == ["1", "2", "3", "4"]
    assert page.index("line-main") < page.index("line-distinction")


def test_a_prize_line_of_the_table_carries_the_name_of_its_prizes(desk, scored):
    page = desk.get(scored.url).text

    names = re.findall(r'<span class="line-name">([^<]+)</span>', page)
    assert names == ["last place with a main prize", "last place with a distinction"]


def test_no_label_of_a_chart_carries_the_number_of_an_entry(session, client_of):
    scored = a_scored_edition(session, FOUR)
    for entry, number in zip(scored.entries, (71, 72, 73, 74), strict=True):
        entry.number, entry.title = number, f"Praktyka {'abcd'[number - 71]}"
        entry.versions[-1].title = entry.title
    session.commit()

    desk = client_of(scored.secretary)
    drawn = [
        svg
        for page in PAGES
        for svg in re.findall(r"<svg class=\"chart.*?</svg>", desk.get(scored.url + page).text, re.S)
    ]

    labels = [text for svg in drawn for text in re.findall(r">([^<>]+)<", svg)]
    assert any("Praktyka a" in text for text in labels)
    assert [text for text in labels if re.search(r"\b7[1-4]\b", text)] == []


def test_equal_entries_carry_the_sign_of_equality(session, client_of):
    scored = a_scored_edition(session, [[9, 8, 9], [7, 6, 8], [3, 4, 2], [3, 4, 2]])

    page = client_of(scored.secretary).get(scored.url).text

    ranking = page.split('class="chart')[0]
    assert ranking.count('class="number">3\u00a0=<') == 2


def test_the_jury_page_names_jurors_and_the_room_does_not(desk, scored):
    assert "Juror 1" in desk.get(scored.url + "jury/").text
    for page in ["room/", "room/jury/", "room/what-if/", "room/what-if/?without=x"]:
        text = desk.get(scored.url + page).text
        assert "Juror 1" not in text, page
        assert scored.seats[0].public_id not in text, page


def test_the_room_shows_sheets_without_names_and_only_where_the_edition_opens_them(session, client_of):
    for open_, shown in ((True, True), (False, False)):
        scored = a_scored_edition(session, FOUR, sheets_open_to_jury=open_)
        text = client_of(scored.secretary).get(entry_url(scored, room="room/")).text
        assert ("Sheet 1" in text) is shown
        assert "Juror 1" not in text


def test_where_sheets_are_closed_the_room_counts_by_another_method_in_places_only(session, client_of):
    for open_, score in ((True, "7.50"), (False, "–")):
        scored = a_scored_edition(session, FOUR, sheets_open_to_jury=open_)
        room = client_of(scored.secretary).get(scored.url + "room/what-if.json?method=median").json
        desk = client_of(scored.secretary).get(scored.url + "what-if.json?method=median").json

        assert room["rows"][1]["score"] == score
        assert desk["rows"][1]["score"] == "7.50"
        assert [row["place"] for row in room["rows"]] == ["1", "2", "3", "4"]


def test_an_entry_page_says_why_it_has_its_place(desk, scored):
    text = desk.get(entry_url(scored, 1)).text

    assert "Place 2 of 4: 7.75 points of 10, from 4 sheets." in text
    assert "It would need 0.75 points more to draw level with “Practice 1” (place 1)." in text
    assert "Juror 1" in text


def test_an_entry_of_another_edition_does_not_exist_here(desk, scored, session):
    other = a_scored_edition(session, FOUR)

    assert desk.get(f"{scored.url}entries/{other.entries[0].public_id}/").status_code == 404


def test_what_if_counts_again_without_keeping_anything(desk, scored):
    asked = desk.get(scored.url + "what-if.json", query_string={"w_novelty": 3}).json
    alone = {"without": scored.seats[0].public_id}
    without = desk.get(scored.url + "what-if.json", query_string=alone).json

    assert asked["shares"] == {"novelty": "75%", "reach": "25%"}
    assert [row["place"] for row in asked["rows"]] == ["1", "2", "3", "4"]
    assert without["rows"][0]["score"] == "8.33"
    assert desk.get(scored.url + "what-if.json").json["rows"][0]["score"] == "8.50"


def test_weights_of_nothing_are_refused_in_words(desk, scored):
    nothing = {"w_novelty": 0, "w_reach": 0}

    page = desk.get(scored.url + "what-if/", query_string=nothing)
    data = desk.get(scored.url + "what-if.json", query_string=nothing, headers={"Accept": "application/json"})

    assert "At least one weight must be above 0." in page.text
    assert data.status_code == 422
    assert data.json["error"]


@pytest.mark.parametrize(
    "points",
    [
        [[7], [5]],
        [[7, 8, 6]],
        [[6, 6], [6, 6]],
        [[None, None], [None, None]],
        [[9, 5], [None, None]],
    ],
    ids=["one juror", "one entry", "all equal", "no sheet", "an entry without sheets"],
)
def test_what_is_unknown_is_a_dash_and_a_reason(session, client_of, points):
    scored = a_scored_edition(session, points)
    desk = client_of(scored.secretary)

    for page in [*PAGES, *(f"entries/{e.public_id}/" for e in scored.entries)]:
        answer = desk.get(scored.url + page)
        words = re.sub(r"<[^>]+>", " ", answer.text)
        assert answer.status_code == 200, page
        assert not re.search(r"\b(None|nan|NaN|Undefined)\b", words), page


def test_nobody_but_the_secretary_opens_the_results(session, client_of, scored, visitor):
    for user in (scored.seats[0].user, a_user()):
        client = client_of(user)
        for page in [*PAGES, "what-if.json"]:
            assert client.get(scored.url + page).status_code == 404, page
    assert visitor.get(scored.url).status_code == 302


def test_of_a_large_round_the_official_table_comes_first_and_the_rest_a_moment_later(desk, scored, monkeypatch):
    monkeypatch.setattr(snapshots, "FEW_SCORES", 0)

    first = desk.get(scored.url).text
    address = html.unescape(re.search(r'data-arrives="([^"]+)"', first)[1])
    rest = desk.get(address).text

    assert f'<noscript><p><a href="{html.escape(address)}">' in first
    for number in range(1, 5):
        assert f"Practice {number}" in first
    assert "8.50" in first
    assert "%" not in first.split("<main")[1].split("</table>")[0]
    assert "data-arrived" in rest
    assert "relied on" in rest
    assert "data-arrived" in desk.get(scored.url).text  # counted by now: nothing to wait for


def test_the_room_waits_for_the_rest_without_a_word_about_a_juror(desk, scored, monkeypatch):
    monkeypatch.setattr(snapshots, "FEW_SCORES", 0)

    text = desk.get(scored.url + "room/").text

    assert "data-arrives" in text
    assert "Juror 1" not in text


def test_the_name_of_a_juror_is_that_of_now(desk, scored, session):
    desk.get(scored.url + "jury/")
    scored.seats[0].user.name = "Nowe Nazwisko"
    session.commit()

    assert "Nowe Nazwisko" in desk.get(scored.url + "jury/").text


def test_a_trimmed_mean_of_too_few_sheets_is_a_refusal_in_words(session, client_of):
    scored = a_scored_edition(session, [[9, 8, 9], [7, None, 8]])
    scored.round.method, scored.round.drop_low, scored.round.drop_high = Method.TRIMMED, 1, 1
    session.commit()
    desk = client_of(scored.secretary)

    for page in (*PAGES, "ranking.csv"):
        answer = desk.get(scored.url + page)
        assert answer.status_code == 409, page
        assert "they cannot be counted" in answer.text


def test_statements_do_not_grow_with_the_entries(session, client_of, statements):
    counts = []
    for points in (FOUR * 2, FOUR * 5):  # both with ties on a line, for which single sheets are read
        scored = a_scored_edition(session, points)
        desk, url = client_of(scored.secretary), scored.url
        counts.append(statements(lambda desk=desk, url=url: desk.get(url)))

    assert counts[0] == counts[1]


def test_a_row_that_has_not_changed_is_kept_and_one_that_has_is_rendered_again(app, session):
    scored = a_scored_edition(session, FOUR)
    first = counted(session, scored.round)

    def page(table, pending):
        snapshot = Snapshot(pending, table.names, {}, {}, table.official[:0], table.rules, source=table.key)
        with app.test_request_context(f"/desk/{scored.edition.slug}/results/"):
            of = Scope(scored.edition, scored.round)
            return ranking_rows(of, snapshot, snapshot.rows, "/entries/{}".format, room=False)

    before = page(first, first.table)
    changed = {**first.table, "ranking": [dict(row) for row in first.table["ranking"]]}
    changed["ranking"][1]["score"] = "1.23"
    after = page(first, changed)

    rows = [one.split("<tr")[1:] for one in (before, after)]
    assert [one == other for one, other in zip(*rows, strict=True)] == [True, False, True, True]
    assert "1,23" in rows[1][1]


def test_a_row_marks_what_was_written_in_polish_once_also_where_it_was_kept(desk, scored):
    pages = [desk.get(scored.url).data.decode() for _time in range(2)]

    for page in pages:
        titles = re.findall(r'<th scope="row"><a [^>]*>(.*?)</a>', page)
        assert titles == [f'<span lang="pl">{entry.title}</span>' for entry in scored.entries]
        assert {"\ue010", "\ue011", PLACE_OF_ROWS}.isdisjoint(page)
