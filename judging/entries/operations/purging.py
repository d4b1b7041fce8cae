"""Deleted drafts go for good once their office has had time to take them back: their words, their files.

That there was a draft, whose, when it was deleted and what its files were known by is kept, as the history is.
"""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import delete
from sqlalchemy.orm import Session

from judging.audit.actions import Action
from judging.audit.operations.history import record
from judging.core import files
from judging.entries import queries, rules
from judging.entries.models import Entry, EntryRevision


def purge(session: Session, *, at: datetime) -> int:
    """Empty the drafts that were deleted long ago; return how many."""
    over = queries.drafts_to_purge(session, at - rules.TAKEN_BACK_WITHIN)
    for entry in over:
        _empty(session, entry, at)
    session.flush()
    return len(over)


def let_go_of_files(session: Session, in_use: Collection[str]) -> int:
    """Delete the files that only emptied drafts have had; return how many. After the commit that emptied them.

    ``in_use`` are the hashes of all that is no attachment: one folder keeps it all, and a file may be both.

    While the right to write is held, so that nobody attaches the same file at the same moment. What broke off is done
    by the next sweep.
    """
    return files.let_go(queries.purged_hashes(session) - set(in_use))


def _empty(session: Session, entry: Entry, at: datetime) -> None:
    entry.title, entry.answers, entry.area = "", {}, None
    for file in entry.attachments:
        file.name, file.caption = "", ""
        file.removed_at = file.removed_at or entry.deleted_at
    session.execute(delete(EntryRevision).where(EntryRevision.entry_id == entry.id))
    entry.purged_at = at
    record(session, Action.ENTRY_PURGED, entry, by=None, at=at, edition_id=entry.edition_id)
