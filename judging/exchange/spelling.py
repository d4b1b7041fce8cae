"""Labels of one person, entry or criterion in several spellings: joined, or named by their rows."""

from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from judging.analysis.reasons import phrase
from judging.exchange.quotes import quoted
from judging.exchange.reading.grid import Note
from judging.exchange.reading.label import nearly_alike, spelling_key, spellings
from judging.exchange.records import Records
from judging.stats.problems import Problem


@dataclass(frozen=True, slots=True)
class Spelled:
    """Labels as the file spells them, where several spellings were made one."""

    original: Sequence[tuple[str, str, str]] | None
    notes: Sequence[Note]


def make_one(
    records: Records, headings: Mapping[str, str], declared: Sequence[str], *, merge: bool
) -> tuple[Records, Spelled, list[Problem]]:
    """Make one of labels that differ only in spelling, if that is asked for; else name the rows.

    Criteria are called as those that are declared.
    """
    lists = {"entry": records.entries, "juror": records.jurors, "criterion": records.criteria}
    problems: list[Problem] = []
    notes: list[Note] = []
    changed: dict[str, list[str]] = {}
    by_key = {spelling_key(name): name for name in declared}
    for name, labels in lists.items():
        groups = spellings(labels, records.rows)
        one: dict[str, str] = {}
        for key, pairs in groups.items():
            first = by_key.get(key, pairs[0][0]) if name == "criterion" else pairs[0][0]
            said = ", ".join(f"{quoted(label)} ({row})" for label, row in pairs)
            if merge:
                one |= {label: first for label, _row in pairs}
                message = phrase("spellings of one label were joined: %(names)s")
                notes.append(Note(message, {"names": said}))
            else:
                rows = [row for _label, row in pairs]
                problems += [Problem("SPELLINGS", row, headings[name], said, "") for row in rows]
        if name == "criterion":
            one |= {n: by_key[k] for n in set(labels) if (k := spelling_key(n)) in by_key}
        if one:
            changed[name] = [one.get(label, label) for label in labels]
        if name != "criterion":
            notes += _nearly_alike(changed.get(name, labels), records.rows)
    joined = merge and bool(notes)
    original = list(zip(*lists.values(), strict=True)) if joined else None
    entries, jurors, criteria = (changed.get(name, labels) for name, labels in lists.items())
    made = Records(entries, jurors, criteria, records.cells, records.rows, records.columns)
    return made, Spelled(original, notes), problems


def _nearly_alike(labels: Sequence[str], rows: Sequence[Hashable]) -> Iterator[Note]:
    """Warn of labels that differ only by diacritics."""
    for pairs in nearly_alike(labels, rows):
        said = ", ".join(f"{quoted(label)} ({row})" for label, row in pairs)
        yield Note(
            phrase("read as different, though they differ only by accents: %(names)s"),
            {"names": said},
            (),
            True,
        )
