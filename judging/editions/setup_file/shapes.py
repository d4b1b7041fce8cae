"""What each value in a file of a set-up must be. Pure."""

from collections.abc import Mapping
from enum import StrEnum
from fractions import Fraction
from typing import Any, NamedTuple

from judging.core.exact import as_kept
from judging.core.i18n import _, _l
from judging.core.text import one_line, plain_text
from judging.editions.models import (
    CommentsSeen,
    DeclarationKind,
    FieldKind,
    PartnerKind,
    PracticeRound,
    RoundKind,
    YesRule,
)
from judging.editions.parts.levels import LONGEST
from judging.editions.setup import MOST_ENTRIES, MOST_SPACE
from judging.stats.vocabulary import Dropped, Method

MOST_ROWS = 200
MOST_WORDINGS = 2000  # in English


class Kind(NamedTuple):
    """What a value of a row must be."""

    of: type
    most: int = 0  # characters of a text, the greatest number
    least: int = 0
    empty: bool = True  # whether a text may be empty, a number missing


LINE, NAME, TEXT = Kind(str, 200), Kind(str, 200, empty=False), Kind(str, 60_000)
SWITCH, KEY, DECIMAL = Kind(bool), Kind(str, 40, empty=False), Kind(Fraction, 12, empty=False)
WORDS = Kind(str, 60_000, empty=False)
COUNT, LIST, LEVELS = Kind(int, 1000, empty=False), Kind(list, 5000), Kind(dict, LONGEST)
TEXTS = Kind(Mapping, 30_000)  # by the keys of what they belong to
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
        "comments_seen": Kind(CommentsSeen),
        "retention_months": Kind(int, 1200, 1, empty=False),
        "reminder_days": Kind(tuple, 60, 1),
        "entries_per_office": Kind(int, MOST_ENTRIES, empty=False),
        "office_space_mb": Kind(int, MOST_SPACE, empty=False),
        "edition_space_mb": Kind(int, MOST_SPACE, empty=False),
        "practice_round": Kind(PracticeRound),
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
        "levels": LEVELS,
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
        "never_below_min": SWITCH,
        "ties": LIST,
        "rank_on": Kind(int, 6),
        "criteria": LIST,
        "kind": Kind(RoundKind),
        "yes_rule": Kind(YesRule),
        "yes_needed": Kind(int, 1000, 1, empty=False),
        "no_needs_reason": SWITCH,
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
    "anchors": {"title": NAME, "answers": TEXTS, "points": TEXTS, "reasons": TEXTS},
    "english": {"place": Kind(str, 120, empty=False), "text": WORDS, "english": WORDS},
}
NOT_AS = {
    str: _l("a text of at most %(most)d characters"),
    int: _l("a whole number from %(least)d to %(most)d"),
    bool: _l("true or false"),
    Fraction: _l("a number such as 10 or 1/2, in quotation marks"),
    list: _l("a list of texts"),
    tuple: _l("a list of different whole numbers from %(least)d to %(most)d"),
    dict: _l("meanings of one line by their points"),
    Mapping: _l("texts by the keys of what they belong to"),
}


OLDER: Mapping[str, Mapping[str, Any]] = {  # what was so before it could be said: files saved then do without
    "edition": {
        "comments_seen": CommentsSeen.NAMELESS.value,
        "practice_round": PracticeRound.NONE.value,
        "reminder_days": [7, 2],
    },
    "rounds": {
        "kind": RoundKind.SCORED.value,
        "yes_rule": YesRule.MAJORITY.value,
        "yes_needed": 1,
        "no_needs_reason": True,
        "never_below_min": False,
    },
}


def what(kind: Kind) -> str:
    """Say what a value must be."""
    if issubclass(kind.of, StrEnum):
        return _("one of: %(names)s", names=", ".join(member.value for member in kind.of))
    return str(NOT_AS[kind.of]) % {"most": kind.most, "least": kind.least}


def fits(value: object, kind: Kind) -> bool:
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
    if kind.of is tuple:
        return isinstance(value, list) and _are_different(value, kind)
    if kind.of is dict:
        return (
            isinstance(value, dict)
            and len(value) <= MOST_ROWS
            and all(_is_level(*one, kind.most) for one in value.items())
        )
    if kind.of is Mapping:
        texts = value.values() if isinstance(value, dict) else [None]
        return len(texts) <= MOST_ROWS and all(_is_text(one, kind.most) for one in texts)
    return isinstance(value, str) and _is_text(value, kind.most) and (kind.empty or bool(value))


def _are_different(values: list[object], kind: Kind) -> bool:
    """Tell whether these are whole numbers within the limits of a kind, none of them twice."""
    whole = [one for one in values if type(one) is int and kind.least <= one <= kind.most]
    return len(whole) == len(values) == len(set(whole))


def _is_text(value: object, most: int) -> bool:
    """Tell whether this is a text as our forms keep it."""
    return isinstance(value, str) and len(value) <= most and value == plain_text(value)


def _is_level(points: str, words: object, most: int) -> bool:
    return as_kept(points) == points and _is_text(words, most) and bool(words) and words == one_line(str(words))


def _is_fraction(value: str, most: int) -> bool:
    """Tell whether this is a number as our forms keep it."""
    return len(value) <= most and as_kept(value) == value
