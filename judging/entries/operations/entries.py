"""What an office does with its entry: begins it, revises it, attaches files, submits, withdraws.

An operation asks its rule, changes the entry, writes the history and fills the outbox, all in the
caller's session. It neither commits nor reads the clock.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from judging.accounts.models import User
from judging.audit.actions import Action
from judging.audit.operations.history import record
from judging.core.files import Received
from judging.core.i18n import _l
from judging.core.refusals import Clash
from judging.editions.models import Area, Edition
from judging.editions.operations.versions import raise_data_versions
from judging.entries import queries, receipts, rules
from judging.entries.models import (
    AcceptedDeclaration,
    Attachment,
    Entry,
    EntryRevision,
    EntryVersion,
    Status,
)
from judging.notifications.operations.outbox import enqueue
from judging.offices import operations as offices
from judging.offices.models import Office

ONE_SITTING = timedelta(minutes=10)  # autosaves of one person within it are one revision


@dataclass(frozen=True, slots=True)
class Text:
    """What an office writes in the form."""

    title: str
    area: Area | None
    answers: Mapping[str, str]


def create(session: Session, edition: Edition, office: Office, *, by: User, at: datetime) -> Entry:
    """Begin an empty draft."""
    extension = queries.extension_of(session, edition, office)
    if refusal := rules.why_not_create(by, office, edition, extension, at):
        raise refusal
    only = edition.areas[0] if len(edition.areas) == 1 else None
    entry = Entry(edition=edition, office=office, author=by, area=only, answers={}, created_at=at, saved_at=at)
    session.add(entry)
    record(session, Action.ENTRY_CREATED, entry, by=by, at=at, edition_id=edition.id)
    return entry


def revise(session: Session, entry: Entry, text: Text, *, version: int | None, by: User, at: datetime) -> None:
    """Replace the text of an entry in the office's hands; the old one stays as a revision."""
    if refusal := rules.why_not_edit(by, entry, at):
        raise refusal
    answers = {field.key: text.answers.get(field.key, "") for field in entry.edition.fields}
    kept = {field.key: entry.answers.get(field.key, "") for field in entry.edition.fields}
    if (text.title, text.area, answers) == (entry.title, entry.area, kept):
        return
    if version != entry.version:
        raise _clash(entry, text, answers)
    entry.title, entry.area, entry.answers, entry.saved_at = text.title, text.area, answers, at
    session.flush()  # raises the version
    _note_revision(session, entry, by, at)


def _clash(entry: Entry, text: Text, answers: Mapping[str, str]) -> Clash:
    rows: list[tuple[object, object, object]] = [
        (_l("Title"), text.title, entry.title),
        (_l("Area"), text.area.name if text.area else "", entry.area.name if entry.area else ""),
        *((field.label, answers[field.key], entry.answers.get(field.key, "")) for field in entry.edition.fields),
    ]
    return Clash([row for row in rows if row[1] != row[2]], entry.version)


def _note_revision(session: Session, entry: Entry, by: User, at: datetime) -> None:
    """Keep the text just saved; the autosaves of one sitting are one row."""
    newest = select(EntryRevision).where(EntryRevision.entry_id == entry.id)
    last = session.scalar(newest.order_by(EntryRevision.version.desc()).limit(1))
    if last is None or last.saved_by_id != by.id or at - last.saved_at > ONE_SITTING:
        last = EntryRevision(entry_id=entry.id, saved_by_id=by.id, saved_at=at)
        session.add(last)
    last.version, last.title, last.answers = entry.version, entry.title, dict(entry.answers)


def attach(session: Session, entry: Entry, file: Received, *, most: int, by: User, at: datetime) -> Attachment:
    """Add a checked file to an entry."""
    if refusal := rules.why_not_attach(by, entry, file.size, most, at):
        raise refusal
    attachment = Attachment(
        entry=entry,
        name=file.name,
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


def submit(session: Session, entry: Entry, accepted: Collection[int], *, by: User, at: datetime) -> EntryVersion:
    """Submit the entry, for the first time or after a correction: a version for ever."""
    if refusal := rules.why_not_submit(by, entry, accepted, at):
        raise refusal
    _note_declarations(session, entry, by, at)
    if entry.number is None:
        entry.number = queries.next_number(session, entry.edition_id)
    entry.status, entry.submitted_at, entry.correct_until = Status.SUBMITTED, at, None
    raise_data_versions(session, entry.edition_id)
    version = _new_version(entry, by, at)
    session.add(version)
    session.flush()
    details = {"number": entry.number, "version": version.number, "digest": version.digest}
    record(session, Action.ENTRY_SUBMITTED, entry, by=by, at=at, edition_id=entry.edition_id, **details)
    for look in offices.facts_changed:  # its office is a new one for the jury
        look(session, entry.office, None, by, at)
    for reader in queries.entry_authors(session, entry):
        enqueue(
            session,
            "entry-received",
            to=reader,
            at=at,
            occasion=f"entry-version:{version.id}",
            edition_id=entry.edition_id,
            edition=entry.edition.name,
            title=entry.title,
            received=at.isoformat(),
            zone=entry.edition.time_zone,
            entry_id=entry.public_id,
            **details,
        )
    return version


def _note_declarations(session: Session, entry: Entry, by: User, at: datetime) -> None:
    known = queries.accepted_declarations(session, entry)
    for declaration in rules.declarations(entry.edition):
        if declaration.id not in known:
            session.add(AcceptedDeclaration(entry_id=entry.id, declaration_id=declaration.id, at=at, by_id=by.id))


def _new_version(entry: Entry, by: User, at: datetime) -> EntryVersion:
    version = EntryVersion(
        entry=entry,
        number=len(entry.versions) + 1,
        title=entry.title,
        area_name=entry.area.name if entry.area else "",
        office_name=entry.office.name,
        answers={field.key: entry.answers.get(field.key, "") for field in entry.edition.fields},
        files=[_listed(file) for file in entry.files],
        submitted_at=at,
        submitted_by_id=by.id,
    )
    version.digest = receipts.digest(version)
    return version


def _listed(file: Attachment) -> dict[str, str]:
    return {
        "id": file.public_id,
        "name": file.name,
        "size": str(file.size),
        "sent_sha256": file.sent_sha256,
        "sha256": file.sha256,
    }


def withdraw(session: Session, entry: Entry, *, reason: str, by: User, at: datetime) -> None:
    """Take a submitted entry back, for good."""
    if refusal := rules.why_not_withdraw(by, entry):
        raise refusal
    entry.status, entry.correct_until = Status.WITHDRAWN, None
    raise_data_versions(session, entry.edition_id)
    record(
        session,
        Action.ENTRY_WITHDRAWN,
        entry,
        by=by,
        at=at,
        edition_id=entry.edition_id,
        reason=reason,
    )
    for reader in queries.entry_authors(session, entry):
        enqueue(
            session,
            "entry-withdrawn",
            to=reader,
            at=at,
            occasion=f"entry-withdrawn:{entry.id}",
            edition_id=entry.edition_id,
            title=entry.title,
            number=entry.number,
            edition=entry.edition.name,
        )
