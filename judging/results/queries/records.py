"""Questions about rounds and frozen rankings."""

from collections.abc import Sequence
from datetime import datetime
from functools import cache

from sqlalchemy import Select, bindparam, select
from sqlalchemy.orm import Session, defer, joinedload

from judging.audit.actions import Action
from judging.audit.models import AuditDetail, AuditEvent
from judging.core.fingerprints import fingerprint
from judging.editions.models import Edition, Round
from judging.jury.models import Assignment, ScoreSheet
from judging.jury.queries import progress
from judging.results.models import InterimStep, Ranking

CONTENT = ("rules", "scores", "entries", "jurors", "analysis", "areas")  # what the digest of a record is over
Stamp = tuple[datetime, str]  # when a record was frozen, and its digest


def frozen_ranking(session: Session, round_: Round) -> Ranking | None:
    """Return the newest frozen record; its large columns are read only when first shown."""
    return session.scalar(_newest(), {"round": round_.id})


@cache
def _newest() -> Select[Ranking]:
    """Return the query of the newest record, composed once."""
    return (
        select(Ranking)
        .where(Ranking.round_id == bindparam("round"))
        .options(defer(Ranking.scores), defer(Ranking.analysis), defer(Ranking.areas))
        .order_by(Ranking.number.desc())
        .limit(1)
    )


def newest_stamp(session: Session, round_: Round) -> Stamp | None:
    """Return when the newest record was frozen and its digest, without reading the record."""
    session.flush()
    row = session.connection().execute(_stamp(), {"round": round_.id}).one_or_none()
    return (row[0], row[1]) if row else None


@cache
def _stamp() -> Select[datetime, str]:
    """Return the query of :func:`newest_stamp`, composed once."""
    query = select(Ranking.made_at, Ranking.digest).where(Ranking.round_id == bindparam("round"))
    return query.order_by(Ranking.number.desc()).limit(1)


def is_frozen(session: Session, round_: Round) -> bool:
    """Tell whether a ranking of the round has been frozen, without reading it."""
    query = select(Ranking.id).where(Ranking.round_id == round_.id).limit(1)
    return session.scalar(query) is not None


def is_as_frozen(session: Session, ranking: Ranking) -> bool:
    """Tell whether a record is what its digest says, and its digest what the history says."""
    if fingerprint({name: getattr(ranking, name) for name in CONTENT}) != ranking.digest:
        return False
    query = (
        select(AuditDetail.details)
        .join(AuditEvent, AuditEvent.id == AuditDetail.event_id)
        .where(
            AuditEvent.subject == f"{Ranking.__tablename__}:{ranking.id}", AuditEvent.action == Action.RANKING_FROZEN
        )
    )
    return all(details.get("digest") == ranking.digest for details in session.scalars(query))


def interim_steps(session: Session, edition: Edition) -> Sequence[InterimStep]:
    """Return the acts of an edition after which interim results may have been known, the oldest first."""
    query = select(InterimStep).join(Round, Round.id == InterimStep.round_id).where(Round.edition_id == edition.id)
    return session.scalars(query.options(joinedload(InterimStep.by)).order_by(InterimStep.id)).all()


def missing_sheets(session: Session, round_: Round) -> int:
    """Count the assignments that count and whose sheet has not been handed in."""
    return progress.completeness(session, round_).missing


def receipts(session: Session, round_: Round) -> list[str]:
    """Return the receipts of all sheets handed in, whoever they are of."""
    query = (
        select(ScoreSheet.receipt)
        .join(Assignment, Assignment.id == ScoreSheet.assignment_id)
        .where(Assignment.round_id == round_.id, ScoreSheet.receipt.is_not(None))
    )
    return [receipt for receipt in session.scalars(query) if receipt]
