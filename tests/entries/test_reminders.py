"""Offices with a draft are reminded a week, two days and three hours before the deadline: never twice, never after."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from judging.entries.models import Extension
from judging.entries.operations import drafts, entries
from judging.entries.operations.reminders import write_due
from judging.notifications.models import Message
from judging.offices.models import Representative, Right
from tests.factories import BEFORE, CLOSES, DURING, OPENS, a_user, an_entry

A_MINUTE, AN_HOUR, A_DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
OVER = CLOSES + A_MINUTE  # the whole minute counts


@pytest.fixture
def draft(session):
    entry = an_entry(created_at=OPENS)
    session.add(entry)
    session.commit()
    return entry


def kinds(session):
    """Return the kinds of the reminders written, in the order in which they were."""
    written = session.scalars(select(Message).where(Message.template == "draft-reminder").order_by(Message.id))
    return [message.occasion.split(":")[2] for message in written]


def ticks(session, *moments):
    for at in moments:
        write_due(session, at)


@pytest.mark.parametrize(
    ("at", "written"),
    [
        (OVER - 7 * A_DAY - A_MINUTE, []),
        (OVER - 7 * A_DAY, ["7d"]),
        (OVER - 2 * A_DAY - A_MINUTE, ["7d"]),
        (OVER - 2 * A_DAY, ["2d"]),
        (OVER - 3 * AN_HOUR - A_MINUTE, ["2d"]),
        (OVER - 3 * AN_HOUR, ["3h"]),
        (OVER - A_MINUTE, ["3h"]),
        (OVER, []),
    ],
)
def test_the_last_reminder_whose_moment_has_come_is_written(session, draft, at, written):
    ticks(session, at)

    assert kinds(session) == written


def test_each_is_written_once_however_often_mail_is_sent_and_wherever_the_clock_jumps(session, draft):
    week, days, hours = OVER - 7 * A_DAY, OVER - 2 * A_DAY, OVER - 3 * AN_HOUR

    ticks(session, week, week, week + A_DAY, days, week, days + AN_HOUR, hours, days, hours, OVER - A_MINUTE)

    assert kinds(session) == ["7d", "2d", "3h"]


def test_after_a_pause_only_the_last_one_is_written(session, draft):
    ticks(session, OVER - AN_HOUR)

    assert kinds(session) == ["3h"]


@pytest.mark.parametrize(
    ("begun", "written"),
    [
        (OVER - 7 * A_DAY, ["7d"]),
        (OVER - 7 * A_DAY + A_MINUTE, []),
    ],
)
def test_a_draft_begun_later_is_not_reminded_of_what_was_due_before_it(session, begun, written):
    session.add(an_entry(created_at=begun))
    session.commit()

    ticks(session, OVER - 6 * A_DAY)

    assert kinds(session) == written


def test_a_submitted_entry_is_not_reminded_of_and_what_waits_is_taken_back(session, draft):
    ticks(session, OVER - 7 * A_DAY)
    entries.submit(session, draft, [], by=draft.author, at=DURING)
    session.commit()

    ticks(session, OVER - 2 * A_DAY, OVER - AN_HOUR)

    assert kinds(session) == []


def test_a_reminder_that_has_gone_stays_on_record_when_the_entry_is_submitted(session, draft):
    ticks(session, OVER - 7 * A_DAY)
    session.scalars(select(Message)).one().sent_at = OVER - 7 * A_DAY
    entries.submit(session, draft, [], by=draft.author, at=DURING)
    session.commit()

    assert kinds(session) == ["7d"]


def test_a_deleted_draft_is_not_reminded_of_until_it_is_taken_back(session, draft):
    ticks(session, OVER - 7 * A_DAY)
    drafts.delete(session, draft, by=draft.author, at=OVER - 6 * A_DAY)
    session.commit()
    ticks(session, OVER - 5 * A_DAY)
    assert kinds(session) == []

    drafts.restore(session, draft, by=draft.author, at=OVER - 4 * A_DAY)
    session.commit()
    ticks(session, OVER - 3 * A_DAY)

    assert kinds(session) == ["7d"]


def test_an_office_with_more_time_is_reminded_of_its_own_deadline(session, draft):
    until = CLOSES + 10 * A_DAY
    granted = {"until": until, "reason": "Powódź.", "by_id": draft.author_id}
    session.add(Extension(edition_id=draft.edition_id, office_id=draft.office_id, **granted))
    session.commit()

    ticks(session, OVER - 2 * A_DAY)
    assert kinds(session) == []

    ticks(session, until + A_MINUTE - 7 * A_DAY)
    written = session.scalars(select(Message)).one()
    assert written.context["until"] == until.isoformat()


def test_more_time_given_after_a_reminder_begins_anew(session, draft):
    ticks(session, OVER - 2 * A_DAY)
    until = CLOSES + 3 * A_DAY
    granted = {"until": until, "reason": "Powódź.", "by_id": draft.author_id}
    session.add(Extension(edition_id=draft.edition_id, office_id=draft.office_id, **granted))
    session.commit()

    ticks(session, until + A_MINUTE - 2 * A_DAY)

    assert kinds(session) == ["2d", "2d"]


@pytest.mark.parametrize("act", ["rules_frozen_at", "archived_at"])
def test_no_reminder_of_an_edition_that_takes_nothing(session, draft, act):
    edition = draft.edition
    if act == "rules_frozen_at":
        edition.rules_frozen_at = edition.rules_digest = edition.rulebook = None
    else:
        edition.archived_at = DURING
    session.commit()

    ticks(session, OVER - AN_HOUR)

    assert kinds(session) == []


def test_those_are_reminded_who_can_do_something_about_it(session, draft):
    roles = {"reader": Right.SEE, "writer": Right.EDIT}
    people = {name: a_user(name=name) for name in (*roles, "waiting", "left")}
    for name, right in roles.items():
        known = {"asked_at": BEFORE, "approved_at": BEFORE, "right": right}
        draft.office.representatives.append(Representative(user=people[name], **known))
    draft.office.representatives.append(Representative(user=people["waiting"], asked_at=BEFORE))
    draft.office.representatives.append(Representative(user=people["left"], asked_at=BEFORE, refused_at=BEFORE))
    session.commit()

    ticks(session, OVER - AN_HOUR)

    told = {message.to for message in session.scalars(select(Message))}
    assert told == {draft.author.email, people["writer"].email}


def test_as_many_statements_for_many_drafts_that_were_reminded_of(session, app, statements, draft):
    ticks(session, OVER - AN_HOUR)
    one = statements(lambda: write_due(session, OVER - AN_HOUR))
    session.add_all([an_entry(edition=draft.edition, created_at=OPENS) for _ in range(8)])
    session.commit()
    ticks(session, OVER - AN_HOUR)

    assert statements(lambda: write_due(session, OVER - AN_HOUR)) == one
