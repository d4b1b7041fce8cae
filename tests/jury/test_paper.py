"""Sheets that came on paper: a clerk hands them in for their jurors, by the same rules as online."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from judging.audit.actions import Action
from judging.audit.models import AuditEvent
from judging.core.refusals import Incomplete, NotNow, NotYours, Refused
from judging.editions.models import Role
from judging.jury.models import PaperGlimpse, PaperSheet, ReopenRequest, ScoreSheet, SheetRevision, SheetState
from judging.jury.operations import members, paper, reopening, saving, sheets
from judging.jury.operations.paper import Typing
from judging.jury.operations.saving import SheetContent
from judging.jury.queries import assignments, vouching
from judging.jury.queries import paper as queries
from judging.jury.scales import of_round
from judging.notifications.models import Message
from tests.factories import JUDGING, JUDGING_CLOSES, JUDGING_OPENS, a_seat, a_user

SCORES = SheetContent({"novelty": 7, "reach": 5}, {"": "Z kartki."})


@pytest.fixture
def clerk(session, chapter):
    seat = a_seat(chapter.edition, Role.CLERK, user=a_user(name="Klara"))
    session.add(seat)
    session.commit()
    return seat.user


def typed(session, chapter, by, *, entry=0, at=JUDGING, content=SCORES, **how):
    given = chapter.assignment(chapter.first, chapter.entries[entry])
    task = assignments.any_task(session, chapter.edition, given.public_id)
    marks = assignments.marks(session, task.round_id)
    return paper.type_in(session, task, content, Typing(**how), criteria=marks, by=by, at=at)


def begun_online(session, chapter, *, handed_in=False):
    given = chapter.assignment(chapter.first, chapter.entries[0])
    task = assignments.task(session, chapter.juror.id, chapter.edition.id, given.public_id, JUDGING)
    marks = assignments.marks(session, task.round_id)
    said = SheetContent({"novelty": 1, "reach": 1})
    told = {"criteria": marks, "by": chapter.juror, "at": JUDGING}
    saving.save(session, task, said, version=0, scale=of_round(task, marks), **told)
    if handed_in:
        sheets.submit(session, task, **told)
    return session.scalar(select(ScoreSheet).where(ScoreSheet.assignment_id == given.id))


def left(session):
    """What a refusal must not leave."""
    rows = [session.scalars(select(one)).all() for one in (PaperSheet, Message)]
    acts = session.scalars(select(AuditEvent).where(AuditEvent.action == Action.SHEET_TYPED_IN)).all()
    return [*rows, acts]


def test_a_clerk_hands_the_paper_in_for_its_juror(session, chapter, clerk):
    found = typed(session, chapter, clerk, checked_by="Ola")
    sheet = found.sheet

    assert (sheet.state, sheet.scores, sheet.comments) == (SheetState.SUBMITTED, SCORES.scores, SCORES.comments)
    assert (found.typed_by, found.checked_by, found.seen_by_secretary, found.stands) == (clerk, "Ola", False, True)
    assert {one.saved_by_id for one in session.scalars(select(SheetRevision))} == {clerk.id}


def test_the_receipt_of_a_paper_sheet_is_as_good_as_any(session, chapter, clerk):
    typed(session, chapter, clerk)
    session.flush()

    assert vouching.compared_in_full(session, chapter.edition.rounds[0]).changed == ()


def test_the_juror_is_told_without_a_score_in_the_letter(session, chapter, clerk):
    typed(session, chapter, clerk)

    [letter] = session.scalars(select(Message))
    assert (letter.template, letter.user_id) == ("paper-typed-in", chapter.juror.id)
    assert {"entry", "who", "edition", "replaced", "path"} >= letter.context.keys() - {"base_url"}
    assert "Z kartki" not in str(letter.context)


def test_the_record_says_that_a_secretary_saw_what_they_typed_in(session, chapter):
    found = typed(session, chapter, chapter.secretary)

    assert found.seen_by_secretary
    assert [e.action for e in session.scalars(select(AuditEvent)) if e.action == Action.PAPER_SEEN] == ["paper.seen"]


def test_what_a_secretary_read_in_a_file_is_seen_whoever_types_it_in_later(session, chapter, clerk):
    given = chapter.assignment(chapter.first, chapter.entries[0])
    session.add(PaperGlimpse(assignment=given, by_id=chapter.secretary.id, at=JUDGING))

    assert typed(session, chapter, clerk).seen_by_secretary


@pytest.mark.parametrize("who", ["juror", "other juror", "stranger"])
def test_nobody_else_types_a_sheet_in(session, chapter, who):
    other = a_user()
    session.add(other)
    session.flush()
    by = {"juror": chapter.juror, "other juror": chapter.second.user, "stranger": other}[who]

    with pytest.raises(NotYours):
        typed(session, chapter, by)
    assert left(session) == [[], [], []]


@pytest.mark.parametrize("at", [JUDGING_OPENS - timedelta(seconds=1), JUDGING_CLOSES + timedelta(minutes=1)])
def test_paper_knows_the_same_window_as_online_sheets(session, chapter, clerk, at):
    with pytest.raises(NotNow):
        typed(session, chapter, clerk, at=at)
    assert left(session) == [[], [], []]


@pytest.mark.parametrize("what", ["conflict", "taken back", "removed", "undeclared", "withdrawn"])
def test_paper_is_refused_where_the_juror_could_not_score(session, chapter, clerk, what):
    given = chapter.assignment(chapter.first, chapter.entries[0])
    if what == "conflict":
        given.in_conflict = True
    elif what == "taken back":
        given.removed_at = JUDGING
    elif what == "removed":
        chapter.first.removed_at = JUDGING
    elif what == "undeclared":
        chapter.first.conflicts_declared_at = None
    else:
        chapter.entries[0].status = "withdrawn"
    session.flush()

    with pytest.raises(Refused):
        typed(session, chapter, clerk)
    assert left(session) == [[], [], []]


def test_half_a_paper_sheet_is_not_handed_in(session, chapter, clerk):
    with pytest.raises(Incomplete):
        typed(session, chapter, clerk, content=SheetContent({"novelty": 7}))
    assert left(session) == [[], [], []]


def test_what_was_handed_in_online_is_never_overwritten(session, chapter, clerk):
    sheet = begun_online(session, chapter, handed_in=True)

    with pytest.raises(NotNow, match="online"):
        typed(session, chapter, clerk, version=sheet.version, replaces=True)
    assert sheet.scores == {"novelty": 1, "reach": 1}


def test_what_was_begun_online_gives_way_only_knowingly(session, chapter, clerk):
    sheet = begun_online(session, chapter)

    with pytest.raises(Incomplete) as refused:
        typed(session, chapter, clerk, version=sheet.version)
    assert refused.value.field == "replaces"

    found = typed(session, chapter, clerk, version=sheet.version, replaces=True)
    assert (found.replaced_draft, found.sheet.scores) == (True, SCORES.scores)
    assert [one.scores["novelty"] for one in session.scalars(select(SheetRevision).order_by(SheetRevision.id))] == [
        1,
        7,
        7,
    ]


def test_a_form_opened_before_the_juror_went_on_is_refused(session, chapter, clerk):
    begun_online(session, chapter)

    with pytest.raises(NotNow, match="while you typed"):
        typed(session, chapter, clerk, version=0, replaces=True)


def test_a_paper_sheet_is_typed_in_once(session, chapter, clerk):
    typed(session, chapter, clerk)

    with pytest.raises(NotNow, match="already"):
        typed(session, chapter, clerk, version=2, replaces=True)


def task_of(session, chapter):
    given = chapter.assignment(chapter.first, chapter.entries[0])
    return assignments.task(session, chapter.juror.id, chapter.edition.id, given.public_id, JUDGING)


def test_a_juror_confirms_what_was_typed_in_once(session, chapter, clerk):
    found = typed(session, chapter, clerk)
    paper.confirm(session, task_of(session, chapter), found, by=chapter.juror, at=JUDGING)

    assert found.confirmed_at == JUDGING
    with pytest.raises(NotNow):
        paper.object_to(session, task_of(session, chapter), found, reason="Nie.", by=chapter.juror, at=JUDGING)


def test_an_objection_asks_the_secretary_to_open_the_sheet_again(session, chapter, clerk):
    found = typed(session, chapter, clerk)
    paper.object_to(session, task_of(session, chapter), found, reason="Pomyłka.", by=chapter.juror, at=JUDGING)

    [asked] = session.scalars(select(ReopenRequest))
    assert (asked.reason, found.objected_at) == ("Pomyłka.", JUDGING)

    reopening.reopen(session, task_of(session, chapter), reason="Tak.", by=chapter.secretary, at=JUDGING)
    again = typed(session, chapter, clerk, version=found.sheet.version, replaces=True)
    assert (found.stands, again.stands, again.sheet.state) == (False, True, SheetState.SUBMITTED)


def test_the_clerk_cannot_answer_for_the_juror(session, chapter, clerk):
    found = typed(session, chapter, clerk)

    with pytest.raises(NotYours):
        paper.confirm(session, task_of(session, chapter), found, by=clerk, at=JUDGING)


def test_paper_is_counted_by_who_typed_it_in_and_whether_a_secretary_saw_it(session, chapter, clerk):
    typed(session, chapter, clerk)
    typed(session, chapter, chapter.secretary, entry=1)
    session.flush()

    found = queries.counted(session, chapter.edition.rounds[0])
    assert (found.sheets, found.seen, found.typed_by) == (2, 1, {"Klara": 1, "Secretary": 1})


def test_whoever_has_read_sheets_on_paper_does_not_judge_in_the_edition_afterwards(session, chapter, clerk):
    [seat] = [one for one in chapter.edition.seats if one.role is Role.CLERK]
    seat.removed_at = JUDGING
    said = {"name": "Klara", "email": clerk.email, "title": "", "reason": "Brakuje osoby."}
    session.flush()
    assert Role.CLERK not in queries.roles_and_past(session, chapter.edition, clerk)

    typed(session, chapter, chapter.secretary).typed_by = clerk
    session.flush()

    with pytest.raises(NotNow) as refused:
        members.invite(session, chapter.edition, **said, by=chapter.secretary, at=JUDGING)
    assert refused.value.field == "email"
