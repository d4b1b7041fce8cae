"""Writing letters: a draft is kept, changed, thrown away and brought back; nobody gets anything by it."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from judging.accounts.models import User
from judging.core.i18n import _l
from judging.core.refusals import Clash, Refused
from judging.editions.models import Edition
from judging.letters import queries, rules
from judging.letters.about import SEARCHES
from judging.letters.copies import Words
from judging.letters.fields import FITTING
from judging.letters.models import Letter, Whom


@dataclass(frozen=True, slots=True)
class Draft:
    """What a secretary has written, and to whom."""

    whom: Whom
    question: str  # the search of the list that it was begun from
    person: str  # public id
    words: Words


def begin(session: Session, edition: Edition, draft: Draft, *, by: User, at: datetime) -> Letter:
    """Keep a draft of a letter."""
    letter = Letter(edition_id=edition.id, by_id=by.id)
    _write(session, edition, letter, draft, by, at)
    session.add(letter)
    session.flush()
    return letter


def change(
    session: Session, edition: Edition, letter: Letter, draft: Draft, *, version: int | None, by: User, at: datetime
) -> Letter:
    """Write a draft anew."""
    if refusal := rules.why_not_change(letter):
        raise refusal
    if version != letter.version:
        raise _clash(letter, draft.words)
    _write(session, edition, letter, draft, by, at)
    session.flush()
    return letter


def remove(letter: Letter, *, at: datetime) -> None:
    """Throw a draft away."""
    if refusal := rules.why_not_change(letter):
        raise refusal
    letter.removed_at = at


def bring_back(letter: Letter) -> None:
    """Bring back a draft that was thrown away."""
    letter.removed_at = None


def _write(session: Session, edition: Edition, letter: Letter, draft: Draft, by: User, at: datetime) -> None:
    known = {one.public_id: one for one in queries.people(session, edition, by)} if draft.person else {}
    person = known.get(draft.person) if draft.whom is Whom.PERSON else None
    if refusal := _why_not(draft, person):
        raise refusal
    letter.whom, letter.person_id = draft.whom, person.id if person else None
    letter.question = draft.question if draft.whom in SEARCHES else ""
    letter.subject, letter.text = draft.words.subject, draft.words.text
    letter.subject_en, letter.text_en = draft.words.subject_en, draft.words.text_en
    letter.changed_at = at


def _why_not(draft: Draft, person: User | None) -> Refused | None:
    return rules.why_not_name(draft.whom, person) or rules.why_not_word(draft.words, FITTING[draft.whom])


def _clash(letter: Letter, words: Words) -> Clash:
    stands = Words.of(letter)
    rows = (
        (_l("Subject"), words.subject, stands.subject),
        (_l("Text"), words.text, stands.text),
        (_l("Subject in English"), words.subject_en, stands.subject_en),
        (_l("Text in English"), words.text_en, stands.text_en),
    )
    return Clash([row for row in rows if row[1] != row[2]], letter.version)
