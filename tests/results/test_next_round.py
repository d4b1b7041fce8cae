"""Rounds one after the other: a qualifying one is decided by its rule, and exactly those that passed go on."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from judging.audit.actions import Action
from judging.audit.models import AuditEvent
from judging.core import i18n
from judging.core.refusals import Incomplete, NotNow
from judging.editions.models import YesRule
from judging.editions.parts.qualifying import KEY, Outcome, Rule
from judging.entries.models import Status
from judging.invariants.registry import checks
from judging.jury.models import Assignment, ScoreSheet
from judging.jury.operations.assignment import assign_all
from judging.jury.operations.giving import GIVEN
from judging.jury.queries import plans
from judging.notifications.models import Message
from judging.results.models import Advance, Line
from judging.results.operations import closing, next_round
from judging.results.queries import next_round as queries
from tests.factories import JUDGING
from tests.results.qualifying import (
    ANSWERS,
    BETWEEN,
    NOTHING,
    N,
    Y,
    a_scored_first,
    begin,
    fill_in,
    freeze_first,
    going,
    two_rounds,
)


def broken(session):
    """What breaks an invariant of the jury, its sheets and its rankings."""
    of_judging = ("jury", "sheets", "rankings")
    kept = [check for check in checks().values() if check.__module__.rpartition(".")[2] in of_judging]
    return [found for check in kept for found in check(session)]


def rule(session, world, entry, *, passes, reason="Its jurors were ill."):
    found = next(one for one in queries.decided(session, world.first) if one.entry_id == entry.id)
    next_round.rule_on(session, world.first, found, passes=passes, reason=reason, by=world.secretary, at=BETWEEN)


@pytest.mark.parametrize(
    ("rule", "yes", "no", "outcome"),
    [
        (Rule(YesRule.MAJORITY, 1, 3), 2, 1, Outcome.PASSES),
        (Rule(YesRule.MAJORITY, 1, 2), 1, 1, Outcome.STAYS),  # as many yes as no: not more
        (Rule(YesRule.MAJORITY, 1, 3), 2, 0, Outcome.UNDECIDED),
        (Rule(YesRule.ALL, 1, 2), 2, 0, Outcome.PASSES),
        (Rule(YesRule.ALL, 1, 2), 5, 1, Outcome.STAYS),
        (Rule(YesRule.AT_LEAST, 2, 3), 2, 5, Outcome.PASSES),
        (Rule(YesRule.AT_LEAST, 2, 3), 1, 2, Outcome.STAYS),
        (Rule(YesRule.AT_LEAST, 2, 3), 0, 0, Outcome.UNDECIDED),
    ],
)
def test_an_entry_goes_on_by_the_rule_of_the_edition_once_enough_people_have_decided(rule, yes, no, outcome):
    assert rule.outcome(yes, no) is outcome


def test_whoever_says_no_gives_the_reason_unless_the_edition_asks_for_none(session, app):
    strict, free = two_rounds(session), two_rounds(session, no_needs_reason=False)

    with app.test_request_context(), pytest.raises(Incomplete):
        fill_in(session, strict, strict.seats[0], strict.entries[0], {KEY: 0})
    sheet = fill_in(session, free, free.seats[0], free.entries[0], {KEY: 0})

    assert sheet.receipt


def test_a_decision_has_the_guarantees_of_a_sheet_receipt_and_all(session):
    world = two_rounds(session, ANSWERS)

    assert len(session.scalars(select(ScoreSheet).where(ScoreSheet.receipt.is_not(None))).all()) == 12
    assert world.first.receipts_root
    assert not broken(session)


def test_exactly_those_that_passed_go_on_and_nothing_changes_for_their_offices(session):
    world = two_rounds(session, ANSWERS)

    advance = begin(session, world)

    assert going(session, world) == [1, 3]
    assert (advance.stood, advance.went_on, advance.ruled) == (4, 2, 0)
    assert {entry.status for entry in world.entries} == {world.entries[0].status}
    assert session.scalars(select(AuditEvent.action).order_by(AuditEvent.id)).all()[-1] == Action.ENTRIES_WENT_ON
    assert not broken(session)


def test_an_entry_on_which_too_few_have_decided_holds_everybody_until_it_is_ruled_on(session, app):
    world = two_rounds(session, [[Y, Y, N], [Y, NOTHING, NOTHING]])

    with app.test_request_context(), pytest.raises(NotNow):
        begin(session, world)
    assert going(session, world) == []
    with app.test_request_context(), pytest.raises(Incomplete):
        rule(session, world, world.entries[1], passes=True, reason=" ")
    rule(session, world, world.entries[1], passes=True)
    advance = begin(session, world)

    assert going(session, world) == [1, 2]
    assert advance.ruled == 1


def test_the_newest_ruling_holds_and_none_is_made_once_the_next_round_has_its_entries(session, app):
    world = two_rounds(session, ANSWERS)

    rule(session, world, world.entries[1], passes=True)
    rule(session, world, world.entries[1], passes=False)
    begin(session, world)
    with app.test_request_context(), pytest.raises(NotNow):
        rule(session, world, world.entries[0], passes=False)

    assert going(session, world) == [1, 3]


def test_what_was_not_shown_is_not_done(session, app):
    world = two_rounds(session, ANSWERS)

    with app.test_request_context(), pytest.raises(NotNow):
        begin(session, world, seen="of something else")

    assert going(session, world) == []


def test_nobody_goes_on_before_the_round_is_closed_nor_twice_nor_from_the_last_one(session, app):
    running = two_rounds(session, ANSWERS, closed=False)
    world = two_rounds(session, ANSWERS)
    begin(session, world)

    with app.test_request_context():
        with pytest.raises(NotNow):
            begin(session, running)
        with pytest.raises(NotNow):
            begin(session, world)


def test_it_is_undone_until_the_first_sheet_of_the_next_round_is_begun(session, app):
    world = two_rounds(session, ANSWERS)
    begin(session, world)
    assign_all(session, world.edition, world.second, by=world.secretary, at=BETWEEN)
    next_round.undo(session, world.edition, world.first, reason="Wrong line.", by=world.secretary, at=BETWEEN)
    assert going(session, world) == []
    assert not session.scalar(select(Advance))
    assert not session.scalars(
        select(Assignment).where(Assignment.round_id == world.second.id, Assignment.removed_at.is_(None))
    ).all()

    begin(session, world)
    assign_all(session, world.edition, world.second, by=world.secretary, at=BETWEEN)
    fill_in(
        session, world, world.seats[0], world.entries[0], {"novelty": 9, "reach": 9}, at=JUDGING, round_=world.second
    )
    with app.test_request_context(), pytest.raises(NotNow):
        next_round.undo(session, world.edition, world.first, reason="Wrong line.", by=world.secretary, at=JUDGING)

    assert going(session, world) == [1, 3]
    assert not broken(session)


def test_undoing_needs_a_reason_and_the_history_keeps_who_had_gone_on(session, app):
    world = two_rounds(session, ANSWERS)
    begin(session, world)
    with app.test_request_context(), pytest.raises(Incomplete):
        next_round.undo(session, world.edition, world.first, reason=" ", by=world.secretary, at=BETWEEN)

    next_round.undo(session, world.edition, world.first, reason="Wrong line.", by=world.secretary, at=BETWEEN)

    [told] = session.scalars(select(AuditEvent).where(AuditEvent.action == Action.ENTRIES_CALLED_BACK))
    assert told.detail.details["entries"] == [1, 3]
    assert told.detail.details["reason"] == "Wrong line."


def test_what_was_assigned_to_entries_called_back_comes_back_by_no_undoing(session, app):
    world = two_rounds(session, ANSWERS)
    begin(session, world)
    assign_all(session, world.edition, world.second, by=world.secretary, at=BETWEEN)
    act = plans.last_act(session, world.second)
    next_round.undo(session, world.edition, world.first, reason="Wrong line.", by=world.secretary, at=BETWEEN)

    assert act.undone_at == BETWEEN
    assert plans.last_act(session, world.second) is None
    waiting = select(Message).where(Message.template == GIVEN, Message.withdrawn_at.is_(None))
    assert session.scalars(waiting).all() == []


def test_a_ruling_made_before_the_round_was_opened_again_holds_no_more(session, app):
    world = two_rounds(session, ANSWERS)
    rule(session, world, world.entries[1], passes=True)
    world.first.closed_at = BETWEEN + timedelta(minutes=1)  # opened again, and closed anew

    found = {one.entry_id: one for one in queries.decided(session, world.first)}

    assert found[world.entries[1].id].ruling is None


def test_nobody_goes_on_while_a_correction_waits_for_its_check(session, app):
    world = two_rounds(session, ANSWERS)
    world.entries[1].status = Status.SUBMITTED
    session.flush()

    with app.test_request_context(), i18n.speaking("en"), pytest.raises(NotNow, match="wait for a correction"):
        begin(session, world)


def test_a_round_is_not_opened_again_once_entries_have_gone_on_from_it(session, app):
    world = two_rounds(session, ANSWERS)
    begin(session, world)

    with app.test_request_context(), pytest.raises(NotNow):
        closing.reopen_round(session, world.edition, world.first, reason="One more.", by=world.secretary, at=BETWEEN)


def test_members_get_only_the_entries_that_went_on_and_none_before_that_is_said(session, app):
    world = two_rounds(session, ANSWERS)
    with app.test_request_context(), pytest.raises(NotNow):
        assign_all(session, world.edition, world.second, by=world.secretary, at=BETWEEN)

    begin(session, world)
    assert assign_all(session, world.edition, world.second, by=world.secretary, at=BETWEEN) == 6


@pytest.mark.parametrize(
    ("line", "value", "numbers"),
    [
        (Line.PLACES, "1", [1]),
        (Line.PLACES, "2", [1, 2, 3]),  # equal at the line: both stay in
        (Line.SCORE, "7", [1, 2, 3]),
        (Line.SCORE, "7.01", [1]),
    ],
)
def test_from_a_scored_round_the_first_places_or_a_score_go_on_and_equals_stay_together(session, line, value, numbers):
    world = a_scored_first(session)
    freeze_first(session, world)

    begin(session, world, line, value)

    assert going(session, world) == numbers
    assert not broken(session)


def test_from_a_scored_round_nobody_goes_on_before_its_results_are_closed(session, app):
    world = a_scored_first(session)

    with app.test_request_context(), pytest.raises(NotNow):
        begin(session, world, Line.PLACES, "2")
