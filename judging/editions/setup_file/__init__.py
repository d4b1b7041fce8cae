"""The whole set-up of an edition as one file, written and read: an outline in JSON. Pure.

Whoever reads a file believes nothing in it: what is not as an outline must be is named with its place,
such as ``fields[3].kind``, and nothing is taken over.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from enum import StrEnum
from typing import Any

from judging.core.i18n import _
from judging.core.refusals import Incomplete
from judging.editions.outline import COPIED, Longest, Outline, Row
from judging.editions.setup_file.shapes import MOST_ROWS, MOST_WORDINGS, OLDER, SHAPES, Kind, fits, what
from judging.editions.setup_file.whole import loose_ends

FORMAT = "kapitula-setup"
VERSION = 1
MOST_BYTES = 400_000  # many times what an edition needs
MOST_TOLD = 12  # faults
SINGLE = ("competition", "edition")


def written(outline: Outline) -> bytes:
    """Return the file of an outline; reading it gives the same outline."""
    parts = {name: getattr(outline, name) for name in SHAPES}
    said = {"format": FORMAT, "version": VERSION} | {
        name: _plain(name, part) if name in SINGLE else [_plain(name, row) for row in part]
        for name, part in parts.items()
    }
    said |= {name: list(texts) for name, texts in outline.more.items()}
    return (json.dumps(said, ensure_ascii=False, indent=2) + "\n").encode()


def _plain(part: str, row: Row) -> dict[str, Any]:
    return {name: row[name] for name in SHAPES[part] if name in row}


def read(content: bytes, more: Mapping[str, Longest]) -> Outline:
    """Return the outline of a file, or refuse it with everything that is wrong with it.

    ``more``: the lists of texts that go along, with the most characters of each; a file may do without them.
    """
    said = _opened(content)
    faults = [*_faults(said), *_faults_of_more(said, more)]
    if not faults:
        faults = list(loose_ends(said))
    if faults:
        raise Incomplete(*_told(faults), field="file")
    parts: dict[str, Any] = {
        name: _row(name, said[name]) if name in SINGLE else _rows(name, said[name]) for name in SHAPES
    }
    return Outline(**parts, more={name: said.get(name, []) for name in more})


def _opened(content: bytes) -> Mapping[str, Any]:
    """Return what a file says, if it is a set-up at all."""
    if len(content) > MOST_BYTES:
        raise Incomplete(_("This file is too large to be a set-up."), field="file")
    try:
        said = json.loads(content.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        said = None
    if not isinstance(said, dict) or said.get("format") != FORMAT:
        raise Incomplete(
            _("This is not a file of a set-up. Take one saved in the settings of an edition."), field="file"
        )
    if said.get("version") != VERSION:
        raise Incomplete(_("This file was made by a newer version of this platform."), field="file")
    older = {part: _filled(said[part], usual) for part, usual in OLDER.items() if part in said}
    # files were saved before editions had an English version, two rounds, or a practice round
    return {"english": [], "anchors": [], **said, **older}


def _filled(part: object, usual: Mapping[str, Any]) -> object:
    """Return a row, or each of a list, with what is usual where it says nothing; what is neither stays."""
    if isinstance(part, list):
        return [_filled(row, usual) for row in part]
    return {**usual, **part} if isinstance(part, dict) else part


def _told(faults: Sequence[str]) -> Iterator[str]:
    yield from faults[:MOST_TOLD]
    if len(faults) > MOST_TOLD:
        yield _("And %(more)d more.", more=len(faults) - MOST_TOLD)


def _faults(said: Mapping[str, Any]) -> Iterator[str]:
    """Yield what is not as it must be, with its place."""
    for part, shape in SHAPES.items():
        rows = [said.get(part)] if part in SINGLE else said.get(part)
        if not isinstance(rows, list) or len(rows) > (MOST_WORDINGS if part == "english" else MOST_ROWS):
            yield _("%(place)s: this part is missing or too long.", place=part)
            continue
        for number, row in enumerate(rows, 1):
            place = part if part in SINGLE else f"{part}[{number}]"
            if not isinstance(row, dict):
                yield _("%(place)s: this part is missing or too long.", place=place)
                continue
            yield from _wrong(place, shape, row)


def _faults_of_more(said: Mapping[str, Any], more: Mapping[str, Longest]) -> Iterator[str]:
    """Yield which of the lists that go along are none."""
    for name, most in more.items():
        if not isinstance(most, int):
            yield from _faults_of_rows(name, said.get(name, []), most)
            continue
        kind = Kind(list, most)
        if not fits(said.get(name, []), kind):
            yield _("%(place)s: it must be %(what)s.", place=name, what=what(kind))


def _faults_of_rows(name: str, rows: object, longest: Mapping[str, int]) -> Iterator[str]:
    if not isinstance(rows, list) or len(rows) > MOST_ROWS:
        yield _("%(place)s: this part is missing or too long.", place=name)
        return
    shape = {field: Kind(str, most) for field, most in longest.items()}
    for number, row in enumerate(rows, 1):
        yield from _wrong(f"{name}[{number}]", shape, row if isinstance(row, dict) else {})


def _wrong(place: str, shape: Mapping[str, Kind], row: Mapping[str, Any]) -> Iterator[str]:
    for name, kind in shape.items():
        if name not in row or not fits(row[name], kind):
            yield _("%(place)s: it must be %(what)s.", place=f"{place}.{name}", what=what(kind))


def _rows(part: str, rows: Sequence[Mapping[str, Any]]) -> list[Row]:
    """Return the rows of a part; their order is their position."""
    if part == "english":
        return [_row(part, row) for row in rows]
    name = "position" if "position" in COPIED[part] else "number"  # of a declaration: its first wording
    return [_row(part, row) | {name: place if name == "position" else 1} for place, row in enumerate(rows, 1)]


def _row(part: str, row: Mapping[str, Any]) -> dict[str, Any]:
    shape = SHAPES[part]
    return {name: kind.of(row[name]) if issubclass(kind.of, StrEnum) else row[name] for name, kind in shape.items()}
