"""Who is ready before the deadline is not late because the confirmation of their right was. Operations only."""

import pytest
from sqlalchemy import func, select

from judging.audit.models import AuditEvent
from judging.core.refusals import Incomplete, NotNow
from judging.editions.models import Declaration, DeclarationKind
from judging.entries import receipts
from judging.entries.models import AcceptedDeclaration, EntryVersion, HeldSubmission, Status
from judging.entries.operations import entries
from judging.jury.queries.chapter import newest_arrival
from judging.offices import operations as offices
from judging.offices.models import Representative
from tests.entries.holding import A_SECOND, LATER, OVER, an_entry_that_waits, approve, refuse, send, templates
from tests.factories import BEFORE, CLOSES, DURING, a_user


@pytest.fixture
def waiting(session):
    return an_entry_that_waits(session)


@pytest.mark.parametrize("at", [DURING, OVER - A_SECOND])
def test_what_was_sent_in_time_becomes_a_submission_of_that_time_on_approval(session, waiting, secretary, at):
    held = send(session, waiting, at)
    assert (waiting.status, waiting.number, held.submitted_at) == (Status.DRAFT, None, at)
    assert templates(session) == ["entry-held"]

    approve(session, waiting, secretary)

    version = waiting.standing
    assert (waiting.status, waiting.number, waiting.submitted_at) == (Status.SUBMITTED, 1, at)
    assert (version.submitted_at, version.confirmed_at, version.submitted_by_id) == (at, LATER, waiting.author_id)
    assert version.digest == receipts.digest(version)
    assert session.scalar(select(func.count(HeldSubmission.id))) == 0
    assert templates(session).count("entry-received") == 2  # to the author, and to the colleague


def test_who_was_refused_has_never_submitted(session, waiting, secretary):
    send(session, waiting)

    refuse(session, waiting, secretary)

    assert (waiting.status, waiting.number, waiting.held) == (Status.DRAFT, None, None)
    assert session.scalars(select(EntryVersion)).all() == []
    assert "entry-received" not in templates(session)


def test_the_deadline_is_the_same_for_who_waits(session, waiting):
    with pytest.raises(NotNow):
        send(session, waiting, OVER)

    assert waiting.held is None


def test_what_is_not_whole_is_not_held(session, waiting):
    waiting.title = ""
    with pytest.raises(Incomplete):
        send(session, waiting)

    assert session.scalars(select(AuditEvent)).all() == []


def test_the_last_held_submission_counts_and_what_was_typed_since_does_not(session, waiting, secretary):
    send(session, waiting)
    with pytest.raises(NotNow):
        send(session, waiting)
    text = entries.Text("Second", waiting.area, dict(waiting.answers))
    entries.revise(session, waiting, text, version=waiting.version, by=waiting.author, at=DURING)
    send(session, waiting, CLOSES)
    text = entries.Text("Third", waiting.area, dict(waiting.answers))
    entries.revise(session, waiting, text, version=waiting.version, by=waiting.author, at=CLOSES)

    approve(session, waiting, secretary)

    assert [version.title for version in waiting.versions] == ["Second"]
    assert waiting.submitted_at == CLOSES
    assert waiting.changed


def test_declarations_are_accepted_at_the_moment_of_sending(session, waiting, secretary):
    waiting.edition.declarations = [Declaration(kind=DeclarationKind.TRUTH, text="All true.")]
    session.flush()
    [declaration] = waiting.edition.declarations
    with pytest.raises(Incomplete):
        send(session, waiting)
    send(session, waiting, declared=[declaration.id])

    approve(session, waiting, secretary)

    [accepted] = session.scalars(select(AcceptedDeclaration))
    assert (accepted.declaration_id, accepted.at, accepted.by_id) == (declaration.id, DURING, waiting.author_id)


def test_who_is_confirmed_already_submits_at_once(session, draft):
    version = send(session, draft)

    assert (draft.status, version.number, draft.held) == (Status.SUBMITTED, 1, None)


def test_a_confirmed_author_who_submits_after_holding_has_one_version(session, waiting, secretary):
    send(session, waiting)
    approve(session, waiting, secretary, at=DURING)
    text = entries.Text("Better", waiting.area, dict(waiting.answers))
    entries.revise(session, waiting, text, version=waiting.version, by=waiting.author, at=DURING)
    send(session, waiting)

    assert [version.number for version in waiting.versions] == [1, 2]
    assert waiting.held is None


def test_approval_of_somebody_else_lets_nothing_through(session, waiting, secretary):
    other = Representative(user=a_user(), asked_at=BEFORE)
    waiting.office.representatives.append(other)
    session.flush()
    send(session, waiting)

    offices.approve(session, other, secretary=True, by=secretary, at=LATER)

    assert waiting.status is Status.DRAFT
    assert waiting.held is not None


def test_jurors_declare_anew_from_when_the_entry_became_known(session, waiting, secretary):
    send(session, waiting)
    approve(session, waiting, secretary)

    assert newest_arrival(session, waiting.edition) == LATER
