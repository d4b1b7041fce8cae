"""What a secretary does with a submitted entry: the formal check and its undoing.

Operations like those beside it, for the other side of the desk.
"""

from datetime import datetime

from sqlalchemy.orm import Session

from judging.accounts.models import User
from judging.audit.actions import Action
from judging.audit.operations.history import record
from judging.editions.operations.versions import raise_data_versions
from judging.entries import queries, rules
from judging.entries.models import Entry, Outcome, ScreeningDecision, Status
from judging.notifications.operations.outbox import enqueue
from judging.offices.rules import why_not_impartial

ACTIONS = {
    Outcome.ACCEPTED: Action.ENTRY_ACCEPTED,
    Outcome.RETURNED: Action.ENTRY_RETURNED,
    Outcome.REJECTED: Action.ENTRY_REJECTED,
}


def decide(
    session: Session,
    entry: Entry,
    outcome: Outcome,
    *,
    remarks: str,
    until: datetime | None,
    by: User,
    at: datetime,
    read: int | None = None,
) -> None:
    """Accept the newest version, return it for correction until a moment, or reject it; ``read`` is its number."""
    first = why_not_impartial(by, entry.office) or rules.why_not_of_version(entry, read)
    if refusal := first or rules.why_not_check(entry, outcome, remarks, until, at):
        raise refusal
    until = until if outcome is Outcome.RETURNED else None
    decision = ScreeningDecision(
        entry_id=entry.id,
        version_id=entry.versions[-1].id,
        outcome=outcome,
        remarks=remarks,
        deadline=until,
        at=at,
        by_id=by.id,
    )
    entry.decisions.append(decision)
    entry.status, entry.correct_until = rules.DECIDED[outcome], until
    raise_data_versions(session, entry.edition_id)
    record(
        session,
        ACTIONS[outcome],
        entry,
        by=by,
        at=at,
        edition_id=entry.edition_id,
        remarks=remarks,
        until=until.isoformat() if until else None,
    )
    _tell(session, f"entry-{outcome}", entry, f"screening-decision:{decision.id}", remarks, at)


def reopen(session: Session, entry: Entry, *, reason: str, by: User, at: datetime) -> None:
    """Undo the last decision of the formal check; what was decided stays in the history."""
    if refusal := why_not_impartial(by, entry.office) or rules.why_not_reopen(entry, reason):
        raise refusal
    entry.status, entry.correct_until = Status.SUBMITTED, None
    raise_data_versions(session, entry.edition_id)
    record(
        session,
        Action.ENTRY_REOPENED,
        entry,
        by=by,
        at=at,
        edition_id=entry.edition_id,
        reason=reason,
    )
    _tell(session, "entry-reopened", entry, f"entry-reopened:{entry.id}:{entry.version}", reason, at)


def _tell(session: Session, template: str, entry: Entry, occasion: str, remarks: str, at: datetime) -> None:
    until = rules.deadline(entry) if entry.correct_until else None
    for reader in queries.entry_authors(session, entry):
        enqueue(
            session,
            template,
            to=reader,
            at=at,
            occasion=occasion,
            edition_id=entry.edition_id,
            edition=entry.edition.name,
            title=entry.versions[-1].title,
            number=entry.number,
            remarks=remarks,
            until=until.isoformat() if until else None,
            zone=entry.edition.time_zone,
            entry_id=entry.public_id,
        )
