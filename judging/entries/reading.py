"""How an entry is read: its answers in order, what changed between versions, where it stands. Pure."""

import difflib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from judging.core.i18n import _
from judging.editions.models import Edition, FieldKind
from judging.entries import rules
from judging.entries.models import Entry, EntryVersion, Status
from judging.entries.rules import Lack

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


def answers(edition: Edition, given: Mapping[str, str], *, jury: bool = False) -> list[tuple[str, str]]:
    """Return labels with answers, in the order of the form; for the jury only what it may see."""
    shown = [field for field in edition.fields if field.for_jury or not jury]
    words = {"yes": _("yes"), "no": _("no")}
    return [
        (
            field.label,
            words.get(given.get(field.key, ""), "") if field.kind is FieldKind.YES_NO else given.get(field.key, ""),
        )
        for field in shown
    ]


def changes(edition: Edition, before: EntryVersion, after: EntryVersion) -> list[tuple[str, list[Piece]]]:
    """Return what differs between two versions: label and the pieces of its text."""
    pairs = [
        (_("Title"), before.title, after.title),
        (_("Area"), before.area_name, after.area_name),
        *(
            (label, old, new)
            for (label, old), (_same, new) in zip(
                answers(edition, before.answers), answers(edition, after.answers), strict=True
            )
        ),
        (_("Attachments"), _files(before), _files(after)),
    ]
    return [(label, pieces(old, new)) for label, old, new in pairs if old != new]


def _files(version: EntryVersion) -> str:
    return "\n".join(f"{file['name']} ({file['sha256'][:12]})" for file in version.files)


def pieces(old: str, new: str) -> list[Piece]:
    """Compare two texts word by word.

    Examples
    --------
    >>> [(piece.kind, piece.text) for piece in pieces("szkolny ogród", "szkolny sad")]
    [('same', 'szkolny '), ('removed', 'ogród'), ('added', 'sad')]
    """
    a, b = WORDS.findall(old), WORDS.findall(new)
    found = []
    for kind, a1, a2, b1, b2 in difflib.SequenceMatcher(None, a, b, autojunk=False).get_opcodes():
        if kind == "equal":
            found.append(Piece("".join(a[a1:a2]), "same"))
            continue
        found += [Piece("".join(a[a1:a2]), "removed")] if a2 > a1 else []
        found += [Piece("".join(b[b1:b2]), "added")] if b2 > b1 else []
    return found


def card(entry: Entry, at: datetime) -> Card:
    """Tell where an entry stands and what comes next."""
    in_time = at < rules.too_late(entry)
    deadline = rules.deadline(entry) if entry.editable else None
    if not (entry.editable and in_time):
        return Card(entry, deadline, [], (_("Open the entry"), "entries.show"), _remarks(entry))
    lacks = rules.lacking(entry)
    step = (_("Continue writing"), "entries.edit") if lacks else (_("Check and submit"), "entries.submit")
    if entry.status is Status.RETURNED:
        step = (_("Correct the entry"), "entries.edit")
    return Card(entry, deadline, lacks, step, _remarks(entry))


def _remarks(entry: Entry) -> str:
    decided = entry.status in {Status.RETURNED, Status.REJECTED} and entry.decisions
    return entry.decisions[-1].remarks if decided else ""
