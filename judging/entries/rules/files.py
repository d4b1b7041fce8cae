"""How many files an entry may have, and how large."""

from datetime import datetime

from judging.accounts.models import User
from judging.core.i18n import _l
from judging.core.refusals import NotNow, Refused
from judging.entries.models import Entry
from judging.entries.rules.writing import why_not_edit

MOST_FILES = 10  # of one entry
MOST_BYTES = 5  # of one entry's files together, in largest attachments


def why_not_attach(user: User, entry: Entry, size: int, most: int, at: datetime) -> Refused | None:
    """Files come with the text: as many and as large as an entry may have."""
    return why_not_edit(user, entry, at) or why_not_more_files(entry, size, most)


def why_not_more_files(entry: Entry, size: int, most: int) -> Refused | None:
    """An entry has so many files and no more, and so large together; ``most`` is the limit of one."""
    if len(entry.files) >= MOST_FILES:
        return NotNow(too_many_files())
    if size > bytes_left(entry, most):
        return NotNow(too_large_together(most))
    return None


def why_not_twice(entry: Entry, sent_sha256: str) -> Refused | None:
    """The same file is attached once; whoever sends it again is told under what name it is there."""
    there = next((file for file in entry.files if file.sent_sha256 == sent_sha256), None)
    return NotNow(_l("This very file is attached already, as “%(name)s”.", name=there.name)) if there else None


def bytes_left(entry: Entry, most: int) -> int:
    """Return how large further files of an entry may be, together; ``most`` is the limit of one."""
    return max(0, MOST_BYTES * most - sum(file.size for file in entry.files))


def too_many_files() -> object:
    """Say that an entry has as many files as it may."""
    return _l("An entry may have at most %(most)d attachments. Remove one first.", most=MOST_FILES)


def too_large_together(most: int) -> object:
    """Say that the files of an entry are too large together; ``most`` is the limit of one, in bytes."""
    together = MOST_BYTES * most // (1024 * 1024)
    return _l("The attachments of an entry may have at most %(together)d MB together. Remove one.", together=together)
