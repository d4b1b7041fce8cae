"""What an office does with the files of its entry: attaches them, describes and orders them, takes them off."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import flag_modified

from judging.accounts.models import User
from judging.audit.actions import Action
from judging.audit.operations.history import record
from judging.core.files import Received
from judging.core.refusals import Clash
from judging.editions.models import FieldKind
from judging.entries import limits, queries, rules
from judging.entries.models import Attachment, Entry


def attach(
    session: Session, entry: Entry, file: Received, *, question: str = "", most: int, by: User, at: datetime
) -> Attachment:
    """Add a checked file to an entry; ``question`` is the key of the field that asks for it, if one does."""
    if refusal := rules.why_not_attach(by, entry, file.size, most, at):
        raise refusal
    if refusal := rules.why_not_twice(entry, file.sent_sha256):
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
        position=max((one.position for one in entry.attachments), default=0) + 1,
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


def describe(
    session: Session, entry: Entry, captions: Mapping[str, str], *, version: int | None, by: User, at: datetime
) -> None:
    """Write captions of files, by their public ids; who did not see another's is shown both."""
    if refusal := rules.why_not_edit(by, entry, at):
        raise refusal
    changed = [file for file in entry.files if captions.get(file.public_id, file.caption) != file.caption]
    if not changed:
        return
    if version != entry.version:
        rows = [(file.name, captions[file.public_id], file.caption) for file in changed]
        raise Clash(rows, entry.version)
    for file in changed:
        file.caption = captions[file.public_id]
        _note(session, Action.ATTACHMENT_DESCRIBED, file, by, at)
    entry.saved_at = at
    flag_modified(entry, "title")  # raises the version


def move(session: Session, file: Attachment, *, up: bool, by: User, at: datetime) -> None:
    """Let a file change places with the one before or after it; the first and the last stay where they are."""
    entry = file.entry
    if refusal := rules.why_not_edit(by, entry, at):
        raise refusal
    order = entry.files
    if file not in order:
        return
    place = order.index(file)
    other = place - 1 if up else place + 1
    if not 0 <= other < len(order):
        return
    order[place], order[other] = order[other], order[place]
    for position, one in enumerate(order, 1):
        one.position = position
    _note(session, Action.ATTACHMENT_MOVED, file, by, at)


def _note(session: Session, action: Action, file: Attachment, by: User, at: datetime) -> None:
    record(session, action, file, by=by, at=at, edition_id=file.entry.edition_id, entry=file.entry_id)
