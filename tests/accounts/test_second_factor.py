"""The second factor: compulsory for some, once each, and nothing in between."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from judging.accounts.models import Purpose, RecoveryCode, User
from judging.accounts.operations import accounts, links, throttle
from judging.core.refusals import Incomplete, TooOften
from judging.editions.models import Role
from judging.notifications.models import Message
from tests.accounts.conftest import PASSWORD, code_of
from tests.factories import a_seat, a_user, an_edition

SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
NOW = datetime(2027, 3, 15, 12, tzinfo=UTC)
STEP = timedelta(seconds=30)


@pytest.fixture
def guarded(person, stop_clock):
    stop_clock(NOW)
    return person(totp_secret=SECRET, totp_confirmed_at=NOW - timedelta(days=1))


def test_the_password_alone_opens_nothing(visitor, guarded, sign_in):
    answer = sign_in(visitor, guarded.email)

    assert answer.location == "/sign-in/code/"
    assert visitor.get("/profile/").status_code == 302
    assert visitor.get("/second-factor/").status_code == 302
    assert guarded.name not in visitor.get("/sign-in/code/").text


def test_the_code_completes_the_sign_in_and_leads_where_one_was_going(visitor, guarded, sign_in):
    sign_in(visitor, guarded.email, url="/sign-in/?next=/profile/password/")

    answer = visitor.post("/sign-in/code/", data={"code": code_of(SECRET, NOW)})

    assert answer.location == "/profile/password/"
    assert visitor.get("/profile/").status_code == 200


def test_a_code_works_once(app, visitor, guarded, sign_in):
    sign_in(visitor, guarded.email)
    visitor.post("/sign-in/code/", data={"code": code_of(SECRET, NOW)})
    thief = app.test_client()
    sign_in(thief, guarded.email)

    answer = thief.post("/sign-in/code/", data={"code": code_of(SECRET, NOW)})

    assert answer.status_code == 422
    assert thief.get("/profile/").status_code == 302


def test_guessing_codes_is_slowed_down(visitor, guarded, sign_in):
    sign_in(visitor, guarded.email)

    answers = [visitor.post("/sign-in/code/", data={"code": f"00000{n}"}).status_code for n in range(7)]

    assert answers == [422] * 5 + [429] * 2


def test_the_way_between_the_steps_closes_after_a_quarter_of_an_hour(visitor, guarded, sign_in, stop_clock):
    sign_in(visitor, guarded.email)
    late = NOW + timedelta(minutes=16)
    stop_clock(late)

    answer = visitor.post("/sign-in/code/", data={"code": code_of(SECRET, late)})

    assert answer.location == "/sign-in/"
    assert visitor.get("/profile/").status_code == 302


@pytest.mark.parametrize("role", [Role.SECRETARY, Role.CHAIR, Role.DEPUTY_CHAIR, None])
def test_strong_roles_set_it_up_at_their_first_sign_in(session, visitor, person, sign_in, stop_clock, role):
    stop_clock(NOW)
    user = person(administrator=role is None)
    if role:
        session.add(a_seat(an_edition(), role, user=user))
        session.commit()

    assert sign_in(visitor, user.email).location == "/second-factor/"
    assert visitor.get("/profile/").status_code == 302
    session.rollback()
    session.refresh(user)
    assert "<svg" in visitor.get("/second-factor/").text
    page = visitor.post("/second-factor/", data={"code": code_of(user.totp_secret, NOW)})

    assert page.status_code == 200
    assert visitor.get("/profile/").status_code == 200
    session.rollback()
    codes = session.scalars(select(RecoveryCode)).all()
    assert len(codes) == 10
    assert not [code for code in codes if code.code_hash in page.text]


def test_jurors_are_offered_it_and_not_forced(session, visitor, person, sign_in):
    user = person()
    session.add(a_seat(an_edition(), Role.JUROR, user=user))
    session.commit()

    assert sign_in(visitor, user.email).location == "/work/first/"
    asked = visitor.post("/profile/second-factor/", data={"password": PASSWORD})
    assert asked.location == "/en/second-factor/"
    assert "<svg" in visitor.get("/second-factor/").text


def test_setting_it_up_asks_for_the_password(session, visitor, person, sign_in, stop_clock):
    stop_clock(NOW)
    user = person(totp_secret=SECRET)  # begun once, and never confirmed
    sign_in(visitor, user.email)

    assert SECRET[:4] not in visitor.get("/second-factor/").text
    assert visitor.post("/second-factor/", data={"code": code_of(SECRET, NOW)}).status_code == 302
    assert visitor.post("/profile/second-factor/", data={"password": "a guess of mine"}).status_code == 422
    assert visitor.get("/second-factor/").status_code == 302
    session.rollback()
    session.refresh(user)
    assert user.totp_confirmed_at is None


def test_the_password_shows_the_secret_for_a_quarter_of_an_hour(visitor, person, sign_in, stop_clock):
    stop_clock(NOW)
    sign_in(visitor, person().email)
    visitor.post("/profile/second-factor/", data={"password": PASSWORD})
    assert visitor.get("/second-factor/").status_code == 200

    stop_clock(NOW + timedelta(minutes=16))

    assert visitor.get("/second-factor/").status_code == 302


def test_the_person_is_told_by_mail_of_a_set_up_and_of_new_recovery_codes(
    session, visitor, person, sign_in, stop_clock
):
    stop_clock(NOW)
    user = person(administrator=True)
    sign_in(visitor, user.email)
    session.rollback()
    session.refresh(user)
    visitor.post("/second-factor/", data={"code": code_of(user.totp_secret, NOW)})
    stop_clock(NOW + STEP)
    visitor.post("/profile/recovery-codes/", data={"code": code_of(user.totp_secret, NOW + STEP)})

    session.rollback()
    sent = session.scalars(select(Message).order_by(Message.id)).all()
    assert [(mail.template, mail.to) for mail in sent] == [
        ("second-factor-set", user.email),
        ("recovery-codes-renewed", user.email),
    ]


def addresses_of_accounts(app):
    """Return every address of the pages of accounts, a token in place of each argument."""
    rules = app.url_map.iter_rules()
    mine = [
        rule for rule in rules if rule.endpoint.split(".")[0] in {"accounts", "joining", "profile", "second_factor"}
    ]
    return sorted({re.sub(r"<[^>]+>", "1", rule.rule) for rule in mine})


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("kind", ["nobody", "half", "proved"])
def test_no_page_with_a_secret_a_token_or_half_a_session_is_kept_by_anybody(
    app, session, visitor, person, sign_in, stop_clock, kind, method
):
    stop_clock(NOW)
    user = person(administrator=kind == "half")
    token = links.issue(session, user, Purpose.RESET, NOW)
    session.commit()

    walked = addresses_of_accounts(app)
    for address in [*walked, f"/reset/{token}/", "/sign-in/?next=/profile/"]:
        client = app.test_client()
        if kind != "nobody":
            sign_in(client, user.email)
        if kind == "proved":
            client.post("/profile/second-factor/", data={"password": PASSWORD})
        answer = getattr(client, method)(address)
        assert answer.headers["Cache-Control"] == "private, no-store", address
    assert len(walked) >= 18


def test_a_recovery_code_works_once(app, session, visitor, person, sign_in, stop_clock):
    stop_clock(NOW)
    user = person(administrator=True)
    sign_in(visitor, user.email)
    session.rollback()
    session.refresh(user)
    page = visitor.post("/second-factor/", data={"code": code_of(user.totp_secret, NOW)}).text
    code = page.split('class="fingerprint">')[1].split("<")[0]

    answers = []
    for _ in range(2):
        client = app.test_client()
        sign_in(client, user.email)
        answers.append(client.post("/sign-in/code/", data={"code": code.upper()}).status_code)

    assert answers == [302, 422]


@pytest.mark.parametrize("steps", [-1, 0, 1])
def test_a_clock_may_be_half_a_minute_wrong(session, steps):
    user = a_user(totp_secret=SECRET, totp_confirmed_at=NOW)
    session.add(user)
    session.flush()

    accounts.check_code(session, user, code_of(SECRET, NOW + steps * STEP), NOW)


@pytest.mark.parametrize(
    "code",
    [
        "",
        "000000",
        "abcdef",
        "żółć",
        code_of(SECRET, NOW - 2 * STEP),
        code_of(SECRET, NOW + 2 * STEP),
    ],
)
def test_any_other_code_is_refused(session, code):
    user = a_user(totp_secret=SECRET, totp_confirmed_at=NOW)
    session.add(user)
    session.flush()

    with pytest.raises(Incomplete):
        accounts.check_code(session, user, code, NOW)


def test_a_wrong_code_counts_though_its_transaction_is_rolled_back(session):
    user = a_user(totp_secret=SECRET, totp_confirmed_at=NOW)
    session.add(user)
    session.commit()

    for _ in range(5):
        with pytest.raises(Incomplete):
            accounts.check_code(session, user, "000000", NOW)
        session.rollback()
        throttle.write_pending(session)
        session.commit()

    with pytest.raises(TooOften):
        accounts.check_code(session, user, code_of(SECRET, NOW), NOW)


def test_without_a_second_factor_nothing_is_sealed(session):
    user = a_user()
    session.add(user)
    session.flush()

    with pytest.raises(Incomplete):
        accounts.check_code(session, user, "000000", NOW)
    assert session.scalars(select(User.totp_last_step)).all() == [0]
