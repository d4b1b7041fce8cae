"""Tables of the history. Events are added, never changed, never deleted; triggers see to it."""

from datetime import datetime
from typing import Any

from sqlalchemy import DDL, JSON, ForeignKey, String, UniqueConstraint, event
from sqlalchemy.orm import Mapped, mapped_column, relationship

from judging.core.db import Base


class AuditChain(Base):
    """The head of one chain: an edition's, or the site's. Locked while an event is added."""

    __tablename__ = "audit_chain"

    name: Mapped[str] = mapped_column(String(60), unique=True)  # "edition:12" or "site"
    length: Mapped[int] = mapped_column(default=0)
    head: Mapped[str] = mapped_column(String(64), default="")


class AuditEvent(Base):
    """One act: who did what to which record, when. Details are held by their salted digest."""

    __tablename__ = "audit_event"
    __table_args__ = (UniqueConstraint("chain_id", "number"),)

    chain_id: Mapped[int] = mapped_column(ForeignKey("audit_chain.id"))
    number: Mapped[int]
    at: Mapped[datetime]
    by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"), index=True)  # None: the system
    action: Mapped[str] = mapped_column(String(60), index=True)
    subject: Mapped[str] = mapped_column(String(60), index=True)  # table:id
    details_digest: Mapped[str] = mapped_column(String(64))
    mac: Mapped[str] = mapped_column(String(64))  # of this event and the one before it

    chain: Mapped[AuditChain] = relationship()
    detail: Mapped["AuditDetail | None"] = relationship(back_populates="event")


class AuditDetail(Base):
    """The words of an event, which a person's right to erasure may remove; the chain stands."""

    __tablename__ = "audit_detail"

    event_id: Mapped[int] = mapped_column(ForeignKey("audit_event.id"), unique=True)
    salt: Mapped[str] = mapped_column(String(32))
    details: Mapped[dict[str, Any]] = mapped_column(JSON)

    event: Mapped[AuditEvent] = relationship(back_populates="detail")


class AuditCheckpoint(Base):
    """Count, head and time of a chain, also kept outside: a cut tail shows only against it."""

    __tablename__ = "audit_checkpoint"

    chain_id: Mapped[int] = mapped_column(ForeignKey("audit_chain.id"), index=True)
    at: Mapped[datetime]
    length: Mapped[int]
    head: Mapped[str] = mapped_column(String(64))
    mac: Mapped[str] = mapped_column(String(64))


SQLITE_TRIGGERS = [
    f"CREATE TRIGGER audit_event_no_{act} BEFORE {act.upper()} ON audit_event "
    "BEGIN SELECT RAISE(ABORT, 'the history only grows'); END"
    for act in ("update", "delete")
]
POSTGRESQL_TRIGGERS = [
    "CREATE FUNCTION audit_event_only_grows() RETURNS trigger LANGUAGE plpgsql AS "
    "$$ BEGIN RAISE EXCEPTION 'the history only grows'; END $$",
    "CREATE TRIGGER audit_event_only_grows BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_event "
    "FOR EACH STATEMENT EXECUTE FUNCTION audit_event_only_grows()",
]
for _dialect, _statements in (("sqlite", SQLITE_TRIGGERS), ("postgresql", POSTGRESQL_TRIGGERS)):
    for _statement in _statements:
        event.listen(
            AuditEvent.__table__,
            "after_create",
            DDL(_statement).execute_if(dialect=_dialect),  # type: ignore[no-untyped-call]  # SQLAlchemy's
        )
