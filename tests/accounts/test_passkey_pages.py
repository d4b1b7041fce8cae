"""Passkeys on the pages: added for a password, shown to sign in or in place of a code, renamed, removed."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from judging.accounts.models import Passkey, User, UserSession
from judging.accounts.operations import accounts
from judging.editions.models import Role
from tests.accounts.authenticator import PRESENT, Device
from tests.accounts.conftest import PASSWORD, code_of
from tests.factories import a_seat, an_edition

SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
NOW = datetime(2027, 3, 15, 12, tzinfo=UTC)
QUESTION, WISH = "/sign-in/passkey/question/", "/profile/passkeys/new/question/"


@pytest.fixture(autouse=True)
def _noon(stop_clock):
    stop_clock(NOW)


def add(client, device, *, code="", name="telefon"):
    """Add a passkey by the pages; return the last answer."""
    begun = client.post("/profile/passkeys/", data={"name": name, "password": PASSWORD, "code": code})
    assert begun.location.endswith("/profile/passkeys/new/"), begun.text
    answer = device.make(client.post(WISH).json)
    return client.post("/profile/passkeys/new/", data={"credential": answer})


def enter(client, device, *, url="/sign-in/passkey/", **lies):
    return client.post(url, data={"credential": device.show(client.post(QUESTION).json, **lies)})


@pytest.fixture
def holder(client_of, person):
    """A function that makes a person with a passkey, and returns both."""

    def holder(**fields):
        user, device = person(**fields), Device()
        code = code_of(SECRET, NOW) if "totp_secret" in fields else ""
        assert add(client_of(user), device, code=code).location.endswith("/profile/passkeys/")
        return user, device

    return holder


@pytest.fixture
def leading(session):
    """A function that gives a person a chair."""

    def leading(user):
        session.add(a_seat(an_edition(), Role.CHAIR, user=session.get(User, user.id)))
        session.commit()

    return leading


def test_a_passkey_is_added_and_signs_its_person_in_where_they_were_going(visitor, holder):
    user, device = holder()

    assert QUESTION in visitor.get("/sign-in/").text
    answer = enter(visitor, device, url="/sign-in/passkey/?next=/profile/password/")

    assert answer.location == "/profile/password/"
    assert user.name in visitor.get("/profile/").text
    assert "telefon" in visitor.get("/profile/passkeys/").text


def test_a_session_begun_with_a_passkey_has_its_second_factor_and_stands_in_the_list(session, visitor, holder):
    user, device = holder()
    enter(visitor, device)

    session.rollback()
    newest = session.scalars(select(UserSession).order_by(UserSession.id.desc())).first()
    assert (newest.user_id, newest.second_factor_at) == (user.id, NOW)
    assert "this browser" in visitor.get("/profile/").text


def test_adding_one_asks_for_the_password(client_of, person):
    client = client_of(person())

    answer = client.post("/profile/passkeys/", data={"name": "telefon", "password": "a guess of mine"})

    assert answer.status_code == 422
    assert "telefon" in answer.text
    assert client.post(WISH).status_code == 409
    assert client.get("/profile/passkeys/new/").location.endswith("/profile/passkeys/")


def test_adding_one_asks_for_a_code_too_where_one_signs_in_with_codes(client_of, person):
    client = client_of(person(totp_secret=SECRET, totp_confirmed_at=NOW - timedelta(days=1)))

    assert client.post("/profile/passkeys/", data={"name": "x", "password": PASSWORD}).status_code == 422
    assert client.post(WISH).status_code == 409
    assert add(client, Device(), code=code_of(SECRET, NOW)).location.endswith("/profile/passkeys/")


def test_what_the_password_opened_closes_after_a_quarter_of_an_hour(client_of, person, stop_clock):
    client = client_of(person())
    client.post("/profile/passkeys/", data={"name": "telefon", "password": PASSWORD})

    stop_clock(NOW + timedelta(minutes=16))

    assert client.post(WISH).status_code == 409


def test_without_a_script_the_page_says_what_is_missing(client_of, person):
    client = client_of(person())
    assert "Passkeys need JavaScript" in client.get("/profile/passkeys/").text
    client.post("/profile/passkeys/", data={"name": "telefon", "password": PASSWORD})

    answer = client.post("/profile/passkeys/new/", data={"credential": ""})

    assert answer.status_code == 422
    assert "The browser gave no passkey" in answer.text


def test_a_challenge_belongs_to_the_browser_that_asked_for_it(app, visitor, holder):
    _user, device = holder()
    thief = app.test_client()
    answer = device.show(visitor.post(QUESTION).json)

    assert thief.post("/sign-in/passkey/", data={"credential": answer}).status_code == 422
    assert visitor.post("/sign-in/passkey/", data={"credential": answer}).status_code == 302


def test_a_cookie_put_back_does_not_let_an_answer_be_used_again(visitor, holder):
    _user, device = holder()
    answer = device.show(visitor.post(QUESTION).json)
    with visitor.session_transaction() as cookie:
        kept = dict(cookie)
    assert visitor.post("/sign-in/passkey/", data={"credential": answer}).status_code == 302
    with visitor.session_transaction() as cookie:
        cookie.clear()
        cookie.update(kept)

    assert visitor.post("/sign-in/passkey/", data={"credential": answer}).status_code == 422


def test_a_wish_is_not_answered_by_showing(client_of, person, holder):
    user, device = holder()
    client = client_of(user)
    client.post("/profile/passkeys/", data={"name": "drugi", "password": PASSWORD})
    asked = client.post(WISH).json

    answer = client.post("/profile/passkeys/show/", data={"credential": device.show(asked)})

    assert answer.status_code == 422


def test_an_unknown_passkey_a_wrong_one_and_a_closed_account_get_the_same_answer(app, session, holder):
    user, device = holder()
    english = {"url": "/en/sign-in/passkey/"}
    unknown = enter(app.test_client(), Device(handle=device.handle), **english)
    pages = [unknown, enter(app.test_client(), device, flags=PRESENT, **english)]
    session.rollback()
    session.expire_all()
    accounts.deactivate(session, session.get(User, user.id), by=session.get(User, user.id), at=NOW)
    session.commit()
    pages.append(enter(app.test_client(), device, **english))

    assert {page.status_code for page in pages} == {422}
    assert all("This passkey does not open an account here" in page.text for page in pages)


def test_who_leads_signs_in_with_a_passkey_alone(visitor, holder, leading):
    user, device = holder()
    leading(user)

    assert enter(visitor, device).status_code == 302
    assert visitor.get("/profile/").status_code == 200


def test_who_leads_shows_the_passkey_after_the_password_and_cannot_go_round_it(visitor, holder, leading, sign_in):
    user, device = holder()
    leading(user)

    assert sign_in(visitor, user.email, url="/sign-in/?next=/profile/password/").location == "/sign-in/code/"
    page = visitor.get("/sign-in/code/").text
    assert QUESTION in page
    assert 'name="code"' not in page
    assert visitor.get("/second-factor/").location.endswith("/sign-in/")
    assert visitor.post("/second-factor/", data={"code": "000000"}).location.endswith("/sign-in/")
    assert visitor.get("/profile/").status_code == 302

    assert enter(visitor, device).location == "/profile/password/"
    assert visitor.get("/profile/").status_code == 200


def test_the_second_step_takes_the_passkey_of_the_same_person_only(app, visitor, holder, sign_in):
    code = {"totp_secret": SECRET, "totp_confirmed_at": NOW - timedelta(days=1)}
    (anna, _hers), (_other, device) = holder(**code), holder()
    sign_in(visitor, anna.email)

    assert enter(visitor, device).status_code == 422
    assert visitor.get("/profile/").status_code == 302


def test_a_code_and_a_recovery_code_still_do_beside_a_passkey(app, holder, sign_in, stop_clock):
    user, _device = holder(totp_secret=SECRET, totp_confirmed_at=NOW - timedelta(days=1))
    browser = app.test_client()
    sign_in(browser, user.email)
    stop_clock(NOW + timedelta(minutes=1))

    later = code_of(SECRET, NOW + timedelta(minutes=1))
    assert browser.post("/sign-in/code/", data={"code": later}).status_code == 302
    assert browser.get("/profile/").status_code == 200


def test_a_juror_with_a_passkey_may_still_sign_in_with_the_password(visitor, holder, sign_in):
    user, _device = holder()

    sign_in(visitor, user.email)

    assert visitor.get("/profile/").status_code == 200


def test_a_passkey_shown_gives_a_code_to_its_own_person_only(client_of, holder):
    (anna, hers), (_other, device) = holder(), holder()
    client = client_of(anna)

    given = client.post("/profile/passkeys/show/", data={"credential": hers.show(client.post(QUESTION).json)})
    refused = client.post("/profile/passkeys/show/", data={"credential": device.show(client.post(QUESTION).json)})

    assert (given.status_code, len(given.json["code"])) == (200, 24)
    assert (refused.status_code, set(refused.json)) == (422, {"error"})


def test_a_passkey_is_renamed_by_its_person(session, client_of, person, holder):
    user, _device = holder()
    passkey = session.scalars(select(Passkey)).one()
    url = f"/profile/passkeys/{passkey.public_id}/"

    assert client_of(user).post(url, data={"name": "klucz na biurku"}).status_code == 302
    assert client_of(person()).post(url, data={"name": "mój"}).status_code == 404
    session.rollback()
    assert session.scalars(select(Passkey.name)).all() == ["klucz na biurku"]


def test_a_passkey_is_removed_for_the_password_and_signs_nobody_in(session, client_of, person, holder, visitor):
    user, device = holder()
    url = f"/profile/passkeys/{session.scalars(select(Passkey.public_id)).one()}/remove/"

    assert client_of(person()).post(url, data={"password": PASSWORD}).status_code == 404
    assert client_of(user).post(url, data={"password": "a guess of mine"}).status_code == 422
    assert client_of(user).post(url, data={"password": PASSWORD}).status_code == 302
    assert enter(visitor, device).status_code == 422


def test_who_leads_is_told_why_the_last_one_stays(session, client_of, holder, leading):
    user, device = holder()
    leading(user)
    client = client_of(user)
    url = f"/profile/passkeys/{session.scalars(select(Passkey.public_id)).one()}/remove/"
    shown = client.post("/profile/passkeys/show/", data={"credential": device.show(client.post(QUESTION).json)})

    answer = client.post(url, data={"password": PASSWORD, "code": shown.json["code"]})

    assert answer.status_code == 409
    assert "your only second step" in answer.text


def test_the_list_makes_no_more_statements_for_more_passkeys(client_of, person, statements):
    client, few = client_of(person()), []
    for _time in range(2):
        add(client, Device())
        few.append(statements(lambda: client.get("/profile/passkeys/")))

    assert few[0] == few[1]
