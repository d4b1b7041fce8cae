"""Closing a round and its results from their pages: with a reason, of what was seen, and looks are written down."""

import re

import pytest

from judging.editions.rulebook import build
from judging.editions.rules_document import rounds_in_words
from judging.results.queries import records
from tests.deliberation.chamber import frozen
from tests.results.rounds import FOUR, LATER, PAGES, SEEN, a_scored_edition


@pytest.fixture(autouse=True)
def _after_the_scoring(stop_clock):
    stop_clock(LATER)


def test_a_round_is_closed_with_a_reason_when_sheets_are_missing(session, client_of):
    scored = a_scored_edition(session, [[9, None], [7, 6]], closed=False)
    desk = client_of(scored.secretary)

    refused = desk.post(scored.url + "close/", data={"reason": ""})
    closed = desk.post(scored.url + "close/", data={"reason": "The juror resigned."})

    assert refused.status_code == 422
    assert "1 sheet is missing" in refused.text
    assert closed.status_code == 302
    assert "Practice 1" in desk.get(scored.url).text


def test_where_the_rules_forbid_it_no_reason_closes_a_round_below_the_minimum_of_sheets(session, client_of):
    scored = a_scored_edition(session, [[9, None], [7, 6]], closed=False)
    scored.round.min_sheets, scored.round.never_below_min = 2, True
    session.commit()
    desk = client_of(scored.secretary)

    page = desk.get(scored.url).text
    refused = desk.post(scored.url + "close/", data={"reason": "The juror resigned."})

    assert "1. Practice 1</a> – 1 of 2" in page
    assert 'name="reason"' not in page
    assert refused.status_code == 409
    assert "forbid closing the round while an entry has fewer than 2 complete sheets" in refused.text
    assert "Entries by number, with their sheets: 1 (1)." in refused.text
    session.rollback()
    assert scored.round.closed_at is None


def test_what_the_rules_say_of_closing_is_in_the_fingerprint_and_on_their_page_where_it_is_said(session, app):
    edition = a_scored_edition(session).edition
    usual = build(edition)
    edition.rounds[0].never_below_min = True
    with app.app_context():
        [told] = rounds_in_words(edition)

    assert "never_below_min" not in usual["rounds"][0], "an edition that says nothing keeps its fingerprint"
    assert build(edition)["rounds"][0]["never_below_min"] is True
    assert told["name"]


def test_opening_the_round_again_asks_for_a_reason(desk, scored, session):
    refused = desk.post(scored.url + "reopen/", data={"reason": " "})
    done = desk.post(scored.url + "reopen/", data={"reason": "A sheet was mistyped."})

    assert (refused.status_code, done.status_code) == (422, 302)
    assert "Practice 1" not in desk.get(scored.url).text


def test_closing_the_results_freezes_what_the_pages_show(desk, scored, session):
    live = desk.get(scored.url).text
    assert desk.post(scored.url + "freeze/", data=SEEN).status_code == 302
    frozen = desk.get(scored.url).text

    session.rollback()  # what the request wrote is visible from here
    record = records.frozen_ranking(session, scored.round)
    assert record.digest in frozen
    assert "The results are closed" in frozen
    assert "freeze/" not in frozen
    assert re.findall(r"\d\.\d\d<", live) == re.findall(r"\d\.\d\d<", frozen)
    assert desk.post(scored.url + "reopen/", data={"reason": "No."}).status_code == 409
    for page in PAGES:
        assert desk.get(scored.url + page).status_code == 200, page


def test_data_that_changed_since_they_were_looked_at_are_not_closed(desk, scored, session):
    seen = re.search(r'name="seen"[^>]*value="(\d+)"', desk.get(scored.url).text)[1]
    scored.round.data_version += 1
    session.commit()

    refused = desk.post(scored.url + "freeze/", data={"seen": seen})

    assert refused.status_code == 409
    assert "The data have changed since you looked" in refused.text
    assert records.frozen_ranking(session, scored.round) is None
    assert desk.post(scored.url + "freeze/", data={"seen": int(seen) + 1}).status_code == 302


def test_what_is_closed_already_is_said_on_the_page_itself(desk, scored):
    desk.post(scored.url + "freeze/", data=SEEN)

    again = desk.post(scored.url + "freeze/", data=SEEN)

    assert again.status_code == 409
    assert "The results have been closed already." in again.text
    assert "Practice 1" in again.text


def test_who_looks_at_the_results_is_written_into_the_log(desk, scored, caplog):
    with caplog.at_level("INFO", logger="judging.reading"):
        desk.get(scored.url)
        desk.get(scored.url + "ranking.csv")

    who = f"results of {scored.edition.slug}: {{}}, area None, read by user {scored.secretary.id}"
    assert [record.getMessage() for record in caplog.records] == [
        who.format(scored.url),
        who.format(scored.url + "ranking.csv"),
    ]


def test_a_look_that_is_refused_is_no_look(session, client_of, caplog):
    scored = a_scored_edition(session, FOUR, closed=False)

    with caplog.at_level("INFO", logger="judging.reading"):
        assert client_of(scored.secretary).get(scored.url + "jury/").status_code == 409

    assert [record for record in caplog.records if record.name == "judging.reading"] == []


def test_nobody_closes_what_nobody_has_seen(desk, scored, session):
    for odd in ({}, {"seen": ""}, {"seen": "abc"}):
        answer = desk.post(scored.url + "freeze/", data=odd)
        assert answer.status_code == 409
        assert "Look at the ranking first" in answer.text

    assert records.frozen_ranking(session, scored.round) is None


def test_a_reason_that_is_too_long_is_kept_and_its_limit_told(desk, scored):
    answer = desk.post(scored.url + "reopen/", data={"reason": "x" * 3001})

    assert answer.status_code == 422
    assert "x" * 3001 in answer.text
    assert "Practice 1" in answer.text


def test_the_dashboard_is_told_whether_the_ranking_is_frozen(app, session, scored):
    from judging.results.views.panel import results_panel

    with app.test_request_context():
        closed = results_panel(session, scored.edition, LATER)
    frozen(session, scored)
    with app.test_request_context():
        after = results_panel(session, scored.edition, LATER)

    assert (closed.part.frozen, after.part.frozen) == (False, True)
    assert closed.figures[0][1] == 0


def test_the_kept_acts_speak_of_the_version_that_is_shown(session, desk, scored):
    def seen():
        return re.search(r'name="seen"[^>]*value="(\d+)"', desk.get(scored.url).text)[1]

    first = seen()
    scored.round.data_version += 1
    session.commit()

    assert seen() == str(int(first) + 1)
