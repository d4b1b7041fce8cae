"""The pages of several rounds: who goes on is shown, decided and told in words; closed rounds keep their results."""

import io
import re

import openpyxl
from sqlalchemy import event, select

from judging.jury.models import Assignment
from judging.results.models import Line
from judging.results.queries import next_round as queries
from tests.factories import JUDGING, JUDGING_CLOSES, JUDGING_OPENS
from tests.results.qualifying import (
    ANSWERS,
    BETWEEN,
    FIRST,
    NOTHING,
    WHY,
    N,
    Y,
    a_scored_first,
    begin,
    freeze_first,
    going,
    two_rounds,
)


def words(page):
    """What a person reads on a page."""
    return re.sub(r"\s+", " ", re.sub(r"<head>.*?</head>|<[^>]*>", " ", page, flags=re.S))


def test_the_secretary_sees_words_and_reasons_decides_and_begins_the_next_round(session, client_of, stop_clock):
    world = two_rounds(session, [[Y, Y, N], [Y, NOTHING, NOTHING], [N, N, N]])
    stop_clock(BETWEEN)
    desk = client_of(world.secretary)

    page = desk.get(f"{world.url}?round=1").text
    assert WHY in page
    assert "not decided" in page
    assert "points" not in words(page)
    entry = world.entries[1].public_id
    refused = desk.post(f"{world.url}next/rulings/{entry}/?round=1", data={"passes": "yes", "reason": ""})
    assert refused.status_code == 422
    desk.post(f"{world.url}next/rulings/{entry}/?round=1", data={"passes": "no", "reason": "Nobody could come."})
    page = desk.get(f"{world.url}?round=1").text
    assert "Nobody could come." in page
    seen = re.search(r'name="seen"[^>]*value="(\w+)"', page)[1]
    done = desk.post(
        f"{world.url}next/begin/?round=1", data={"line": "passed", "value": "", "seen": seen}, follow_redirects=True
    )

    assert "1 entry goes on" in done.text
    session.rollback()  # what has been saved since
    assert going(session, world) == [1]


def test_the_decisions_are_a_table_of_exactly_what_the_page_shows(session, client_of, stop_clock):
    world = two_rounds(session, [[Y, Y, N], [NOTHING, NOTHING, NOTHING]])
    stop_clock(BETWEEN)
    desk = client_of(world.secretary)
    ruling = {"passes": "no", "reason": "=1+1"}
    desk.post(f"{world.url}next/rulings/{world.entries[1].public_id}/?round=1", data=ruling)

    csv = desk.get(f"{world.url}next/decisions.csv?round=1")
    xlsx = desk.get(f"{world.url}next/decisions.xlsx?round=1").data

    book = openpyxl.load_workbook(io.BytesIO(xlsx)).active
    rows = [[cell.value for cell in row] for row in book.iter_rows(min_row=2)]
    assert [row[:10] for row in rows[:3]] == [
        [1, "Practice 1", "O1", "goes on", 2, 1, 0, "Juror 1", "Yes", ""],
        [1, "Practice 1", "O1", "goes on", 2, 1, 0, "Juror 2", "Yes", ""],
        [1, "Practice 1", "O1", "goes on", 2, 1, 0, "Juror 3", "No", WHY],
    ]
    assert rows[3][:10] == [2, "Practice 2", "O2", "does not go on", 0, 0, 3, "", "", ""]
    assert (rows[3][10], rows[3][12], rows[3][13]) == ("Secretary", "=1+1", "not decided")
    assert not [cell for row in book.iter_rows() for cell in row if cell.data_type == "f"]
    assert csv.text.count("\r\n") == 5
    assert '"\'=1+1"' in csv.text
    assert csv.headers["Content-Disposition"].startswith("attachment")


def test_no_table_of_decisions_before_the_round_is_closed_nor_of_a_scored_one(session, client_of, stop_clock):
    world = two_rounds(session, ANSWERS, closed=False)
    stop_clock(FIRST)
    desk = client_of(world.secretary)

    for kind in ("csv", "xlsx"):
        assert desk.get(f"{world.url}next/decisions.{kind}?round=1").status_code == 409
        assert client_of(world.seats[0].user).get(f"{world.url}next/decisions.{kind}?round=1").status_code == 404


def test_before_a_round_is_closed_no_page_tells_a_decision(session, client_of, stop_clock):
    world = two_rounds(session, ANSWERS, closed=False)
    stop_clock(FIRST)
    desk = client_of(world.secretary)

    for address in ("", "?round=1", "next/?round=1", "ranking.csv?round=1", "jury/?round=1", "room/?round=1"):
        assert WHY not in desk.get(world.url + address).text


def test_a_closed_round_keeps_its_pages_and_files_when_the_next_one_begins(session, client_of, stop_clock):
    world = a_scored_first(session)
    freeze_first(session, world)
    begin(session, world, Line.PLACES, "2")
    session.commit()
    stop_clock(JUDGING_OPENS)
    desk = client_of(world.secretary)

    now, before = desk.get(world.url), desk.get(f"{world.url}?round=1")
    assert "The round is not closed yet" in now.text
    assert "Practice 4" in before.text
    for page in ("jury/", "what-if/", "room/", f"entries/{world.entries[0].public_id}/"):
        answer = desk.get(f"{world.url}{page}?round=1")
        assert answer.status_code == 200, page
        assert "round=1" in answer.text, page  # every link between the pages carries the round on
    file = desk.get(f"{world.url}ranking.csv?round=1")
    assert file.status_code == 200
    assert "round-1" in file.headers["Content-Disposition"]
    assert desk.get(f"{world.url}?round=3").status_code == 404
    assert desk.get(f"{world.url}ranking.csv").status_code == 409


def test_a_form_sent_twice_closes_no_other_round(session, client_of, stop_clock):
    world = two_rounds(session, ANSWERS, closed=False)
    stop_clock(BETWEEN)
    desk = client_of(world.secretary)
    page = desk.get(world.url).text
    [address] = set(re.findall(r'action="([^"]*/close/[^"]*)"', page))

    for _twice in range(2):
        desk.post(address.replace("&amp;", "&"), data={"reason": "Everybody has decided."})

    session.rollback()  # what has been saved since
    assert "round=1" in address
    assert world.first.closed_at
    assert world.second.closed_at is None


def test_a_qualifying_round_has_no_ranking_and_no_files_of_one(session, client_of, stop_clock):
    world = two_rounds(session, ANSWERS)
    stop_clock(BETWEEN)
    desk = client_of(world.secretary)

    for page in ("jury/", "what-if/", "ranking.csv", "pack.zip", "room/"):
        assert desk.get(f"{world.url}{page}?round=1").status_code == 409, page


def test_an_office_learns_nothing_of_who_goes_on(session, client_of, stop_clock):
    world = two_rounds(session, ANSWERS)
    stop_clock(BETWEEN)
    out = world.entries[1]
    office = client_of(out.office.representatives[0].user)
    addresses = ["/", f"/entries/{out.public_id}/", f"/e/{world.edition.slug}/", "/entries/"]
    before = [words(office.get(address).text) for address in addresses]

    begin(session, world)
    session.commit()

    assert [words(office.get(address).text) for address in addresses] == before


def statements_of(session, round_):
    """How many statements the list of decisions takes."""
    seen = []
    assert round_.qualifies

    def note(*said):
        seen.append(said[2])

    event.listen(session.get_bind(), "before_cursor_execute", note)
    queries.decided(session, round_)
    event.remove(session.get_bind(), "before_cursor_execute", note)
    return len(seen)


def test_the_list_of_decisions_asks_no_more_of_the_database_for_more_entries(session):
    few, many = two_rounds(session, ANSWERS), two_rounds(session, ANSWERS * 3)
    asked = []
    for world in (few, many):
        session.expire_all()
        asked.append(statements_of(session, world.first))

    assert asked[0] == asked[1]


def test_the_chapter_decides_on_the_last_scored_round_and_there_is_one_current_round(session):
    world = two_rounds(session, ANSWERS)

    assert world.edition.current_round is world.second
    assert world.edition.deciding_round is world.second
    world.second.closed_at = JUDGING_CLOSES
    assert world.edition.current_round is world.second


def test_a_juror_decides_with_words_and_never_reads_of_points(session, client_of, stop_clock):
    world = two_rounds(session)
    stop_clock(FIRST)
    juror = client_of(world.seats[0].user)
    mine = session.scalars(select(Assignment).where(Assignment.seat_id == world.seats[0].id)).all()
    url = f"/jury/{world.edition.slug}/sheets/{mine[0].public_id}/"

    page = juror.get(url).text
    assert "Does the entry go on?" in page
    for word in ("points", "Weighted mean", "of the score"):
        assert word not in words(page)
    lacking = juror.post(url, data={"act": "submit", "score-passes": "0", "version": "0"}, follow_redirects=True)
    assert "You say no: write why" in lacking.text
    sent = {"act": "check", "score-passes": "0", "comment-passes": WHY, "version": "1"}
    check = juror.post(url, data=sent, follow_redirects=True).text
    assert "No" in words(check)
    assert "no decision" not in check


def test_once_the_results_are_announced_an_office_reads_where_its_entry_stopped(session, client_of, stop_clock):
    world = two_rounds(session, ANSWERS)
    begin(session, world)
    session.commit()
    stop_clock(JUDGING)
    read = {}
    for told in (None, JUDGING):
        world.edition.announced_at = told
        session.commit()
        for entry in world.entries[:2]:
            office = client_of(entry.office.representatives[0].user)
            read[bool(told), entry.number] = "Etap wstępny" in words(office.get(f"/entries/{entry.public_id}/").text)

    assert read == {(False, 1): False, (False, 2): False, (True, 1): False, (True, 2): True}


def test_a_line_that_is_none_draws_nothing(session, client_of, stop_clock):
    world = a_scored_first(session)
    freeze_first(session, world)
    stop_clock(BETWEEN)
    desk = client_of(world.secretary)

    for line, value in (("places", "1/2"), ("places", "0"), ("places", "x"), ("score", ""), ("neither", "2")):
        assert desk.get(f"{world.url}next/?round=1&line={line}&value={value}").status_code == 200
        sent = {"line": line, "value": value, "seen": "0"}
        assert desk.post(f"{world.url}next/begin/?round=1", data=sent).status_code in {409, 422}, (line, value)
    page = words(desk.get(f"{world.url}next/?round=1&line=places&value=2").text)
    assert "3 entries go on to the next round" in page
    session.rollback()
    assert going(session, world) == []
