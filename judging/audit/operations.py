"""Writing the history."""

import secrets
from datetime import UTC, datetime
from enum import StrEnum

from sqlalchemy import select
from sqlalchemy.orm import Session

from judging.accounts.models import User
from judging.audit import chain
from judging.audit.models import AuditChain, AuditDetail, AuditEvent
from judging.core.db import Base


class Action(StrEnum):
    """Everything the history can say, in alphabetical order."""

    ACCOUNT_CONFIRMED = "account.confirmed"
    ACCOUNT_CREATED = "account.created"
    ACCOUNT_DEACTIVATED = "account.deactivated"
    ADMINISTRATOR_APPOINTED = "administrator.appointed"
    ANNOUNCEMENT_MADE = "announcement.made"
    ANNOUNCEMENT_WITHDRAWN = "announcement.withdrawn"
    ASSIGNMENTS_MADE = "assignments.made"
    ATTACHMENT_ADDED = "attachment.added"
    ATTACHMENT_REMOVED = "attachment.removed"
    ATTENDANCE_RECORDED = "attendance.recorded"
    AWARD_WITHDRAWN = "award.withdrawn"
    CALENDAR_CHANGED = "calendar.changed"
    CONFLICT_DECLARED = "conflict.declared"
    CONFLICT_WITHDRAWN = "conflict.withdrawn"
    CONFLICTS_REVIEWED = "conflicts.reviewed"
    EDITION_ARCHIVED = "edition.archived"
    EDITION_CREATED = "edition.created"
    ENTRY_ACCEPTED = "entry.accepted"
    ENTRY_CREATED = "entry.created"
    ENTRY_REJECTED = "entry.rejected"
    ENTRY_REOPENED = "entry.reopened"
    ENTRY_RETURNED = "entry.returned"
    ENTRY_SUBMITTED = "entry.submitted"
    ENTRY_WITHDRAWN = "entry.withdrawn"
    EXTENSION_GRANTED = "extension.granted"
    JUROR_ACCEPTED = "juror.accepted"
    JUROR_APPOINTED = "juror.appointed"
    JUROR_INVITED = "juror.invited"
    LEFT_OUT_EXPLAINED = "left-out.explained"
    MOTION_DECIDED = "motion.decided"
    OFFICE_CHANGED = "office.changed"
    OFFICE_REGISTERED = "office.registered"
    PASSWORD_CHANGED = "password.changed"  # noqa: S105 -- the name of an act
    PROTOCOL_MADE = "protocol.made"
    PROTOCOL_WITHDRAWN = "protocol.withdrawn"
    RANKING_FROZEN = "ranking.frozen"
    RECOVERY_CODES_RENEWED = "recovery-codes.renewed"
    REPRESENTATIVE_APPROVED = "representative.approved"
    REPRESENTATIVE_ASKED = "representative.asked"
    REPRESENTATIVE_REFUSED = "representative.refused"
    ROUND_CLOSED = "round.closed"
    ROUND_REOPENED = "round.reopened"
    RULES_FROZEN = "rules.frozen"
    RULES_THAWED = "rules.thawed"
    SEAT_REMOVED = "seat.removed"
    SECOND_FACTOR_SET = "second-factor.set"
    SETTINGS_CHANGED = "settings.changed"
    SHEET_REOPENED = "sheet.reopened"
    SHEET_SUBMITTED = "sheet.submitted"
    SIGNED = "protocol.signed"


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
    """Add one event to an edition's chain (or the site's), in the transaction of the act itself."""
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
    head.length, head.head = link.number, chain.seal(session.info["audit_key"], head.head, link)
    event = AuditEvent(
        chain=head, number=link.number, at=at, by_id=link.by_id, action=action,
        subject=link.subject, details_digest=link.details_digest, mac=head.head,
    )  # fmt: skip
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
