"""A lost second factor has a way back that two people open together, and the person is told."""

from datetime import UTC, datetime, timedelta

import pytest
from click.testing import CliRunner
from sqlalchemy import select

from judging.accounts.models import RecoveryCode, UserSession
from judging.accounts.operations import recovery
from judging.audit.models import AuditEvent
from judging.cli import main
from judging.core.refusals import NotNow, NotYours
from judging.editions.models import Role
from judging.notifications.models import Message
from tests.accounts.conftest import code_of
from tests.factories import a_seat, a_user, an_edition

SECRETS = {"secretary": "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP", "administrator": "KRSXG5CTMVRXEZLUKRSXG5CTMVRXEZLU"}
NOW = datetime(2027, 3, 15, 12, tzinfo=UTC)


@pytest.fixture
def house(session, person, stop_clock):
    """An edition with its secretary, the administrator, and a chair who has lost the telephone."""
    stop_clock(NOW)
    edition, before = an_edition(), NOW - timedelta(days=9)
    people = {
        kind: person(totp_secret=secret, totp_confirmed_at=before, administrator=kind == "administrator")
        for kind, secret in SECRETS.items()
    }
    people["chair"] = person(name="Ada Lis", totp_secret="GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ", totp_confirmed_at=before)
    session.add_all([a_seat(edition, Role.SECRETARY, user=people["secretary"])])
    session.add_all([a_seat(edition, Role.CHAIR, user=people["chair"])])
    session.add_all([RecoveryCode(user_id=people["chair"].id, code_hash="x")])
    hour = {"created_at": NOW, "last_seen_at": NOW, "second_factor_at": NOW}
    session.add_all([UserSession(token_hash="y", user_id=people["chair"].id, device="", **hour)])
    session.commit()
    return people | {"edition": edition}


def agree(session, house, who, at=NOW, person="chair", **more):
    said = {"administrator": who == "administrator", "reason": "known by voice", "edition_id": house["edition"].id}
    return recovery.agree(session, house[person], **said | more, by=house[who], at=at)


@pytest.mark.parametrize("order", [("secretary", "administrator"), ("administrator", "secretary")])
def test_secretary_and_administrator_together_open_the_way_back(session, house, order):
    assert [agree(session, house, who) for who in order] == [False, True]

    chair = house["chair"]
    session.flush()
    assert (chair.totp_secret, chair.totp_confirmed_at) == (None, None)
    assert session.scalars(select(RecoveryCode)).all() == []
    assert session.scalars(select(UserSession.ended_at)).all() == [NOW]
    acts = session.scalars(select(AuditEvent.action).where(AuditEvent.action.like("second-factor.%"))).all()
    assert acts == ["second-factor.lost", "second-factor.removed"]
    sent = session.execute(select(Message.template, Message.to).order_by(Message.id)).all()
    assert sent == [("second-factor-lost", chair.email), ("second-factor-removed", chair.email)]


@pytest.mark.parametrize("who", ["secretary", "administrator"])
def test_one_alone_removes_nothing_however_often_they_ask(session, house, who):
    agree(session, house, who)

    with pytest.raises(NotNow):
        agree(session, house, who)
    with pytest.raises(NotNow):  # nor in the other of two roles that are one person's
        agree(session, house, who, administrator=who == "secretary")
    assert house["chair"].totp_confirmed_at


def test_what_one_has_agreed_to_lapses_after_three_days(session, house):
    agree(session, house, "secretary")

    assert not agree(session, house, "administrator", at=NOW + timedelta(days=3))
    assert agree(session, house, "secretary", at=NOW + timedelta(days=3))


def test_nobody_takes_part_in_their_own(session, house):
    with pytest.raises(NotYours):
        agree(session, house, "secretary", person="secretary")


def test_who_has_no_second_factor_has_none_to_lose(session, house):
    house["other"] = a_user()
    session.add(house["other"])
    session.flush()

    with pytest.raises(NotNow):
        agree(session, house, "secretary", person="other")


def test_each_of_the_two_needs_a_code_of_their_own_and_the_person_signs_in_anew(
    session, app, house, sign_in, stop_clock
):
    address = f"/desk/{house['edition'].slug}/second-factor/"
    said = {"person": str(house["chair"].id), "reason": "known by voice"}
    for minute, (who, secret) in enumerate(SECRETS.items()):
        stop_clock(at := NOW + timedelta(minutes=minute))
        client = app.test_client()
        sign_in(client, house[who].email)
        client.post("/sign-in/code/", data={"code": code_of(secret, at)})
        stop_clock(at := at + timedelta(seconds=30))

        assert client.post(address, data=said | {"code": "000000"}).status_code == 422
        session.rollback()
        session.refresh(house["chair"])
        assert house["chair"].totp_confirmed_at
        assert client.post(address, data=said | {"code": code_of(secret, at)}).location.endswith(address)

    client = app.test_client()
    assert sign_in(client, house["chair"].email).location.endswith("/second-factor/")


@pytest.fixture
def server(app, database_url, tmp_path, monkeypatch):
    """A function that runs the command on the server."""
    monkeypatch.setenv("JUDGING_DATABASE_URL", database_url)
    monkeypatch.setenv("JUDGING_DATA_DIR", str(tmp_path))

    def server(email, reason="Zna ją prezes, rozmowa osobista."):
        return CliRunner().invoke(main, ["accounts", "remove-second-factor", email, "--reason", reason])

    return server


def test_the_lone_administrator_gets_back_in_by_a_command_that_is_recorded_and_mailed(session, house, server):
    email = house["administrator"].email
    other = a_user(administrator=True)
    session.add(other)
    session.commit()

    answer = server(email)

    assert answer.exit_code == 0, answer.output
    session.rollback()
    session.refresh(house["administrator"])
    assert house["administrator"].totp_confirmed_at is None
    [event] = session.scalars(select(AuditEvent).where(AuditEvent.action == "second-factor.removed"))
    assert event.by_id is None
    sent = session.execute(select(Message.template, Message.to).order_by(Message.id)).all()
    assert set(sent) == {("second-factor-removed-on-server", to) for to in (email, other.email)}


@pytest.mark.parametrize("who", ["chair", "nobody", "without a second step", "without a reason"])
def test_on_the_server_it_is_removed_of_nobody_for_whom_two_people_can(session, house, server, person, who):
    plain = person()
    session.commit()
    email = {"chair": house["chair"].email, "nobody": "x@example.org", "without a second step": plain.email}
    said = {"reason": " "} if who == "without a reason" else {}

    answer = server(email.get(who, house["administrator"].email), **said)

    assert answer.exit_code == 1
    session.rollback()
    assert session.scalars(select(Message)).all() == []
    assert house["chair"].totp_confirmed_at
    assert house["administrator"].totp_confirmed_at
