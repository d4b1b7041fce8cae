"""What the secretary decides about a submitted entry. No application, no clock, no mocks."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from judging.audit.models import AuditEvent
from judging.core.refusals import Incomplete, NotNow
from judging.entries import rules
from judging.entries.models import (
    EntryVersion,
    Extension,
    Outcome,
    ScreeningDecision,
    Status,
)
from judging.entries.operations import screening
from judging.entries.operations.extensions import extend
from judging.notifications.models import Message
from tests.factories import (
    CLOSES,
    DURING,
)

A_SECOND, A_MINUTE = timedelta(seconds=1), timedelta(minutes=1)
LATER = CLOSES + timedelta(days=10)
OVER = CLOSES + A_MINUTE  # "until 12:00" accepts until the minute is over


def traces(session):
    return [session.scalars(select(kind)).all() for kind in (AuditEvent, Message, EntryVersion)]


@pytest.mark.parametrize(
    ("outcome", "until", "status"),
    [
        (Outcome.ACCEPTED, None, Status.ACCEPTED),
        (Outcome.RETURNED, LATER, Status.RETURNED),
        (Outcome.REJECTED, None, Status.REJECTED),
    ],
)
def test_the_formal_check_decides_records_and_tells(session, submitted, secretary, outcome, until, status):
    screening.decide(session, submitted, outcome, remarks="Why.", until=until, by=secretary, at=CLOSES)

    [decision] = session.scalars(select(ScreeningDecision))
    assert (decision.outcome, decision.deadline, decision.remarks) == (outcome, until, "Why.")
    assert (submitted.status, submitted.correct_until) == (status, until)
    event = session.scalars(select(AuditEvent).order_by(AuditEvent.id.desc())).first()
    assert (event.action, event.by_id) == (f"entry.{outcome}", secretary.id)
    assert f"entry-{outcome}" in session.scalars(select(Message.template)).all()


@pytest.mark.parametrize(
    ("outcome", "remarks", "until"),
    [
        (Outcome.REJECTED, " ", None),
        (Outcome.RETURNED, "", LATER),
        (Outcome.RETURNED, "Say more.", None),
        (Outcome.RETURNED, "Say more.", CLOSES),
    ],
)
def test_a_decision_without_its_reason_or_deadline_leaves_no_trace(
    session, submitted, secretary, outcome, remarks, until
):
    before = traces(session)
    with pytest.raises(Incomplete):
        screening.decide(session, submitted, outcome, remarks=remarks, until=until, by=secretary, at=CLOSES)

    assert submitted.status is Status.SUBMITTED
    assert traces(session) == before


@pytest.mark.parametrize("status", [Status.ACCEPTED, Status.REJECTED, Status.RETURNED, Status.WITHDRAWN])
def test_only_what_waits_is_decided(session, submitted, secretary, status):
    submitted.status = status
    with pytest.raises(NotNow):
        screening.decide(session, submitted, Outcome.ACCEPTED, remarks="", until=None, by=secretary, at=CLOSES)


@pytest.mark.parametrize("outcome", [Outcome.ACCEPTED, Outcome.REJECTED])
def test_a_decision_is_undone_with_a_reason_and_stays_on_record(session, submitted, secretary, outcome):
    screening.decide(session, submitted, outcome, remarks="Why.", until=None, by=secretary, at=CLOSES)
    with pytest.raises(Incomplete):
        screening.reopen(session, submitted, reason=" ", by=secretary, at=CLOSES)

    screening.reopen(session, submitted, reason="A mistake.", by=secretary, at=CLOSES)

    assert submitted.status is Status.SUBMITTED
    assert len(session.scalars(select(ScreeningDecision)).all()) == 1


def test_after_the_seal_nothing_is_decided_undone_or_withdrawn(session, submitted):
    submitted.edition.sealed_at = LATER

    assert isinstance(rules.why_not_check(submitted, Outcome.ACCEPTED, "", None, LATER), NotNow)
    assert isinstance(rules.why_not_withdraw(submitted.author, submitted), NotNow)
    submitted.status = Status.ACCEPTED
    assert isinstance(rules.why_not_reopen(submitted, "Why."), NotNow)


@pytest.mark.parametrize(("until", "reason"), [(CLOSES, "Flood."), (LATER, " ")])
def test_an_extension_is_later_than_the_call_and_has_a_reason(session, draft, secretary, until, reason):
    with pytest.raises((NotNow, Incomplete)):
        extend(
            session,
            draft.edition,
            draft.office,
            until=until,
            reason=reason,
            by=secretary,
            at=DURING,
        )

    assert session.scalars(select(Extension)).all() == []
