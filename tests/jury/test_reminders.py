"""Who is late, who gets a reminder and who does not, and what the calendar sends by itself."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from judging.accounts.models import UserSession
from judging.core.refusals import NotNow
from judging.jury.lateness import Skipped, Standing
from judging.jury.operations import reminders
from judging.jury.queries import lateness
from judging.notifications.models import Message
from judging.offices.models import Representative
from tests.factories import JUDGING, JUDGING_CLOSES, JUDGING_OPENS, a_seat, a_sheet, a_user, an_assignment
from tests.jury.conftest import a_chapter

A_DAY = timedelta(days=1)


@pytest.fixture
def chapter(session, stop_clock):
    """Two members with six entries each."""
    stop_clock(JUDGING)
    return a_chapter(session, entries=6)


@pytest.fixture
def round_(chapter):
    return chapter.edition.rounds[0]


def hand_in(session, chapter, seat, count, *, at):
    """Hand in the first sheets of a member, one an hour."""
    for place, entry in enumerate(chapter.entries[:count]):
        sheet = a_sheet(chapter.assignment(seat, entry), scores={"novelty": 5, "reach": 5}, submitted=True)
        sheet.submitted_at = sheet.saved_at = at + place * timedelta(hours=1)
        session.add(sheet)
    session.flush()
    session.expire_all()


def seen(session, person, at):
    session.add(UserSession(token_hash=f"{person.id}-{at}", user_id=person.id, created_at=at, last_seen_at=at))
    session.flush()


def standing(session, chapter, round_, at=JUDGING, reader=None):
    found = lateness.jurors(session, round_, reader or chapter.secretary, at)
    return {one.row.seat: one for one in found}, [one.row.seat for one in found]


def written(session):
    return session.scalars(select(Message).where(Message.template == lateness.TEMPLATE).order_by(Message.id)).all()


def remind(session, chapter, round_, *, at=JUDGING, seats=None):
    return reminders.remind(session, chapter.edition, round_, seats=seats, by=chapter.secretary, at=at)


def test_those_who_are_late_come_first_and_who_is_done_last(session, chapter, round_):
    hand_in(session, chapter, chapter.first, 6, at=JUDGING_OPENS + A_DAY)
    at = JUDGING_OPENS + 8 * A_DAY

    by_seat, order = standing(session, chapter, round_, at)

    assert order == [chapter.second.public_id, chapter.first.public_id]
    assert by_seat[chapter.second.public_id].standing is Standing.SILENT
    assert by_seat[chapter.first.public_id].standing is Standing.DONE


def test_the_forecast_is_by_the_own_pace_and_says_when_it_knows_too_little(session, chapter, round_):
    hand_in(session, chapter, chapter.first, 3, at=JUDGING_OPENS)
    hand_in(session, chapter, chapter.second, 2, at=JUDGING_OPENS)
    at = JUDGING_OPENS + 3 * A_DAY

    by_seat, _order = standing(session, chapter, round_, at)

    assert by_seat[chapter.first.public_id].done == at + 3 * A_DAY
    assert by_seat[chapter.second.public_id].done is None
    assert by_seat[chapter.second.public_id].standing is Standing.UNKNOWN


def test_whoever_would_be_done_after_the_end_is_late(session, chapter, round_):
    at = JUDGING_CLOSES - 2 * A_DAY
    hand_in(session, chapter, chapter.first, 3, at=at - A_DAY)

    by_seat, _order = standing(session, chapter, round_, at)

    assert by_seat[chapter.first.public_id].standing is Standing.LATE
    over, _order = standing(session, chapter, round_, JUDGING_CLOSES)
    assert over[chapter.first.public_id].standing is Standing.OVERDUE


def test_it_is_told_when_a_juror_was_last_here_and_last_reminded(session, chapter, round_):
    seen(session, chapter.juror, JUDGING - 3 * A_DAY)
    seen(session, chapter.juror, JUDGING - 2 * A_DAY)
    remind(session, chapter, round_, at=JUDGING - A_DAY, seats={chapter.first.public_id})

    one = standing(session, chapter, round_)[0][chapter.first.public_id]

    assert (one.seen_at, one.reminded_at) == (JUDGING - 2 * A_DAY, JUDGING - A_DAY)


def test_the_missing_sheets_name_their_entries_but_of_an_office_of_the_secretary(session, chapter, round_):
    session.add(Representative(office=chapter.entries[0].office, user=chapter.secretary, asked_at=JUDGING))
    session.add(a_sheet(chapter.assignment(chapter.first, chapter.entries[1]), scores={"novelty": 1}))
    session.flush()
    session.expire_all()

    one = standing(session, chapter, round_)[0][chapter.first.public_id]

    assert [(sheet.number, sheet.begun) for sheet in one.missing] == [
        (2, True),
        (3, False),
        (4, False),
        (5, False),
        (6, False),
    ]
    assert one.hidden == 1


def test_a_reminder_goes_once_a_day_and_says_truly_to_how_many(session, chapter, round_):
    assert remind(session, chapter, round_) == 2
    assert remind(session, chapter, round_) == 0
    assert remind(session, chapter, round_, at=JUDGING + A_DAY) == 2

    assert len(written(session)) == 4


def test_only_those_who_are_chosen_get_one(session, chapter, round_):
    assert remind(session, chapter, round_, seats={chapter.second.public_id}) == 1

    assert [letter.to for letter in written(session)] == [chapter.second.user.email]


def test_it_is_told_why_somebody_gets_none(session, chapter, round_):
    closed, lost, gone = (a_seat(chapter.edition, user=a_user(name=name)) for name in ("Ola", "Piotr", "Zofia"))
    session.add_all([closed, lost, gone])
    for seat in (closed, lost, gone):
        session.add(an_assignment(seat, chapter.entries[0]))
    closed.user.deactivated_at, lost.user.email, gone.removed_at = JUDGING, "", JUDGING
    hand_in(session, chapter, chapter.first, 6, at=JUDGING_OPENS)
    remind(session, chapter, round_, seats={chapter.second.public_id})

    by_seat, _order = standing(session, chapter, round_)

    assert {seat: by_seat[seat.public_id].skipped for seat in (chapter.first, chapter.second, closed, lost, gone)} == {
        chapter.first: Skipped.DONE,
        chapter.second: Skipped.TODAY,
        closed: Skipped.CLOSED,
        lost: Skipped.NO_ADDRESS,
        gone: Skipped.GONE,
    }
    assert remind(session, chapter, round_) == 0


def test_nobody_is_reminded_while_scoring_is_not_open(session, chapter, round_):
    with pytest.raises(NotNow):
        remind(session, chapter, round_, at=JUDGING_CLOSES + A_DAY)


def test_the_calendar_reminds_those_who_are_behind_once_for_each_moment(session, chapter, round_):
    chapter.edition.reminder_days = [7, 2]
    hand_in(session, chapter, chapter.first, 6, at=JUDGING_OPENS)
    session.commit()

    sent = {days: reminders.write_due(session, JUDGING_CLOSES - days * A_DAY) for days in (8, 7, 6, 3, 2, 1)}

    assert sent == {8: 0, 7: 1, 6: 0, 3: 0, 2: 1, 1: 0}
    assert {letter.to for letter in written(session)} == {chapter.second.user.email}


def test_after_a_pause_of_the_mail_only_the_last_reminder_is_written(session, chapter, round_):
    chapter.edition.reminder_days = [7, 2]
    session.commit()

    assert reminders.write_due(session, JUDGING_CLOSES - A_DAY) == 2
    assert reminders.write_due(session, JUDGING_CLOSES - A_DAY + timedelta(hours=1)) == 0


def test_the_calendar_does_not_remind_whom_the_secretary_has_reminded_since(session, chapter, round_):
    chapter.edition.reminder_days = [7]
    session.commit()
    remind(session, chapter, round_, at=JUDGING_CLOSES - 7 * A_DAY + timedelta(hours=1))
    session.commit()

    assert reminders.write_due(session, JUDGING_CLOSES - 6 * A_DAY) == 0


def test_nobody_is_reminded_by_the_calendar_of_what_was_assigned_after_the_moment(session, chapter, round_):
    chapter.edition.reminder_days = [7]
    for one in chapter.assignments.values():
        one.assigned_at = JUDGING_CLOSES - 6 * A_DAY
    session.commit()

    assert reminders.write_due(session, JUDGING_CLOSES - 5 * A_DAY) == 0


def test_the_calendar_is_silent_where_it_is_turned_off_and_once_the_round_is_closed(session, chapter, round_):
    reminders.set_days(session, chapter.edition, [], by=chapter.secretary, at=JUDGING)
    session.commit()
    assert reminders.write_due(session, JUDGING_CLOSES - A_DAY) == 0

    reminders.set_days(session, chapter.edition, [2, 5, 7], by=chapter.secretary, at=JUDGING)
    assert chapter.edition.reminder_days == [7, 2]  # five is not offered
    round_.closed_at, round_.closed_by_id = JUDGING, chapter.secretary.id
    session.commit()
    assert reminders.write_due(session, JUDGING_CLOSES - A_DAY) == 0
