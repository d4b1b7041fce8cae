"""What came by e-mail, by post or from another system: entered by a secretary, confirmed by the office."""

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from judging.accounts.models import User
from judging.audit.actions import Action
from judging.audit.operations.history import record
from judging.core.files import Received
from judging.editions.models import Edition
from judging.entries import completeness, origins, queries, rules
from judging.entries.models import Entry, EntryVersion, Origin
from judging.entries.operations.attachments import add, refuse_without_room
from judging.entries.operations.entries import Text, contents, enter, note_declarations, refuse_one_too_many
from judging.entries.origins import Source
from judging.notifications.operations.outbox import enqueue
from judging.offices.models import Office


def type_in(
    session: Session,
    edition: Edition,
    office: Office,
    text: Text,
    source: Source,
    files: Sequence[tuple[Received, str]] = (),
    *,
    most: int,
    as_it_came: bool = False,
    scored: bool,
    by: User,
    at: datetime,
) -> Entry:
    """Enter an entry for an office: submitted at once, with the record of where it came from.

    ``files`` come with the key of the question that asks for them, or "" for none; ``most`` is the limit of one in
    bytes; ``as_it_came`` takes what lacks something, for the formal check to return; ``scored`` tells whether a juror
    has begun a sheet.
    """
    extension = queries.extension_of(session, edition, office)
    if refusal := origins.why_not_type_in(by, edition, office, extension, source, at, scored=scored):
        raise refusal
    refuse_one_too_many(session, edition, office)
    answers = {field.key: text.answers.get(field.key, "") for field in edition.fields if field.written}
    entry = Entry(edition=edition, office=office, author=by, title=text.title, area=text.area, answers=answers)
    entry.created_at = entry.saved_at = at
    session.add(entry)
    session.flush()
    entry.origin = _origin(entry, source, by, at)
    _record(session, entry, source, by, at)
    for file, question in files:
        if refusal := rules.why_not_more_files(entry, file.size, most):
            raise refusal
        refuse_without_room(session, entry, file.size)
        add(session, entry, file, question=question, by=by, at=at)
    session.flush()
    if not as_it_came and (refusal := rules.why_not_complete(entry)):
        raise refusal
    enter(session, entry, EntryVersion(**contents(entry), submitted_at=at), (), by=by, at=at, tell=False)
    _tell(session, entry, at)
    return entry


def _origin(entry: Entry, source: Source, by: User, at: datetime) -> Origin:
    return Origin(
        edition_id=entry.edition_id,
        way=source.way,
        file_name=source.file_name,
        row=source.row,
        identity=source.identity,
        came_at=source.came_at,
        reason=source.reason.strip(),
        contact=source.contact,
        typed_at=at,
        typed_by_id=by.id,
    )


def _record(session: Session, entry: Entry, source: Source, by: User, at: datetime) -> None:
    details = {
        "office": entry.office.name,
        "way": source.way.value,
        "file": source.file_name,
        "row": source.row or "",
        "came": source.came_at.isoformat() if source.came_at else "",
        "reason": source.reason.strip(),
    }
    record(session, Action.ENTRY_TYPED_IN, entry, by=by, at=at, edition_id=entry.edition_id, **details)


def _tell(session: Session, entry: Entry, at: datetime) -> None:
    """Ask all who act for the office to read and confirm what was entered for it."""
    assert entry.origin is not None
    for reader in queries.entry_authors(session, entry):
        enqueue(
            session,
            "entry-typed-in",
            to=reader,
            at=at,
            occasion=f"entry-typed-in:{entry.id}",
            edition_id=entry.edition_id,
            edition=entry.edition.name,
            title=entry.title,
            number=entry.number,
            office=entry.office.name,
            secretary=entry.origin.typed_by.name,
            way=entry.origin.way.value,
            came=entry.origin.came_at.isoformat() if entry.origin.came_at else None,
            zone=entry.edition.time_zone,
            entry_id=entry.public_id,
        )


def confirm(session: Session, entry: Entry, accepted: Collection[int], *, by: User, at: datetime) -> None:
    """Let the office say that what was entered for it is its entry, with its declarations."""
    if refusal := origins.why_not_confirm(by, entry, accepted):
        raise refusal
    assert entry.origin is not None  # or the rule would have refused
    declared = [declaration.id for declaration in completeness.declarations(entry.edition)]
    note_declarations(session, entry, declared, by, at)
    entry.origin.confirmed_at, entry.origin.confirmed_by_id = at, by.id
    record(session, Action.ENTRY_CONFIRMED, entry, by=by, at=at, edition_id=entry.edition_id)
