"""Questions about entries that more than one place asks."""

from judging.entries.queries.gone import drafts_to_purge, kept_hashes, purged_hashes
from judging.entries.queries.own import (
    FOR_CARDS,
    deleted_drafts,
    entries_of,
    entry_authors,
    open_editions,
    revisions,
    untouched_draft,
    visible_entries,
    visible_files,
)
from judging.entries.queries.received import (
    accepted_declarations,
    counts_by_status,
    extension_of,
    extensions,
    held_in,
    number_held,
    submitted_entries,
    unconfirmed,
)
from judging.entries.queries.room import COUNTING, hold_space, next_number, number_counted, numbers_counted, space_used

__all__ = [
    "COUNTING",
    "FOR_CARDS",
    "accepted_declarations",
    "counts_by_status",
    "deleted_drafts",
    "drafts_to_purge",
    "entries_of",
    "entry_authors",
    "extension_of",
    "extensions",
    "held_in",
    "hold_space",
    "kept_hashes",
    "next_number",
    "number_counted",
    "number_held",
    "numbers_counted",
    "open_editions",
    "purged_hashes",
    "revisions",
    "space_used",
    "submitted_entries",
    "unconfirmed",
    "untouched_draft",
    "visible_entries",
    "visible_files",
]
