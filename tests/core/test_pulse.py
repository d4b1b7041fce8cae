"""Whether the database may have changed is told cheaply, and never wrongly that it has not."""

from sqlalchemy.orm import Session

from judging.core import pulse
from judging.core.db import immediate
from judging.core.pulse import Pulse
from tests.factories import a_user


def a_change(session):
    with immediate(session):
        session.add(a_user())


def test_the_pulse_changes_with_a_commit_of_another_connection(session, monkeypatch):
    monkeypatch.setattr(pulse, "monotonic", lambda: 1.0)
    beat = Pulse(session.get_bind())
    before = beat()

    assert beat() == before
    a_change(session)
    assert beat() != before


def test_what_was_rolled_back_changes_nothing(session, monkeypatch):
    monkeypatch.setattr(pulse, "monotonic", lambda: 1.0)
    beat = Pulse(session.get_bind())
    before = beat()
    session.add(a_user())
    session.flush()
    session.rollback()

    assert beat() == before


def test_a_commit_of_another_process_is_seen_within_a_second(session, monkeypatch):
    moments = iter([1.0, 2.0])
    monkeypatch.setattr(pulse, "monotonic", lambda: next(moments))
    beat = Pulse(session.get_bind())
    before = beat()
    with Session(session.get_bind()) as other:  # beside `immediate`, as another process would
        other.add(a_user())
        other.commit()

    assert beat() != before


def test_it_goes_on_after_its_connections_were_closed(session):
    beat = Pulse(session.get_bind())
    beat()
    session.close()
    session.get_bind().dispose()

    assert beat() is not None
