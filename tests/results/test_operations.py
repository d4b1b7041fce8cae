"""Closing and opening a round, freezing its ranking."""

import pytest
from sqlalchemy import select

from judging.audit.actions import Action
from judging.audit.models import AuditEvent
from judging.core.refusals import Incomplete, NotNow
from judging.entries.models import Status
from judging.invariants.rankings import ranking_scores
from judging.jury.models import ScoreSheet
from judging.results.operations import closing as operations
from judging.results.queries import records
from judging.results.queries.live import all_live
from tests.factories import JUDGING_CLOSES
from tests.results.rounds import LATER, a_scored_edition


def close(session, scored, reason=""):
    operations.close_round(session, scored.round, reason=reason, by=scored.secretary, at=JUDGING_CLOSES)


def freeze(session, scored, now):
    return operations.freeze(
        session,
        scored.edition,
        scored.round,
        now,
        by=scored.secretary,
        at=LATER,
        seen=scored.round.data_version,
    )


def actions(session):
    handed_in = AuditEvent.action == Action.SHEET_SUBMITTED
    return session.scalars(select(AuditEvent.action).where(~handed_in).order_by(AuditEvent.id)).all()


def test_closing_a_round_fixes_every_sheet_and_is_recorded(session):
    scored = a_scored_edition(session, closed=False)

    close(session, scored)

    assert scored.round.closed_at == JUDGING_CLOSES
    assert scored.round.receipts_root
    assert actions(session) == [Action.ROUND_CLOSED]


def test_a_round_is_not_closed_without_its_sheets_unless_a_reason_is_given(session, app):
    scored = a_scored_edition(session, [[9, None], [7, 6]], closed=False)

    with app.test_request_context(), pytest.raises(Incomplete):
        close(session, scored)
    close(session, scored, "The juror resigned.")

    assert scored.round.closed_at


def test_opening_a_round_again_hides_the_results(session):
    scored = a_scored_edition(session)

    operations.reopen_round(session, scored.edition, scored.round, reason="Mistyped.", by=scored.secretary, at=LATER)

    assert scored.round.closed_at is None
    assert actions(session) == [Action.ROUND_REOPENED]


def test_a_frozen_ranking_keeps_input_rules_and_output(session):
    scored = a_scored_edition(session)

    ranking = freeze(session, scored, all_live(session, scored.round))
    session.commit()

    kept = records.frozen_ranking(session, scored.round)
    assert kept is ranking
    assert [row["place"] for row in kept.analysis["ranking"]] == [1, 2, 3]
    assert len(kept.scores) == 3 * 3 * 2
    assert [juror["name"] for juror in kept.jurors] == ["Juror 1", "Juror 2", "Juror 3"]
    assert len(kept.digest) == 64


def test_a_record_outlives_a_withdrawal_and_a_conflict_without_breaking_an_invariant(session):
    scored = a_scored_edition(session)
    freeze(session, scored, all_live(session, scored.round))
    withdrawn, conflicting = session.scalars(select(ScoreSheet)).all()[::8]
    withdrawn.assignment.entry.status = Status.WITHDRAWN
    conflicting.assignment.in_conflict = True
    session.commit()

    assert list(ranking_scores(session)) == []
    session.scalars(select(ScoreSheet)).all()[4].scores = {"novelty": 1, "reach": 1}
    session.commit()
    assert len(list(ranking_scores(session))) == 1


def test_a_ranking_computed_before_the_last_change_is_not_frozen(session):
    scored = a_scored_edition(session)
    now = all_live(session, scored.round)
    scored.round.data_version += 1

    with pytest.raises(NotNow):
        freeze(session, scored, now)

    assert records.frozen_ranking(session, scored.round) is None
