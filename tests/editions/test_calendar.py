"""The order of the dates, and moving a whole calendar by years."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from judging.editions.calendar import Calendar, faults, moved, proposed
from tests.factories import CLOSES, CORRECTIONS, GALA, JUDGING_CLOSES, JUDGING_OPENS, OPENS

A_MINUTE = timedelta(minutes=1)
CALENDAR = Calendar(OPENS, CLOSES, 0, CORRECTIONS, JUDGING_OPENS, JUDGING_CLOSES, GALA)


@pytest.mark.parametrize("year", [2026, 2027, 2028])
def test_the_proposed_calendar_is_in_order(year):
    assert list(faults(proposed(year, "Europe/Warsaw"))) == []


@pytest.mark.parametrize(
    ("dates", "expected"),
    [
        ({"opens_at": CLOSES}, "The call must close after it opens."),
        (
            {"corrections_until": CLOSES - A_MINUTE},
            "Corrections cannot end before the call closes.",
        ),
        ({"scoring_opens_at": CLOSES}, "Scoring must open after the call closes."),
        ({"scoring_opens_at": JUDGING_CLOSES}, "Scoring must close after it opens."),
        ({"corrections_until": JUDGING_CLOSES}, "Corrections must end before scoring closes."),
        ({"announcement_at": JUDGING_CLOSES}, "The announcement must come after scoring closes."),
        ({"scoring_opens_at": None}, "Scoring has no dates."),
        ({"grace_minutes": -1}, "The grace period must be between 0 and 1440 minutes."),
        ({"grace_minutes": 1441}, "The grace period must be between 0 and 1440 minutes."),
    ],
)
def test_a_date_out_of_order_is_named(dates, expected):
    assert list(faults(replace(CALENDAR, **dates))) == [expected]


@pytest.mark.parametrize(
    "dates",
    [
        {"corrections_until": CLOSES},
        {"scoring_opens_at": CLOSES + A_MINUTE},
        {"announcement_at": JUDGING_CLOSES + A_MINUTE},
        {"grace_minutes": 1440},
    ],
)
def test_dates_may_touch(dates):
    assert list(faults(replace(CALENDAR, **dates))) == []


def test_every_fault_is_told_at_once():
    wrong = replace(CALENDAR, opens_at=CLOSES, announcement_at=OPENS)

    assert len(list(faults(wrong))) == 2


def test_a_calendar_moved_by_years_keeps_its_local_hours():
    summer = datetime(2027, 3, 29, 6, 0, tzinfo=UTC)  # 8:00, summer time since the day before
    winter = datetime(2029, 3, 29, 6, 0, tzinfo=UTC)

    later = moved(replace(CALENDAR, opens_at=summer), 2, "Europe/Warsaw")

    assert later.opens_at == winter
    assert later.grace_minutes == 0


def test_the_29th_of_february_moves_to_the_28th():
    leap = replace(CALENDAR, opens_at=datetime(2028, 2, 29, 12, tzinfo=UTC))

    assert moved(leap, 1, "Europe/Warsaw").opens_at == datetime(2029, 2, 28, 12, tzinfo=UTC)
