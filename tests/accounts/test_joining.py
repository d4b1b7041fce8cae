"""Registering, confirming, being invited, and getting back in."""

from datetime import UTC, datetime, timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from judging.accounts.models import Purpose, User
from judging.accounts.operations import accounts, links
from judging.jury.operations import members
from judging.notifications.models import Message
from tests.accounts.conftest import PASSWORD
from tests.factories import a_seat, a_user, an_edition

NOW = datetime(2027, 3, 15, 12, tzinfo=UTC)
OTHER = "zielony tramwaj nad rzeką"
ANNA = {"name": "Anna Nowak", "email": "Anna.Nowak@Gmina.pl", "password": PASSWORD}


def mails(session):
    session.rollback()
    return session.scalars(select(Message).order_by(Message.id)).all()


def the_link(session, path):
    return f"/{path}/{mails(session)[-1].context['token']}/"


def test_a_person_registers_and_confirms_with_the_password_given(session, visitor):
    visitor.post("/register/", data=ANNA)
    link = the_link(session, "confirm")

    assert visitor.get(link).status_code == 200
    assert visitor.post(link, data={"password": OTHER}).status_code == 422
    assert visitor.post(link, data={"password": PASSWORD}).location == "/work/first/"

    session.rollback()
    anna = session.scalar(select(User))
    assert (anna.email, anna.name, anna.confirmed_at is not None) == (
        "anna.nowak@gmina.pl",
        "Anna Nowak",
        True,
    )
    assert "Anna Nowak" in visitor.get("/profile/").text


def test_registering_never_tells_whether_the_address_is_known(session, visitor, person):
    person(email="anna.nowak@gmina.pl", name="The real Anna")

    known = visitor.post("/register/", data=ANNA)
    unknown = visitor.post("/register/", data=ANNA | {"email": "ewa.lis@gmina.pl"})

    assert (known.status_code, known.location, known.data) == (
        unknown.status_code,
        unknown.location,
        unknown.data,
    )
    assert [(m.template, m.to) for m in mails(session)] == [
        ("account-exists", "anna.nowak@gmina.pl"),
        ("account-confirm", "ewa.lis@gmina.pl"),
    ]


def test_a_known_account_is_not_changed_by_registering_again(session, visitor, person):
    kept = person(email="anna.nowak@gmina.pl", name="The real Anna").password_hash

    visitor.post("/register/", data=ANNA | {"name": "Somebody", "password": OTHER})

    session.rollback()
    anna = session.scalar(select(User))
    assert (anna.name, anna.password_hash) == ("The real Anna", kept)


def test_a_stranger_who_registers_first_gains_nothing_by_the_owners_click(session, app, visitor):
    visitor.post("/register/", data=ANNA | {"password": OTHER})  # a stranger's password
    link = the_link(session, "confirm")

    owner = app.test_client()
    owner.get(link)
    owner.post(link, data={"password": PASSWORD})

    session.rollback()
    assert session.scalar(select(User.confirmed_at)) is None


@pytest.mark.parametrize(
    "email",
    [
        "anna",
        "anna@gmina",
        "a b@gmina.pl",
        "a@b.pl\r\nBcc: x@y.pl",
        "",
        "@gmina.pl",
        "a@" + "b" * 260 + ".pl",
    ],
)
def test_what_cannot_be_an_address_is_refused_and_nothing_is_mailed(session, visitor, email):
    answer = visitor.post("/register/", data=ANNA | {"email": email})

    assert answer.status_code == 422
    assert mails(session) == []


def test_invisible_signs_do_not_make_another_person(session, visitor):
    visitor.post("/register/", data=ANNA | {"name": "An\u200bna \u202eNowak\x00"})

    session.rollback()
    assert session.scalar(select(User.name)) == "Anna Nowak"


def test_one_address_gets_three_mails_an_hour(session, visitor, person):
    person(email="anna.nowak@gmina.pl")

    answers = {visitor.post("/reset/", data={"email": ANNA["email"]}).location for _ in range(5)}

    assert answers == {"/look-at-mail/"}
    assert len(mails(session)) == 3


def test_a_reset_is_answered_alike_for_known_and_unknown_addresses(session, visitor, person):
    person(email="anna.nowak@gmina.pl")

    known = visitor.post("/reset/", data={"email": "anna.nowak@gmina.pl"})
    unknown = visitor.post("/reset/", data={"email": "nobody@gmina.pl"})

    assert (known.status_code, known.location, known.data) == (
        unknown.status_code,
        unknown.location,
        unknown.data,
    )
    assert [message.to for message in mails(session)] == ["anna.nowak@gmina.pl"]


def test_a_reset_link_sets_a_new_password_once_and_ends_all_sessions(session, app, visitor, person, client_of, sign_in):
    user = person()
    signed_in = client_of(user)
    visitor.post("/reset/", data={"email": user.email})
    link = the_link(session, "reset")

    assert visitor.get(link).status_code == 200
    assert FlaskClient.open(visitor, link, method="HEAD").status_code == 200
    assert visitor.post(link, data={"password": OTHER}).location == "/sign-in/"

    assert signed_in.get("/profile/").status_code == 302
    assert visitor.post(link, data={"password": PASSWORD}).status_code == 410
    assert sign_in(visitor, user.email, PASSWORD).status_code == 422
    assert sign_in(visitor, user.email, OTHER).status_code == 302
    assert mails(session)[-1].template == "password-changed"


def test_a_reset_link_runs_out_after_thirty_minutes(session, visitor, person, stop_clock):
    stop_clock(NOW)
    user = person()
    visitor.post("/reset/", data={"email": user.email})
    link = the_link(session, "reset")

    stop_clock(NOW + timedelta(minutes=29, seconds=59))
    assert visitor.get(link).status_code == 200
    stop_clock(NOW + timedelta(minutes=30))
    assert visitor.post(link, data={"password": OTHER}).status_code == 410


def test_only_the_newest_link_works_and_none_after_the_password_has_changed(session):
    user = a_user()
    session.add(user)
    session.flush()

    old = links.issue(session, user, Purpose.RESET, NOW)
    new = links.issue(session, user, Purpose.RESET, NOW)
    invitation = links.issue(session, user, Purpose.INVITATION, NOW)

    assert links.holder(session, old, Purpose.RESET, NOW) is None
    assert links.holder(session, new, Purpose.RESET, NOW) is user
    assert links.holder(session, new, Purpose.INVITATION, NOW) is None
    accounts.set_password(session, user, "a hash", at=NOW)
    assert links.spend(session, new, Purpose.RESET, NOW) is None
    assert links.spend(session, invitation, Purpose.INVITATION, NOW) is None


def test_a_juror_comes_in_by_one_tap_and_a_password(session, visitor):
    _, token = accounts.invite(session, "Jan.Lis@gmina.pl", "Jan Lis", "pl", datetime.now(UTC))
    session.commit()

    assert "Jan Lis" in visitor.get(f"/invitation/{token}/").text
    answer = visitor.post(f"/invitation/{token}/", data={"name": "Jan Lis", "password": PASSWORD})

    assert answer.location == "/work/first/"
    assert visitor.get("/profile/").status_code == 200
    assert visitor.get(f"/invitation/{token}/").location == "/work/first/"


@pytest.mark.parametrize("path", ["/invitation/used/", "/confirm/used/"])
def test_a_used_link_leads_who_is_signed_in_to_where_they_belong(client_of, person, visitor, path):
    led = client_of(person()).get(path)

    assert (led.status_code, led.location) == (302, "/work/first/")
    assert visitor.get(path).status_code == 410


def test_somebody_with_an_account_is_invited_into_it(session, visitor, person):
    user = person(email="jan.lis@gmina.pl")
    kept = user.password_hash
    found, token = accounts.invite(session, "Jan.Lis@gmina.pl", "Another Name", "pl", datetime.now(UTC))
    session.commit()

    answer = visitor.post(f"/invitation/{token}/", data={"name": "X", "password": OTHER})

    assert found is user
    assert answer.location == "/sign-in/"
    session.rollback()
    session.refresh(user)
    assert (user.password_hash, user.name != "Another Name") == (kept, True)


def test_an_invitation_that_has_run_out_is_renewed_to_the_same_address(session, visitor, stop_clock):
    stop_clock(NOW)
    user, token = accounts.invite(session, "jan.lis@gmina.pl", "Jan Lis", "pl", NOW)
    session.add(a_seat(an_edition(), user=user))
    session.commit()
    stop_clock(NOW + timedelta(days=31))

    page = visitor.get(f"/invitation/{token}/")
    visitor.post(f"/invitation/{token}/renew/")

    assert page.status_code == 410
    assert [(m.template, m.to) for m in mails(session)] == [("invitation-renewed", "jan.lis@gmina.pl")]
    assert visitor.get(the_link(session, "invitation")).status_code == 200


def test_the_link_of_a_mail_begins_with_our_own_address(session, app, person):
    from judging.notifications.rendering import letter

    user = person()
    client = app.test_client()
    client.post("/reset/", data={"email": user.email}, headers={"X-Forwarded-Host": "evil.example"})

    with app.app_context():
        body = letter(mails(session)[0], user).body
    assert "http://localhost:8000/en/reset/" in body
    assert "evil" not in body


def test_removing_a_juror_kills_the_link_and_nobody_renews_it(session, visitor):
    user, token = accounts.invite(session, "jan.lis@gmina.pl", "Jan Lis", "pl", datetime.now(UTC))
    seat, secretary = a_seat(an_edition(), user=user), a_user()
    session.add_all([seat, secretary])
    session.flush()
    members.remove(session, seat, reason="A mistake.", by=secretary, at=datetime.now(UTC))
    session.commit()

    shown = visitor.get(f"/invitation/{token}/")
    visitor.post(f"/invitation/{token}/renew/")

    assert shown.status_code == 410
    assert "invitation-renewed" not in {message.template for message in mails(session)}
