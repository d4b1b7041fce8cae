"""What may be swept: drafts deleted long ago, and files that nothing names."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from judging.entries.models import Attachment, Entry


def kept_hashes(session: Session) -> Sequence[str]:
    """Return the hashes of all attachments that are kept, each once: those of drafts gone for good are not."""
    query = select(Attachment.sha256).join(Attachment.entry).where(Entry.purged_at.is_(None))
    return session.scalars(query.distinct().order_by(Attachment.sha256)).all()


def purged_hashes(session: Session) -> set[str]:
    """Return the hashes of files that only drafts gone for good have had."""
    gone = select(Attachment.sha256).join(Attachment.entry).where(Entry.purged_at.is_not(None))
    return set(session.scalars(gone)) - set(kept_hashes(session))


def drafts_to_purge(session: Session, before: datetime) -> Sequence[Entry]:
    """Return the drafts that were deleted before a moment and still say something."""
    query = select(Entry).where(Entry.deleted_at < before, Entry.purged_at.is_(None))
    return session.scalars(query.options(selectinload(Entry.attachments)).order_by(Entry.id)).all()
