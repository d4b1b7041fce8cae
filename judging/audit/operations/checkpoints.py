"""Noting how far every history has come, signed, for keeping outside."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from judging.audit.models import AuditChain, AuditCheckpoint
from judging.audit.queries.verification import Checkpoint, signature


def note(session: Session, *, at: datetime) -> list[Checkpoint]:
    """Add a checkpoint for every chain; return them to be kept or mailed."""
    key: bytes = session.info["audit_key"]
    noted = []
    for head in session.scalars(select(AuditChain).order_by(AuditChain.name)):
        mac = signature(key, head.name, at, head.length, head.head)
        session.add(AuditCheckpoint(chain_id=head.id, at=at, length=head.length, head=head.head, mac=mac))
        noted.append(Checkpoint(head.name, at.isoformat(), head.length, head.head, mac))
    return noted
