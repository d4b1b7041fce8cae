"""The laureates' pages are kept for visitors; nobody may notice, but for the speed."""

from datetime import timedelta

from flask.testing import FlaskClient

from judging.announcement.queries import public_edition
from tests.announcement.hall import a_sealed_edition, announce, withdraw
from tests.factories import GALA

LATER = GALA + timedelta(minutes=5)


def test_a_page_seen_before_is_gone_with_the_withdrawal_and_new_with_the_next_announcement(session, visitor):
    chamber = a_sealed_edition(session)
    path = f"/laureates/{chamber.edition.slug}/"
    announce(session, chamber)
    before = visitor.get(path)

    withdraw(session, chamber)
    assert visitor.get(path).status_code == 404
    assert "Kanarek" not in visitor.get("/laureates/").text

    announce(session, chamber, at=LATER)
    after = visitor.get(path)
    award = public_edition(session, chamber.edition.slug).awards[0].public_id
    assert award not in before.text
    assert award in after.text


def test_a_page_is_made_once_as_long_as_nothing_changes(session, visitor, statements, stop_clock):
    stop_clock(LATER)
    chamber = a_sealed_edition(session)
    announce(session, chamber)
    path = f"/laureates/{chamber.edition.slug}/"

    assert statements(lambda: visitor.get(path)) > 0
    assert statements(lambda: visitor.get(path)) == 0
    chamber.edition.name = "Changed meanwhile"
    session.commit()
    assert statements(lambda: visitor.get(path)) > 0


def test_a_page_is_made_anew_with_every_second_of_the_clock(session, visitor, statements, stop_clock):
    stop_clock(LATER)
    visitor.get("/")
    assert statements(lambda: visitor.get("/")) == 0

    stop_clock(LATER + timedelta(seconds=1))
    assert statements(lambda: visitor.get("/")) > 0


def test_a_kept_page_is_answered_as_it_was_the_first_time(session, app, stop_clock):
    stop_clock(LATER)
    chamber = a_sealed_edition(session)
    announce(session, chamber)
    path = f"/laureates/{chamber.edition.slug}/"

    first, second = (FlaskClient(app).get(path) for _visitor in range(2))
    head = FlaskClient(app).head(path)

    assert first.data == second.data
    assert head.data == b""
    numbers = {one.headers.pop("X-Request-Id") for one in (first, second, head)}
    assert len(numbers) == 3
    told = [sorted(one.headers.to_wsgi_list()) for one in (first, second, head)]
    assert told[0] == told[1] == told[2]


def test_whoever_has_the_page_already_is_not_sent_it_again(session, visitor, stop_clock):
    stop_clock(LATER)
    chamber = a_sealed_edition(session)
    announce(session, chamber)
    path = f"/laureates/{chamber.edition.slug}/"
    known = {"If-None-Match": visitor.get(path).headers["ETag"]}

    kept = visitor.get(path, headers=known)
    stop_clock(LATER + timedelta(seconds=1))
    made = visitor.get(path, headers=known)

    assert [(one.status_code, one.data) for one in (kept, made)] == [(304, b""), (304, b"")]
    withdraw(session, chamber)
    assert visitor.get(path, headers=known).status_code == 404


def test_a_page_kept_for_visitors_is_not_given_to_a_person_signed_in_nor_theirs_to_visitors(
    session, visitor, client_of, stop_clock
):
    stop_clock(LATER)
    chamber = a_sealed_edition(session)
    announce(session, chamber)
    path, name = f"/laureates/{chamber.edition.slug}/", chamber.secretary.name
    visitor.get(path)

    mine = client_of(chamber.secretary).get(path)

    assert name in mine.text
    assert mine.headers["Cache-Control"] == "private, no-store"
    assert name not in visitor.get(path).text


def test_each_language_is_kept_under_its_own_address(session, visitor, stop_clock):
    stop_clock(LATER)
    chamber = a_sealed_edition(session)
    announce(session, chamber)
    path = f"/laureates/{chamber.edition.slug}/"

    for _time in range(2):
        assert '<html lang="en"' in visitor.get(f"/en{path}").text
        assert '<html lang="pl"' in visitor.get(path, headers={"Accept-Language": "en"}).text


def test_a_page_of_another_name_of_this_machine_is_not_kept(visitor, stop_clock):
    stop_clock(LATER)
    visitor.get("/")

    assert visitor.get("/", headers={"Host": "evil.example"}).status_code == 400
