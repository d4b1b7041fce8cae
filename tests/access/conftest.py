"""One world for all tests of access: an application on it, everybody's cookie, a way back."""

import shutil

import pytest
from flask import url_for
from sqlalchemy import select
from sqlalchemy.orm import Session

from judging.accounts.login import hashed
from judging.accounts.models import UserSession
from judging.app import create_app
from judging.core import aside
from judging.core.config import KEYS
from judging.core.db import db
from judging.deliberation.models import Award, Motion
from judging.jury.models import ActOfAssigning
from tests.access import world as making
from tests.access.cases import KINDS
from tests.access.judged import NOW
from tests.access.snapshot import Snapshot
from tests.conftest import SECRET


@pytest.fixture(scope="session")
def access_app(tmp_path_factory, empty_sqlite):
    folder = tmp_path_factory.mktemp("access")
    shutil.copy(empty_sqlite, folder / "world.db")
    (folder / "now").write_text(NOW.isoformat())
    app = create_app(
        ENV="test",
        TESTING=True,
        PROPAGATE_EXCEPTIONS=False,
        WTF_CSRF_ENABLED=False,
        DATA_DIR=folder,
        DATABASE_URL=f"sqlite:///{folder}/world.db",
        SECRET_KEY=SECRET,
        CLOCK_FILE=str(folder / "now"),
    )
    yield app
    with app.app_context():
        db.engine.dispose()


@pytest.fixture(scope="session")
def world(access_app):
    """The world with everybody signed in: their sessions are rows, their cookies in ``cookies``."""
    with access_app.app_context():
        info = {name.lower(): access_app.config[name] for name in KEYS}
        with Session(db.engine, expire_on_commit=False, info=info) as session:
            built = making.build(session)
            for name, user in built.people.items():
                session.add(_session_of(user, name))
            built.people["deactivated"].deactivated_at = NOW
            session.commit()
            built.names |= _names(session, built)
            for row in list(session):
                session.refresh(row)  # read once more, for the tests that have no session
    return built


def _session_of(user, name):
    return UserSession(
        token_hash=hashed(f"token of {name}"),
        user_id=user.id,
        created_at=NOW,
        last_seen_at=NOW,
        second_factor_at=NOW,
    )


def _names(session, world):
    """Return the public ids of what has no name of its own in the world."""
    pairs = [("juror", "A"), ("juror_2", "A"), ("juror_3", "A"), ("juror_3", "B")]
    return {pair: world.assignment(session, *pair).public_id for pair in pairs} | {
        "award": session.scalar(select(Award).order_by(Award.id)).public_id,
        "motion": session.scalar(select(Motion).order_by(Motion.id)).public_id,
        "act of assigning": session.scalar(select(ActOfAssigning).order_by(ActOfAssigning.id)).public_id,
    }


@pytest.fixture(scope="session")
def cookies(access_app, world):
    """The cookie of every kind of visitor: a visitor has none, the others prefer English."""
    kept = {"visitor": ""}
    for kind in KINDS.keys() - kept.keys():
        client = access_app.test_client()
        with client.session_transaction() as cookie:
            cookie["_user_id"], cookie["_fresh"] = f"token of {kind}", True
            cookie["language"] = "en"
        kept[kind] = f"kapitula={client.get_cookie('kapitula').value}"
    return kept


@pytest.fixture(scope="session")
def snapshot(access_app, world):
    with access_app.app_context():
        taken = Snapshot(db.engine, aside.path_of("0" * 64).parent.parent)
    yield taken
    taken.close()


@pytest.fixture(scope="session")
def ask(access_app, cookies):
    """A function that sends one request as a kind of visitor, without keeping any cookie."""
    client = access_app.test_client(use_cookies=False)

    def ask(kind, method, url, **arguments):
        headers = {"Cookie": cookies[kind]} | arguments.pop("headers", {})
        response = client.open(url, method=method, headers=headers, **arguments)
        response.get_data()  # a file is read to its end and closed
        response.close()
        return response

    return ask


@pytest.fixture(scope="session")
def address(access_app, world):
    """A function from a rule or an endpoint and the arguments of a case to its address."""

    def address(rule, arguments):
        endpoint = rule if isinstance(rule, str) else rule.endpoint
        told = getattr(rule, "defaults", None) or {}  # the language of a twin
        with access_app.test_request_context():
            return url_for(endpoint, **arguments, **told)

    return address


@pytest.fixture(scope="module", autouse=True)
def _kept(snapshot):
    yield
    assert snapshot.dump() == snapshot.content
