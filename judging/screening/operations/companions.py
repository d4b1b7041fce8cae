"""The words of the formal check go with the set-up of an edition: its own points, its ready texts."""

from collections.abc import Sequence

from sqlalchemy.orm import Session

from judging.editions.models import Edition
from judging.editions.operations.companions import Companion
from judging.screening import rules
from judging.screening.models import CheckPoint, ReadyText
from judging.screening.points import LONGEST, LONGEST_TEXT
from judging.screening.queries import checking


def _read_texts(session: Session, edition: Edition) -> list[str]:
    return [one.text for one in checking.ready_texts(session, edition)]


def _write_points(session: Session, edition: Edition, points: Sequence[str]) -> None:
    if refusal := rules.why_not_word(points):
        raise refusal
    rows = enumerate(points, start=1)
    session.add_all(CheckPoint(edition_id=edition.id, position=place, text=text) for place, text in rows)


def _write_texts(session: Session, edition: Edition, texts: Sequence[str]) -> None:
    for place, text in enumerate(texts):
        if refusal := rules.why_not_keep_text(text, texts[:place]):
            raise refusal
    session.add_all(ReadyText(edition_id=edition.id, text=text) for text in texts)


POINTS = Companion("check_points", LONGEST, checking.own_points, _write_points)
TEXTS = Companion("ready_texts", LONGEST_TEXT, _read_texts, _write_texts)
