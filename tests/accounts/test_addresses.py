"""Several addresses of one person: what opens the account, and what gives nothing."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from judging.accounts import queries
from judging.accounts.models import AddressClaim, OtherAddress, User
from judging.accounts.operations import accounts, addresses
from judging.audit.models import AuditEvent
from judging.core.refusals import Incomplete, NotNow, TooOften
from judging.notifications.models import Message
from tests.accounts.conftest import PASSWORD, code_of

NOW = datetime(2027, 3, 15, 12, tzinfo=UTC)
SECOND = "anna@um.miasto.pl"
NETWORK = "192.0.2.1/32"
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


@pytest.fixture(autouse=True)
def _noon(stop_clock):
    stop_clock(NOW)


@pytest.fixture
def anna(person):
    return person(name="Anna Nowak", email="anna@gmina.pl")


def mails(session, template):
    session.rollback()
    session.expire_all()
    return list(session.scalars(select(Message).where(Message.template == template).order_by(Message.id)))


def claim(session, user, email=SECOND, at=NOW):
    """Claim an address; return the token of the link that went there."""
    user = session.get(User, user.id)
    addresses.claim(session, user, email, network=NETWORK, at=at)
    session.commit()
    return mails(session, "address-confirm")[-1].context["token"]


def give(session, user, email=SECOND):
    """Give a person another confirmed address; return it."""
    user = session.get(User, user.id)
    assert addresses.confirm(session, user, claim(session, user, email), at=NOW)
    session.commit()
    return session.scalars(select(OtherAddress).where(OtherAddress.email == email)).one()


def proof(**more):
    return {"password": PASSWORD} | more


def test_an_address_is_added_by_the_link_that_went_there_and_opens_the_account(app, session, client_of, anna, sign_in):
    client = client_of(anna)

    client.post("/profile/addresses/", data=proof(email=" Anna@UM.miasto.PL "))
    [mail] = mails(session, "address-confirm")
    assert (mail.to, SECOND in client.get("/profile/addresses/").text) == (SECOND, True)
    assert sign_in(app.test_client(), SECOND).status_code == 422
    link = f"/profile/addresses/confirm/{mail.context['token']}/"
    assert SECOND in client.get(link).text
    assert client.post(link).location.endswith("/profile/addresses/")

    assert sign_in(app.test_client(), SECOND).status_code == 302
    assert sign_in(app.test_client(), anna.email).status_code == 302
    assert client.post(link).status_code == 410
    assert [one.to for one in mails(session, "address-added")] == [anna.email]
    assert "address.added" in session.scalars(select(AuditEvent.action)).all()


def test_adding_one_asks_for_the_password_and_for_a_code_where_there_is_one(session, client_of, anna, person):
    guarded = client_of(person(totp_secret=SECRET, totp_confirmed_at=NOW - timedelta(days=1)))

    refused = client_of(anna).post("/profile/addresses/", data={"email": SECOND, "password": "a guess of mine"})
    without = guarded.post("/profile/addresses/", data=proof(email=SECOND))
    assert (refused.status_code, without.status_code, mails(session, "address-confirm")) == (422, 422, [])

    assert guarded.post("/profile/addresses/", data=proof(email=SECOND, code=code_of(SECRET, NOW))).status_code == 302


def test_a_link_gives_nothing_to_whoever_reads_the_mailbox(app, session, client_of, anna, person):
    owner, link = person(name="Jan Lis"), f"/profile/addresses/confirm/{claim(session, anna)}/"

    assert "/sign-in/" in app.test_client().get(link).location
    assert client_of(owner).get(link).status_code == 410
    assert client_of(owner).post(link).status_code == 410
    session.rollback()
    assert session.scalars(select(OtherAddress)).all() == []


def test_a_link_works_for_a_day_once_and_only_the_newest(session, anna):
    old, new = claim(session, anna), claim(session, anna)
    user = session.get(User, anna.id)

    assert not addresses.confirm(session, user, old, at=NOW)
    assert not addresses.confirm(session, user, new, at=NOW + timedelta(days=1))
    assert addresses.confirm(session, user, new, at=NOW + timedelta(days=1, seconds=-1))
    assert not addresses.confirm(session, user, new, at=NOW)


def test_the_answer_does_not_tell_whether_an_address_is_somebodys(app, session, client_of, anna, person):
    taken, client = person(), client_of(anna)

    answers = [
        client.post("/profile/addresses/", data=proof(email=email)) for email in (taken.email, "free@example.org")
    ]

    assert {(answer.status_code, answer.location) for answer in answers} == {(302, "/profile/addresses/")}
    assert [mail.to for mail in mails(session, "address-confirm")] == [taken.email, "free@example.org"]


def test_of_two_who_claim_one_address_the_first_to_confirm_has_it_and_the_other_is_told(
    session, client_of, anna, person
):
    other = person()
    first, second = claim(session, anna), claim(session, other)
    assert client_of(other).post(f"/profile/addresses/confirm/{second}/").status_code == 302

    answer = client_of(anna).post(f"/profile/addresses/confirm/{first}/")

    assert answer.status_code == 409
    assert "belongs to another account" in answer.text
    session.rollback()
    assert queries.person(session, SECOND).id == other.id


def test_an_address_under_which_somebody_registered_is_not_taken_from_them(session, anna, person):
    waiting = person(confirmed_at=None)
    token = claim(session, anna, waiting.email)

    with pytest.raises(NotNow, match="another account"):
        addresses.confirm(session, session.get(User, anna.id), token, at=NOW)


def test_nobody_registers_with_an_address_that_somebody_has_added(session, visitor, anna):
    give(session, anna)

    data = {"name": "Ktoś", "email": SECOND, "password": "zielony tramwaj nad rzeką"}
    assert visitor.post("/register/", data=data).location.endswith("/look-at-mail/")

    assert [mail.to for mail in mails(session, "account-exists")] == [SECOND]
    assert session.scalars(select(User.email)).all() == [anna.email]


def test_a_forgotten_password_is_set_by_a_link_to_any_address_of_the_person(session, visitor, anna):
    give(session, anna)

    visitor.post("/reset/", data={"email": SECOND})
    [mail] = mails(session, "password-reset")
    data = {"password": "zielony tramwaj nad rzeką"}

    assert mail.to == SECOND
    assert visitor.post(f"/reset/{mail.context['token']}/", data=data).status_code == 302
    assert [one.to for one in mails(session, "password-changed")] == [anna.email]


def test_an_invitation_to_another_address_leads_to_the_same_account(session, anna):
    give(session, anna)

    user, _token = accounts.invite(session, SECOND.upper(), "A. Nowak", "pl", NOW)

    assert user.id == anna.id


def test_the_main_address_is_changed_for_the_password_and_both_are_told(app, session, client_of, anna, sign_in):
    other, client = give(session, anna), client_of(anna)
    url = f"/profile/addresses/{other.public_id}/main/"

    assert client.post(url, data={"password": "a guess of mine"}).status_code == 422
    assert client.post(url, data=proof()).status_code == 302

    assert [mail.to for mail in mails(session, "address-main")] == ["anna@gmina.pl", SECOND]
    user = session.get(User, anna.id)
    assert user.addresses == (SECOND, "anna@gmina.pl")
    for email in user.addresses:
        assert sign_in(app.test_client(), email).status_code == 302


def test_what_is_removed_opens_nothing_and_may_be_somebody_elses(app, session, client_of, anna, person, sign_in):
    other, reset = give(session, anna), []
    app.test_client().post("/reset/", data={"email": SECOND})
    reset = mails(session, "password-reset")[-1].context["token"]
    url = f"/profile/addresses/{other.public_id}/remove/"

    assert client_of(person()).post(url, data=proof()).status_code == 404
    assert client_of(anna).post(url, data=proof()).status_code == 302

    assert sign_in(app.test_client(), SECOND).status_code == 422
    assert app.test_client().get(f"/reset/{reset}/").status_code == 410
    assert [mail.to for mail in mails(session, "address-removed")] == [anna.email]
    assert give(session, person()).email == SECOND


def test_the_main_address_is_not_removed(client_of, session, anna):
    give(session, anna)

    page = client_of(anna).get("/profile/addresses/").text

    assert len(re.findall(r"/profile/addresses/\w+/remove/", page)) == 1


def test_a_second_address_gives_no_more_tries_of_the_password(app, session, anna, sign_in):
    give(session, anna)
    for email in (anna.email, SECOND, anna.email, SECOND, anna.email):
        sign_in(app.test_client(), email, "a guess of mine")

    assert sign_in(app.test_client(), SECOND, "a guess of mine").status_code == 429
    assert sign_in(app.test_client(), anna.email, "a guess of mine").status_code == 429


def test_a_person_sends_five_links_an_hour_and_an_address_gets_three(session, anna, person):
    for number in range(5):
        claim(session, anna, f"a{number}@example.org")
    with pytest.raises(TooOften):
        claim(session, anna, "a6@example.org")
    session.rollback()

    for _time in range(4):
        claim(session, person(), "z@example.org")
    assert [mail.to for mail in mails(session, "address-confirm")].count("z@example.org") == 3


def test_a_person_has_five_addresses_beside_the_main_one(session, anna):
    user = session.get(User, anna.id)
    user.other_addresses = [OtherAddress(email=f"a{number}@example.org", confirmed_at=NOW) for number in range(5)]
    session.commit()

    with pytest.raises(NotNow, match="five addresses"):
        claim(session, anna)
    session.rollback()
    with pytest.raises(Incomplete, match="yours already"):
        claim(session, anna, "A1@example.org")


def test_a_closed_account_leaves_no_claim(session, anna):
    claim(session, anna)
    user = session.get(User, anna.id)

    accounts.deactivate(session, user, by=user, at=NOW)

    assert session.scalars(select(AddressClaim)).all() == []
