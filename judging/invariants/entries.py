"""Entries, their versions, decisions and files."""

from collections import defaultdict
from collections.abc import Iterator

from sqlalchemy import exists, select
from sqlalchemy.orm import Session, joinedload

from judging.core import files
from judging.editions.models import Area, Declaration
from judging.entries import receipts
from judging.entries.models import (
    AcceptedDeclaration,
    Attachment,
    Entry,
    EntryRevision,
    EntryVersion,
    Outcome,
    ScreeningDecision,
    Status,
)
from judging.invariants.registry import counted, invariant, records

VERSIONS = exists().where(EntryVersion.entry_id == Entry.id)


@invariant("a submitted entry has a version")
def submitted_have_versions(session: Session) -> Iterator[str]:
    """Yield entries submitted without what was submitted."""
    return records(session, select(Entry).where(Entry.status != Status.DRAFT, ~VERSIONS))


@invariant("a draft has no version")
def drafts_have_none(session: Session) -> Iterator[str]:
    """Yield drafts with a version."""
    return records(session, select(Entry).where(Entry.status == Status.DRAFT, VERSIONS))


@invariant("the numbers of entries run without gaps in each edition")
def entry_numbers(session: Session) -> Iterator[str]:
    """Yield editions with a gap or a repetition."""
    numbers: defaultdict[int, list[int]] = defaultdict(list)
    for edition_id, number in session.execute(select(Entry.edition_id, Entry.number)):
        if number is not None:
            numbers[edition_id].append(number)
    return (f"edition:{edition}" for edition, found in numbers.items() if not counted(found))


@invariant("the versions of an entry run from 1 without gaps")
def version_numbers(session: Session) -> Iterator[str]:
    """Yield entries with a lost version."""
    numbers: defaultdict[int, list[int]] = defaultdict(list)
    for entry_id, number in session.execute(select(EntryVersion.entry_id, EntryVersion.number)):
        numbers[entry_id].append(number)
    return (f"entry:{entry}" for entry, found in numbers.items() if not counted(found))


@invariant("the fingerprint of every submitted version recomputes")
def version_digests(session: Session) -> Iterator[str]:
    """Yield versions that are not what the office was given a receipt for."""
    for version in session.scalars(select(EntryVersion).options(joinedload(EntryVersion.entry))):
        if receipts.digest(version) != version.digest:
            yield f"entry_version:{version.id}"


@invariant("no revision of an entry is newer than the entry")
def entry_revisions(session: Session) -> Iterator[str]:
    """Yield revisions from nowhere."""
    query = select(EntryRevision).join(Entry, Entry.id == EntryRevision.entry_id)
    return records(session, query.where(EntryRevision.version > Entry.version))


@invariant("an accepted entry has a decision that accepts it")
def accepted_by_decision(session: Session) -> Iterator[str]:
    """Yield entries accepted by nobody."""
    decided = exists().where(ScreeningDecision.entry_id == Entry.id, ScreeningDecision.outcome == Outcome.ACCEPTED)
    return records(session, select(Entry).where(Entry.status == Status.ACCEPTED, ~decided))


@invariant("only a returned entry has a deadline of its own, and it has one")
def deadlines_of_the_returned(session: Session) -> Iterator[str]:
    """Yield returned entries without a deadline, and others with one."""
    returned = Entry.status == Status.RETURNED
    return records(session, select(Entry).where(returned != Entry.correct_until.is_not(None)))


@invariant("a formal decision is about a version of its entry")
def decided_versions(session: Session) -> Iterator[str]:
    """Yield decisions about another entry's version."""
    query = select(ScreeningDecision).join(EntryVersion, EntryVersion.id == ScreeningDecision.version_id)
    return records(session, query.where(EntryVersion.entry_id != ScreeningDecision.entry_id))


@invariant("an entry stands in an area of its edition")
def areas(session: Session) -> Iterator[str]:
    """Yield entries in a foreign area."""
    return records(session, select(Entry).join(Area).where(Area.edition_id != Entry.edition_id))


@invariant("the declarations accepted with an entry are those of its edition")
def declarations(session: Session) -> Iterator[str]:
    """Yield acceptances of a foreign declaration."""
    query = (
        select(AcceptedDeclaration)
        .join(Declaration)
        .join(Entry, Entry.id == AcceptedDeclaration.entry_id)
        .where(Declaration.edition_id != Entry.edition_id)
    )
    return records(session, query)


@invariant("the file of every attachment is kept")
def kept_files(session: Session) -> Iterator[str]:
    """Yield attachments whose bytes are gone."""
    for attachment in session.scalars(select(Attachment)):
        if not files.path_of(attachment.sha256).is_file():
            yield f"attachment:{attachment.id}"


@invariant("the files listed in a version are attachments of its entry")
def listed_files(session: Session) -> Iterator[str]:
    """Yield versions that list a file nobody can open."""
    known: defaultdict[int, set[str]] = defaultdict(set)
    for entry_id, sha256 in session.execute(select(Attachment.entry_id, Attachment.sha256)):
        known[entry_id].add(sha256)
    for version in session.scalars(select(EntryVersion)):
        if not {file["sha256"] for file in version.files} <= known[version.entry_id]:
            yield f"entry_version:{version.id}"
