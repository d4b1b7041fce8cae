"""Sending letters: a trial to oneself, then to each reader alone, held back for a minute in which it is taken back."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from judging.accounts.models import User
from judging.audit.actions import Action
from judging.audit.operations.history import record
from judging.core.refusals import NotNow
from judging.editions.models import Edition
from judging.letters import queries, rules
from judging.letters.copies import Reader, Words
from judging.letters.fields import FITTING
from judging.letters.models import Letter, LetterCopy
from judging.notifications.operations import outbox

TEMPLATE = "letter"


def locked(session: Session, letter: Letter) -> Letter:
    """Return a letter as it stands now, held until the commit: of two who send it one is the first."""
    query = select(Letter).where(Letter.id == letter.id).with_for_update().execution_options(populate_existing=True)
    return session.scalars(query).one()


def send(session: Session, edition: Edition, letter: Letter, *, seen: int | None, by: User, at: datetime) -> int:
    """Send a letter to each of its readers alone, not before a minute is over; return how many copies go."""
    letter = locked(session, letter)
    effect = queries.effect(session, edition, letter, by, at)
    if refusal := rules.why_not_send(letter, effect, seen):
        raise refusal
    letter.sent_at, letter.sent_by_id, letter.not_before = at, by.id, at + rules.HELD
    made = outbox.enqueue_each(
        session,
        TEMPLATE,
        [_copy(edition, letter, reader) for reader in effect.readers],
        at=at,
        not_before=letter.not_before,
        occasion=f"letter:{letter.id}",
        edition_id=edition.id,
    )
    session.add_all(
        LetterCopy(letter_id=letter.id, message_id=message.id, office=reader.office)
        for message, reader in zip(made, effect.readers, strict=True)
    )
    told = {"letter": letter.subject, "whom": letter.whom.value, "copies": len(made)}
    record(session, Action.LETTER_SENT, letter, by=by, at=at, edition_id=edition.id, **told)
    return len(made)


def undo(session: Session, edition: Edition, letter: Letter, *, by: User, at: datetime) -> int:
    """Take back a letter that is held back; return how many copies are."""
    letter = locked(session, letter)
    if refusal := rules.why_not_undo(letter, at):
        raise refusal
    letter.undone_at = at
    back = outbox.withdraw(session, queries.message_ids(session, letter), at=at)
    told = {"letter": letter.subject, "copies": back}
    record(session, Action.LETTER_TAKEN_BACK, letter, by=by, at=at, edition_id=edition.id, **told)
    return back


def try_out(session: Session, edition: Edition, letter: Letter, place: int, *, by: User, at: datetime) -> None:
    """Send to whoever writes a letter what one of its readers would get, in every language it is written in."""
    effect, words = queries.effect(session, edition, letter, by, at), Words.of(letter)
    refusal = rules.why_not_change(letter) or rules.why_not_word(words, FITTING[letter.whom])
    if refusal or not effect.readers:
        raise refusal or NotNow(rules.TO_NOBODY)
    reader = effect.readers[effect.place(place) - 1]
    filled = [(one, reader.said(words, one, edition.time_zone)) for one in words.languages]
    outbox.enqueue_each(
        session,
        TEMPLATE,
        [(by, language, {**said, "test": True}) for language, said in filled],
        at=at,
        not_before=None,
        occasion=f"letter-test:{letter.id}:{at:%Y%m%dT%H%M%S%f}",
        edition_id=edition.id,
    )


def _copy(edition: Edition, letter: Letter, reader: Reader) -> tuple[User, str, dict[str, str]]:
    words = Words.of(letter)
    language = words.for_reader(reader.user.language)
    return reader.user, language, reader.said(words, language, edition.time_zone)
