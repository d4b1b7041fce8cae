"""Questions about rounds and frozen rankings."""

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from judging.editions.models import Edition, Round
from judging.jury.models import Assignment, ScoreSheet, SheetState
from judging.results.models import Ranking


def round_of(edition: Edition) -> Round | None:
    """Return the round the results speak of: the last one."""
    return edition.rounds[-1] if edition.rounds else None


def frozen_ranking(session: Session, round_: Round) -> Ranking | None:
    """Return the newest frozen ranking of a round."""
    query = (
        select(Ranking)
        .where(Ranking.round_id == round_.id)
        .order_by(Ranking.number.desc())
        .limit(1)
    )
    return session.scalar(query)


def is_frozen(session: Session, round_: Round) -> bool:
    """Tell whether a ranking of the round has been frozen, without reading it."""
    query = select(Ranking.id).where(Ranking.round_id == round_.id).limit(1)
    return session.scalar(query) is not None


def missing_sheets(session: Session, round_: Round) -> int:
    """Count the assignments that count and whose sheet has not been handed in."""
    query = (
        select(func.count())
        .select_from(Assignment)
        .outerjoin(ScoreSheet, ScoreSheet.assignment_id == Assignment.id)
        .where(
            Assignment.round_id == round_.id,
            Assignment.removed_at.is_(None),
            Assignment.in_conflict.is_(False),
            (ScoreSheet.id.is_(None)) | (ScoreSheet.state != SheetState.SUBMITTED),
        )
    )
    return session.scalar(query) or 0


def receipts(session: Session, round_: Round) -> list[str]:
    """Return the receipts of all sheets handed in, whoever they are of."""
    query = (
        select(ScoreSheet.receipt)
        .join(Assignment, Assignment.id == ScoreSheet.assignment_id)
        .where(Assignment.round_id == round_.id, ScoreSheet.receipt.is_not(None))
    )
    return [receipt for receipt in session.scalars(query) if receipt]
