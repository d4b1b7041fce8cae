"""What in a file of a set-up does not hold together: what is named twice, or names what there is not. Pure."""

import re
from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from functools import cache
from typing import Any
from zoneinfo import available_timezones

from judging.core.addresses import canonical, is_address
from judging.core.exact import as_kept
from judging.core.i18n import _
from judging.editions.models import DECIDING, LISTED, FieldKind, RoundKind
from judging.editions.parts.rounds import MOST
from judging.editions.questions import YES_NO
from judging.stats.vocabulary import Method, Rung

SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
KEYS = re.compile(r"[a-z][a-z0-9_-]*")
SECRET = ("password", "current", "code")  # parts of names that no browser keeps
NEW = "new"  # where a new one is begun, in the address of those that are there
NAMED = {
    "areas": "name",
    "fields": "key",
    "criteria": "key",
    "declarations": "kind",
    "anchors": "title",
    "english": "place",
}


def loose_ends(said: Mapping[str, Any]) -> Iterator[str]:
    """Yield what does not hold together: what is named twice, or names what there is not."""
    edition, email = said["edition"], said["edition"]["contact_email"]
    if not SLUG.fullmatch(said["competition"]["slug"]):
        yield _("%(place)s: it must be small letters, digits and dashes.", place="competition.slug")
    if edition["time_zone"] not in _zones():
        yield _("%(place)s: there is no “%(value)s”.", place="edition.time_zone", value=edition["time_zone"])
    if email and (email != canonical(email) or not is_address(email)):
        yield _("%(place)s: this is not an e-mail address.", place="edition.contact_email")
    for part, name in NAMED.items():
        values = [row[name] for row in said[part]]
        for value in sorted({value for value in values if values.count(value) > 1}):
            yield _("%(place)s: “%(value)s” stands there twice.", place=part, value=value)
    yield from _loose_rounds(said)
    yield from _loose_criteria(said)
    yield from _loose_questions(said["fields"])
    yield from _loose_anchors(said)


def _loose_rounds(said: Mapping[str, Any]) -> Iterator[str]:
    """Yield what is wrong with the rounds: criteria and rungs that there are not, a scale that does not rise."""
    if not 1 <= len(said["rounds"]) <= MOST:
        yield _("%(place)s: there must be 1 to %(most)d rounds.", place="rounds", most=MOST)
    keys = {row["key"] for row in said["criteria"]}
    for number, row in enumerate(said["rounds"], 1):
        if row["kind"] == RoundKind.QUALIFYING:
            yield from _loose_qualifying(number, row)
        for key in row["criteria"]:
            if key not in keys:
                yield _("%(place)s: there is no “%(value)s”.", place=f"rounds[{number}].criteria", value=key)
        for rung in row["ties"]:
            if rung not in set(Rung):
                yield _("%(place)s: there is no “%(value)s”.", place=f"rounds[{number}].ties", value=rung)
            elif row["ties"].count(rung) > 1:
                yield _("%(place)s: “%(value)s” stands there twice.", place=f"rounds[{number}].ties", value=rung)
        if Fraction(row["low"]) >= Fraction(row["high"]):
            yield _("%(place)s: the scale must rise.", place=f"rounds[{number}].high")
        if row["method"] == Method.TRIMMED and row["drop_low"] + row["drop_high"] >= row["min_sheets"]:
            yield _("%(place)s: more sheets are needed than are left out.", place=f"rounds[{number}].min_sheets")


def _loose_qualifying(number: int, row: Mapping[str, Any]) -> Iterator[str]:
    """Yield what a qualifying round cannot have: criteria, another scale than no and yes, more yes than people."""
    if row["criteria"]:
        yield _("%(place)s: a qualifying round has no criteria.", place=f"rounds[{number}].criteria")
    if (row["low"], row["high"], row["method"]) != ("0", "1", Method.MEAN):
        yield _("%(place)s: the scale of a qualifying round is 0 to 1.", place=f"rounds[{number}].high")
    if row["yes_needed"] > row["min_sheets"]:
        yield _(
            "%(place)s: no more people can say yes than must decide on an entry.", place=f"rounds[{number}].yes_needed"
        )


def _loose_criteria(said: Mapping[str, Any]) -> Iterator[str]:
    """Yield what is wrong with the criteria: questions that there are not, steps that lead nowhere."""
    keys = {row["key"] for row in said["fields"]}
    for number, row in enumerate(said["criteria"], 1):
        yield from _loose_key(f"criteria[{number}].key", row["key"])
        for key in row["answered_in"]:
            if key not in keys:
                yield _("%(place)s: there is no “%(value)s”.", place=f"criteria[{number}].answered_in", value=key)
        if Fraction(row["step"]) <= 0:
            yield _("%(place)s: the step must be above 0.", place=f"criteria[{number}].step")


def _loose_anchors(said: Mapping[str, Any]) -> Iterator[str]:
    """Yield what an anchor says of questions and criteria that there are not, and points that are no number."""
    questions, criteria = ({row["key"] for row in said[part]} for part in ("fields", "criteria"))
    for number, row in enumerate(said["anchors"], 1):
        for name, known in (("answers", questions), ("points", criteria), ("reasons", criteria)):
            for key in sorted(set(row[name]) - known):
                yield _("%(place)s: there is no “%(value)s”.", place=f"anchors[{number}].{name}", value=key)
        for key, points in row["points"].items():
            if as_kept(points) != points:
                yield _("%(place)s: it must be a number such as 7 or 7.5.", place=f"anchors[{number}].points.{key}")


def _loose_key(place: str, key: str) -> Iterator[str]:
    """Yield whether a key can stand in an address and in the name of a field."""
    if any(word in key for word in SECRET) or not KEYS.fullmatch(key) or key == NEW:
        yield _("%(place)s: it must be a short name such as q1.", place=place)


@cache
def _zones() -> set[str]:
    return available_timezones()


def _loose_questions(rows: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    """Yield what is wrong between questions: lists without answers, conditions that nobody can meet."""
    known: dict[str, Sequence[str]] = {}
    for number, row in enumerate(rows, 1):
        place = f"fields[{number}]"
        yield from _loose_key(f"{place}.key", row["key"])
        if row["kind"] in LISTED and len(set(row["choices"])) < 2:
            yield _("%(place)s: it needs two answers to choose from.", place=f"{place}.choices")
        asked_if, answer = row["asked_if"], row["asked_if_answer"]
        if bool(asked_if) != bool(answer) or (asked_if and answer not in known.get(asked_if, ())):
            yield _("%(place)s: no question before it has this answer.", place=f"{place}.asked_if")
        if row["kind"] in DECIDING:
            known[row["key"]] = YES_NO if row["kind"] == FieldKind.YES_NO else row["choices"]
