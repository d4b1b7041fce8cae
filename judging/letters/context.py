"""What the page of a letter shows: before it goes its effect and a preview, afterwards its copies and their state."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from judging.accounts.models import User
from judging.editions.models import Edition
from judging.letters import queries, rules
from judging.letters.copies import Effect, Reader, Words
from judging.letters.models import Letter
from judging.notifications import queries as outbox
from judging.notifications.boxes import Box, box_of
from judging.notifications.models import Message
from judging.notifications.rendering import Letter as Rendered
from judging.notifications.rendering import letter as rendered


@dataclass(frozen=True, slots=True)
class Preview:
    """A letter in one language as a reader gets it, or would."""

    language: str
    letter: Rendered
    goes: bool  # whether this is the one the reader gets


@dataclass(frozen=True, slots=True)
class Copy:
    """One copy that was made: to whom, for which office, where it is."""

    message: Message
    box: Box
    name: str
    office: str


def before(session: Session, edition: Edition, letter: Letter, by: User, *, place: int, at: datetime) -> dict[str, Any]:
    """Return what is shown before a letter goes."""
    effect = queries.effect(session, edition, letter, by, at)
    seen, place = effect.seen(letter), effect.place(place)
    chosen = effect.readers[place - 1] if effect.readers else None
    return {
        "effect": effect,
        "seen": seen,
        "refusal": rules.why_not_send(letter, effect, seen),
        "place": place,
        "chosen": chosen,
        "previews": _previews(edition, letter, chosen) if chosen else [],
        "languages": _languages(letter, effect),
    }


def after(session: Session, edition: Edition, letter: Letter, at: datetime) -> dict[str, Any]:
    """Return what is shown once a letter has been sent."""
    made = queries.copies(session, letter)
    known = outbox.readers(session, [one.message for one in made])
    copies = [
        Copy(one.message, box_of(one.message, at), known[one.message.user_id].name, one.office)
        for one in made
        if one.message.user_id in known
    ]
    until = letter.not_before
    return {
        "copies": copies,
        "counts": Counter(copy.box for copy in copies),
        "boxes": list(Box),
        "refusal": rules.why_not_undo(letter, at),
        "until": f"{until.astimezone(ZoneInfo(edition.time_zone)):%H:%M:%S}" if until else "",
        "seconds": max(0, round((until - at).total_seconds())) if until else 0,
    }


def _previews(edition: Edition, letter: Letter, reader: Reader) -> list[Preview]:
    """Return a letter as a reader gets it, and in its other language."""
    words = Words.of(letter)
    gets = words.for_reader(reader.user.language)
    order = sorted(words.languages, key=lambda one: one != gets)
    return [Preview(one, _rendered(edition, words, reader, one), one == gets) for one in order]


def _rendered(edition: Edition, words: Words, reader: Reader, language: str) -> Rendered:
    """Return the very mail that would go, without writing it into the outbox."""
    said = reader.said(words, language, edition.time_zone)
    message = Message(template="letter", language=language, context=said, edition_id=edition.id, to=reader.user.email)
    return rendered(message, reader.user)


def _languages(letter: Letter, effect: Effect) -> Sequence[tuple[str, int]]:
    """Return how many copies go in each language, where there is more than one."""
    words = Words.of(letter)
    counted = Counter(words.for_reader(reader.user.language) for reader in effect.readers)
    return [(one, counted[one]) for one in words.languages] if len(words.languages) > 1 else []
