"""How an entry is read: its answers in order, what changed between versions, where it stands. Pure."""

import difflib
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

from judging.core.i18n import _
from judging.core.written import Worded, Written
from judging.editions import questions
from judging.editions.models import Edition
from judging.entries import completeness, promises, rules
from judging.entries.completeness import Lack
from judging.entries.models import Attachment, Entry, EntryVersion, Status
from judging.entries.papers import titled

File = TypeVar("File", bound=Attachment | Mapping[str, str])
WORDS = re.compile(r"\s+|[^\s]+")


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of text that stayed, was added or was taken out."""

    text: str
    kind: str  # "same", "added", "removed"


@dataclass(frozen=True, slots=True)
class Card:
    """Where an entry stands and what its office does next."""

    entry: Entry
    deadline: datetime | None
    lacks: Sequence[Lack]
    step: tuple[str, str] | None  # label and the name of the view
    remarks: str = ""
    title: str = ""
    promise: str = ""  # what can still be changed, and until when
    correction: str = ""  # of a correction that was begun and not submitted


def answers(
    edition: Edition,
    given: Mapping[str, str],
    files: Iterable[Attachment | Mapping[str, str]] = (),
    *,
    jury: bool = False,
) -> list[tuple[str, str]]:
    """Return labels with answers, in the order of the form; for the jury only what it may see.

    What is asked only upon another answer is left out where it does not apply; of files attached for a question
    their names stand there.
    """
    return list(by_key(edition, given, files, jury=jury).values())


def by_key(
    edition: Edition,
    given: Mapping[str, str],
    files: Iterable[Attachment | Mapping[str, str]] = (),
    *,
    jury: bool = False,
) -> dict[str, tuple[str, str]]:
    """Return the same by the key of the question."""
    said = {**given, **names_of_files(files)}
    return {
        field.key: (field.label, questions.read(field, said.get(field.key, "")))
        for field in questions.asked(edition.fields, given)
        if (field.for_jury or not jury) and not field.orders
    }


def open_to_jury(edition: Edition, files: Iterable[File]) -> list[File]:
    """Return the files that the jury may open: those of questions hidden from it are left out."""
    hidden = {field.key for field in edition.fields if not field.for_jury}
    return [file for file in files if _of_question(file)[0] not in hidden]


def names_of_files(files: Iterable[Attachment | Mapping[str, str]]) -> dict[str, str]:
    """Return the names of the files attached for questions, by the key of the question, one a line."""
    names: dict[str, list[str]] = {}
    for question, name in map(_of_question, files):
        if question:
            names.setdefault(question, []).append(name)
    return {question: "\n".join(those) for question, those in names.items()}


def _of_question(file: Attachment | Mapping[str, str]) -> tuple[str, str]:
    """Return the key of the question that a file is for, and what the file is called."""
    return (file.question if isinstance(file, Attachment) else file.get("question", "")), titled(file)


def changes(edition: Edition, before: EntryVersion, after: EntryVersion) -> list[tuple[str, list[Piece]]]:
    """Return what differs between two versions: label and the pieces of its text."""
    old, new = (by_key(edition, one.answers, one.files) for one in (before, after))
    keys = [field.key for field in edition.fields if field.key in old or field.key in new]
    labels = {key: label for rows in (old, new) for key, (label, _text) in rows.items()}
    pairs = [
        (_("Title"), before.title, after.title),
        (_("Area"), before.area_name, after.area_name),
        *((labels[key], old.get(key, ("", ""))[1], new.get(key, ("", ""))[1]) for key in keys),
        (_("Attachments"), _files(before), _files(after)),
    ]
    return [(label, pieces(was, now)) for label, was, now in pairs if was != now]


def _files(version: EntryVersion) -> str:
    return "\n".join(f"{titled(file)} ({file['sha256'][:12]})" for file in version.files)


def pieces(old: str, new: str) -> list[Piece]:
    """Compare two texts word by word.

    Examples
    --------
    >>> [(piece.kind, piece.text) for piece in pieces("szkolny ogród", "szkolny sad")]
    [('same', 'szkolny '), ('removed', 'ogród'), ('added', 'sad')]
    """
    if isinstance(old, Worded) or isinstance(new, Worded):
        return _pieces_of_choices(old.splitlines(), new.splitlines())
    a, b = WORDS.findall(old), WORDS.findall(new)
    found = []
    for kind, a1, a2, b1, b2 in difflib.SequenceMatcher(None, a, b, autojunk=False).get_opcodes():
        if kind == "equal":
            found.append(Piece(Written("".join(a[a1:a2])), "same"))
            continue
        found += [Piece(Written("".join(a[a1:a2])), "removed")] if a2 > a1 else []
        found += [Piece(Written("".join(b[b1:b2])), "added")] if b2 > b1 else []
    return found


def _pieces_of_choices(old: Sequence[str], new: Sequence[str]) -> list[Piece]:
    """Compare what was chosen line by line: each is a text of the edition, which may have an English wording."""
    found = []
    for line in dict.fromkeys((*old, *new)):
        kind = "same" if line in old and line in new else "removed" if line in old else "added"
        found += [Piece(Worded(line), kind), Piece(Written("\n"), "same")]
    return found[:-1]


def is_in_hand(entry: Entry, at: datetime) -> bool:
    """Tell whether what is in the form can still be submitted."""
    return entry.editable and at < rules.too_late(entry)


def title(entry: Entry, at: datetime, *, own: bool) -> str:
    """Return the title that the office knows its entry by: of its form, once that is closed of what stands.

    To others an entry is what has been submitted; of a correction begun they learn nothing.
    """
    sent = entry.standing
    return entry.title if sent is None or (own and is_in_hand(entry, at)) else sent.title


def card(entry: Entry, at: datetime, *, own: bool, writes: bool = True) -> Card:
    """Tell where an entry stands and what comes next; ``own``: its office reads this, ``writes``: and may change it."""
    in_hand = is_in_hand(entry, at)
    step, lacks = (_("Open the entry"), "entries.show"), list[Lack]()
    unsent = entry.status in {Status.DRAFT, Status.RETURNED, Status.WITHDRAWN} and not entry.held
    if writes and in_hand and (entry.changed or unsent):
        lacks = completeness.lacking(entry)
        step = _step(entry, lacks)
    return Card(
        entry,
        rules.deadline(entry) if entry.editable and not entry.edition.sealed_at else None,
        lacks,
        step,
        _remarks(entry),
        title=title(entry, at, own=own),
        promise=promises.of_entry(entry, at),
        correction=_correction(entry, in_hand=in_hand) if own else "",
    )


def _step(entry: Entry, lacks: Sequence[Lack]) -> tuple[str, str]:
    if entry.status is Status.RETURNED:
        return _("Correct the entry"), "entries.edit"
    if lacks:
        return _("Continue writing"), "entries.edit"
    return _("Check and submit"), "entries.submit"


def _correction(entry: Entry, *, in_hand: bool) -> str:
    """Tell of a correction that was begun: which version stands as long as it is not submitted."""
    sent = entry.standing
    if entry.held and entry.changed:
        return _("What you have changed since you sent it in is not submitted.")
    if sent is None or not entry.changed or entry.status in {Status.RETURNED, Status.WITHDRAWN}:
        return ""
    if in_hand:
        return _("Your correction is not submitted yet. Version %(number)d stands.", number=sent.number)
    return _("The correction was not submitted in time. Version %(number)d stands.", number=sent.number)


def _remarks(entry: Entry) -> str:
    decided = entry.status in {Status.RETURNED, Status.REJECTED} and entry.decisions
    return entry.decisions[-1].remarks if decided else ""
