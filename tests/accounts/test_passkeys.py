"""Passkeys: what a device has to prove, and everything that proves nothing."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from sqlalchemy import func, select

from judging.accounts import authenticators
from judging.accounts.authenticators import Site
from judging.accounts.models import Passkey, SignInAttempt, UserSession
from judging.accounts.operations import accounts, links, passkeys, recovery, second_factor
from judging.accounts.operations.passkeys import Asked
from judging.audit.models import AuditEvent
from judging.core.refusals import Incomplete, NotNow, TooOften
from judging.notifications.models import Message
from tests.accounts.authenticator import PRESENT, Device, b64, raw
from tests.factories import a_user

NOW = datetime(2027, 3, 15, 12, tzinfo=UTC)
LATER = NOW + timedelta(hours=1)
SITE = Site.at("http://localhost:8000", "Kapituła")
HERE: dict[str, Any] = {"site": SITE, "network": "192.0.2.1/32", "at": LATER}


@pytest.fixture
def anna(session):
    user = a_user(name="Anna Nowak")
    session.add(user)
    session.commit()
    return user


def wish_for(user, asked):
    said = {"handle": user.public_id, "address": user.email, "name": user.name}
    return authenticators.wish(SITE, asked.challenge, **said, known=())


def added(session, user, device, *, name="telefon", at=NOW, **lies):
    asked = Asked.now(at)
    answer = device.make(wish_for(user, asked), **lies)
    passkey = passkeys.add(session, user, name, answer, asked=asked, site=SITE, at=at)
    session.commit()
    return passkey


def shown(session, device, *, asked=None, here=HERE, **lies):
    """Show the passkey; return who is let in, or None."""
    asked = asked or Asked.now(here["at"])
    answer = device.show(authenticators.question(SITE, asked.challenge), **lies)
    proof = passkeys.try_passkey(session, answer, asked=asked, **here)
    user = passkeys.admit(session, proof, at=here["at"]) if proof else None
    session.commit()
    return user


def acts(session):
    return [
        action for action in session.scalars(select(AuditEvent.action).order_by(AuditEvent.id)) if "passkey" in action
    ]


def letters(session):
    return list(session.scalars(select(Message.template).order_by(Message.id)))


def test_who_shows_their_passkey_is_let_in_and_told_of_it_by_the_date_of_its_use(session, anna):
    device = Device()
    passkey = added(session, anna, device)

    assert shown(session, device) is anna
    assert (passkey.used_at, passkey.sign_count) == (LATER, 1)
    assert anna.has_second_factor
    assert acts(session) == ["passkey.added"]
    assert letters(session) == ["passkey-added"]


def test_the_device_is_asked_for_a_key_that_it_keeps_and_opens_for_its_person_only(anna):
    asked = wish_for(anna, Asked.now(NOW))["publicKey"]

    assert asked["authenticatorSelection"]["residentKey"] == "required"
    assert asked["authenticatorSelection"]["userVerification"] == "required"
    assert (asked["rp"]["id"], asked["attestation"]) == ("localhost", "none")
    assert raw(asked["user"]["id"]).decode() == anna.public_id
    assert authenticators.question(SITE, b"0" * 32)["publicKey"]["userVerification"] == "required"


@pytest.mark.parametrize("spelled", ["https://Konkurs.example.org", "https://konkurs.example.org:443/"])
def test_the_origin_is_spelled_as_browsers_spell_it(spelled):
    assert Site.at(spelled, "K").origin == "https://konkurs.example.org"


def test_the_host_and_the_origin_are_those_of_the_address_of_the_installation():
    assert Site.at("https://konkurs.example.org/", "K") == Site(
        "konkurs.example.org", "https://konkurs.example.org", "K"
    )


LIES = {
    "another origin": {"client": {"origin": "https://kapitula.example"}},
    "another port": {"client": {"origin": "http://localhost:8001"}},
    "another host": {"host": "kapitula.example"},
    "another challenge": {"client": {"challenge": b64(b"1" * 32)}},
    "nobody verified": {"flags": PRESENT},
    "nobody there": {"flags": 0},
    "the other kind of answer": {"client": {"type": "webauthn.other"}},
}


@pytest.mark.parametrize("lie", LIES.values(), ids=LIES.keys())
def test_nothing_is_added_for_a_device_that_lies(session, anna, lie):
    with pytest.raises(Incomplete):
        added(session, anna, Device(), **lie)
    session.rollback()

    assert session.scalar(select(func.count()).select_from(Passkey)) == 0
    assert (acts(session), letters(session)) == ([], [])


def test_nothing_is_added_with_a_key_of_an_unknown_kind(session, anna):
    with pytest.raises(Incomplete):
        added(session, anna, Device(), public={3: -47})


@pytest.mark.parametrize(
    "lie",
    [
        *LIES.values(),
        {"key": ec.generate_private_key(ec.SECP256R1())},
        {"handle": b64(b"somebody else")},
        {"handle": ""},
    ],
    ids=[*LIES, "another key", "another person", "no person"],
)
def test_nobody_is_let_in_by_a_device_that_lies(session, anna, lie):
    device = Device()
    added(session, anna, device)

    assert shown(session, device, **lie) is None
    assert session.scalars(select(SignInAttempt.succeeded)).all() == [False]


def test_a_challenge_is_answered_once(session, anna):
    device, asked = Device(), Asked.now(LATER)
    added(session, anna, device)

    assert shown(session, device, asked=asked) is anna
    assert shown(session, device, asked=asked) is None


def test_a_challenge_answered_wrongly_is_not_answered_again(session, anna):
    device, asked = Device(), Asked.now(LATER)
    added(session, anna, device)

    assert shown(session, device, asked=asked, flags=PRESENT) is None
    assert shown(session, device, asked=asked) is None


@pytest.mark.parametrize(("passed", "let_in"), [(0, True), (300, True), (301, False), (-1, False)])
def test_a_challenge_is_answered_within_five_minutes(session, anna, passed, let_in):
    device = Device()
    added(session, anna, device)

    asked = Asked(b"2" * 32, LATER - timedelta(seconds=passed))

    assert (shown(session, device, asked=asked) is anna) == let_in


def test_a_passkey_is_made_within_five_minutes_too_and_with_one_challenge(session, anna):
    asked, device = Asked.now(NOW), Device()
    answer = device.make(wish_for(anna, asked))
    late = NOW + timedelta(seconds=301)

    with pytest.raises(Incomplete, match="five minutes"):
        passkeys.add(session, anna, "x", answer, asked=asked, site=SITE, at=late)
    passkeys.add(session, anna, "x", answer, asked=asked, site=SITE, at=NOW)
    with pytest.raises(Incomplete, match="answered already"):
        passkeys.add(session, anna, "x", answer, asked=asked, site=SITE, at=NOW)


def test_nothing_is_added_that_nobody_was_asked_for(session, anna):
    answer = Device().make(wish_for(anna, Asked.now(NOW)))

    with pytest.raises(Incomplete):
        passkeys.add(session, anna, "x", answer, asked=None, site=SITE, at=NOW)


def test_a_passkey_that_somebody_has_is_not_added_for_another(session, anna):
    device, other = Device(), a_user()
    session.add(other)
    added(session, anna, device)

    with pytest.raises(Incomplete, match="known here"):
        added(session, other, device)


def test_a_count_that_goes_back_is_refused_noted_and_told(session, anna):
    device = Device()
    passkey = added(session, anna, device)
    shown(session, device, count=7)

    assert shown(session, device, count=7) is None
    assert shown(session, device, count=3) is None
    assert passkey.sign_count == 7
    assert acts(session) == ["passkey.added", "passkey.suspected", "passkey.suspected"]
    assert letters(session)[1:] == ["passkey-suspected"] * 2
    assert shown(session, device, count=8) is anna


def test_a_device_that_does_not_count_is_let_in_every_time(session, anna):
    device = Device(counts=False)
    added(session, anna, device)

    assert [shown(session, device) for _time in range(3)] == [anna] * 3


def test_a_closed_account_is_opened_by_no_passkey(session, anna):
    device = Device()
    added(session, anna, device)
    accounts.deactivate(session, anna, by=anna, at=NOW)
    session.commit()

    assert shown(session, device) is None


def test_an_unknown_passkey_opens_nothing(session, anna):
    device = Device(handle=b64(anna.public_id.encode()))

    assert shown(session, device) is None


@pytest.mark.parametrize(
    "answer",
    [
        "",
        "null",
        "[]",
        "{}",
        "{",
        "[" * 9000,
        '{"rawId": 5}',
        '{"rawId": "\\ud800"}',
        '{"rawId": "\\u0000"}',
        '{"rawId": "AA", "response": {}}',
        '{"rawId": "' + "A" * 9000 + '"}',
    ],
)
def test_what_is_no_answer_of_a_device_proves_nothing(session, anna, answer):
    with pytest.raises(Incomplete):
        passkeys.add(session, anna, "x", answer, asked=Asked.now(NOW), site=SITE, at=NOW)
    session.rollback()

    assert passkeys.try_passkey(session, answer, asked=Asked.now(LATER), **HERE) is None


def test_a_passkey_known_here_with_a_torn_answer_proves_nothing(session, anna):
    device = Device()
    added(session, anna, device)
    torn = f'{{"id": "{b64(device.credential)}", "rawId": "{b64(device.credential)}", "response": {{"signature": 3}}}}'

    assert passkeys.try_passkey(session, torn, asked=Asked.now(LATER), **HERE) is None


def test_trying_one_passkey_wrongly_is_slowed_down(session, anna):
    device = Device()
    added(session, anna, device)
    for _time in range(5):
        shown(session, device, flags=PRESENT)

    with pytest.raises(TooOften):
        shown(session, device)


def test_a_person_holds_ten_passkeys_at_most(session, anna):
    for _number in range(10):
        added(session, anna, Device())

    with pytest.raises(NotNow, match="ten passkeys"):
        added(session, anna, Device())


def test_who_must_have_a_second_factor_keeps_the_last_one(session, anna):
    only = added(session, anna, Device())

    with pytest.raises(NotNow, match="only second step"):
        passkeys.remove(session, anna, only.public_id, required=True, at=LATER)

    second = added(session, anna, Device())
    passkeys.remove(session, anna, only.public_id, required=True, at=LATER)
    session.commit()
    assert session.scalars(select(Passkey)).all() == [second]
    anna.totp_secret, anna.totp_confirmed_at = "JBSWY3DPEHPK3PXP", NOW
    passkeys.remove(session, anna, second.public_id, required=True, at=LATER)
    assert anna.passkeys_since is None


def test_removing_a_passkey_signs_out_everywhere_else_and_is_told(session, anna):
    device = Device()
    passkey = added(session, anna, device)
    hour = {"user_id": anna.id, "created_at": NOW, "last_seen_at": NOW}
    session.add_all([UserSession(token_hash="here", **hour), UserSession(token_hash="there", **hour)])
    session.commit()

    passkeys.remove(session, anna, passkey.public_id, required=False, at=LATER, keep="here")
    passkeys.remove(session, anna, passkey.public_id, required=False, at=LATER, keep="here")
    session.commit()

    ended = dict(session.execute(select(UserSession.token_hash, UserSession.ended_at)).all())
    assert ended == {"here": None, "there": LATER}
    assert not anna.has_second_factor
    assert shown(session, device) is None
    assert acts(session) == ["passkey.added", "passkey.removed"]
    assert letters(session) == ["passkey-added", "passkey-removed"]


def test_nobody_touches_the_passkey_of_somebody_else(session, anna):
    passkey, other = added(session, anna, Device()), a_user()
    session.add(other)
    session.flush()

    passkeys.remove(session, other, passkey.public_id, required=False, at=LATER)

    assert not passkeys.rename(session, other, passkey.public_id, "mój")
    assert session.scalars(select(Passkey.name)).all() == ["telefon"]


def test_a_lost_telephone_takes_its_passkeys_with_it(session, anna):
    secretary, administrator = a_user(), a_user(administrator=True)
    session.add_all([secretary, administrator])
    added(session, anna, Device())
    both: dict[str, Any] = {"reason": "Rozmowa.", "edition_id": None}

    recovery.agree(session, anna, administrator=False, **both, by=secretary, at=LATER)
    assert recovery.agree(session, anna, administrator=True, **both, by=administrator, at=LATER)

    session.commit()
    assert session.scalars(select(Passkey)).all() == []
    assert not anna.has_second_factor


def test_a_passkey_shown_stands_in_place_of_a_code_once_and_for_five_minutes(session, anna):
    added(session, anna, Device())
    code = links.issue_shown(session, anna, LATER)

    second_factor.check_code(session, anna, code, LATER)
    with pytest.raises(Incomplete):
        second_factor.check_code(session, anna, code, LATER)

    late = links.issue_shown(session, anna, LATER)
    with pytest.raises(Incomplete):
        second_factor.check_code(session, anna, late, LATER + timedelta(minutes=5))


def test_what_stands_in_place_of_a_code_is_of_no_use_to_another(session, anna):
    other = a_user()
    session.add(other)
    added(session, anna, Device())
    added(session, other, Device())

    with pytest.raises(Incomplete):
        second_factor.check_code(session, other, links.issue_shown(session, anna, LATER), LATER)


@pytest.mark.parametrize("code", ["000000", "", "0" * 24, "abcd-efgh-jkmn"])
def test_without_the_application_no_code_is_guessed(session, anna, code):
    added(session, anna, Device())

    with pytest.raises(Incomplete):
        second_factor.check_code(session, anna, code, LATER)
    with pytest.raises(Incomplete):
        second_factor.check_any(session, anna, code, "192.0.2.1/32", at=LATER)
