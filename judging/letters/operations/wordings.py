"""Wordings kept under a name for letters to come: no act of the competition, so not in the history."""

from sqlalchemy.orm import Session

from judging.core.i18n import _l
from judging.core.refusals import Clash
from judging.editions.models import Edition
from judging.letters import queries, rules
from judging.letters.copies import Words
from judging.letters.models import Wording


def keep(session: Session, edition: Edition, name: str, words: Words) -> Wording:
    """Keep a wording under a name."""
    known = queries.wordings(session, edition)
    if refusal := rules.why_not_keep(words, name, [one.name for one in known]):
        raise refusal
    wording = Wording(edition_id=edition.id)
    _write(wording, name, words)
    session.add(wording)
    return wording


def change(
    session: Session, edition: Edition, wording: Wording, name: str, words: Words, *, version: int | None
) -> None:
    """Write a wording anew; letters begun from it stay as they are."""
    others = [one.name for one in queries.wordings(session, edition) if one is not wording]
    if refusal := rules.why_not_keep(words, name, others):
        raise refusal
    if version != wording.version:
        rows = ((_l("Subject"), words.subject, wording.subject), (_l("Text"), words.text, wording.text))
        raise Clash([row for row in rows if row[1] != row[2]], wording.version)
    _write(wording, name, words)


def _write(wording: Wording, name: str, words: Words) -> None:
    wording.name, wording.subject, wording.text = name, words.subject, words.text
    wording.subject_en, wording.text_en = words.subject_en, words.text_en
