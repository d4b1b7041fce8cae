"""Signing in: the password, the session, and what is never told."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from judging.accounts.devices import device_name
from judging.accounts.models import SignInAttempt, UserSession
from judging.editions.models import Role
from tests.accounts.conftest import PASSWORD
from tests.factories import a_seat, an_edition

NOW = datetime(2027, 3, 15, 12, tzinfo=UTC)
WRONG = "this is not the password"


def test_the_right_password_opens_the_account(visitor, person, sign_in):
    user = person(name="Anna Nowak")

    answer = sign_in(visitor, user.email.upper())

    assert (answer.status_code, answer.location) == (302, "/work/first/")
    assert "Anna Nowak" in visitor.get("/profile/").text


@pytest.mark.parametrize("fields", [{}, {"confirmed_at": None}, {"deactivated_at": NOW}])
def test_nobody_is_told_why_they_may_not_come_in(visitor, person, sign_in, fields):
    user = person(**fields)
    password = PASSWORD if fields else WRONG

    known = sign_in(visitor, user.email, password)
    unknown = sign_in(visitor, "x" * (len(user.email) - 12) + "@example.org", password)

    assert known.status_code == unknown.status_code == 422
    assert _masked(known.text, user.email) == _masked(unknown.text, "x" * (len(user.email) - 12) + "@example.org")
    assert visitor.get("/profile/").status_code == 302


def _masked(text, email):
    return re.sub(r'name="csrf_token"[^>]*value="[^"]*"', "", text.replace(email, "@"))


def test_a_new_session_begins_at_sign_in(app, session, visitor, person, sign_in):
    user = person()
    with visitor.session_transaction() as cookie:
        cookie["_user_id"] = "a token put there beforehand"

    sign_in(visitor, user.email)

    with visitor.session_transaction() as cookie:
        assert cookie["_user_id"] != "a token put there beforehand"
        assert cookie["_user_id"] not in {row.token_hash for row in session.scalars(select(UserSession))}


def test_a_cookie_kept_from_before_the_sign_out_opens_nothing(visitor, person, sign_in):
    sign_in(visitor, person().email)
    cookie = visitor.get_cookie("kapitula").value

    visitor.post("/sign-out/")
    visitor.set_cookie("kapitula", cookie)

    assert visitor.get("/profile/").status_code == 302


def test_a_closed_account_ends_at_once(session, client_of, person):
    user = person()
    client = client_of(user)

    user.deactivated_at = NOW
    session.commit()

    assert client.get("/profile/").status_code == 302


@pytest.mark.parametrize(
    ("role", "away", "status"),
    [
        (None, timedelta(days=29), 200),
        (None, timedelta(days=31), 302),
        (Role.JUROR, timedelta(days=29), 200),
        (Role.SECRETARY, timedelta(minutes=59), 200),
        (Role.SECRETARY, timedelta(minutes=61), 302),
        (Role.CHAIR, timedelta(minutes=61), 302),
    ],
)
def test_a_session_idles_away(session, client_of, person, stop_clock, role, away, status):
    user = person()
    if role:
        session.add(a_seat(an_edition(), role, user=user))
    stop_clock(NOW)
    client = client_of(user)

    stop_clock(NOW + away)

    assert client.get("/profile/").status_code == status


def test_the_session_of_a_secretary_ends_after_twelve_hours_of_work(session, client_of, person, stop_clock):
    user = person()
    session.add(a_seat(an_edition(), Role.SECRETARY, user=user))
    stop_clock(NOW)
    client = client_of(user)

    answers = []
    for half_hours in range(1, 26):
        stop_clock(NOW + half_hours * timedelta(minutes=30))
        answers.append(client.get("/profile/").status_code)

    assert answers == [200] * 24 + [302]


def test_a_person_given_a_strong_role_signs_in_again_with_the_second_factor(session, visitor, person, sign_in):
    user = person()
    sign_in(visitor, user.email)

    session.rollback()
    session.add(a_seat(an_edition(), Role.SECRETARY, user=user))
    session.commit()

    assert visitor.get("/profile/").status_code == 302


@pytest.mark.parametrize(
    "target",
    [
        "//e",
        "/\\e",
        "\\/e",
        "https:e",
        "///\\e",
        "////e",
        "javascript:alert(1)",
        "data:text/html,x",
        "1&next=//e",
        "/a%0d%0aX-Header:1",
        "http://[::1",
        "https://evil.example/",
        "/" + "a" * 5000,
        "%09//e",
    ],
)
def test_after_signing_in_nobody_is_sent_to_another_site(visitor, person, sign_in, target):
    answer = sign_in(visitor, person().email, url=f"/sign-in/?next={target}")

    assert (answer.status_code, answer.location) == (302, "/work/first/")


@pytest.mark.parametrize(
    ("preferred", "address", "language"),
    [("pl", "/sign-in/", "pl"), ("en", "/sign-in/", "en"), ("pl", "/en/sign-in/", "en")],
)
def test_a_person_goes_on_in_english_if_they_prefer_it_or_were_reading_it(
    visitor, person, sign_in, preferred, address, language
):
    answer = sign_in(visitor, person(language=preferred).email, url=address)

    assert answer.location == "/work/first/"
    assert f'<html lang="{language}"' in visitor.get("/profile/").text


def test_signing_out_leaves_no_cookie_behind(visitor, person, sign_in):
    sign_in(visitor, person().email)

    left = visitor.post("/en/sign-out/")
    assert left.location == "/en/"
    assert "You are signed out." in visitor.get(left.location).text
    assert visitor.get_cookie("kapitula") is None


def test_after_signing_in_one_goes_on_to_the_page_asked_for(visitor, person, sign_in):
    asked = visitor.get("/profile/password/")

    assert asked.location == "/sign-in/?next=/profile/password/"
    assert sign_in(visitor, person().email, url=asked.location).location == "/profile/password/"


def test_an_address_of_a_forwarding_header_is_not_believed(session, visitor, person):
    user = person()

    for last in range(6):
        headers = {"X-Forwarded-For": f"10.0.0.{last}"}
        answer = visitor.post("/sign-in/", data={"email": user.email, "password": WRONG}, headers=headers)

    session.rollback()
    assert answer.status_code == 429
    assert int(answer.headers["Retry-After"]) > 0
    assert len({row.network for row in session.scalars(select(SignInAttempt))}) == 1


@pytest.mark.parametrize("host", ["evil.example", "localhost, evil.example", "localhost@evil.example"])
def test_a_request_under_another_name_is_refused(app, host):
    answer = app.test_client().post("/reset/", data={"email": "a@b.pl"}, headers={"Host": host})

    assert answer.status_code == 400


@pytest.mark.parametrize(
    ("user_agent", "name"),
    [
        (
            "Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/140.0 Safari/537.36 Edg/140.0",
            "Edge, Windows",
        ),
        (
            "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Safari/604.1",
            "Safari, iPhone",
        ),
        (
            "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0",
            "Firefox, Linux",
        ),
        ("something odd", ""),
    ],
)
def test_a_browser_is_called_as_people_call_it(user_agent, name):
    assert device_name(user_agent) == name


def test_signing_in_leads_to_where_one_has_work_and_a_safe_next_still_wins(session, visitor, person, sign_in):
    seat = a_seat(an_edition(), user=person())
    session.add(seat)
    session.commit()

    asked = sign_in(visitor, seat.user.email, url="/sign-in/?next=/profile/")
    visitor.post("/sign-out/")
    plain = sign_in(visitor, seat.user.email)

    assert asked.location == "/profile/"
    assert visitor.get(plain.location).location == f"/jury/{seat.edition.slug}/"
    assert visitor.get("/sign-in/").location == plain.location
