"""What an office does with a draft besides writing it: throws it away, takes it back, begins it as a copy."""

from datetime import datetime

from sqlalchemy.orm import Session

from judging.accounts.models import User
from judging.audit.actions import Action
from judging.audit.operations.history import record
from judging.editions.models import Edition
from judging.entries import rules
from judging.entries.carrying import Carried, carried
from judging.entries.models import Entry
from judging.entries.operations import reminders
from judging.entries.operations.entries import Text, create, refuse_one_too_many, revise


def delete(session: Session, entry: Entry, *, by: User, at: datetime) -> None:
    """Throw a draft away: nobody sees it any more, and its office can take it back."""
    if refusal := rules.why_not_delete(by, entry):
        raise refusal
    entry.deleted_at = at
    reminders.let_go(session, entry)
    record(session, Action.ENTRY_DELETED, entry, by=by, at=at, edition_id=entry.edition_id)


def restore(session: Session, entry: Entry, *, by: User, at: datetime) -> None:
    """Take a deleted draft back, as it was."""
    if refusal := rules.why_not_delete(by, entry):
        raise refusal
    if entry.deleted_at is None:
        return
    refuse_one_too_many(session, entry.edition, entry.office)
    entry.deleted_at = None
    record(session, Action.ENTRY_RESTORED, entry, by=by, at=at, edition_id=entry.edition_id)


def copy(session: Session, source: Entry, edition: Edition, *, by: User, at: datetime) -> tuple[Entry, Carried]:
    """Begin an entry of another edition with the text of an earlier one; files are attached anew."""
    if refusal := rules.why_not_copy(by, source, edition):
        raise refusal
    entry = create(session, edition, source.office, by=by, at=at)
    session.flush()
    taken = carried(source, edition)
    revise(session, entry, Text(taken.title, taken.area, taken.answers), version=entry.version, by=by, at=at)
    return entry, taken
