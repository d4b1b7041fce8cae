"""Wordings of letters go with the set-up of an edition: into its copy, into the file of its set-up and out of it."""

from collections.abc import Mapping, Sequence

from sqlalchemy.orm import Session

from judging.editions.models import Edition
from judging.editions.operations.companions import Companion
from judging.letters import queries
from judging.letters.copies import Words
from judging.letters.operations import wordings
from judging.letters.rules import LONGEST_NAME, LONGEST_SUBJECT, LONGEST_TEXT

FIELDS = {
    "name": LONGEST_NAME,
    "subject": LONGEST_SUBJECT,
    "text": LONGEST_TEXT,
    "subject_en": LONGEST_SUBJECT,
    "text_en": LONGEST_TEXT,
}


def _read(session: Session, edition: Edition) -> list[dict[str, str]]:
    return [{name: getattr(one, name) for name in FIELDS} for one in queries.wordings(session, edition)]


def _write(session: Session, edition: Edition, rows: Sequence[Mapping[str, str]]) -> None:
    for row in rows:
        words = Words(row["subject"], row["text"], row["subject_en"], row["text_en"])
        wordings.keep(session, edition, row["name"], words)
        session.flush()  # the next one is compared with it


WORDINGS = Companion("letter_wordings", FIELDS, _read, _write)
