"""Reading the history, the newest event first, with its words."""

from collections.abc import Collection, Sequence

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session, contains_eager, joinedload

from judging.accounts.models import User
from judging.audit.actions import Action
from judging.audit.models import AuditChain, AuditEvent


def events_of_edition(edition_id: int) -> Select[AuditEvent]:
    """Select the history of an edition."""
    query = select(AuditEvent).join(AuditEvent.chain).where(AuditChain.name == f"edition:{edition_id}")
    return _told(query)


def events_of_record(edition_id: int, subject: str) -> Select[AuditEvent]:
    """Select what happened to one record of an edition; ``subject`` is "table:id"."""
    return events_of_edition(edition_id).where(AuditEvent.subject == subject)


def among(query: Select[AuditEvent], acts: Collection[Action]) -> Select[AuditEvent]:
    """Narrow a history to the acts that exist for its reader."""
    return query.where(AuditEvent.action.in_(acts))


def page_of(session: Session, query: Select[AuditEvent], page: int, size: int) -> Sequence[AuditEvent]:
    """Return one page of a history."""
    return session.scalars(query.limit(size).offset((page - 1) * size)).unique().all()


def count(session: Session, query: Select[AuditEvent]) -> int:
    """Count the events of a history."""
    plain = query.with_only_columns(AuditEvent.id, maintain_column_froms=True).order_by(None)
    return session.scalar(select(func.count()).select_from(plain.subquery())) or 0


def names(session: Session, events: Sequence[AuditEvent]) -> dict[int, str]:
    """Return the names of the people who acted, by their id."""
    ids = {event.by_id for event in events}
    query = select(User.id, User.name).where(User.id.in_(ids))
    return dict(session.execute(query).all())


def _told(query: Select[AuditEvent]) -> Select[AuditEvent]:
    return query.options(contains_eager(AuditEvent.chain), joinedload(AuditEvent.detail)).order_by(
        AuditEvent.number.desc()
    )
