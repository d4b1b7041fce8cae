"""Who changed what in an entry: its revisions, each beside the one before it. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from judging.core.i18n import _
from judging.editions.models import Edition
from judging.entries.models import EntryRevision
from judging.entries.reading import Piece, by_key, pieces


@dataclass(frozen=True, slots=True)
class Change:
    """What one person changed in one sitting."""

    by: str
    at: datetime
    fields: Sequence[tuple[str, Sequence[Piece]]]  # label, and the pieces of the text


def changes(edition: Edition, revisions: Sequence[tuple[EntryRevision, str]]) -> list[Change]:
    """Return the changes, the newest first; ``revisions`` with the names of their authors, the oldest first."""
    found, before = [], None
    for revision, by in revisions:
        fields = _changed(edition, before, revision)
        if fields:
            found.append(Change(by, revision.saved_at, fields))
        before = revision
    return found[::-1]


def _changed(edition: Edition, before: EntryRevision | None, after: EntryRevision) -> list[tuple[str, Sequence[Piece]]]:
    old = by_key(edition, before.answers if before else {})
    new = by_key(edition, after.answers)
    pairs = [(_("Title"), before.title if before else "", after.title)]
    for field in edition.fields:  # what one of them leaves out was not asked there
        (_label, was), (_same, now) = old.get(field.key, ("", "")), new.get(field.key, ("", ""))
        pairs.append((field.label, was, now))
    return [(label, pieces(was, now)) for label, was, now in pairs if was != now]
