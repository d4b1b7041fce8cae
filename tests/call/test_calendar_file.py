"""The dates of a call as a calendar file: what programs read is what the edition says."""

from datetime import UTC, datetime

import pytest

from judging.call.calendar_file import calendar, folded
from judging.core.i18n import speaking
from tests.factories import BEFORE, an_edition

URL = "https://konkurs.example/editions/e/call/"


def lines_of(text):
    """Return the lines as a program puts them together again."""
    return text.replace("\r\n ", "").split("\r\n")[:-1]


def test_each_date_is_a_moment_in_the_time_zone_of_the_edition(app):
    edition = an_edition(
        slug="e", name="Sekrety, 2027", time_zone="Europe/Warsaw", closes_at=datetime(2027, 3, 31, 21, 59, tzinfo=UTC)
    )
    edition.version = 4

    with app.test_request_context("/en/"), speaking("en"):
        lines = lines_of(calendar(edition, url=URL, at=BEFORE))

    first = lines.index("UID:e-closes@kapitula")
    assert lines[first - 1 : first + 8] == [
        "BEGIN:VEVENT",
        "UID:e-closes@kapitula",
        "DTSTAMP:20270201T120000Z",
        "SEQUENCE:4",
        "DTSTART;TZID=Europe/Warsaw:20270331T235900",
        "SUMMARY:The call for entries closes – Sekrety\\, 2027",
        "URL:https://konkurs.example/editions/e/call/",
        "TRANSP:TRANSPARENT",
        "END:VEVENT",
    ]
    assert lines.count("BEGIN:VEVENT") == 4
    assert (lines[0], lines[-1]) == ("BEGIN:VCALENDAR", "END:VCALENDAR")


def test_the_zone_comes_with_its_changes_of_the_clock(app):
    with app.test_request_context("/en/"):
        lines = lines_of(calendar(an_edition(time_zone="Europe/Warsaw"), url=URL, at=BEFORE))

    summer = lines.index("DTSTART:20270328T020000")
    assert lines[summer - 1 : summer + 5] == [
        "BEGIN:DAYLIGHT",
        "DTSTART:20270328T020000",
        "TZOFFSETFROM:+0100",
        "TZOFFSETTO:+0200",
        "TZNAME:CEST",
        "END:DAYLIGHT",
    ]
    winter = lines.index("DTSTART:20271031T030000")
    assert lines[winter - 1 : winter + 5] == [
        "BEGIN:STANDARD",
        "DTSTART:20271031T030000",
        "TZOFFSETFROM:+0200",
        "TZOFFSETTO:+0100",
        "TZNAME:CET",
        "END:STANDARD",
    ]


def test_no_line_is_longer_than_programs_read(app):
    edition = an_edition(name="Żółć i źdźbło " * 8, time_zone="Europe/Warsaw")

    with app.test_request_context("/en/"):
        made = calendar(edition, url=URL, at=BEFORE)

    assert max(len(line.encode()) for line in made.split("\r\n")) == 75
    assert "\n" not in made.replace("\r\n", "")


@pytest.mark.parametrize("text", ["", "a" * 75, "a" * 76, "ż" * 200, "a" + "👩" * 60])
def test_what_is_folded_is_put_together_again(text):
    assert folded(text).replace("\r\n ", "") == text
