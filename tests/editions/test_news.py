"""What has come since the last visit of the dashboard: counted, linked to the search that lists exactly that."""

import re
from datetime import timedelta

import pytest
from sqlalchemy import select, text

from judging.call.models import Question
from judging.editions.models import DeskVisit, Role
from judging.editions.visits import PAUSE
from judging.entries.models import Status
from judging.jury.models import Conflict, Source
from judging.notifications.models import Message
from judging.offices.models import Representative
from tests.factories import DURING, a_seat, a_user, an_edition, an_entry

MINUTE = timedelta(minutes=1)
LATER = DURING + timedelta(minutes=45)  # in the same session


@pytest.fixture
def secretary(session, stop_clock):
    stop_clock(DURING)
    seat = a_seat(an_edition(), Role.SECRETARY)
    session.add(seat)
    session.commit()
    return seat


@pytest.fixture
def edition(secretary):
    return secretary.edition


@pytest.fixture
def desk(client_of, secretary):
    return client_of(secretary.user)


@pytest.fixture
def home(edition):
    return f"/desk/{edition.slug}/"


@pytest.fixture
def came(session, edition):
    """A function that lets one thing of each kind come at a moment."""

    def came(at, number):
        session.rollback()  # the dashboard has noted a visit meanwhile
        entry = an_entry(
            edition=edition, status=Status.SUBMITTED, number=number, submitted_at=at, title=f"Praktyka {number}"
        )
        entry.office.created_at = at
        asker = a_user()
        juror = a_seat(edition, conflicts_declared_at=at)
        session.add_all([entry, asker, juror])
        session.flush()
        asked = {"public_id": f"{number:016}", "asked_at": at}
        session.add(Representative(office_id=entry.office_id, user_id=asker.id, **asked))
        session.add(Question(edition_id=edition.id, asked_by_id=asker.id, asked=f"Czy {number}?", asked_at=at))
        session.add(
            Conflict(
                seat=juror, office=entry.office, source=Source.DECLARED, reason="Praca", at=at, by_id=juror.user_id
            )
        )
        failed = {"created_at": DURING - timedelta(days=3), "failed_at": at, "error": "550 no"}
        known = {
            "occasion": f"{number}",
            "next_attempt_at": at,
            "template": "entry-received",
            "language": "pl",
            "context": {},
        }
        session.add(Message(edition_id=edition.id, user_id=asker.id, to=asker.email, **known, **failed))
        session.commit()
        return entry

    return came


def links(page):
    """Return what the part of the page says, each with its address."""
    part = re.search(r'<section class="section news">(.*?)</section>', page, re.S)
    found = re.findall(r'<li><a href="([^"]+)">([^<]+)</a>', part[1]) if part else []
    return {words: url.replace("&amp;", "&") for url, words in found}


def test_the_first_visit_tells_of_no_earlier_one(desk, home, came):
    came(DURING, 1)

    assert "Since your last visit" not in desk.get(home).text


def test_what_came_after_the_last_visit_is_counted_and_each_number_lists_exactly_that(
    desk, home, came, stop_clock, session
):
    came(DURING - MINUTE, 1)
    desk.get(home)
    came(DURING + MINUTE, 2)
    stop_clock(LATER)

    told = links(desk.get(home).text)

    assert list(told) == [
        "1 entry sent in or corrected",
        "1 office that has registered",
        "1 person waits for confirmation",
        "1 question about the call",
        "1 declaration of a member",
        "1 conflict of interest",
        "1 letter that could not be delivered",
    ]
    pages = [desk.get(url).text for url in told.values()]
    assert all("Only what has come since" in page for page in pages)
    assert ("Praktyka 2" in pages[0], "Praktyka 1" in pages[0]) == (True, False)
    assert "1 office<" in pages[1]
    assert pages[2].count('<tr id="person-') == 1
    assert ("Czy 2?" in pages[3], "Czy 1?" in pages[3]) == (True, False)
    assert [page.count('scope="row"') for page in pages[4:]] == [1, 1, 1]


def test_looks_that_follow_one_another_are_one_visit(desk, home, came, stop_clock):
    desk.get(home)
    came(DURING + MINUTE, 1)

    for minutes in (40, 50, 60):
        stop_clock(DURING + timedelta(minutes=minutes))
        assert "1 entry sent in or corrected" in links(desk.get(home).text)

    stop_clock(DURING + timedelta(minutes=60) + PAUSE)
    page = desk.get(home).text
    assert links(page) == {}
    assert "Nothing has come in since then." in page


def test_each_secretary_has_their_own_last_visit(session, client_of, desk, home, came, edition, stop_clock):
    other = a_seat(edition, Role.SECRETARY)
    session.add(other)
    session.commit()
    theirs = client_of(other.user)
    desk.get(home)
    came(DURING + MINUTE, 1)
    stop_clock(LATER)

    assert "Since your last visit" not in theirs.get(home).text
    assert "1 entry sent in or corrected" in links(desk.get(home).text)


def test_a_secretary_who_acts_for_an_office_counts_no_conflict_with_it(
    session, desk, home, came, secretary, stop_clock
):
    desk.get(home)
    entry = came(DURING + MINUTE, 1)
    mine = {"user_id": secretary.user_id, "asked_at": DURING - MINUTE, "approved_at": DURING - MINUTE}
    session.add(Representative(office_id=entry.office_id, **mine))
    session.commit()
    stop_clock(LATER)

    told = links(desk.get(home).text)

    assert not any("conflict" in words for words in told)
    assert "1 letter that could not be delivered" in told
    page = desk.get(told["1 letter that could not be delivered"]).text
    assert "1 message could not be delivered." in page


def test_what_stood_only_once_a_right_was_confirmed_came_then(session, desk, home, came, stop_clock):
    entry = came(DURING - timedelta(days=2), 1)
    desk.get(home)
    entry.versions[-1].confirmed_at = DURING + MINUTE
    session.commit()
    stop_clock(LATER)

    assert "1 entry sent in or corrected" in links(desk.get(home).text)


def test_a_dashboard_that_cannot_note_the_visit_is_read_all_the_same(app, session, desk, home, came, stop_clock):
    desk.get(home)
    came(DURING + MINUTE, 1)
    stop_clock(LATER)
    table = DeskVisit.__table__
    if session.get_bind().dialect.name != "sqlite":
        pytest.skip("a trigger of SQLite")
    seen = session.scalar(select(table.c.seen_at))
    full = "CREATE TRIGGER full BEFORE UPDATE ON desk_visit BEGIN SELECT RAISE(FAIL, 'full'); END"
    session.execute(text(full))
    session.commit()

    answer = desk.get(home)

    assert answer.status_code == 200
    assert "1 entry sent in or corrected" in links(answer.text)
    session.rollback()
    assert session.scalar(select(table.c.seen_at)) == seen


def test_an_address_of_no_moment_asks_for_everything(desk, home, came):
    came(DURING - MINUTE, 1)

    for since in ("gestern", "2027-03-01", "9999-12-31T23:59:59-14:00", "0001-01-01T00:00:00+14:00"):
        for place in ("entries", "participants", "offices", "questions", "mail", "jury", "jury/conflicts"):
            assert desk.get(f"{home}{place}/?since={since}").status_code == 200


def test_what_is_new_costs_the_same_however_much_it_is(desk, home, came, stop_clock, statements):
    desk.get(home)
    came(DURING + MINUTE, 1)
    stop_clock(LATER)
    desk.get(home)
    few = statements(lambda: desk.get(home))
    for number in range(2, 6):
        came(DURING + MINUTE * number, number)

    assert statements(lambda: desk.get(home)) == few


def test_lists_of_moments_say_their_zone_once(session, desk, home, came, secretary):
    for number in (1, 2, 3):
        came(DURING - MINUTE * number, number)

    for place in ("history/", "jury/conflicts/", "mail/", "questions/"):
        assert desk.get(f"{home}{place}").text.count("Warsaw time") <= 1
