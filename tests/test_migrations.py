"""Migrations lead from nothing to the tables of the models, on both databases."""

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import inspect, text
from sqlalchemy.exc import DatabaseError

from judging.app import create_app
from judging.core.db import Base, db
from judging.jury.models import CHANGE_TRIGGERS
from judging.migrations import newest, upgrade
from tests import postgres
from tests.conftest import SECRET


@pytest.fixture(params=["sqlite", "postgresql"])
def migrated(request, tmp_path):
    """An application on an empty database that has been upgraded."""
    url = f"sqlite:///{tmp_path}/new.db" if request.param == "sqlite" else postgres.empty_database()
    app = create_app(ENV="test", DATA_DIR=tmp_path, DATABASE_URL=url, SECRET_KEY=SECRET)
    with app.app_context():
        upgrade()
        yield app
        db.engine.dispose()


def test_migrations_make_the_tables_of_the_models(migrated):
    with db.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})

        assert compare_metadata(context, Base.metadata) == []


def test_upgrading_twice_changes_nothing(migrated):
    before = inspect(db.engine).get_table_names()

    upgrade()

    assert inspect(db.engine).get_table_names() == before


def test_the_newest_migration_is_known_without_alembic(migrated):
    with db.engine.connect() as connection:
        reached = connection.scalar(text("SELECT version_num FROM alembic_version"))

    assert newest() == reached


def test_the_migrated_history_only_grows(migrated):
    with db.engine.begin() as connection:
        connection.execute(text("INSERT INTO audit_chain (name, length, head) VALUES ('site', 1, '')"))
        connection.execute(
            text(
                "INSERT INTO audit_event (chain_id, number, at, action, subject, details_digest, mac) "
                "VALUES (1, 1, '2027-01-01 00:00:00', 'a', 's', '', '')"
            )
        )

    for statement in ("UPDATE audit_event SET action = 'b'", "DELETE FROM audit_event"):
        with db.engine.connect() as connection, pytest.raises(DatabaseError, match="only grows"):
            connection.execute(text(statement))


def test_the_migrated_sheets_have_the_triggers_of_the_models(migrated):
    if db.engine.dialect.name == "postgresql":
        return  # there sheets are read each time
    with db.engine.connect() as connection:
        made = connection.execute(text("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")).all()

    assert {tuple(row) for row in made} >= set(CHANGE_TRIGGERS.items())
