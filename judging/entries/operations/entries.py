"""What an office does with its entry: begins it, revises it, submits, withdraws.

An operation asks its rule, changes the entry, writes the history and fills the outbox, all in the
caller's session. It neither commits nor reads the clock.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from judging.accounts.models import User
from judging.audit.actions import Action
from judging.audit.operations.history import record
from judging.core.i18n import _l
from judging.core.refusals import Clash
from judging.editions.models import Area, Edition
from judging.editions.operations.versions import raise_data_versions
from judging.entries import completeness, limits, queries, receipts, rules
from judging.entries.models import (
    AcceptedDeclaration,
    Attachment,
    Entry,
    EntryRevision,
    EntryVersion,
    Status,
)
from judging.entries.operations import reminders
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


def begin(session: Session, edition: Edition, office: Office, *, by: User, at: datetime) -> Entry:
    """Return the draft that a person has begun and not touched yet, else a new one: a lost answer begins none twice."""
    return queries.untouched_draft(session, edition, office, by) or create(session, edition, office, by=by, at=at)


def create(session: Session, edition: Edition, office: Office, *, by: User, at: datetime) -> Entry:
    """Begin an empty draft."""
    extension = queries.extension_of(session, edition, office)
    if refusal := rules.why_not_create(by, office, edition, extension, at):
        raise refusal
    refuse_one_too_many(session, edition, office)
    only = edition.areas[0] if len(edition.areas) == 1 else None
    entry = Entry(edition=edition, office=office, author=by, area=only, answers={}, created_at=at, saved_at=at)
    session.add(entry)
    record(session, Action.ENTRY_CREATED, entry, by=by, at=at, edition_id=edition.id)
    return entry


def refuse_one_too_many(session: Session, edition: Edition, office: Office) -> None:
    """Refuse an office that has as many entries as it may another one."""
    if edition.entries_per_office and (
        refusal := limits.why_not_one_more(edition, queries.number_counted(session, edition, office))
    ):
        raise refusal


def revise(session: Session, entry: Entry, text: Text, *, version: int | None, by: User, at: datetime) -> None:
    """Replace the text of an entry in the office's hands; the old one stays as a revision."""
    if refusal := rules.why_not_edit(by, entry, at):
        raise refusal
    answers = {field.key: text.answers.get(field.key, "") for field in entry.edition.fields if field.written}
    kept = {field.key: entry.answers.get(field.key, "") for field in entry.edition.fields if field.written}
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
        *(
            (field.label, answers[field.key], entry.answers.get(field.key, ""))
            for field in entry.edition.fields
            if field.written
        ),
    ]
    return Clash([row for row in rows if row[1] != row[2]], entry.version)


def _note_revision(session: Session, entry: Entry, by: User, at: datetime, *, anew: bool = False) -> None:
    """Keep the text just saved; the autosaves of one sitting are one row, unless it is to begin ``anew``."""
    newest = select(EntryRevision).where(EntryRevision.entry_id == entry.id)
    last = session.scalar(newest.order_by(EntryRevision.version.desc()).limit(1))
    if anew or last is None or last.saved_by_id != by.id or at - last.saved_at > ONE_SITTING:
        last = EntryRevision(entry_id=entry.id, saved_by_id=by.id, saved_at=at)
        session.add(last)
    last.version, last.title, last.answers = entry.version, entry.title, dict(entry.answers)


def submit(session: Session, entry: Entry, accepted: Collection[int], *, by: User, at: datetime) -> EntryVersion:
    """Submit the entry, for the first time, corrected or once more: a version for ever, which stands from now on."""
    if refusal := rules.why_not_submit(by, entry, accepted, at):
        raise refusal
    if entry.status is Status.WITHDRAWN:  # it counts again
        refuse_one_too_many(session, entry.edition, entry.office)
    declared = [declaration.id for declaration in completeness.declarations(entry.edition)]
    entry.held = None
    return enter(session, entry, EntryVersion(**contents(entry), submitted_at=at), declared, by=by, at=at)


def enter(
    session: Session,
    entry: Entry,
    version: EntryVersion,
    declared: Collection[int],
    *,
    by: User,
    at: datetime,
    tell: bool = True,
) -> EntryVersion:
    """Let a version stand: number it, note what was declared with it, record and tell it."""
    reminders.let_go(session, entry)
    note_declarations(session, entry, declared, by, version.submitted_at)
    if entry.number is None:
        entry.number = queries.next_number(session, entry.edition_id)
    entry.status, entry.submitted_at, entry.correct_until = Status.SUBMITTED, version.submitted_at, None
    raise_data_versions(session, entry.edition_id)
    version.number, version.submitted_by_id = len(entry.versions) + 1, by.id
    version.entry = entry
    version.digest = receipts.digest(version)
    session.add(version)
    session.flush()
    details = {"number": entry.number, "version": version.number, "digest": version.digest}
    record(session, Action.ENTRY_SUBMITTED, entry, by=by, at=at, edition_id=entry.edition_id, **details)
    offices.look(session, entry.office, None, by, at)  # its office is a new one for the jury
    until = rules.deadline(entry).isoformat() if at < rules.too_late(entry) else None
    for reader in queries.entry_authors(session, entry) if tell else ():
        enqueue(
            session,
            "entry-received",
            to=reader,
            at=at,
            occasion=f"entry-version:{version.id}",
            edition_id=entry.edition_id,
            edition=entry.edition.name,
            title=version.title,
            received=version.submitted_at.isoformat(),
            correct_until=until,
            zone=entry.edition.time_zone,
            entry_id=entry.public_id,
            **details,
        )
    return version


def note_declarations(session: Session, entry: Entry, declared: Collection[int], by: User, at: datetime) -> None:
    """Note what was declared with an entry, once each."""
    known = queries.accepted_declarations(session, entry)
    for declaration_id in declared:
        if declaration_id not in known:
            session.add(AcceptedDeclaration(entry_id=entry.id, declaration_id=declaration_id, at=at, by_id=by.id))


def contents(entry: Entry) -> dict[str, Any]:
    """Return what is in the form now, as it is kept of a submission."""
    return {
        "title": entry.title,
        "area_name": entry.area.name if entry.area else "",
        "office_name": entry.office.name,
        "answers": {field.key: entry.answers.get(field.key, "") for field in entry.edition.fields if field.written},
        "files": [_listed(file) for file in entry.files],
    }


def _listed(file: Attachment) -> dict[str, str]:
    return {
        "id": file.public_id,
        "name": file.name,
        "size": str(file.size),
        "sent_sha256": file.sent_sha256,
        "sha256": file.sha256,
        **({"question": file.question} if file.question else {}),
        **({"caption": file.caption} if file.caption else {}),
    }


def withdraw(session: Session, entry: Entry, *, reason: str, by: User, at: datetime) -> None:
    """Take a submitted entry back; until the deadline it can be submitted again, under its number."""
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
            occasion=f"entry-withdrawn:{entry.id}:{at:%Y%m%dT%H%M%S}",
            edition_id=entry.edition_id,
            title=entry.versions[-1].title,
            number=entry.number,
            edition=entry.edition.name,
            until=rules.deadline(entry).isoformat() if at < rules.too_late(entry) else None,
            zone=entry.edition.time_zone,
        )


def drop_correction(session: Session, entry: Entry, *, by: User, at: datetime) -> None:
    """Put what was submitted back into the form, files included; what was typed since stays as a revision."""
    if refusal := rules.why_not_drop(by, entry, at):
        raise refusal
    sent = entry.versions[-1]
    kept = {file["id"]: (place, file) for place, file in enumerate(sent.files, 1)}
    for one in entry.attachments:
        place, file = kept.get(one.public_id, (one.position, {"caption": one.caption}))
        one.position, one.caption = place, file.get("caption", "")
        one.removed_at = None if one.public_id in kept else one.removed_at or at
    entry.title, entry.answers, entry.saved_at = sent.title, dict(sent.answers), at
    entry.area = next((area for area in entry.edition.areas if area.name == sent.area_name), None)
    session.flush()  # raises the version
    _note_revision(session, entry, by, at, anew=True)
    record(session, Action.ENTRY_CORRECTION_DROPPED, entry, by=by, at=at, edition_id=entry.edition_id)
