"""What the pages of the mail show: a page of the letters that a search finds, and one letter as its reader gets it."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any

from jinja2 import TemplateError
from sqlalchemy.orm import Session

from judging.accounts.models import User
from judging.core.cache import Cache
from judging.notifications import queries
from judging.notifications.boxes import Box, box_of
from judging.notifications.faults import kind_of_fault, remedy
from judging.notifications.models import Message
from judging.notifications.rendering import Letter, letter, unsigned
from judging.notifications.search import Search
from judging.offices.names import fold

PER_PAGE = 50
KEPT = 10_000  # letters whose words are kept folded: what one says never changes
_folded: Cache[str] = Cache(KEPT)
BROKEN = (TemplateError, KeyError, TypeError, ValueError)  # a template and its message do not fit


@dataclass(frozen=True, slots=True)
class Line:
    """A message as the list shows it; whoever reads no letters gets neither the subject nor the reader."""

    message: Message
    box: Box
    subject: str
    name: str
    error: str


@dataclass(frozen=True, slots=True)
class Found:
    """A page of what a search finds, and how much there is in each box."""

    lines: Sequence[Line]
    counts: Mapping[Box, int]
    page: int
    pages: int

    @property
    def every(self) -> int:
        """How many there are in all boxes."""
        return sum(self.counts.values())


def found(session: Session, edition_id: int, search: Search, *, whole: bool, page: int, at: datetime) -> Found:
    """Return a page of the letters that a search finds, the newest first; ``whole``: with what they say."""
    if search.reads:
        every = queries.every_message(session, edition_id, search.kind, search.since)
        known = queries.readers(session, every)
        hits = [message for message in every if _fits(session, search, message, known.get(message.user_id))]
        counts: Mapping[Box, int] = Counter(box_of(message, at) for message in hits)
        chosen = [message for message in hits if search.box in {None, box_of(message, at)}]
        page, pages = _place(page, len(chosen))
        shown: Sequence[Message] = chosen[(page - 1) * PER_PAGE : page * PER_PAGE]
    else:
        narrow: dict[str, Any] = {"kind": search.kind, "since": search.since}
        counts = queries.counts(session, edition_id, at=at, **narrow)
        page, pages = _place(page, counts[search.box] if search.box else sum(counts.values()))
        shown = queries.messages(session, search.box, edition_id, at=at, **narrow, page=page, size=PER_PAGE)
        known = queries.readers(session, shown) if whole else {}
    lines = [_line(message, known.get(message.user_id), whole, at) for message in shown]
    return Found(lines, {box: counts[box] for box in Box}, page, pages)


def as_read(message: Message, recipient: User | None) -> Letter | None:
    """Return a letter as its reader gets it, but for what lets one in; None for one that cannot be written."""
    try:
        return letter(message, recipient, mask=True)
    except BROKEN:
        return None


def told_of(message: Message) -> tuple[str, str]:
    """Return what happened to a letter that failed, and what helps; nothing of any other."""
    return remedy(message.error) if message.failed_at else ("", "")


def _place(asked: int, count: int) -> tuple[int, int]:
    pages = max(1, -(-count // PER_PAGE))
    return min(asked, pages), pages


def _line(message: Message, recipient: User | None, whole: bool, at: datetime) -> Line:
    box = box_of(message, at)
    troubled = box is Box.FAILED or (box is Box.WAITING and message.attempts > 0)
    if not whole:
        return Line(message, box, "", "", kind_of_fault(message.error) if troubled else "")
    name = recipient.name if recipient else ""
    error = (told_of(message)[0] or message.error) if troubled else ""
    return Line(message, box, _subject(message, recipient), name, error)


def _subject(message: Message, recipient: User | None) -> str:
    """Return the subject as it goes, or the template's name if it is broken."""
    try:
        return unsigned(message, recipient, message.language, mask=True).subject
    except BROKEN:
        return message.template


def _fits(session: Session, search: Search, message: Message, recipient: User | None) -> bool:
    reader = fold(f"{recipient.name if recipient else ''} {message.to}")
    if not search.words:
        return search.fits(reader, "")
    key = (str(session.get_bind().engine.url), message.public_id)
    return search.fits(reader, _folded.made(key, partial(_words, message, recipient)))


def _words(message: Message, recipient: User | None) -> str:
    try:
        said = unsigned(message, recipient, message.language, mask=True)
    except BROKEN:
        return ""
    return fold(f"{said.subject} {said.body}")
