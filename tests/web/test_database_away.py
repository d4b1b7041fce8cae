"""A database that is locked or away: what is said, and that nothing typed is lost."""

from contextlib import contextmanager

import pytest
from sqlalchemy import create_engine

from judging.core.db import db, engine_options
from tests.factories import a_user, an_office

NEXT_BATTERY = [
    "//evil.example",
    "/\\evil.example",
    "\\/evil.example",
    "https:evil.example",
    "https://evil.example/",
    "/%09/evil.example",
    "/\t/evil.example",
    "javascript:alert(1)",
    "data:text/html,x",
    "/a\r\nSet-Cookie: x=1",
    "http://[",
    "///evil.example",
    "/" + "a" * 5000,
]


@pytest.fixture
def impatient(app):
    """The application whose connections wait for a lock only for a moment."""
    with app.app_context():
        db.engine.dispose()
        db.engine.pool._creator = _quick(app)  # the pool opens new connections with it
    return app


def _quick(app):
    options = engine_options(app.config["DATABASE_URL"])
    options["connect_args"] |= {"timeout": 0.1}
    return create_engine(**options).pool._creator


@contextmanager
def locked(app):
    with app.app_context():
        other = create_engine(**engine_options(app.config["DATABASE_URL"])).raw_connection()
    other.driver_connection.isolation_level = None
    other.driver_connection.execute("BEGIN EXCLUSIVE")
    try:
        yield
    finally:
        other.driver_connection.execute("ROLLBACK")
        other.close()


def test_a_locked_database_is_unavailable_for_writing_and_mends_by_itself(impatient, client_of, session):
    office = an_office()
    session.add(office)
    client = client_of(office.representatives[0].user)
    url = f"/office/{office.public_id}/edit/"
    data = {"name": "Urząd Nowy", "email": "nowy@example.org", "version": "1"}

    with locked(impatient):
        during, reading = client.post(url, data=data), client.get("/office/")
    after = client.post(url, data=data)

    assert (during.status_code, reading.status_code, after.status_code) == (503, 200, 302)
    assert "was NOT saved" in during.text
    assert "Urząd Nowy" in during.text
    session.rollback()
    assert office.name == "Urząd Nowy"


def test_a_database_that_is_away_is_unavailable_for_somebody_signed_in(app, client_of):
    client = client_of(a_user())
    with app.app_context():
        db.engine.dispose()
        gone = create_engine(**engine_options("sqlite:////nowhere/at/all.db"))
        db.engine.pool._creator = gone.pool._creator

    answer = client.post("/profile/", data={"name": "Kolejkomat"})

    assert answer.status_code == 503
    assert "Kolejkomat" in answer.text
    assert answer.headers["Cache-Control"] == "private, no-store"
