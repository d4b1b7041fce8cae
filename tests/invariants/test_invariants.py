"""A sound database breaks no invariant; every invariant notices when it is broken."""

import shutil
from datetime import timedelta

import pytest
from click.testing import CliRunner
from sqlalchemy import text

from judging.accounts.models import UserSession
from judging.announcement.operations import announcement
from judging.app import create_app
from judging.cli import main
from judging.core.db import db, get_session
from judging.invariants import registry
from tests.access import world as making
from tests.conftest import SECRET
from tests.factories import GALA
from tests.invariants.breaks import BREAKS


@pytest.fixture(scope="module")
def announced(tmp_path_factory, empty_sqlite):
    """The settings of an installation with one edition judged, sealed and announced."""
    folder = tmp_path_factory.mktemp("invariants")
    shutil.copy(empty_sqlite, folder / "kapitula.db")
    app = create_app(ENV="test", DATA_DIR=folder, SECRET_KEY=SECRET)
    with app.app_context():
        session = get_session()
        world = making.build(session)
        announcement.announce(session, world.edition, by=world.people["secretary"], at=GALA + timedelta(hours=1))
        juror = world.people["juror"].id
        session.add(UserSession(token_hash="x", user_id=juror, created_at=GALA, last_seen_at=GALA))
        session.commit()
        yield app
        db.engine.dispose()


@pytest.fixture
def session(announced):
    """A session in which everything may be broken; it is rolled back."""
    session = get_session()
    session.rollback()
    driver = session.connection().connection.driver_connection
    session.rollback()
    for pragma in ("foreign_keys=OFF", "ignore_check_constraints=ON"):
        driver.execute(f"PRAGMA {pragma}")
    yield session
    session.rollback()


def test_a_whole_edition_breaks_no_invariant(session):
    assert list(map(str, registry.violations(session))) == []


def test_every_invariant_is_broken_once_below():
    assert set(BREAKS) == set(registry.checks())
    assert len(BREAKS) >= 40


@pytest.mark.parametrize("sentence", BREAKS)
def test_a_broken_invariant_is_named(session, sentence):
    statements = BREAKS[sentence]
    for statement in [statements] if isinstance(statements, str) else statements:
        session.execute(text(statement))

    assert list(registry.checks()[sentence](session)) != []


def test_the_command_succeeds_on_a_sound_database_and_names_what_breaks_it(announced, monkeypatch):
    monkeypatch.setenv("JUDGING_ENV", "test")
    monkeypatch.setenv("JUDGING_DATA_DIR", str(announced.config["DATA_DIR"]))
    monkeypatch.setenv("JUDGING_SECRET_KEY", SECRET)

    sound = CliRunner().invoke(main, ["invariants"])
    with db.engine.begin() as connection:
        connection.execute(text("UPDATE entry_version SET title = 'x' WHERE id = 1"))
    broken = CliRunner().invoke(main, ["invariants"])

    assert (sound.exit_code, sound.output) == (0, f"all {len(BREAKS)} invariants hold\n")
    assert broken.exit_code == 1
    assert broken.output == "the fingerprint of every submitted version recomputes: entry_version:1\n"
