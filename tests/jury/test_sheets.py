"""What can happen to a score sheet, rule by rule, on both databases."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from judging.audit.models import AuditEvent
from judging.core.refusals import Clash, Incomplete, NotNow, NotYours
from judging.editions.models import Round
from judging.jury import receipts, scales
from judging.jury.models import ScoreSheet, SheetRevision, SheetState
from judging.jury.operations import conflicts, reopening, saving, sheets
from judging.jury.operations.saving import SheetContent
from judging.jury.queries import assignments
from judging.notifications.models import Message
from tests.factories import JUDGING, JUDGING_CLOSES, JUDGING_OPENS, a_user
from tests.jury.conftest import a_chapter

A_SECOND, A_MINUTE = timedelta(seconds=1), timedelta(minutes=1)
WHOLE = SheetContent({"novelty": 8, "reach": 6})


@pytest.fixture
def chapter(session):
    return a_chapter(session)


@pytest.fixture
def task(session, chapter):
    public_id = chapter.assignment(chapter.first, chapter.entries[0]).public_id
    return lambda: assignments.task(session, chapter.juror.id, chapter.edition.id, public_id, JUDGING)


def save(session, task, content=WHOLE, *, version=0, by, at=JUDGING):
    criteria = assignments.marks(session, task.round_id)
    scale = scales.of_round(task, criteria)
    return saving.save(session, task, content, version=version, criteria=criteria, scale=scale, by=by, at=at)


def submit(session, task, *, by, at=JUDGING):
    criteria = assignments.marks(session, task.round_id)
    return sheets.submit(session, task, criteria=criteria, by=by, at=at)


def stored(session):
    return session.scalars(select(ScoreSheet)).all()


def test_every_save_raises_the_version_of_the_sheet_and_of_the_rounds_data(session, chapter, task):
    save(session, task(), SheetContent({"novelty": 8}), by=chapter.juror)
    save(session, task(), WHOLE, version=1, by=chapter.juror, at=JUDGING + A_SECOND)

    [sheet] = stored(session)
    revisions = session.scalars(select(SheetRevision).order_by(SheetRevision.version)).all()
    assert (sheet.version, sheet.saved_at) == (2, JUDGING + A_SECOND)
    assert [(one.version, one.scores) for one in revisions] == [
        (1, {"novelty": 8}),
        (2, {"novelty": 8, "reach": 6}),
    ]
    assert session.scalar(select(Round.data_version)) == 2


@pytest.mark.parametrize("at", [JUDGING_OPENS, JUDGING, JUDGING_CLOSES + A_MINUTE - A_SECOND])
def test_a_sheet_is_saved_while_scoring_is_open(session, chapter, task, at):
    save(session, task(), by=chapter.juror, at=at)

    assert len(stored(session)) == 1


@pytest.mark.parametrize("at", [JUDGING_OPENS - A_SECOND, JUDGING_CLOSES + A_MINUTE])
def test_a_save_outside_the_window_is_refused_and_leaves_no_trace(session, chapter, task, at):
    with pytest.raises(NotNow):
        save(session, task(), by=chapter.juror, at=at)

    assert stored(session) == []
    assert session.scalar(select(Round.data_version)) == 0


def test_a_save_after_the_round_was_closed_meanwhile_is_refused(session, chapter, task):
    seen = task()
    chapter.edition.rounds[0].closed_at = JUDGING
    session.flush()

    with pytest.raises(NotNow):
        save(session, seen, by=chapter.juror)


def test_only_the_assigned_juror_scores(session, chapter, task):
    stranger = a_user()
    session.add(stranger)
    session.flush()

    for by in (chapter.second.user, chapter.secretary, stranger):
        with pytest.raises(NotYours):
            save(session, task(), by=by)


def test_an_older_version_never_overwrites_a_newer_one(session, chapter, task):
    save(session, task(), SheetContent({"novelty": 8}, {"": "First."}), by=chapter.juror)

    with pytest.raises(Clash) as clash:
        save(session, task(), SheetContent({"novelty": 3}, {"": "Second."}), by=chapter.juror)

    assert clash.value.version == 1
    assert [(mine, theirs) for _label, mine, theirs in clash.value.fields] == [
        ("3", "8"),
        ("Second.", "First."),
    ]
    assert stored(session)[0].scores == {"novelty": 8}


def test_a_sheet_handed_in_gets_a_receipt_and_a_line_in_the_history(session, chapter, task):
    save(session, task(), by=chapter.juror)

    sheet = submit(session, task(), by=chapter.juror)

    assert (sheet.state, sheet.submitted_at, sheet.version) == (SheetState.SUBMITTED, JUDGING, 2)
    content = receipts.ReceiptContent(task().public_id, "0" * 64, WHOLE.scores, {}, {}, JUDGING)
    assert sheet.receipt == receipts.receipt(sheet.salt, content)
    assert sheet.total == 8 * 1 + 6 * 1
    [event] = session.scalars(select(AuditEvent))
    assert event.action == "sheet.submitted"
    assert event.detail.details == {"receipt": sheet.receipt}


@pytest.mark.parametrize("scores", [{}, {"novelty": 8}, {"reach": 0}])
def test_a_sheet_is_handed_in_whole_or_not_at_all(session, chapter, task, scores):
    save(session, task(), SheetContent(scores), by=chapter.juror)

    with pytest.raises(Incomplete):
        submit(session, task(), by=chapter.juror)

    assert stored(session)[0].state is SheetState.DRAFT


def test_a_required_comment_is_asked_for_and_a_weight_of_zero_is_not(session, chapter, task):
    novelty, reach = chapter.edition.criteria
    novelty.comment_required, reach.weight = True, 0
    save(session, task(), SheetContent({"novelty": 8}), by=chapter.juror)

    with pytest.raises(Incomplete, match="Novelty: the comment is missing"):
        submit(session, task(), by=chapter.juror)

    save(
        session,
        task(),
        SheetContent({"novelty": 8}, {"novelty": "New."}),
        version=1,
        by=chapter.juror,
    )
    assert submit(session, task(), by=chapter.juror).receipt


def test_a_sheet_handed_in_does_not_change(session, chapter, task):
    save(session, task(), by=chapter.juror)
    before = task()
    submit(session, task(), by=chapter.juror)

    for seen in (before, task()):
        with pytest.raises(NotNow):
            save(session, seen, SheetContent({"novelty": 1}), version=2, by=chapter.juror)
    with pytest.raises(NotNow):
        submit(session, task(), by=chapter.juror)


def test_a_reopened_sheet_is_scored_again_and_what_was_handed_in_is_kept(session, chapter, task):
    save(session, task(), by=chapter.juror)
    submit(session, task(), by=chapter.juror)

    reopening.reopen(session, task(), reason="A slip.", by=chapter.secretary, at=JUDGING)
    save(session, task(), SheetContent({"novelty": 1}), version=3, by=chapter.juror)

    [sheet] = stored(session)
    session.refresh(sheet)
    assert (sheet.state, sheet.receipt, sheet.scores) == (SheetState.REOPENED, None, {"novelty": 1})
    assert sheet.total is None
    kept = session.scalars(select(SheetRevision).order_by(SheetRevision.version)).all()
    assert [(one.version, one.state, one.scores.get("reach")) for one in kept] == [
        (1, SheetState.DRAFT, 6),
        (2, SheetState.SUBMITTED, 6),
        (3, SheetState.REOPENED, 6),
        (4, SheetState.REOPENED, None),
    ]
    assert session.scalars(select(Message.template)).all() == ["sheet-reopened"]


def test_the_sheet_of_a_juror_in_conflict_is_out_of_reach_at_once(session, chapter, task):
    save(session, task(), by=chapter.juror)
    submit(session, task(), by=chapter.juror)
    seen, before = task(), session.scalar(select(Round.data_version))

    conflicts.declare_one(session, chapter.first, chapter.entries[0], reason="A cousin.", by=chapter.juror, at=JUDGING)

    assert task() is None
    assert chapter.assignment(chapter.first, chapter.entries[0]).in_conflict
    assert session.scalar(select(Round.data_version)) == before + 1
    assert seen.in_conflict is False  # what was read before; the page reads it again


def test_a_conflict_needs_a_reason(session, chapter):
    with pytest.raises(Incomplete):
        conflicts.declare_one(session, chapter.first, chapter.entries[0], reason=" ", by=chapter.juror, at=JUDGING)


def test_nobody_declares_for_another(session, chapter):
    with pytest.raises(NotYours):
        conflicts.declare_one(
            session,
            chapter.first,
            chapter.entries[0],
            reason="He told me.",
            by=chapter.second.user,
            at=JUDGING,
        )


def test_criteria_are_read_once_for_the_fingerprint_of_frozen_rules(session, chapter, task):
    def weights():
        found = assignments.marks_of(session.connection(), task())
        return [mark.weight for mark in found]

    edition = chapter.edition
    assert weights() == [1, 1]
    edition.criteria[0].weight = 3
    session.flush()
    assert weights() == [1, 1]  # frozen: nothing of it changes

    edition.rules_digest = "1" * 64  # an annex
    session.flush()
    assert weights() == [3, 1]

    edition.rules_digest = edition.rules_frozen_at = edition.rulebook = None  # thawed
    session.flush()
    edition.criteria[0].weight = 4
    session.flush()
    assert weights() == [4, 1]
