"""The history can only grow, and whoever changed it is found out."""

from datetime import UTC, datetime, timedelta, timezone

import pytest
from sqlalchemy import delete, select, text
from sqlalchemy.exc import DBAPIError

from judging.audit.actions import Action
from judging.audit.models import AuditChain, AuditCheckpoint, AuditDetail, AuditEvent
from judging.audit.operations import checkpoints
from judging.audit.operations.history import record
from judging.audit.queries.verification import read_checkpoints, verify
from tests.factories import a_user

NOW = datetime(2027, 3, 15, 12, tzinfo=UTC)
KEY = b"a key of the tests"


@pytest.fixture
def history(session):
    """Five events of one edition and one of the site."""
    user = a_user()
    session.add(user)
    session.flush()
    for number in range(1, 6):
        at = NOW + timedelta(hours=number)
        record(
            session,
            Action.MOTION_DECIDED,
            user,
            by=user,
            at=at,
            edition_id=7,
            kind=f"Kind {number}",
            votes={10: "a", 9: "b"},
        )
    record(session, Action.ACCOUNT_CREATED, user, by=None, at=NOW)
    session.commit()
    return session


def without_triggers(session, statement):
    """Do what somebody with the database file in hand could do."""
    if session.get_bind().dialect.name == "sqlite":
        session.execute(text("DROP TRIGGER audit_event_no_update"))
        session.execute(text("DROP TRIGGER audit_event_no_delete"))
    else:
        session.execute(text("DROP TRIGGER audit_event_only_grows ON audit_event"))
    session.execute(text(statement))
    session.commit()


def found(session, outside=()):
    return [str(problem).split(",")[0] + f" {problem.number}" for problem in verify(session, KEY, outside)]


def test_an_untouched_history_is_whole(history):
    assert verify(history, KEY) == []


def test_a_moment_is_the_same_in_any_zone(history):
    record(
        history,
        Action.ENTRY_CREATED,
        a_saved_user(history),
        by=None,
        at=NOW.astimezone(timezone(timedelta(hours=2))),
        edition_id=7,
    )
    history.commit()

    assert verify(history, KEY) == []


def a_saved_user(session):
    user = a_user()
    session.add(user)
    session.flush()
    return user


@pytest.mark.parametrize(
    "statement", ["UPDATE audit_event SET by_id = NULL", "DELETE FROM audit_event WHERE number = 5"]
)
def test_the_database_itself_refuses_changes(history, statement):
    with pytest.raises(DBAPIError, match="the history only grows"):
        history.execute(text(statement))


@pytest.mark.parametrize(
    ("statement", "bad"),
    [
        ("UPDATE audit_event SET action = 'entry.accepted' WHERE number = 3", "edition:7 3"),
        ("UPDATE audit_event SET by_id = NULL WHERE number = 2", "edition:7 2"),
        ("UPDATE audit_event SET number = 30 WHERE number = 3", "edition:7 3"),
        ("UPDATE audit_event SET details_digest = 'x' WHERE number = 4", "edition:7 4"),
        ("UPDATE audit_detail SET details = '{}' WHERE id = 4", "edition:7 4"),
        ("UPDATE audit_chain SET length = 4 WHERE name = 'edition:7'", "edition:7 5"),
    ],
)
def test_the_first_bad_event_is_named(history, statement, bad):
    without_triggers(history, statement)

    assert found(history) == [bad]


def test_a_removed_event_is_missed(history):
    history.execute(delete(AuditDetail).where(AuditDetail.id == 3))
    without_triggers(history, "DELETE FROM audit_event WHERE id = 3")

    assert found(history) == ["edition:7 3"]


def test_words_may_be_erased_and_the_chain_stands(history):
    history.execute(delete(AuditDetail).where(AuditDetail.id == 3))
    history.commit()

    assert verify(history, KEY) == []


def test_another_key_fits_nothing(history):
    assert [problem.number for problem in verify(history, b"another key")] == [1, 1]


def cut_the_tail(session):
    """Remove the last two events so that the chain itself looks whole."""
    session.execute(delete(AuditDetail).where(AuditDetail.id.in_([4, 5])))
    session.execute(delete(AuditCheckpoint))
    without_triggers(session, "DELETE FROM audit_event WHERE id IN (4, 5)")
    chain = session.scalars(select(AuditChain).where(AuditChain.name == "edition:7")).one()
    chain.length = 3
    chain.head = session.scalars(select(AuditEvent.mac).where(AuditEvent.id == 3)).one()
    session.commit()


def test_a_cut_tail_shows_against_a_checkpoint_kept_outside(history):
    lines = [point.line() for point in checkpoints.note(history, at=NOW)]
    history.commit()
    cut_the_tail(history)

    assert found(history) == []
    assert found(history, read_checkpoints(lines)) == ["edition:7 4"]


def test_a_forged_checkpoint_is_not_ours(history):
    lines = [point.line().replace("2027-03-15", "2027-03-16") for point in checkpoints.note(history, at=NOW)]

    assert found(history, read_checkpoints(lines)) == ["edition:7 5", "site 1"]


def test_a_chain_that_has_vanished_is_missed(history):
    lines = [point.line().replace('"edition:7"', '"edition:8"') for point in checkpoints.note(history, at=NOW)]

    assert "edition:8 1" in found(history, read_checkpoints(lines))
