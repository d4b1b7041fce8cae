"""How dates may move before and after the rules are public."""

from dataclasses import replace
from datetime import timedelta

import pytest

from judging.core.refusals import Incomplete, NotNow
from judging.editions.calendar import calendar_of
from judging.editions.operations import editions
from tests.editions.making import actions
from tests.factories import BEFORE, CLOSES, DURING, GALA, JUDGING, OPENS

A_MINUTE = timedelta(minutes=1)
A_DAY = timedelta(days=1)


def set_dates(session, edition, secretary, *, at, reason="", **dates):
    editions.set_calendar(
        session,
        edition,
        replace(calendar_of(edition), **dates),
        reason=reason,
        version=edition.version,
        by=secretary,
        at=at,
    )


def test_before_the_freeze_dates_move_freely(session, edition, secretary):
    set_dates(session, edition, secretary, at=BEFORE, opens_at=OPENS + A_MINUTE)

    assert edition.opens_at == OPENS + A_MINUTE
    assert actions(session)[-1] == "calendar.changed"


def test_dates_out_of_order_are_refused_and_leave_no_trace(session, edition, secretary):
    before = calendar_of(edition)

    with pytest.raises(Incomplete):
        set_dates(session, edition, secretary, at=BEFORE, opens_at=GALA)

    assert calendar_of(edition) == before
    assert actions(session) == ["edition.created"]


def test_once_the_rules_are_public_a_date_moves_only_with_a_reason(session, frozen, secretary):
    later = frozen.closes_at + A_DAY
    with pytest.raises(Incomplete, match="Give the reason"):
        set_dates(session, frozen, secretary, at=DURING, closes_at=later)

    set_dates(session, frozen, secretary, at=DURING, closes_at=later, reason="Awaria sieci.")

    assert frozen.closes_at == later


@pytest.mark.parametrize(
    ("at", "dates", "sentence"),
    [
        (DURING, {"opens_at": DURING + A_DAY}, "keeps its opening date"),
        (DURING, {"closes_at": DURING + A_DAY}, "longer, not shorter"),
        (JUDGING, {"scoring_opens_at": JUDGING + A_MINUTE}, "keeps its opening date"),
        (JUDGING, {"corrections_until": CLOSES + A_DAY}, "into the past"),
    ],
)
def test_public_dates_never_move_backwards(session, frozen, secretary, at, dates, sentence):
    with pytest.raises(Incomplete, match=sentence):
        set_dates(session, frozen, secretary, at=at, reason="Bo tak.", **dates)


def test_a_call_that_has_closed_can_be_opened_again_with_a_reason(session, frozen, secretary):
    at = frozen.closes_at + 2 * A_MINUTE

    set_dates(session, frozen, secretary, at=at, closes_at=at + A_DAY, reason="Awaria.")

    assert frozen.closes_at == at + A_DAY


def test_the_calendar_of_an_announced_edition_is_closed(session, frozen, secretary):
    frozen.announced_at = GALA

    with pytest.raises(NotNow):
        set_dates(session, frozen, secretary, at=GALA, grace_minutes=5, reason="Po co?")
