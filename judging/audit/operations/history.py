"""Writing the history."""

import secrets
from datetime import UTC, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from judging.accounts.models import User
from judging.audit import audience, chain
from judging.audit.actions import Action
from judging.audit.models import AuditChain, AuditDetail, AuditEvent
from judging.core.db import Base


def record(
    session: Session,
    action: Action,
    subject: Base,
    *,
    by: User | None,
    at: datetime,
    edition_id: int | None = None,
    **details: object,
) -> AuditEvent:
    """Add one event to an edition's chain (or the site's), in the transaction of the act itself.

    Raises `LookupError` for a detail of which nobody has declared who reads it.
    """
    if silent := audience.undeclared(action, details):
        raise LookupError(f"{action} does not declare who reads: {', '.join(sorted(silent))}")
    session.flush()  # a new subject gets its id
    at, told = at.astimezone(UTC), chain.plain(details)
    name = f"edition:{edition_id}" if edition_id is not None else "site"
    head = _locked_chain(session, name)
    salt = secrets.token_hex(16)
    link = chain.Link(
        chain=name,
        number=head.length + 1,
        at=at,
        by_id=by.id if by else None,
        action=action,
        subject=f"{subject.__tablename__}:{subject.id}",
        details_digest=chain.details_digest(salt, told),
    )
    head.length, head.head = link.number, chain.link_mac(session.info["audit_key"], head.head, link)
    event = AuditEvent(
        chain=head,
        number=link.number,
        at=at,
        by_id=link.by_id,
        action=action,
        subject=link.subject,
        details_digest=link.details_digest,
        mac=head.head,
    )
    event.detail = AuditDetail(salt=salt, details=told)
    session.add(event)
    session.flush()
    return event


def _locked_chain(session: Session, name: str) -> AuditChain:
    """Return the head of the chain, held until the commit, so that numbers have no gaps."""
    query = select(AuditChain).where(AuditChain.name == name).with_for_update()
    found = session.scalar(query.execution_options(populate_existing=True))
    if found is None:
        found = AuditChain(name=name, length=0, head="")
        session.add(found)
        session.flush()
    return found
