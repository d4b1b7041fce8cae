"""An office has as many entries as the rules let it, and attaches as much as there is room for."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from judging.accounts.login import hashed
from judging.accounts.models import UserSession
from judging.app import create_app
from judging.audit.models import AuditEvent
from judging.core import clock
from judging.core.db import db
from judging.core.file_types import MEGABYTE
from judging.core.files import Received
from judging.core.refusals import NotNow
from judging.entries import limits
from judging.entries.limits import Used
from judging.entries.models import Attachment, Entry, Status
from judging.entries.operations import attachments, drafts, entries
from judging.offices.models import Representative
from tests.conftest import KEYS, SECRET
from tests.factories import BEFORE, DURING, a_user, an_edition, an_entry, an_office

TWENTY, A_MINUTE = 20, timedelta(minutes=1)


def more(entry, **fields):
    """Another entry of the same office in the same edition."""
    return an_entry(edition=entry.edition, office=entry.office, author=entry.author, **fields)


def begun(session):
    return session.scalar(select(func.count(Entry.id)))


@pytest.mark.parametrize(
    ("most", "counted", "allowed"), [(0, 99, True), (1, 0, True), (1, 1, False), (2, 1, True), (2, 2, False)]
)
def test_an_office_begins_entries_up_to_the_limit_of_the_edition(most, counted, allowed):
    assert (limits.why_not_one_more(an_edition(entries_per_office=most), counted) is None) is allowed


@pytest.mark.parametrize(
    ("fields", "allowed"),
    [
        ({}, False),
        ({"status": Status.SUBMITTED}, False),
        ({"status": Status.RETURNED, "correct_until": DURING}, False),
        ({"status": Status.REJECTED}, False),
        ({"status": Status.WITHDRAWN}, True),
        ({"deleted_at": DURING}, True),
    ],
    ids=["draft", "submitted", "returned", "rejected", "withdrawn", "deleted"],
)
def test_drafts_and_what_was_submitted_count_but_not_what_was_deleted_or_withdrawn(session, fields, allowed):
    entry = an_entry(edition=an_edition(entries_per_office=1), **fields)
    session.add(entry)
    session.commit()

    def begin():
        entries.create(session, entry.edition, entry.office, by=entry.author, at=DURING)

    if allowed:
        begin()
    else:
        with pytest.raises(NotNow, match="as it may: 1"):
            begin()
        assert session.scalars(select(AuditEvent)).all() == []


def test_the_entries_of_other_offices_and_editions_do_not_count(session):
    entry = an_entry(edition=an_edition(entries_per_office=1))
    session.add_all([entry, an_entry(author=entry.author, office=entry.office), an_entry(edition=entry.edition)])
    other = an_office()
    session.add(other)
    session.commit()

    entries.create(session, entry.edition, other, by=other.representatives[0].user, at=DURING)

    assert begun(session) == 4


def test_a_deleted_draft_does_not_come_back_over_the_limit(session):
    entry = an_entry(edition=an_edition(entries_per_office=1), deleted_at=DURING)
    session.add_all([entry, more(entry)])
    session.commit()

    with pytest.raises(NotNow, match="as it may"):
        drafts.restore(session, entry, by=entry.author, at=DURING)

    assert entry.deleted_at == DURING


def test_a_withdrawn_entry_is_not_submitted_again_over_the_limit(session, client_of, stop_clock):
    stop_clock(DURING)
    entry = an_entry(edition=an_edition(entries_per_office=1), status=Status.WITHDRAWN)
    session.add_all([entry, more(entry)])
    session.commit()

    with pytest.raises(NotNow, match="as it may"):
        entries.submit(session, entry, [], by=entry.author, at=DURING)

    assert entry.status is Status.WITHDRAWN
    assert "as it may: 1" in client_of(entry.author).get(f"/entries/{entry.public_id}/submit/").text


def test_a_copy_is_one_more_entry(session):
    source = an_entry()
    entry = an_entry(edition=an_edition(entries_per_office=1), office=source.office, author=source.author)
    session.add_all([source, entry])
    session.commit()

    with pytest.raises(NotNow, match="as it may"):
        drafts.copy(session, source, entry.edition, by=source.author, at=DURING)
    session.rollback()

    assert begun(session) == 2


def test_the_list_says_why_no_entry_is_begun_and_offers_only_offices_that_may(session, client_of, stop_clock):
    stop_clock(DURING)
    entry = an_entry(edition=an_edition(entries_per_office=1))
    session.add(entry)
    session.commit()
    client = client_of(entry.author)

    page = client.get("/entries/").text
    assert "as it may: 1" in page
    assert "Begin an entry" not in page

    session.add(an_office(name="Urząd Wolny", representative=entry.author))
    session.commit()
    page = client.get("/entries/").text
    assert "Begin an entry" in page
    assert page.count("Urząd Wolny") == 1


def test_the_list_asks_as_often_for_six_offices_as_for_two(session, client_of, statements, stop_clock):
    stop_clock(DURING)
    user = a_user()
    session.add(an_edition(entries_per_office=1))
    session.add_all([an_office(representative=user) for _ in range(2)])
    session.commit()
    client = client_of(user)
    client.get("/entries/")
    few = statements(lambda: client.get("/entries/"))
    session.add_all([an_office(representative=user) for _ in range(4)])
    session.commit()

    assert statements(lambda: client.get("/entries/")) == few


@pytest.fixture
def served(database_url, tmp_path):
    """An application on each kind of database, with an office of twenty people that may have three entries."""
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
            people = [a_user(language="en") for _ in range(TWENTY)]
            office, edition = an_office(representative=people[0]), an_edition(entries_per_office=3)
            known = {"asked_at": BEFORE, "approved_at": BEFORE}
            office.representatives += [Representative(user=user, **known) for user in people[1:]]
            session.add_all([office, edition])
            session.flush()
            now = clock.utcnow()
            for number, user in enumerate(people):
                begun_session = UserSession(token_hash=hashed(f"token {number}"), user_id=user.id, created_at=now)
                begun_session.last_seen_at = now
                session.add(begun_session)
            session.commit()
            chosen = {"edition": edition.slug, "office": office.public_id}
        yield app, chosen
        db.engine.dispose()


def test_of_twenty_entries_begun_at_once_there_are_as_many_as_the_limit_lets(served):
    app, chosen = served
    barrier = Barrier(TWENTY)

    def begin(number):
        client = app.test_client()
        with client.session_transaction() as cookie:
            cookie["_user_id"], cookie["_fresh"], cookie["language"] = f"token {number}", True, "en"
        barrier.wait()
        answer = client.post("/entries/new/", data={"once": f"number {number}", **chosen})
        return answer.status_code, "as it may: 3" in answer.text

    with ThreadPoolExecutor(TWENTY) as threads:
        answers = list(threads.map(begin, range(TWENTY)))

    assert sorted(answers) == [(302, False)] * 3 + [(409, True)] * 17
    with app.app_context(), Session(db.engine) as session:
        assert begun(session) == 3


ROOM = {"office_space_mb": 2, "edition_space_mb": 5}


@pytest.mark.parametrize(
    ("used", "size", "said"),
    [
        (Used(1, 1), MEGABYTE, None),
        (Used(MEGABYTE, MEGABYTE), MEGABYTE, None),
        (Used(MEGABYTE, MEGABYTE), MEGABYTE + 1, "pass 2 MB"),
        (Used(0, 4 * MEGABYTE), MEGABYTE, None),
        (Used(0, 4 * MEGABYTE), MEGABYTE + 1, "secretary can make it larger"),
    ],
)
def test_what_is_attached_fits_into_the_room_of_its_office_and_of_the_edition(used, size, said):
    refusal = limits.why_no_room(an_edition(**ROOM), used, size)

    assert refusal is None if said is None else said in str(refusal)


def test_without_a_limit_there_is_room():
    edition = an_edition(office_space_mb=0, edition_space_mb=0)

    assert limits.why_no_room(edition, Used(10**12, 10**12), 10**9) is None


def a_file(tmp_path, size=MEGABYTE):
    return Received(tmp_path / "x", "plan.pdf", "application/pdf", size, "1" * 64, "2" * 64)


def attached(entry, size=MEGABYTE, **fields):
    known = {"media_type": "application/pdf", "sent_sha256": "1" * 64, "sha256": "2" * 64, "added_by_id": 1}
    return Attachment(entry=entry, name="a.pdf", size=size, added_at=DURING, **known, **fields)


def test_the_files_of_all_entries_of_an_office_count_and_those_it_removed_do_not(session, tmp_path):
    entry = an_entry(edition=an_edition(**ROOM))
    other = more(entry)
    session.add_all([entry, other])
    session.flush()
    session.add_all([attached(other), attached(other), attached(entry, removed_at=DURING)])
    session.commit()
    how = {"most": 5 * MEGABYTE, "by": entry.author, "at": DURING}

    with pytest.raises(NotNow, match="pass 2 MB"):
        attachments.attach(session, entry, a_file(tmp_path), **how)
    assert session.scalars(select(AuditEvent)).all() == []

    attachments.remove_attachment(session, other.files[0], by=entry.author, at=DURING)
    attachments.attach(session, entry, a_file(tmp_path), **how)
    session.commit()

    assert len(entry.files) == 1


def test_everything_that_is_kept_fills_the_edition(session, tmp_path):
    entry = an_entry(edition=an_edition(**ROOM))
    session.add_all([entry, stranger := an_entry(edition=entry.edition)])
    session.flush()
    session.add_all([attached(stranger, removed_at=DURING) for _ in range(5)])
    session.commit()

    with pytest.raises(NotNow, match="space for attachments of this edition"):
        attachments.attach(session, entry, a_file(tmp_path), most=5 * MEGABYTE, by=entry.author, at=DURING)

    assert entry.files == []


def test_a_draft_that_was_begun_and_not_touched_is_opened_again_in_place_of_another(session, client_of, stop_clock):
    stop_clock(DURING)
    office, edition = an_office(), an_edition()
    session.add_all([office, edition])
    session.commit()
    client = client_of(office.representatives[0].user)
    chosen = {"edition": edition.slug, "office": office.public_id}

    first, again = (client.post("/entries/new/", data=chosen | {"once": once}).location for once in ("1", "2"))
    session.rollback()
    [entry] = session.scalars(select(Entry))
    entries.revise(
        session, entry, entries.Text("Ogród", None, {}), version=entry.version, by=entry.author, at=DURING + A_MINUTE
    )
    session.commit()
    another = client.post("/entries/new/", data=chosen | {"once": "3"}).location

    assert first == again != another
