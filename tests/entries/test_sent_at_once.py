"""The same submission ten times at once: done once, and everybody is led to the receipt."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from judging.accounts.login import hashed
from judging.accounts.models import UserSession
from judging.app import create_app
from judging.core import clock
from judging.core.db import db
from judging.entries.models import EntryVersion
from judging.notifications.models import Message
from tests.conftest import KEYS, SECRET
from tests.factories import DURING, an_entry

TEN = 10


@pytest.fixture
def served(database_url, tmp_path):
    """An application on each kind of database, with the address of a draft and the cookie of its author."""
    (tmp_path / "now").write_text(DURING.isoformat())
    app = create_app(
        ENV="test",
        TESTING=True,
        PROPAGATE_EXCEPTIONS=False,
        DATA_DIR=tmp_path,
        DATABASE_URL=database_url,
        SECRET_KEY=SECRET,
        WTF_CSRF_ENABLED=False,
        CLOCK_FILE=str(tmp_path / "now"),
    )
    with app.app_context():
        with Session(db.engine, info=KEYS) as session:
            entry = an_entry()
            session.add(entry)
            session.flush()
            now = clock.utcnow()
            begun = UserSession(token_hash=hashed("token"), user_id=entry.author_id, created_at=now, last_seen_at=now)
            session.add(begun)
            session.commit()
            path = f"/entries/{entry.public_id}/"
        yield app, path
        db.engine.dispose()


def send(app, path, once, barrier):
    client = app.test_client()
    with client.session_transaction() as cookie:
        cookie["_user_id"], cookie["_fresh"], cookie["language"] = "token", True, "en"
    barrier.wait()
    answer = client.post(f"{path}submit/", data={"once": once})
    return answer.status_code, answer.location, client.get(answer.location or "/").text


@pytest.mark.parametrize("tokens", [["the same"] * TEN, [f"number {n}" for n in range(TEN)]], ids=["one", "ten"])
def test_ten_identical_submissions_at_once_are_one_and_all_lead_to_its_receipt(served, tokens):
    app, path = served
    barrier = Barrier(TEN)

    with ThreadPoolExecutor(TEN) as threads:
        answers = list(threads.map(lambda once: send(app, path, once, barrier), tokens))

    assert {(status, location) for status, location, _page in answers} == {(302, f"{path}receipt/")}
    done = [page for _status, _location, page in answers if "The entry is submitted." in page]
    told = [
        page for _status, _location, page in answers if "had already been sent" in page or "has already been" in page
    ]
    assert (len(done), len(told)) == (1, TEN - 1)
    with app.app_context(), Session(db.engine) as session:
        assert session.scalar(select(func.count(EntryVersion.id))) == 1
        assert session.scalar(select(func.count(Message.id))) == 1
