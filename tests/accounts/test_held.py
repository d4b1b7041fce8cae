"""A form of somebody who is not signed in any more: nothing of it is lost, nothing done under another name."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select, update

from judging.accounts import authenticators
from judging.accounts.authenticators import Site
from judging.accounts.models import User, UserSession
from judging.accounts.operations import passkeys
from judging.accounts.operations.passkeys import Asked
from judging.editions.models import Role
from tests.accounts.authenticator import Device
from tests.accounts.conftest import PASSWORD, code_of
from tests.factories import a_seat, an_edition
from tests.plain_browser import form_on

NOW = datetime(2027, 3, 15, 12, tzinfo=UTC)
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
JSON = {"Accept": "application/json"}
TYPED = "Anna „Nowa” Nowak"
NAME_LABEL = "First name and surname"


@pytest.fixture
def anna(person, app, stop_clock):
    app.config["WTF_CSRF_ENABLED"] = True
    stop_clock(NOW)
    return person(name="Anna Nowak")


def enter(client, user, page=None, **more):
    """Sign in by the form of a page, as somebody without scripts does."""
    address, fields = form_on(page or client.get("/en/sign-in/"), "password")
    return client.post(address, data=fields | {"email": user.email, "password": PASSWORD} | more)


def profile(client):
    """Open the form of the profile; return it filled in anew."""
    _address, fields = form_on(client.get("/profile/"), "name")
    return fields | {"name": TYPED}


def end_sessions(session, user):
    session.execute(update(UserSession).where(UserSession.user_id == user.id).values(ended_at=NOW))
    session.commit()


def name_of(session, user):
    session.rollback()
    return session.scalar(select(User.name).where(User.id == user.id))


def press(client, page):
    """Press the button of a page that shows a held form."""
    address, fields = form_on(page, "name")
    return client.post(address, data=fields)


def test_a_page_says_for_whom_it_was_made_as_the_server_says_who_is_signed_in(visitor, anna):
    before = visitor.get("/en/sign-in/").text
    enter(visitor, anna)

    person = visitor.get("/session/token/").json["person"]
    assert person
    assert f'<body data-person="{person}">' in visitor.get("/profile/").text
    assert "data-person" not in before


def test_without_scripts_what_was_typed_is_stored_after_signing_in_again(session, visitor, anna):
    enter(visitor, anna)
    typed = profile(visitor)
    end_sessions(session, anna)

    asked = visitor.post("/profile/", data=typed)
    shown = enter(visitor, anna, asked)

    assert (asked.status_code, shown.status_code) == (401, 200)
    assert "Anna „Nowa” Nowak" in asked.text
    assert "Anna „Nowa” Nowak" in shown.text
    assert name_of(session, anna) == "Anna Nowak"
    assert press(visitor, shown).location == "/profile/"
    assert name_of(session, anna) == TYPED


def test_a_browser_that_has_lost_its_cookies_loses_no_text(session, app, visitor, anna):
    enter(visitor, anna)
    typed = profile(visitor)
    forgetful = app.test_client()

    shown = enter(forgetful, anna, forgetful.post("/profile/", data=typed))

    assert press(forgetful, shown).status_code == 302
    assert name_of(session, anna) == TYPED


def test_a_wrong_password_does_not_let_the_text_go(session, visitor, anna):
    enter(visitor, anna)
    typed = profile(visitor)
    end_sessions(session, anna)

    wrong = enter(visitor, anna, visitor.post("/profile/", data=typed), password="something else")
    shown = enter(visitor, anna, wrong)

    assert wrong.status_code == 422
    assert "Anna „Nowa” Nowak" in wrong.text
    assert press(visitor, shown).status_code == 302
    assert name_of(session, anna) == TYPED


def test_the_text_goes_along_through_the_second_step(session, visitor, anna):
    anna.totp_secret, anna.totp_confirmed_at = SECRET, NOW - timedelta(days=1)
    session.commit()
    code_page = enter(visitor, anna)
    visitor.post("/en/sign-in/code/", data=_coded(visitor.get(code_page.location), NOW))
    typed = profile(visitor)
    end_sessions(session, anna)

    page = enter(visitor, anna, visitor.post("/profile/", data=typed))
    shown = visitor.post(form_on(page, "code")[0], data=_coded(page, NOW + timedelta(seconds=30)))

    assert "Anna „Nowa” Nowak" in page.text
    assert press(visitor, shown).status_code == 302
    assert name_of(session, anna) == TYPED


def test_the_text_goes_along_with_a_passkey(session, visitor, anna):
    device, asked, site = Device(), Asked.now(NOW), Site.at("http://localhost:8000", "Kapituła")
    said = {"handle": anna.public_id, "address": anna.email, "name": anna.name}
    answer = device.make(authenticators.wish(site, asked.challenge, **said, known=()))
    passkeys.add(session, session.get(User, anna.id), "telefon", answer, asked=asked, site=site, at=NOW)
    session.commit()
    enter(visitor, anna)
    typed = profile(visitor)
    end_sessions(session, anna)

    address, fields = form_on(visitor.post("/profile/", data=typed), "credential")
    question = visitor.post("/sign-in/passkey/question/", data={"csrf_token": fields["csrf_token"]}).json
    shown = visitor.post(address, data=fields | {"credential": device.show(question)})

    assert "Anna „Nowa” Nowak" in shown.text
    assert press(visitor, shown).status_code == 302
    assert name_of(session, anna) == TYPED


def _coded(page, at):
    return form_on(page, "code")[1] | {"code": code_of(SECRET, at)}


def test_the_text_goes_along_through_setting_the_second_step_up(session, visitor, anna):
    enter(visitor, anna)
    typed = profile(visitor)
    session.add(a_seat(an_edition(), Role.CHAIR, user=anna))
    session.commit()  # from now on the password alone is not enough

    set_up = enter(visitor, anna, visitor.post("/profile/", data=typed))
    session.refresh(anna)
    address, fields = form_on(set_up, "code")
    codes = visitor.post(address, data=fields | {"code": code_of(anna.totp_secret, NOW)})
    address, fields = form_on(codes, "held")

    assert press(visitor, visitor.post(address, data=fields)).status_code == 302
    assert name_of(session, anna) == TYPED


def test_nothing_is_stored_under_the_name_of_somebody_else(session, visitor, anna, person):
    other = person(name="Jan Kowalski")
    enter(visitor, anna)
    typed = profile(visitor)
    end_sessions(session, anna)

    shown = enter(visitor, other, visitor.post("/profile/", data=typed))

    assert "Anna „Nowa” Nowak" in shown.text
    assert "under another account" in shown.text
    assert visitor.post("/profile/", data=typed).status_code == 403
    assert (name_of(session, anna), name_of(session, other)) == ("Anna Nowak", "Jan Kowalski")


def test_who_wrote_it_signs_in_from_the_page_that_shows_it_and_stores_it(session, visitor, anna, person):
    other = person(name="Jan Kowalski")
    enter(visitor, anna)
    typed = profile(visitor)
    enter(visitor, other, form_page(visitor))

    address, fields = form_on(visitor.post("/profile/", data=typed), "held")
    shown = enter(visitor, anna, visitor.post(address, data=fields))

    assert press(visitor, shown).status_code == 302
    assert (name_of(session, anna), name_of(session, other)) == (TYPED, "Jan Kowalski")


def form_page(client):
    """Sign out, by the form at the head of a page, and return the page to sign in."""
    _address, fields = form_on(client.get("/profile/"), "name")
    client.post("/sign-out/", data={"csrf_token": fields["csrf_token"]})
    return client.get("/en/sign-in/")


def test_a_page_from_before_signing_in_again_shows_what_was_typed_and_stores_it(session, visitor, anna):
    enter(visitor, anna)
    typed = profile(visitor)
    enter(visitor, anna, form_page(visitor))

    page = visitor.post("/profile/", data=typed)

    assert page.status_code == 400
    assert "Anna „Nowa” Nowak" in page.text
    assert press(visitor, page).location == "/profile/"
    assert name_of(session, anna) == TYPED


def test_a_held_text_carries_the_label_of_the_field_it_came_from_in_every_step(session, visitor, anna):
    enter(visitor, anna)
    typed = profile(visitor)
    end_sessions(session, anna)

    asked = visitor.post("/profile/", data=typed)
    shown = enter(visitor, anna, asked)

    for page in (asked, shown):
        assert labels_of_kept_texts(page) == [NAME_LABEL]
    assert press(visitor, shown).status_code == 302


def test_labels_that_somebody_has_made_up_are_not_shown(visitor, app, anna):
    enter(visitor, anna)
    typed = profile(visitor) | {"labels": "W1sibmFtZSIsIllvdXIgcGFzc3dvcmQiXV0.made-up"}

    page = app.test_client().post("/profile/", data=typed)

    assert labels_of_kept_texts(page)[0] == "Tekst 1"


def labels_of_kept_texts(page):
    return re.findall(r'<label for="kept-\d+">(.*?)</label>', page.text)


def test_a_held_form_saves_and_never_hands_in_and_holds_no_password(session, visitor, anna):
    enter(visitor, anna)
    typed = profile(visitor)
    enter(visitor, anna, form_page(visitor))
    more = {"act": "submit", "password": PASSWORD, "code": "123456", "current": PASSWORD}

    page = visitor.post("/profile/", data=typed | more)

    _address, fields = form_on(page, "name")
    assert not set(more) & set(fields)
    assert PASSWORD not in page.text
    assert fields.items() >= {("name", TYPED), ("once", typed["once"])}


def test_a_script_is_told_apart_what_is_the_matter(session, app, visitor, anna, person):
    other = person(name="Jan Kowalski")
    enter(visitor, anna)
    typed = profile(visitor)
    told = {}

    told["forgery"] = visitor.post("/profile/", data=typed | {"csrf_token": "x"}, headers=JSON)
    told["signed out"] = app.test_client().post("/profile/", data=typed, headers=JSON)
    enter(visitor, anna, form_page(visitor))
    told["signed in anew"] = visitor.post("/profile/", data=typed, headers=JSON)
    enter(visitor, other, form_page(visitor))
    told["somebody else"] = visitor.post("/profile/", data=typed, headers=JSON)

    assert {name: answer.status_code for name, answer in told.items()} == {
        "forgery": 400,
        "signed out": 401,
        "signed in anew": 400,
        "somebody else": 403,
    }
    assert told["signed out"].json["signed_out"]
    assert told["signed in anew"].json["stale"]
    assert told["somebody else"].json["other_person"]
    assert set(told["forgery"].json) == {"error"}
    assert name_of(session, anna) == "Anna Nowak"


def test_a_page_left_open_learns_who_is_signed_in_and_which_forms_were_done(visitor, anna):
    nobody = visitor.get("/session/token/").json
    enter(visitor, anna)
    typed = profile(visitor)
    asked = {"path": "/profile/", "once": typed["once"]}

    before = visitor.get("/session/token/", query_string=asked).json
    visitor.post("/profile/", data=typed)
    after = visitor.get("/session/token/", query_string=asked)

    assert nobody["person"] == ""
    assert before["person"] == after.json["person"] != ""
    assert (before["done"], after.json["done"]) == ([], [typed["once"]])
    assert after.headers["Cache-Control"] == "private, no-store"


def test_a_fresh_token_makes_an_old_page_good_again(session, visitor, anna):
    enter(visitor, anna)
    typed = profile(visitor)
    enter(visitor, anna, form_page(visitor))

    fresh = visitor.get("/session/token/").json["token"]

    assert visitor.post("/profile/", data=typed | {"csrf_token": fresh}).status_code == 302
    assert name_of(session, anna) == TYPED


def test_what_somebody_has_made_up_is_not_a_held_form(visitor, anna):
    enter(visitor, anna)
    token = profile(visitor)["csrf_token"]

    assert visitor.post("/session/held/", data={"csrf_token": token, "held": "W10.made-up"}).status_code == 404
