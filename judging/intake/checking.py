"""The files of an import: which belong to which row, and each through the checks of every attachment."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from urllib.parse import unquote

from werkzeug.datastructures import FileStorage

from judging.core.aside import path_of
from judging.core.file_types import MEGABYTE
from judging.core.files import Received, in_megabytes, most_bytes, received
from judging.core.i18n import _
from judging.core.refusals import Refused
from judging.core.unfit import too_large
from judging.intake.archive import Archive
from judging.intake.models import Upload
from judging.intake.reading import Fault, Row, Sort


@dataclass(slots=True)
class Checked:
    """The files that rows bring, checked."""

    members: dict[int, dict[str, str]] = field(default_factory=dict)  # of each row: the question that asks for it
    faults: dict[int, list[Fault]] = field(default_factory=dict)
    spare: list[str] = field(default_factory=list)  # of the ZIP, that no row names
    received: dict[str, Received] = field(default_factory=dict)


@contextmanager
def checked(upload: Upload, rows: Sequence[Row]) -> Iterator[Checked]:
    """Check the files of the rows; they are gone at the end unless kept."""
    made = Checked()
    with ExitStack() as open_:
        archive = None
        if upload.files_key:
            archive = Archive(path_of(upload.files_key))
            open_.callback(archive.close)
        for row in rows:
            made.members[row.number], made.faults[row.number] = _of_row(archive, row)
        wanted = dict.fromkeys(name for names in made.members.values() for name in names)
        wrong = dict[str, str]()
        for name in wanted:
            assert archive is not None
            try:
                made.received[name] = open_.enter_context(received(_upload(archive, name)))
            except Refused as refusal:
                wrong[name] = str(refusal)
        if archive:
            made.spare = [name for name in archive.names if name not in wanted]
        _note_refused(made, wrong)
        yield made


def _of_row(archive: Archive | None, row: Row) -> tuple[dict[str, str], list[Fault]]:
    """Return the files of a row, and what is wrong with the names in its cells."""
    found = dict.fromkeys(archive.of_row(row.number), "") if archive else {}
    faults = []
    for name, question in {**dict.fromkeys(_names_of_links(archive, row), ""), **row.files}.items():
        called = archive.called(name) if archive else []
        if len(called) == 1:
            found[called[0]] = question
        elif not set(called) & set(found):
            faults.append(Fault(Sort.WRONG, "", _why_not(archive, name, called)))
    return found, faults


def _names_of_links(archive: Archive | None, row: Row) -> list[str]:
    """Return the ends of addresses that are names of files in the ZIP: as Microsoft Forms has them."""
    ends = [link.partition("?")[0].rsplit("/", 1)[-1] for link in row.links]
    return [end for end in map(unquote, ends) if archive and archive.called(end)]


def _why_not(archive: Archive | None, name: str, called: Sequence[str]) -> str:
    if archive is None:
        return _("The row names the file “%(name)s”, but no ZIP with attachments was given.", name=name)
    if called:
        listed = "; ".join(called)
        return _(
            "Several files in the ZIP are called “%(name)s”: %(listed)s. Write the folder, too.",
            name=name,
            listed=listed,
        )
    return _("The ZIP has no file called “%(name)s”.", name=name)


def _upload(archive: Archive, name: str) -> FileStorage:
    """Return a file of the ZIP as if it had been sent by itself."""
    if archive.size(name) > most_bytes():
        raise too_large(in_megabytes(archive.size(name)), most_bytes() // MEGABYTE)
    if not archive.is_whole(name):
        raise Refused(_("The file is damaged in the ZIP. Pack it once more."))
    return FileStorage(archive.open(name), filename=name)


def _note_refused(made: Checked, wrong: Mapping[str, str]) -> None:
    """Note beside each row which of its files were refused, and why."""
    for number, names in made.members.items():
        for name in names:
            if name in wrong:
                made.faults[number].append(Fault(Sort.WRONG, "", f"{name}: {wrong[name]}"))
        made.members[number] = {name: question for name, question in names.items() if name not in wrong}
