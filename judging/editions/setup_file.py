"""The whole set-up of an edition as one file, written and read: an outline in JSON. Pure.

Whoever reads a file believes nothing in it: what is not as an outline must be is named with its place,
such as ``fields[3].kind``, and nothing is taken over.
"""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import fields
from enum import StrEnum
from fractions import Fraction
from functools import cache
from typing import Any, NamedTuple
from zoneinfo import available_timezones

from judging.core.addresses import canonical, is_address
from judging.core.i18n import _, _l
from judging.core.refusals import Incomplete
from judging.core.text import plain_text
from judging.editions.models import DECIDING, LISTED, DeclarationKind, FieldKind, PartnerKind
from judging.editions.outline import COPIED, Outline, Row
from judging.editions.questions import YES_NO
from judging.editions.setup import MOST_ENTRIES, MOST_SPACE
from judging.stats.vocabulary import Dropped, Method, Rung

FORMAT = "kapitula-setup"
VERSION = 1
MOST_BYTES = 400_000  # many times what an edition needs
SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
KEYS = re.compile(r"[a-z][a-z0-9_-]*")
MOST_ROWS = 200
MOST_TOLD = 12  # faults
SECRET = ("password", "current", "code")  # parts of names that no browser keeps


class Kind(NamedTuple):
    """What a value of a row must be."""

    of: type
    most: int = 0  # characters of a text, the greatest number
    least: int = 0
    empty: bool = True  # whether a text may be empty, a number missing


LINE, NAME, TEXT = Kind(str, 200), Kind(str, 200, empty=False), Kind(str, 60_000)
SWITCH, KEY, DECIMAL = Kind(bool), Kind(str, 40, empty=False), Kind(Fraction, 12, empty=False)
COUNT, LIST, MAPPING = Kind(int, 1000, empty=False), Kind(list, 5000), Kind(dict, 2000)
MAY_BE_MISSING = Kind(int, 5000, 1)
SHAPES: Mapping[str, Mapping[str, Kind]] = {
    "competition": {"slug": KEY, "name": Kind(str, 120, empty=False), "organiser": Kind(str, 300)},
    "edition": {
        "time_zone": Kind(str, 40, empty=False),
        "about": TEXT,
        "rules_text": TEXT,
        "contact_name": Kind(str, 120),
        "contact_email": Kind(str, 254),
        "contact_phone": Kind(str, 40),
        "grace_minutes": Kind(int, 1440, empty=False),
        "quorum": Kind(int, 100, 1, empty=False),
        "sheets_open_to_jury": SWITCH,
        "retention_months": Kind(int, 1200, 1, empty=False),
        "entries_per_office": Kind(int, MOST_ENTRIES, empty=False),
        "office_space_mb": Kind(int, MOST_SPACE, empty=False),
        "edition_space_mb": Kind(int, MOST_SPACE, empty=False),
    },
    "areas": {"name": NAME},
    "fields": {
        "key": KEY,
        "kind": Kind(FieldKind),
        "label": NAME,
        "help": Kind(str, 5000),
        "example": Kind(str, 5000),
        "required": SWITCH,
        "word_limit": MAY_BE_MISSING,
        "unit": Kind(str, 40),
        "choices": LIST,
        "asked_if": Kind(str, 40),
        "asked_if_answer": LINE,
        "for_jury": SWITCH,
    },
    "criteria": {
        "key": KEY,
        "name": Kind(str, 120, empty=False),
        "description": Kind(str, 5000),
        "levels": MAPPING,
        "weight": Kind(int, 100, empty=False),
        "step": DECIMAL,
        "comment_required": SWITCH,
        "answered_in": LIST,
    },
    "rounds": {
        "name": Kind(str, 120, empty=False),
        "low": DECIMAL,
        "high": DECIMAL,
        "method": Kind(Method),
        "drop_low": COUNT,
        "drop_high": COUNT,
        "drop_per": Kind(Dropped),
        "min_sheets": Kind(int, 1000, 1, empty=False),
        "exclude_below_min": SWITCH,
        "ties": LIST,
        "rank_on": Kind(int, 6),
        "criteria": LIST,
    },
    "award_kinds": {
        "name": Kind(str, 120, empty=False),
        "name_accusative": Kind(str, 120, empty=False),
        "quantity": Kind(int, 100, empty=False),
        "main": SWITCH,
        "per_area": SWITCH,
        "ex_aequo_counts_once": SWITCH,
        "minimal_score": Kind(Fraction, 12),
    },
    "declarations": {"kind": Kind(DeclarationKind), "text": Kind(str, 5000, empty=False), "signed_file": SWITCH},
    "partners": {"kind": Kind(PartnerKind), "name": NAME, "url": Kind(str, 300)},
}
SINGLE = ("competition", "edition")
PARTS = tuple(field.name for field in fields(Outline))
NOT_AS = {
    str: _l("a text of at most %(most)d characters"),
    int: _l("a whole number from %(least)d to %(most)d"),
    bool: _l("true or false"),
    Fraction: _l("a number such as 10 or 1/2, in quotation marks"),
    list: _l("a list of texts"),
    dict: _l("texts by their names"),
}


def written(outline: Outline) -> bytes:
    """Return the file of an outline; reading it gives the same outline."""
    parts = {name: getattr(outline, name) for name in PARTS}
    said = {"format": FORMAT, "version": VERSION} | {
        name: _plain(name, part) if name in SINGLE else [_plain(name, row) for row in part]
        for name, part in parts.items()
    }
    return (json.dumps(said, ensure_ascii=False, indent=2) + "\n").encode()


def _plain(part: str, row: Row) -> dict[str, Any]:
    return {name: row[name] for name in SHAPES[part] if name in row}


def read(content: bytes) -> Outline:
    """Return the outline of a file, or refuse it with everything that is wrong with it."""
    said = _opened(content)
    faults = list(_faults(said))
    if not faults:
        faults = list(_loose_ends(said))
    if faults:
        raise Incomplete(*_told(faults), field="file")
    parts: dict[str, Any] = {
        name: _row(name, said[name]) if name in SINGLE else _rows(name, said[name]) for name in PARTS
    }
    return Outline(**parts)


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
    return said


def _told(faults: Sequence[str]) -> Iterator[str]:
    yield from faults[:MOST_TOLD]
    if len(faults) > MOST_TOLD:
        yield _("And %(more)d more.", more=len(faults) - MOST_TOLD)


def _faults(said: Mapping[str, Any]) -> Iterator[str]:
    """Yield what is not as it must be, with its place."""
    for part, shape in SHAPES.items():
        rows = [said.get(part)] if part in SINGLE else said.get(part)
        if not isinstance(rows, list) or len(rows) > MOST_ROWS:
            yield _("%(place)s: this part is missing or too long.", place=part)
            continue
        for number, row in enumerate(rows, 1):
            place = part if part in SINGLE else f"{part}[{number}]"
            if not isinstance(row, dict):
                yield _("%(place)s: this part is missing or too long.", place=place)
                continue
            yield from _wrong(place, shape, row)


def _wrong(place: str, shape: Mapping[str, Kind], row: Mapping[str, Any]) -> Iterator[str]:
    for name, kind in shape.items():
        if name not in row or not _fits(row[name], kind):
            yield _("%(place)s: it must be %(what)s.", place=f"{place}.{name}", what=_what(kind))


def _what(kind: Kind) -> str:
    if issubclass(kind.of, StrEnum):
        return _("one of: %(names)s", names=", ".join(member.value for member in kind.of))
    return str(NOT_AS[kind.of]) % {"most": kind.most, "least": kind.least}


def _fits(value: object, kind: Kind) -> bool:
    """Tell whether a value is what it must be."""
    if issubclass(kind.of, StrEnum):
        return isinstance(value, str) and value in set(kind.of)
    if kind.of is bool:
        return isinstance(value, bool)
    if kind.of is int:
        if isinstance(value, int) and not isinstance(value, bool):
            return kind.least <= value <= kind.most
        return value is None and kind.empty
    if kind.of is Fraction:
        return (value is None and kind.empty) or (isinstance(value, str) and _is_fraction(value, kind.most))
    if kind.of is list:
        return isinstance(value, list) and len(value) <= MOST_ROWS and all(_is_text(one, kind.most) for one in value)
    if kind.of is dict:
        return (
            isinstance(value, dict)
            and len(value) <= MOST_ROWS
            and all(_is_text(one, kind.most) for pair in value.items() for one in pair)
        )
    return isinstance(value, str) and _is_text(value, kind.most) and (kind.empty or bool(value))


def _is_text(value: object, most: int) -> bool:
    """Tell whether this is a text as our forms keep it."""
    return isinstance(value, str) and len(value) <= most and value == plain_text(value)


def _is_fraction(value: str, most: int) -> bool:
    try:
        return len(value) <= most and value.isascii() and Fraction(value) >= 0
    except (ValueError, ZeroDivisionError):
        return False


def _loose_ends(said: Mapping[str, Any]) -> Iterator[str]:
    """Yield what does not hold together: what is named twice, or names what there is not."""
    edition, email = said["edition"], said["edition"]["contact_email"]
    if not SLUG.fullmatch(said["competition"]["slug"]):
        yield _("%(place)s: it must be small letters, digits and dashes.", place="competition.slug")
    if edition["time_zone"] not in _zones():
        yield _("%(place)s: there is no “%(value)s”.", place="edition.time_zone", value=edition["time_zone"])
    if email and (email != canonical(email) or not is_address(email)):
        yield _("%(place)s: this is not an e-mail address.", place="edition.contact_email")
    for part, name in (("areas", "name"), ("fields", "key"), ("criteria", "key"), ("declarations", "kind")):
        values = [row[name] for row in said[part]]
        for value in sorted({value for value in values if values.count(value) > 1}):
            yield _("%(place)s: “%(value)s” stands there twice.", place=part, value=value)
    keys = {row["key"] for row in said["criteria"]}
    for number, row in enumerate(said["rounds"], 1):
        for key in row["criteria"]:
            if key not in keys:
                yield _("%(place)s: there is no “%(value)s”.", place=f"rounds[{number}].criteria", value=key)
        for rung in row["ties"]:
            if rung not in set(Rung):
                yield _("%(place)s: there is no “%(value)s”.", place=f"rounds[{number}].ties", value=rung)
        if Fraction(row["low"]) >= Fraction(row["high"]):
            yield _("%(place)s: the scale must rise.", place=f"rounds[{number}].high")
        if row["method"] == Method.TRIMMED and row["drop_low"] + row["drop_high"] >= row["min_sheets"]:
            yield _("%(place)s: more sheets are needed than are left out.", place=f"rounds[{number}].min_sheets")
    for number, row in enumerate(said["criteria"], 1):
        if Fraction(row["step"]) <= 0:
            yield _("%(place)s: the step must be above 0.", place=f"criteria[{number}].step")
    yield from _loose_questions(said["fields"])


@cache
def _zones() -> set[str]:
    return available_timezones()


def _loose_questions(rows: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    """Yield what is wrong between questions: lists without answers, conditions that nobody can meet."""
    known: dict[str, Sequence[str]] = {}
    for number, row in enumerate(rows, 1):
        place = f"fields[{number}]"
        if any(word in row["key"] for word in SECRET) or not KEYS.fullmatch(row["key"]):
            yield _("%(place)s: it must be a short name such as q1.", place=f"{place}.key")
        if row["kind"] in LISTED and len(set(row["choices"])) < 2:
            yield _("%(place)s: it needs two answers to choose from.", place=f"{place}.choices")
        asked_if, answer = row["asked_if"], row["asked_if_answer"]
        if bool(asked_if) != bool(answer) or (asked_if and answer not in known.get(asked_if, ())):
            yield _("%(place)s: no question before it has this answer.", place=f"{place}.asked_if")
        if row["kind"] in DECIDING:
            known[row["key"]] = YES_NO if row["kind"] == FieldKind.YES_NO else row["choices"]


def _rows(part: str, rows: Sequence[Mapping[str, Any]]) -> list[Row]:
    """Return the rows of a part; their order is their position."""
    name = "position" if "position" in COPIED[part] else "number"  # of a declaration: its first wording
    return [_row(part, row) | {name: place if name == "position" else 1} for place, row in enumerate(rows, 1)]


def _row(part: str, row: Mapping[str, Any]) -> dict[str, Any]:
    shape = SHAPES[part]
    return {name: kind.of(row[name]) if issubclass(kind.of, StrEnum) else row[name] for name, kind in shape.items()}
