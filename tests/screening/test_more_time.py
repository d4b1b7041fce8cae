"""More time for all offices that a search finds: shown first, given together, taken back together."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from judging.audit.models import AuditEvent
from judging.core.refusals import Incomplete, NotNow
from judging.entries.models import Extension, Status
from judging.notifications.models import Message
from judging.screening.models import MoreTime
from judging.screening.operations.more_time import extend_many, undo
from judging.screening.queries import more_time
from judging.screening.rules import SECOND_THOUGHT
from judging.screening.search import Search
from tests.factories import CLOSES, DURING, a_user, an_edition, an_entry, an_office

LATER, LATEST = CLOSES + timedelta(days=5), CLOSES + timedelta(days=30)
A_SECOND = timedelta(seconds=1)


@pytest.fixture
def edition(session):
    edition = an_edition()
    session.add(edition)
    session.commit()
    return edition


@pytest.fixture
def secretary(session):
    secretary = a_user()
    session.add(secretary)
    session.flush()
    return secretary


@pytest.fixture
def entries(session, edition):
    """Two entries that wait, and one that was rejected."""
    states = (Status.SUBMITTED, Status.SUBMITTED, Status.REJECTED)
    entries = [an_entry(edition=edition, status=state, number=number) for number, state in enumerate(states, start=1)]
    session.add_all(entries)
    session.commit()
    return entries


def given(session, edition, by, *, until=LATER, search=None, reason="Powódź.", at=DURING, seen=None):
    search = search or Search()
    found = more_time.whom(session, edition, search, by, until=until, at=at)
    extend_many(
        session, edition, search, until=until, reason=reason, seen=found.seen if seen is None else seen, by=by, at=at
    )
    session.flush()
    return session.scalars(select(MoreTime).order_by(MoreTime.id.desc())).first()


def deadlines(session):
    return {one.office_id: one.until for one in session.scalars(select(Extension))}


def letters(session, template):
    return len(session.scalars(select(Message).where(Message.template == template)).all())


def test_all_offices_that_a_search_finds_get_more_time_but_those_rejected(session, edition, secretary, entries):
    first, second, _rejected = entries

    given(session, edition, secretary)

    assert deadlines(session) == {first.office_id: LATER, second.office_id: LATER}
    assert letters(session, "extension-granted") == 2
    granted = select(AuditEvent).where(AuditEvent.action == "extension.granted")
    assert len(session.scalars(granted).all()) == 2


def test_who_has_as_much_time_keeps_it(session, edition, secretary, entries):
    first, second, _rejected = entries
    session.add(Extension(edition_id=edition.id, office_id=first.office_id, until=LATEST, reason="W.", by_id=1))

    found = more_time.whom(session, edition, Search(), secretary, until=LATER, at=DURING)
    given(session, edition, secretary)

    assert (list(found.offices.values()), found.later, found.own) == ([CLOSES], 1, 0)
    assert deadlines(session) == {first.office_id: LATEST, second.office_id: LATER}


def test_the_own_office_of_the_secretary_is_left_to_another(session, edition, secretary, entries):
    own = an_entry(edition=edition, status=Status.SUBMITTED, number=9, office=an_office(representative=secretary))
    session.add(own)
    session.flush()

    found = more_time.whom(session, edition, Search(), secretary, until=LATER, at=DURING)
    given(session, edition, secretary)

    assert found.own == 1
    assert own.office_id not in deadlines(session)


@pytest.mark.parametrize(
    ("wrong", "refusal"),
    [
        ({"seen": 1}, NotNow),
        ({"until": CLOSES}, NotNow),
        ({"reason": " "}, Incomplete),
        ({"search": Search("x")}, NotNow),
    ],
    ids=["the list has changed", "no later than the call", "no reason", "nobody found"],
)
def test_more_time_that_was_not_seen_before_leaves_no_trace(session, edition, secretary, entries, wrong, refusal):
    with pytest.raises(refusal):
        given(session, edition, secretary, **wrong)

    assert deadlines(session) == {}
    assert session.scalars(select(MoreTime)).all() == []
    assert letters(session, "extension-granted") == 0


def test_undone_each_office_has_the_deadline_that_it_had(session, edition, secretary, entries):
    first, _second, _rejected = entries
    before = Extension(edition_id=edition.id, office_id=first.office_id, until=LATER, reason="Wcześniej.", by_id=1)
    session.add(before)
    many = given(session, edition, secretary, until=LATEST)
    for letter in session.scalars(select(Message)):
        letter.sent_at = DURING

    assert undo(session, edition, many, by=secretary, at=DURING + A_SECOND) == 2
    session.flush()

    assert deadlines(session) == {first.office_id: LATER}
    assert before.reason == "Wcześniej."
    assert letters(session, "extension-taken-back") == 2
    with pytest.raises(NotNow):
        undo(session, edition, many, by=secretary, at=DURING + A_SECOND)


def test_undone_before_the_letters_have_gone_nobody_is_written_to(session, edition, secretary, entries):
    many = given(session, edition, secretary)

    undo(session, edition, many, by=secretary, at=DURING + A_SECOND)
    session.flush()

    assert session.scalars(select(Message)).all() == []


def test_what_one_office_was_given_since_is_not_undone(session, edition, secretary, entries):
    first, second, _rejected = entries
    many = given(session, edition, secretary)
    [changed] = [one for one in session.scalars(select(Extension)) if one.office_id == first.office_id]
    changed.until = LATEST

    assert undo(session, edition, many, by=secretary, at=DURING + A_SECOND) == 1
    session.flush()

    assert deadlines(session) == {first.office_id: LATEST}
    assert second.office_id not in deadlines(session)


@pytest.mark.parametrize(
    ("after", "allowed"), [(SECOND_THOUGHT - A_SECOND, True), (SECOND_THOUGHT, False)], ids=["in time", "too late"]
)
def test_after_the_call_more_time_is_taken_back_only_within_minutes(
    session, edition, secretary, entries, after, allowed
):
    at = CLOSES + timedelta(days=1)
    many = given(session, edition, secretary, at=at)

    if allowed:
        assert undo(session, edition, many, by=secretary, at=at + after) == 2
    else:
        with pytest.raises(NotNow):
            undo(session, edition, many, by=secretary, at=at + after)


def test_given_again_after_it_was_undone_offices_are_told_again(session, edition, secretary, entries):
    many = given(session, edition, secretary)
    for letter in session.scalars(select(Message)):
        letter.sent_at = DURING
    undo(session, edition, many, by=secretary, at=DURING + A_SECOND)
    session.flush()

    given(session, edition, secretary, at=DURING + 2 * A_SECOND)

    assert letters(session, "extension-granted") == 4
