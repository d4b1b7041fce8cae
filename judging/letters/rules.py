"""What a secretary may write, send and take back.

A rule answers "why not?": it returns the refusal, or None when nothing is in the way.
"""

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta

from judging.core.i18n import _l
from judging.core.refusals import Incomplete, NotNow, Refused
from judging.letters.copies import Effect, Words
from judging.letters.fields import FITTING, Field, spelt, unfit
from judging.letters.models import Letter, Whom

HELD = timedelta(minutes=1)  # in which a letter that was sent can be taken back
LONGEST_NAME = 80  # of a wording
LONGEST_SUBJECT = 200
LONGEST_TEXT = 10_000
MOST_WORDINGS = 200  # of an edition
TO_NOBODY = _l("This letter would go to nobody.")


def why_not_word(words: Words, fitting: Sequence[Field]) -> Refused | None:
    """A letter says something in whole languages, and names only fields that fit those it goes to."""
    if bool(words.subject_en) != bool(words.text_en):
        sentence = _l("Write the English subject and the English text, or neither.")
        return Incomplete(sentence, field="text_en" if words.subject_en else "subject_en")
    texts = {"subject": words.subject, "text": words.text, "subject_en": words.subject_en, "text_en": words.text_en}
    wrong = {field: unfit(text, fitting) for field, text in texts.items()}
    field = next((field for field, found in wrong.items() if found), None)
    if field is None:
        return None
    sentence = _l(
        "There is no such field in a letter to these people: %(wrong)s. There are: %(known)s.",
        wrong=", ".join(wrong[field]),
        known=spelt(fitting),
    )
    return Incomplete(sentence, field=field)


def why_not_name(whom: Whom, person: object) -> Refused | None:
    """A letter to one person names whom."""
    if whom is Whom.PERSON and person is None:
        return Incomplete(_l("Choose the person."), field="person")
    return None


def why_not_change(letter: Letter) -> Refused | None:
    """Only a draft is changed: what was sent stands as it went."""
    if letter.sent_at:
        return NotNow(_l("This letter has been sent. Begin a new one from it."))
    if letter.removed_at:
        return NotNow(_l("This draft has been removed. Bring it back first."))
    return None


def why_not_send(letter: Letter, effect: Effect, seen: int | None) -> Refused | None:
    """A draft is sent once, to those whom the page has shown, with something to put into each field."""
    words = Words.of(letter)
    if refusal := why_not_change(letter) or why_not_word(words, FITTING[letter.whom]):
        return refusal
    if not effect.readers:
        return NotNow(TO_NOBODY)
    if seen != effect.seen(letter):
        return NotNow(_l("The letter or the list of its readers has changed meanwhile. See below how it is now."))
    for reader in effect.readers:
        if lacking := reader.lacks(words.fields):
            return NotNow(
                _l(
                    "There is nothing to put into %(fields)s for %(name)s. Take the field out of the letter.",
                    fields=spelt(lacking),
                    name=reader.user.name,
                )
            )
    return None


def why_not_undo(letter: Letter, at: datetime) -> Refused | None:
    """A letter is taken back once, while it is held back."""
    if letter.sent_at is None or letter.not_before is None:
        return NotNow(_l("This letter has not been sent."))
    if letter.undone_at:
        return NotNow(_l("This letter has been taken back already."))
    if at >= letter.not_before:
        return NotNow(_l("The minute is over: the letter is on its way."))
    return None


def why_not_keep(words: Words, name: str, known: Collection[str]) -> Refused | None:
    """A wording is kept under a name of its own, says something, and names fields that there are."""
    if not (name and words.subject and words.text):
        return Incomplete(_l("A wording has a name, a subject and a text."), field="name")
    if refusal := why_not_word(words, list(Field)):
        return refusal
    if name in known:
        return NotNow(_l("There is a wording of this name. Choose another name."), field="name")
    if len(known) >= MOST_WORDINGS:
        return NotNow(_l("There are %(most)d wordings. Remove one first.", most=MOST_WORDINGS), field="name")
    return None
