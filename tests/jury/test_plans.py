"""Assigning by a plan, undoing it, taking over: what the secretary does, and what no act may destroy."""

from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select

from judging.core.refusals import Incomplete, NotNow, NotYours
from judging.entries.models import Status
from judging.jury.models import ActOfAssigning, Assignment, Conflict, KnownArea, ScoreSheet, SheetState, Source
from judging.jury.operations import areas, assignment, giving
from judging.jury.operations.conflicts import declare_one
from judging.jury.plan_request import PlanRequest, Way
from judging.jury.planning import propose
from judging.jury.queries import plans
from judging.notifications.models import Message
from judging.notifications.rendering import letter
from judging.offices.models import Representative
from tests.factories import JUDGING, a_seat, a_sheet, a_user, an_entry
from tests.jury.conftest import a_chapter

REASON: dict[str, Any] = {"reason": "A mistake."}
TWO_EACH = PlanRequest(Way.EACH, each=2)


@pytest.fixture
def chapter(session, stop_clock):
    """Four members, six entries, nothing assigned."""
    stop_clock(JUDGING)
    found = a_chapter(session, entries=6, assigned=False)
    more = [a_seat(found.edition, user=a_user(name=f"Juror {name}")) for name in ("Ola", "Piotr")]
    session.add_all(more)
    session.commit()
    found.more = more
    return found


@pytest.fixture
def by(chapter):
    return {"by": chapter.secretary, "at": JUDGING}


@pytest.fixture
def round_(chapter):
    return chapter.edition.rounds[0]


def live(session, **of):
    query = select(Assignment).filter_by(removed_at=None, in_conflict=False, **of)
    return {(row.entry_id, row.seat_id): row for row in session.scalars(query)}


def written(session, template):
    query = select(Message).where(Message.template == template, Message.withdrawn_at.is_(None))
    return session.scalars(query.order_by(Message.id)).all()


def a_conflict(chapter, seat, entry):
    return Conflict(seat=seat, entry=entry, source=Source.DECLARED, reason="A cousin.", at=JUDGING, by_id=seat.user_id)


def test_what_is_assigned_is_what_was_shown(session, chapter, round_, by):
    shown = propose(plans.facts(session, chapter.edition, round_)[0], TWO_EACH)

    assignment.assign(session, chapter.edition, round_, TWO_EACH, seen=shown.seen, **by)

    assert sorted(live(session)) == sorted(shown.added)
    assert len(shown.added) == 12


def test_a_conflict_with_an_office_bars_its_entries_and_no_others(session, chapter, round_, by):
    whole = a_conflict(chapter, chapter.first, None)
    whole.office = chapter.entries[2].office
    session.add_all([whole, a_conflict(chapter, chapter.second, chapter.entries[0])])
    session.flush()

    assignment.assign(session, chapter.edition, round_, PlanRequest(Way.EACH, each=3), **by)

    barred = {(chapter.entries[2].id, chapter.first.id), (chapter.entries[0].id, chapter.second.id)}
    assert plans.facts(session, chapter.edition, round_)[0].barred == barred
    assert not barred & set(live(session))
    assert len(live(session)) == 18


def test_a_plan_that_has_changed_since_is_shown_again(session, chapter, round_, by):
    shown = propose(plans.facts(session, chapter.edition, round_)[0], TWO_EACH)
    session.add(a_conflict(chapter, chapter.first, chapter.entries[0]))
    session.flush()

    with pytest.raises(NotNow, match="changed"):
        assignment.assign(session, chapter.edition, round_, PlanRequest(Way.ALL), seen=shown.seen, **by)
    assert live(session) == {}


def test_each_member_gets_one_letter_about_all_of_one_act(session, chapter, round_, by):
    assignment.assign(session, chapter.edition, round_, TWO_EACH, **by)

    letters = written(session, giving.GIVEN)
    assert sorted(one.to for one in letters) == sorted(
        seat.user.email for seat in (chapter.first, chapter.second, *chapter.more)
    )
    assert {one.context["count"] for one in letters} == {3}
    assert {one.not_before for one in letters} == {JUDGING + giving.HELD}


def test_the_last_act_is_undone_and_leaves_no_letter(session, chapter, round_, by):
    assignment.assign(session, chapter.edition, round_, TWO_EACH, **by)
    [act] = session.scalars(select(ActOfAssigning))

    assignment.undo(session, act, **REASON, **by)

    assert live(session) == {}
    assert session.scalar(select(func.count(Assignment.id))) == 12  # nothing is deleted
    assert written(session, giving.GIVEN) == []
    assert written(session, giving.TAKEN) == []
    assert plans.last_act(session, round_) is None


def test_whoever_has_read_of_it_is_told_that_it_is_undone(session, chapter, round_, by):
    assignment.assign(session, chapter.edition, round_, TWO_EACH, **by)
    for one in written(session, giving.GIVEN):
        one.sent_at = JUDGING
    session.flush()
    [act] = session.scalars(select(ActOfAssigning))

    assignment.undo(session, act, **REASON, **by)

    assert {one.context["count"] for one in written(session, giving.TAKEN)} == {3}
    assert len(written(session, giving.TAKEN)) == 4


def test_after_an_undo_the_orders_begin_anew(session, chapter, round_, by):
    assignment.assign(session, chapter.edition, round_, PlanRequest(Way.ALL), **by)
    [act] = session.scalars(select(ActOfAssigning))
    assignment.undo(session, act, **REASON, **by)

    assignment.assign(session, chapter.edition, round_, TWO_EACH, **by)

    for seat in (chapter.first, *chapter.more):
        places = sorted(row.position for row in live(session, seat_id=seat.id).values())
        assert places == [1, 2, 3]


def test_what_somebody_has_begun_is_not_undone(session, chapter, round_, by):
    assignment.assign(session, chapter.edition, round_, TWO_EACH, **by)
    session.add(a_sheet(next(iter(live(session).values())), scores={"novelty": 3}))
    session.flush()
    [act] = session.scalars(select(ActOfAssigning))

    with pytest.raises(NotNow, match="begun"):
        assignment.undo(session, act, **REASON, **by)
    assert len(live(session)) == 12


def test_an_undo_needs_a_reason_and_is_done_once_from_the_newest_back(session, chapter, round_, by):
    assignment.assign(session, chapter.edition, round_, PlanRequest(Way.EACH, each=1), **by)
    assignment.assign(session, chapter.edition, round_, TWO_EACH, **by)
    first, second = session.scalars(select(ActOfAssigning).order_by(ActOfAssigning.id))

    with pytest.raises(Incomplete):
        assignment.undo(session, second, reason=" ", **by)
    with pytest.raises(NotNow, match="since"):
        assignment.undo(session, first, **REASON, **by)
    assignment.undo(session, second, **REASON, **by)
    assert len(live(session)) == 6
    with pytest.raises(NotNow, match="already"):
        assignment.undo(session, second, **REASON, **by)


def test_a_top_up_gives_only_what_is_missing(session, chapter, round_, by):
    assignment.assign(session, chapter.edition, round_, TWO_EACH, **by)
    before = {pair: row.position for pair, row in live(session).items()}
    session.add(an_entry(edition=chapter.edition, number=7, status=chapter.entries[0].status))
    session.flush()

    assert assignment.assign(session, chapter.edition, round_, TWO_EACH, **by) == 2

    assert {pair: row.position for pair, row in live(session).items() if pair in before} == before


def test_dealing_anew_takes_back_only_what_nobody_has_begun(session, chapter, round_, by):
    assignment.assign(session, chapter.edition, round_, PlanRequest(Way.ALL), **by)
    rows = live(session)
    begun = [rows[chapter.entries[0].id, seat.id] for seat in (chapter.first, chapter.second, chapter.more[0])]
    session.add_all(a_sheet(row, scores={"novelty": 3}) for row in begun)
    session.flush()
    session.expire_all()

    assignment.assign(session, chapter.edition, round_, replace(TWO_EACH, anew=True), **by)

    now = live(session)
    assert all((row.entry_id, row.seat_id) in now for row in begun)
    assert len(now) == 3 + 5 * 2


def halves(chapter):
    """Three entries for each of two members, none for the others."""
    return PlanRequest(Way.EACH, each=1, caps={seat.public_id: 0 for seat in chapter.more})


def test_another_member_takes_over_what_is_open_and_what_is_handed_in_stays(session, chapter, round_, by):
    assignment.assign(session, chapter.edition, round_, halves(chapter), **by)
    mine = sorted(live(session, seat_id=chapter.first.id).values(), key=lambda row: row.position)
    done, begun, untouched = mine
    session.add_all([
        a_sheet(done, scores={"novelty": 5, "reach": 5}, submitted=True), a_sheet(begun, scores={"novelty": 1}),
    ])  # fmt: skip
    session.flush()
    session.expire_all()
    barred = a_conflict(chapter, chapter.more[0], begun.entry)
    session.add(barred)
    session.flush()
    before = set(live(session, seat_id=chapter.more[0].id))

    assignment.take_over(session, round_, chapter.first, chapter.more[0], **REASON, **by)

    left = {row.entry_id for row in live(session, seat_id=chapter.first.id).values()}
    assert left == {done.entry_id, begun.entry_id}  # handed in, and one the other may not score
    got = set(live(session, seat_id=chapter.more[0].id)) - before
    assert {entry for entry, _seat in got} == {untouched.entry_id}
    assert begun.sheet.scores == {"novelty": 1}


def test_a_takeover_gives_nothing_in_conflict_and_nothing_whose_correction_waits(session, chapter, round_, by):
    assignment.assign(session, chapter.edition, round_, halves(chapter), **by)
    waits = next(iter(live(session, seat_id=chapter.first.id).values())).entry
    waits.status = Status.SUBMITTED  # the check of a correction, or one that was undone
    declare_one(session, chapter.more[0], waits, reason="My sister works there.", by=chapter.more[0].user, at=JUDGING)
    session.flush()

    assignment.take_over(session, round_, chapter.first, chapter.more[0], **REASON, **by)

    assert waits.id not in {entry for entry, _seat in live(session, seat_id=chapter.more[0].id)}
    assert waits.id in {entry for entry, _seat in live(session, seat_id=chapter.first.id)}


def test_a_plan_that_was_not_shown_is_not_carried_out(session, chapter, round_, by):
    with pytest.raises(NotNow):
        assignment.assign(session, chapter.edition, round_, TWO_EACH, seen="", **by)


def test_no_entry_loses_a_sheet_by_a_takeover(session, chapter, round_, by):
    assignment.assign(session, chapter.edition, round_, PlanRequest(Way.ALL), **by)

    with pytest.raises(NotNow, match="nothing open"):
        assignment.take_over(session, round_, chapter.first, chapter.second, **REASON, **by)


def test_what_belongs_to_an_office_of_the_secretary_stays_where_it_is(session, chapter, round_, by):
    assignment.assign(session, chapter.edition, round_, halves(chapter), **by)
    mine = list(live(session, seat_id=chapter.first.id).values())
    office = mine[0].entry.office
    session.add(Representative(office=office, user=chapter.secretary, asked_at=JUDGING, approved_at=JUDGING))
    session.flush()

    assignment.take_over(session, round_, chapter.first, chapter.more[0], **REASON, **by)

    assert [row.id for row in live(session, seat_id=chapter.first.id).values()] == [mine[0].id]


def test_a_takeover_is_undone_while_the_other_has_not_begun(session, chapter, round_, by):
    assignment.assign(session, chapter.edition, round_, halves(chapter), **by)
    before = set(live(session))

    act = assignment.take_over(session, round_, chapter.first, chapter.more[0], **REASON, **by)
    assert set(live(session)) != before
    assignment.undo(session, act, **REASON, **by)

    assert set(live(session)) == before


def test_nobody_takes_over_who_cannot_score(session, chapter, round_, by):
    assignment.assign(session, chapter.edition, round_, TWO_EACH, **by)
    new = a_seat(chapter.edition, conflicts_declared_at=None)
    session.add(new)
    session.flush()

    for other, words in ((chapter.first, "another"), (new, "cannot score yet")):
        with pytest.raises(Incomplete, match=words):
            assignment.take_over(session, round_, chapter.first, other, **REASON, **by)
    with pytest.raises(Incomplete, match="reason"):
        assignment.take_over(session, round_, chapter.first, chapter.second, reason="", **by)


def test_nothing_moves_once_the_round_is_closed(session, chapter, round_, by):
    assignment.assign(session, chapter.edition, round_, TWO_EACH, **by)
    [act] = session.scalars(select(ActOfAssigning))
    round_.closed_at, round_.closed_by_id = JUDGING, chapter.secretary.id

    with pytest.raises(NotNow):
        assignment.undo(session, act, **REASON, **by)
    with pytest.raises(NotNow):
        assignment.assign(session, chapter.edition, round_, PlanRequest(Way.ALL), **by)
    with pytest.raises(NotNow):
        assignment.take_over(session, round_, chapter.first, chapter.second, **REASON, **by)


ACTS = st.lists(st.sampled_from(["all", "each", "anew", "undo", "take over", "score", "hand in"]), max_size=8)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(ACTS, st.randoms(use_true_random=False))
def test_no_order_of_acts_destroys_a_score(session, chapter, round_, by, acts, chance):
    with taken_back(session):
        play(session, chapter, round_, acts, chance)


@contextmanager
def taken_back(session):
    """Leave nothing of what is done inside, be it refused or not."""
    nested = session.begin_nested()
    try:
        yield
    finally:
        nested.rollback()
        session.expire_all()


def play(session, chapter, round_, acts, chance):
    sheets = {}
    for place, act in enumerate(acts):
        at = {"by": chapter.secretary, "at": JUDGING + timedelta(minutes=place)}
        rows = sorted(live(session).values(), key=lambda row: row.id)
        try:
            if act in {"score", "hand in"} and (free := [row for row in rows if row.id not in sheets]):
                one = chance.choice(free)
                points = {"novelty": chance.randint(0, 10), "reach": 1}
                session.add(a_sheet(one, scores=points, submitted=act == "hand in"))
                sheets[one.id] = (points, act)
            elif act == "undo" and (last := plans.last_act(session, round_)):
                assignment.undo(session, last, **REASON, **at)
            elif act == "take over":
                assignment.take_over(session, round_, chapter.first, chapter.more[0], **REASON, **at)
            elif act in {"all", "each", "anew"}:
                request = PlanRequest(Way.ALL) if act == "all" else replace(TWO_EACH, anew=act == "anew")
                assignment.assign(session, chapter.edition, round_, request, **at)
        except NotNow:
            pass
        session.flush()
        session.expire_all()
        kept = {one.assignment_id: one for one in session.scalars(select(ScoreSheet))}
        assert {key: kept[key].scores for key in sheets} == {key: points for key, (points, _act) in sheets.items()}
        counted = live(session)
        handed_in = [key for key, (_points, how) in sheets.items() if how == "hand in"]
        assert all(kept[key].state is SheetState.SUBMITTED for key in handed_in)
        assert set(handed_in) <= {row.id for row in counted.values()}, "what is handed in counts"


def test_the_areas_that_a_member_knows_are_marked_and_marked_anew(session, chapter, by):
    [area] = chapter.edition.areas

    areas.mark(session, chapter.first, [area.public_id, "of-another-edition"], **by)
    assert plans.known_areas(session, chapter.edition) == {chapter.first.id: frozenset({area.name})}

    areas.mark(session, chapter.first, [], **by)
    assert session.scalars(select(KnownArea)).all() == []


def test_a_member_says_which_areas_they_know_and_it_is_told_who_said_so(session, chapter, by):
    [area] = chapter.edition.areas
    member = chapter.first.user

    areas.mark(session, chapter.first, [area.public_id], by=member, at=by["at"])
    assert plans.said_themselves(session, chapter.edition) == {chapter.first.id}

    areas.mark(session, chapter.first, [area.public_id], **by)
    assert plans.said_themselves(session, chapter.edition) == {chapter.first.id}, "nothing was changed"

    areas.mark(session, chapter.first, [], **by)
    areas.mark(session, chapter.first, [area.public_id], **by)
    assert plans.said_themselves(session, chapter.edition) == set()


def test_nobody_says_for_another_member_which_areas_they_know(session, chapter, by):
    [area] = chapter.edition.areas

    with pytest.raises(NotYours):
        areas.mark(session, chapter.first, [area.public_id], by=chapter.second.user, at=by["at"])

    assert session.scalars(select(KnownArea)).all() == []


@pytest.mark.parametrize("language", ["pl", "en"])
def test_the_letters_of_an_act_say_how_many_entries_it_is_about(app, session, chapter, round_, by, language):
    assignment.assign(session, chapter.edition, round_, halves(chapter), **by)
    assignment.take_over(session, round_, chapter.first, chapter.more[0], **REASON, **by)

    for template in (giving.GIVEN, giving.TAKEN):
        for one in written(session, template):
            with app.app_context():
                told = letter(one, None, language)
            assert chapter.edition.name in told.subject
            assert "3" in told.body
            assert f"/jury/{chapter.edition.slug}/" in told.body
