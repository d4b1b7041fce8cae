"""A prepared statement does what the same statement does in SQLAlchemy's hands, on either database."""

import hashlib
from datetime import UTC, datetime

import pytest
from sqlalchemy import bindparam, event, insert, select
from sqlalchemy.exc import IntegrityError

from judging.accounts.models import User
from judging.core.prepared import Prepared
from judging.web.transaction import UsedForm
from tests.factories import a_user

COLUMNS = User.__table__.columns
BY_EMAIL = select(*COLUMNS).where(
    User.email == bindparam("email"), User.administrator.is_(False), User.language == "pl"
)
found = Prepared(lambda: BY_EMAIL)
every = Prepared(lambda: select(COLUMNS.id))
noted = Prepared(lambda: insert(UsedForm).values(token_hash=bindparam("hash"), used_at=bindparam("at")))


@pytest.fixture
def connection(session):
    session.add_all([a_user(email="anna.nowak@example.pl"), a_user(email="jan.lis@example.pl")])
    session.flush()
    return session.connection()


def test_it_finds_what_the_ordinary_statement_finds_in_the_same_types(connection):
    values = {"email": "anna.nowak@example.pl"}

    row = found.one_or_none(connection, values)
    assert tuple(row) == tuple(connection.execute(BY_EMAIL, values).one())
    assert row.created_at.tzinfo is UTC
    assert row.administrator is False
    assert found.one_or_none(connection, {"email": "nobody@example.pl"}) is None


def test_it_takes_part_in_the_transaction_and_its_errors_are_those_of_sqlalchemy(session, connection):
    values = {"hash": hashlib.sha256(b"form").hexdigest(), "at": datetime(2026, 11, 29, tzinfo=UTC)}
    noted.rows(connection, values)
    assert session.scalar(select(UsedForm.used_at)) == values["at"]

    with pytest.raises(IntegrityError):
        noted.rows(connection, values)
    session.rollback()
    assert session.scalar(select(UsedForm.id)) is None


def test_one_row_is_one_row(connection):
    with pytest.raises(LookupError):
        every.one_or_none(connection, {})


def test_whoever_listens_to_statements_hears_it(connection):
    heard = []
    note = lambda *told: heard.append(told[2:4])  # noqa: E731 -- it must be removed again
    event.listen(connection.engine, "before_cursor_execute", note)
    found.rows(connection, {"email": "anna.nowak@example.pl"})
    connection.execute(BY_EMAIL, {"email": "anna.nowak@example.pl"})
    event.remove(connection.engine, "before_cursor_execute", note)

    prepared, ordinary = heard
    assert prepared == ordinary
