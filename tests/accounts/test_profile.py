"""A profile: the password, the sessions, the details, the end of an account."""

from datetime import UTC, datetime

from sqlalchemy import select

from judging.accounts.models import UserSession
from judging.audit.models import AuditEvent
from tests.accounts.conftest import PASSWORD

NOW = datetime(2027, 3, 15, 12, tzinfo=UTC)
OTHER = "zielony tramwaj nad rzeką"
ANNA = {"name": "Anna Nowak", "email": "Anna.Nowak@Gmina.pl", "password": PASSWORD}


def test_changing_the_password_ends_the_other_sessions_only(session, client_of, person):
    user = person()
    here, elsewhere = client_of(user), client_of(user)

    answer = here.post("/profile/password/", data={"current": PASSWORD, "password": OTHER})

    assert answer.location == "/profile/"
    assert here.get("/profile/").status_code == 200
    assert elsewhere.get("/profile/").status_code == 302


def test_the_present_password_is_asked_for(session, client_of, person):
    user = person()
    kept = user.password_hash

    answer = client_of(user).post("/profile/password/", data={"current": OTHER, "password": OTHER})

    assert answer.status_code == 422
    session.rollback()
    session.refresh(user)
    assert user.password_hash == kept


def test_nobody_ends_the_session_of_somebody_else(session, client_of, person):
    victim, stranger = client_of(person()), client_of(person())
    row = session.scalars(select(UserSession).order_by(UserSession.id)).first()

    stranger.post(f"/profile/sessions/{row.id}/end/")

    assert victim.get("/profile/").status_code == 200


def test_the_profile_changes_what_it_offers_and_nothing_else(session, client_of, person):
    user = person()
    data = {
        "name": "Anna Lis",
        "language": "pl",
        "version": user.version,
        "administrator": "1",
        "email": "x@y.pl",
    }

    assert client_of(user).post("/profile/", data=data).location == "/profile/"

    session.rollback()
    session.refresh(user)
    assert (user.name, user.language, user.administrator, user.email == "x@y.pl") == (
        "Anna Lis",
        "pl",
        False,
        False,
    )


def test_two_windows_do_not_overwrite_one_another(session, client_of, person):
    user = person(name="Anna Nowak")
    client, version = client_of(user), user.version
    client.post("/profile/", data={"name": "Anna Lis", "language": "en", "version": version})

    answer = client.post("/profile/", data={"name": "Anna Kos", "language": "en", "version": version})

    assert answer.status_code == 409
    assert "Anna Lis" in answer.text
    assert "Anna Kos" in answer.text


def test_closing_the_account_ends_everything(session, client_of, person, sign_in, visitor):
    user = person()
    client, elsewhere = client_of(user), client_of(user)

    client.post("/profile/close/", data={"password": PASSWORD})

    assert elsewhere.get("/profile/").status_code == 302
    assert sign_in(visitor, user.email).status_code == 422
    session.rollback()
    assert session.scalars(select(AuditEvent.action)).all()[-1] == "account.deactivated"
