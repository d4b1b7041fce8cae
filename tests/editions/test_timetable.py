"""The calendar: phases, windows, and times that clocks skip or show twice."""

from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

import pytest

from judging.core.zones import NoSuchTime, from_local
from judging.editions import timetable
from judging.editions.models import Edition, Round
from judging.editions.timetable import Phase, Window
from tests.factories import (
    BEFORE,
    CLOSES,
    CORRECTIONS,
    DELIBERATION,
    DURING,
    GALA,
    JUDGING,
    JUDGING_CLOSES,
    JUDGING_OPENS,
    OPENS,
)

A_MINUTE = timedelta(minutes=1)
AN_INSTANT = timedelta(microseconds=1)
WARSAW = "Europe/Warsaw"


def dates(**fields):
    defaults = {
        "opens_at": OPENS,
        "closes_at": CLOSES,
        "corrections_until": CORRECTIONS,
        "announcement_at": GALA,
        "grace_minutes": 0,
        "rules_frozen_at": BEFORE,
        "sealed_at": None,
        "announced_at": None,
        "archived_at": None,
        "rounds": [a_round()],
    }
    return SimpleNamespace(**defaults | fields)


def a_round(**fields):
    defaults = {"opens_at": JUDGING_OPENS, "closes_at": JUDGING_CLOSES, "closed_at": None}
    return SimpleNamespace(**defaults | fields)


@pytest.mark.parametrize(
    ("at", "expected"),
    [
        (OPENS - AN_INSTANT, Phase.PREPARATION),
        (OPENS, Phase.CALL),
        (CLOSES, Phase.CALL),
        (CLOSES + A_MINUTE - AN_INSTANT, Phase.CALL),
        (CLOSES + A_MINUTE, Phase.SCREENING),
        (JUDGING_OPENS - AN_INSTANT, Phase.SCREENING),
        (JUDGING_OPENS, Phase.JUDGING),
        (JUDGING_CLOSES + A_MINUTE, Phase.JUDGING),
    ],
)
def test_the_calendar_turns_the_phase(at, expected):
    assert timetable.phase(dates(), at) is expected


@pytest.mark.parametrize(
    ("acts", "expected"),
    [
        ({"rules_frozen_at": None}, Phase.PREPARATION),
        ({"rounds": [a_round(closed_at=JUDGING_CLOSES)]}, Phase.DELIBERATION),
        ({"rounds": [a_round(closed_at=JUDGING_CLOSES), a_round()]}, Phase.JUDGING),
        ({"sealed_at": DELIBERATION}, Phase.SEALED),
        ({"sealed_at": DELIBERATION, "announced_at": GALA}, Phase.ANNOUNCED),
        (
            {"sealed_at": DELIBERATION, "announced_at": GALA, "archived_at": GALA},
            Phase.ARCHIVED,
        ),
    ],
)
def test_recorded_acts_come_before_the_calendar(acts, expected):
    assert timetable.phase(dates(**acts), DELIBERATION) is expected


def test_a_call_prolonged_by_grace_is_still_the_call():
    edition = dates(grace_minutes=15)

    assert timetable.phase(edition, CLOSES + 16 * A_MINUTE - AN_INSTANT) is Phase.CALL
    assert timetable.phase(edition, CLOSES + 16 * A_MINUTE) is Phase.SCREENING


CLOSED = {"rounds": [a_round(closed_at=JUDGING_CLOSES)]}
SEALED = CLOSED | {"sealed_at": DELIBERATION}


@pytest.mark.parametrize("at", [DELIBERATION, GALA, GALA + timedelta(days=9)])
def test_the_public_cannot_tell_a_sealed_result_from_a_deliberation(at):
    shown = {timetable.public_phase(dates(**acts), at) for acts in ({}, CLOSED, SEALED)}

    assert shown == {Phase.DELIBERATION}


def test_the_public_is_not_told_of_the_grace():
    edition = dates(grace_minutes=15)

    assert timetable.public_phase(edition, CLOSES) is Phase.CALL
    assert timetable.public_phase(edition, CLOSES + A_MINUTE) is Phase.SCREENING


def test_a_deadline_accepts_until_its_minute_is_over():
    closes = datetime(2027, 3, 31, 21, 59, tzinfo=UTC)
    call = timetable.call(dates(closes_at=closes))

    assert call.is_open(datetime(2027, 3, 31, 21, 59, 59, 999999, tzinfo=UTC))
    assert not call.is_open(datetime(2027, 3, 31, 22, 0, tzinfo=UTC))


def test_a_window_opens_at_its_very_instant():
    assert not timetable.call(dates()).is_open(OPENS - AN_INSTANT)
    assert timetable.call(dates()).is_open(OPENS)


def test_corrections_go_on_after_the_call():
    corrections = timetable.corrections(dates())

    assert corrections.is_open(CORRECTIONS)
    assert not corrections.is_open(CORRECTIONS + A_MINUTE)


def test_closing_the_round_ends_scoring_at_once():
    closed = a_round(closed_at=JUDGING)

    assert timetable.judging(a_round()).is_open(JUDGING)
    assert not timetable.judging(closed).is_open(JUDGING)


def test_an_extension_moves_only_the_end_and_never_forward():
    window = Window(OPENS, CLOSES + A_MINUTE)

    assert window.until(CORRECTIONS) == Window(OPENS, CORRECTIONS + A_MINUTE)
    assert window.until(DURING) == window


def test_what_comes_next_leaves_out_what_is_past():
    upcoming = timetable.upcoming(dates(), JUDGING_CLOSES + A_MINUTE)

    assert [milestone.at for milestone in upcoming] == [GALA]


def test_the_minute_of_a_deadline_is_still_ahead():
    assert timetable.upcoming(dates(), CLOSES)[0].at == CLOSES


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2027-03-31T23:59", datetime(2027, 3, 31, 21, 59, tzinfo=UTC)),
        (" 2027-01-31 23:59 ", datetime(2027, 1, 31, 22, 59, tzinfo=UTC)),
        ("2026-10-25T01:59", datetime(2026, 10, 24, 23, 59, tzinfo=UTC)),
        ("2026-10-25T03:00", datetime(2026, 10, 25, 2, 0, tzinfo=UTC)),
        ("2027-03-28T01:59", datetime(2027, 3, 28, 0, 59, tzinfo=UTC)),
        ("2027-03-28T03:00", datetime(2027, 3, 28, 1, 0, tzinfo=UTC)),
    ],
)
def test_a_local_time_is_one_moment(text, moment):
    assert from_local(text, WARSAW) == moment


@pytest.mark.parametrize("text", ["2026-10-25T02:00", "2026-10-25T02:30", "2026-10-25T02:59"])
def test_a_time_that_happens_twice_is_refused(text):
    with pytest.raises(NoSuchTime, match="happens twice"):
        from_local(text, WARSAW)


@pytest.mark.parametrize("text", ["2027-03-28T02:00", "2027-03-28T02:30", "2027-03-28T02:59"])
def test_a_time_that_clocks_skip_is_refused(text):
    with pytest.raises(NoSuchTime, match="skip"):
        from_local(text, WARSAW)


@pytest.mark.parametrize(
    "text", ["", "soon", "2027-03-31", "2027-02-30T12:00", "2027-03-31T12:00Z", "31.03.2027 12:00"]
)
def test_what_is_no_date_and_time_is_refused(text):
    with pytest.raises(NoSuchTime, match="Give a date"):
        from_local(text, WARSAW)


@pytest.mark.parametrize(
    ("closed", "current"),
    [
        ([], None),
        ([False], 0),
        ([True], 0),
        ([False, False], 0),
        ([True, False], 1),
        ([True, True], 1),
        ([False, True], 0),
    ],
)
def test_the_current_round_is_the_first_that_is_not_closed_and_at_the_end_the_last(closed, current):
    rounds = [Round(position=n, closed_at=DURING if one else None) for n, one in enumerate(closed)]

    found = Edition(rounds=rounds).current_round

    assert found is (None if current is None else rounds[current])


@pytest.mark.parametrize(
    ("at", "closed_at", "taken"),
    [
        (JUDGING_OPENS - AN_INSTANT, None, False),
        (JUDGING_OPENS, None, True),
        (JUDGING_CLOSES + A_MINUTE - AN_INSTANT, None, True),
        (JUDGING_CLOSES + A_MINUTE, None, False),
        (JUDGING, JUDGING, False),
        (JUDGING, JUDGING + A_MINUTE, False),
    ],
)
def test_sheets_are_taken_while_the_window_is_open_and_nobody_has_closed_the_round(at, closed_at, taken):
    assert timetable.takes_sheets(a_round(closed_at=closed_at), at) is taken
