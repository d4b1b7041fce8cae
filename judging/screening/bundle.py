"""What a list of entries holds, as the files of a bundle: a table, and a folder for each entry with its files."""

from collections.abc import Callable, Sequence

from judging.core.bundles import LONGEST, File
from judging.core.files import clean_name, path_of
from judging.core.i18n import _
from judging.editions.models import Edition
from judging.entries.models import EntryVersion
from judging.entries.papers import titled
from judging.screening.documents import Sent, entry_docx
from judging.screening.files import entries_xlsx

SLASHES = str.maketrans("/\\", "  ")  # they would begin another folder


def files_of(edition: Edition, sent: Sequence[Sent], heading: str) -> list[File]:
    """Return the files; a document is made only when it is its turn."""
    table, document = _("entries"), _("entry")
    files: list[File] = [(f"{table}.xlsx", entries_xlsx([line for line, _version in sent], heading))]
    for line, version in sent:
        title = line.title.translate(SLASHES)
        folder = clean_name(f"{line.number:03d} {title}")[:LONGEST].rstrip(". ")
        make: Callable[[], bytes] = entry_docx(edition, line, version)
        files += [(f"{folder}/{document}.docx", make), *_attached(folder, version)]
    return files


def _attached(folder: str, version: EntryVersion) -> list[File]:
    """Return the attachments of an entry; one that is not on the disk any more is named in its place."""
    paths = [(file, path_of(file["sha256"])) for file in version.files]
    found: list[File] = [(f"{folder}/{clean_name(file['name'])}", path) for file, path in paths if path.is_file()]
    if lost := [titled(file) for file, path in paths if not path.is_file()]:
        name, words = _("missing"), _("These files are not on the server: %(names)s", names="; ".join(lost))
        found.append((f"{folder}/{name}.txt", words.encode()))
    return found
