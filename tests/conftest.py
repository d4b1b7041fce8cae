"""Fixtures that more than one test module uses."""

import gc
import os
import shutil
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import Any, ClassVar

import pytest
from _pytest.doctest import DoctestModule
from argon2 import PasswordHasher
from jinja2 import FileSystemBytecodeCache
from sqlalchemy import Dialect, create_engine, event
from sqlalchemy.orm import Session
from sqlalchemy.pool import Pool
from sqlalchemy.util import LRUCache

import judging.app  # noqa: F401 -- every table is known
from judging.accounts import passwords
from judging.accounts.login import hashed
from judging.accounts.models import UserSession
from judging.app import ANSWERED, FACTS, create_app
from judging.core import clock
from judging.core.db import Base, db, engine_options, prepare_engine
from judging.offices.operations import register_answered, register_looks
from judging.web.addresses import LateRule
from judging.web.languages import Bilingual
from tests import postgres
from tests.browser import Browser
from tests.demonstration.demo import run_demo
from tests.once import made_once
from tests.tables import pytest_terminal_summary, walked  # noqa: F401 -- a hook and a fixture of every test

SECRET = "only for tests, and long enough for them"
KEYS = {"audit_key": b"a key of the tests", "throttle_key": b"another key of the tests", "comments_key": b"a third key"}


class KeptRule(LateRule):
    """A route that is compiled once a run: applications are made by the hundred, all with the same routes."""

    _kept: ClassVar[dict[tuple[str, str], tuple[Any, ...]]] = {}
    _builders: ClassVar[dict[tuple[str, str, bool], Callable[..., tuple[str, str]]]] = {}

    def compile(self):
        key = (self.rule, repr(self.defaults))
        if self.subdomain or self.host:
            super().compile()
            return
        if key not in self._kept:
            super().compile()
            self._kept[key] = (self._parts, self._trace, self._converters, frozenset(self.arguments))
        self._parts, self._trace, self._converters, named = self._kept[key]
        self.arguments |= named
        self._build = self._compile_builder(False).__get__(self, None)
        self._build_unknown = self._compile_builder(True).__get__(self, None)

    def _compile_builder(self, append_unknown=True):
        key = (self.rule, repr(self.defaults), append_unknown)
        if key not in self._builders:
            self._builders[key] = super()._compile_builder(append_unknown)
        return self._builders[key]


Bilingual.url_rule_class = KeptRule

# Every test that signs somebody in would spend thirty milliseconds on the strength of a hash;
# tests/accounts/test_passwords.py holds the strength decided.
STRONG = passwords._argon2
passwords._argon2 = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)


@event.listens_for(Pool, "checkout")
def need_no_power(connection, record, _proxy):
    """Wait for no disk: a commit would take milliseconds; tests/core/test_db.py holds what the product asks for."""
    if "needs no power" not in record.info:
        record.info["needs no power"] = True
        if hasattr(connection, "backup"):  # of SQLite
            connection.execute("PRAGMA synchronous=OFF").close()


HOURS = 3 * 3600  # seconds: a drill at the full scale may walk thousands of pages


def pytest_addoption(parser):
    """Offer ``--drill-scale``: how much the tests marked ``drill`` do."""
    scales = {"choices": ("short", "full"), "default": "full"}
    parser.addoption("--drill-scale", help="how much the drills do (default: full)", **scales)


@pytest.fixture(scope="session")
def full_scale(request):
    """Whether drills are to do all they can."""
    return request.config.getoption("--drill-scale") == "full"


def pytest_generate_tests(metafunc):
    """Run what speaks to the database alone on both databases; pages on SQLite."""
    if "database_url" in metafunc.fixturenames:
        kinds = ["sqlite"] if "app" in metafunc.fixturenames else ["sqlite", "postgresql"]
        metafunc.parametrize("database_url", kinds, indirect=True)


@pytest.hookimpl(wrapper=True)
def pytest_collect_file():
    """Look for no doctests in tests: they stand in the code."""
    found = yield
    return [one for one in found if not isinstance(one, DoctestModule)]


@pytest.hookimpl(wrapper=True)
def pytest_collection():
    """Look for rubbish neither while all is read nor ever again in what stays for the whole run."""
    gc.disable()
    done = yield
    gc.collect()
    gc.freeze()
    gc.enable()
    return done


def pytest_collection_modifyitems(config, items):
    """Leave full drills out of a short run, and begin with the browser: one worker then drives it for all."""
    if config.getoption("--drill-scale") == "short":
        full = {item for item in items if any(mark.kwargs.get("full") for mark in item.iter_markers("drill"))}
        config.hook.pytest_deselected(items=list(full))
        items[:] = [item for item in items if item not in full]
    else:
        for drill in (item for item in items if item.get_closest_marker("drill")):
            drill.add_marker(pytest.mark.timeout(HOURS))
    items.sort(key=lambda item: item.get_closest_marker("browser") is None)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown(item, nextitem):
    """Close Chromium after the last of a row of tests in it."""
    done = yield
    if item.get_closest_marker("browser") and not (nextitem and nextitem.get_closest_marker("browser")):
        from tests import chromium

        chromium.close()
    return done


def pytest_sessionfinish(session):
    """Stop the server of the database with the last who used it."""
    postgres.leave()
    if not hasattr(session.config, "workerinput"):
        postgres.clear()


@pytest.fixture
def chromium():
    """The system's Chromium; while it runs, our own code works in another thread."""
    from tests import chromium

    return chromium.browser()


@pytest.fixture(scope="session")
def filled_demonstration(tmp_path_factory):
    """A function from a phase to a folder with the demonstration in it, to be copied.

    Its ``data`` are the data of the installation, its ``canaries.json`` lists the secrets in them.
    """

    def fill(phase, folder):
        listed = str(folder / "canaries.json")
        with ThreadPoolExecutor(1) as thread:  # not beside Playwright's event loop
            words = ("--phase", phase, "--canaries", listed)
            result = thread.submit(run_demo, folder / "data", *words).result()
        assert result.exit_code == 0, result.output

    return lambda phase: made_once(tmp_path_factory, f"demonstration-{phase}", partial(fill, phase))


@pytest.fixture(scope="session")
def empty_sqlite(tmp_path_factory):
    """A file with all tables and no rows, copied for each test."""
    path = tmp_path_factory.mktemp("sqlite") / "empty.db"
    engine = prepare_engine(create_engine(**engine_options(f"sqlite:///{path}")))
    Base.metadata.create_all(engine)
    with engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    engine.dispose()
    return path


@pytest.fixture
def database_url(request, tmp_path, empty_sqlite):
    if request.param == "postgresql":
        with postgres.lent_database() as url:
            yield url
    else:
        shutil.copy(empty_sqlite, tmp_path / "test.db")
        yield f"sqlite:///{tmp_path}/test.db"


_dialects: dict[str, Dialect] = {}
_compiled: dict[str, LRUCache] = {}


def sharing(engine):
    """Let an engine use what those of earlier tests have compiled: else each test begins anew."""
    engine.connect().close()  # its own dialect learns about the server
    engine.dialect = _dialects.setdefault(engine.name, engine.dialect)
    engine.update_execution_options(compiled_cache=_compiled.setdefault(engine.name, LRUCache(2000)))
    return engine


@pytest.fixture
def session(database_url):
    """A session on a fresh database, with no application around it; who looks at new facts is told as it tells them."""
    register_looks(FACTS)
    register_answered(ANSWERED)
    engine = sharing(prepare_engine(create_engine(**engine_options(database_url))))
    with Session(engine, info=KEYS) as session:
        yield session
    engine.dispose()


@pytest.fixture(scope="session")
def compiled_templates(tmp_path_factory):
    """Templates compiled by one application serve those of the other tests."""
    return FileSystemBytecodeCache(str(tmp_path_factory.mktemp("templates")))


@pytest.fixture
def app(session, database_url, tmp_path, compiled_templates):
    """The application, on the database of ``session``."""
    app = create_app(
        ENV="test",
        TESTING=True,
        PROPAGATE_EXCEPTIONS=False,
        DATA_DIR=tmp_path,
        DATABASE_URL=database_url,
        SECRET_KEY=SECRET,
        WTF_CSRF_ENABLED=False,
    )
    app.test_client_class = Browser
    with app.app_context():
        sharing(db.engine)
    app.jinja_env.bytecode_cache = compiled_templates
    yield app
    with app.app_context():
        db.engine.dispose()


@pytest.fixture
def client_of(app, session):
    """A function from a person to a browser in which that person is fully signed in."""

    def client_of(user):
        if user.id is None:
            session.add(user)
        now, token = clock.utcnow(), os.urandom(8).hex()
        session.flush()
        session.add(
            UserSession(
                token_hash=hashed(token),
                user_id=user.id,
                created_at=now,
                last_seen_at=now,
                second_factor_at=now,
            )
        )
        session.commit()
        client = app.test_client()
        with client.session_transaction() as cookie:
            cookie["_user_id"], cookie["_fresh"], cookie["language"] = token, True, "en"
        return client

    return client_of


@pytest.fixture
def visitor(app):
    """A browser in which nobody is signed in; it has no cookie."""
    return app.test_client()


@pytest.fixture
def stop_clock(monkeypatch):
    """A function that stops the clock at a given moment."""
    return lambda moment: monkeypatch.setattr(clock, "utcnow", lambda: moment)


@pytest.fixture
def statements(app):
    """A function that counts the SQL statements of a call."""

    def count(call):
        seen = []
        with app.app_context():
            engine = db.engine
        note = lambda *arguments: seen.append(arguments[2])  # noqa: E731 -- it must be removed again
        event.listen(engine, "before_cursor_execute", note)
        call()
        event.remove(engine, "before_cursor_execute", note)
        return len(seen)

    return count
