"""What an office does with the files of its entry: attaches them, takes them off."""

from datetime import datetime

from sqlalchemy.orm import Session

from judging.accounts.models import User
from judging.audit.actions import Action
from judging.audit.operations.history import record
from judging.core.files import Received
from judging.editions.models import FieldKind
from judging.entries import limits, queries, rules
from judging.entries.models import Attachment, Entry


def attach(
    session: Session, entry: Entry, file: Received, *, question: str = "", most: int, by: User, at: datetime
) -> Attachment:
    """Add a checked file to an entry; ``question`` is the key of the field that asks for it, if one does."""
    if refusal := rules.why_not_attach(by, entry, file.size, most, at):
        raise refusal
    refuse_without_room(session, entry, file.size)
    return add(session, entry, file, question=question, by=by, at=at)


def refuse_without_room(session: Session, entry: Entry, size: int) -> None:
    """Refuse what fits neither into the room of its office nor into that of the edition."""
    edition = entry.edition
    queries.hold_space(session, edition)
    if refusal := limits.why_no_room(edition, queries.space_used(session, edition, entry.office), size):
        raise refusal


def add(session: Session, entry: Entry, file: Received, *, question: str = "", by: User, at: datetime) -> Attachment:
    """Add a file to an entry and to its history; whoever calls has asked the rule."""
    asking = {field.key for field in entry.edition.fields if field.kind is FieldKind.FILE}
    attachment = Attachment(
        entry=entry,
        name=file.name,
        question=question if question in asking else "",
        media_type=file.media_type,
        size=file.size,
        sent_sha256=file.sent_sha256,
        sha256=file.sha256,
        added_at=at,
        added_by_id=by.id,
    )
    session.add(attachment)
    record(
        session,
        Action.ATTACHMENT_ADDED,
        attachment,
        by=by,
        at=at,
        edition_id=entry.edition_id,
        entry=entry.id,
        sha256=file.sha256,
    )
    return attachment


def remove_attachment(session: Session, file: Attachment, *, by: User, at: datetime) -> None:
    """Take a file off an entry; versions that hold it keep it."""
    entry = file.entry
    if refusal := rules.why_not_edit(by, entry, at):
        raise refusal
    if file.removed_at:
        return
    file.removed_at = at
    record(
        session,
        Action.ATTACHMENT_REMOVED,
        file,
        by=by,
        at=at,
        edition_id=entry.edition_id,
        entry=entry.id,
    )
