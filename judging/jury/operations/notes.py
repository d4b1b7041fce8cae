"""A juror highlights sentences of an answer and notes something beside them: for themselves alone."""

from collections.abc import Collection, Mapping
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from judging.accounts.models import User
from judging.core.i18n import _, _l
from judging.core.refusals import NotNow, NotYours
from judging.entries.models import EntryVersion
from judging.jury.marked_reading import WHOLE, Marked, read
from judging.jury.models import Assignment, ReadingMark

MOST = 400  # marks on one answer


def keep(
    session: Session,
    assignment: Assignment,
    question: str,
    answer: Marked,
    *,
    notes: Mapping[int, str],
    seen: Mapping[int, str],
    gone: Collection[int] = (),
    by: User,
    at: datetime,
) -> None:
    """Highlight the sentences at some places, each with its note, and let go of others; whatever else stands, stays.

    ``seen`` are the notes that the page showed: one changed elsewhere since is not written over.
    """
    if assignment.seat.user_id != by.id or assignment.in_conflict:
        raise NotYours(_l("This sheet belongs to another juror."))
    quotes = {one.place: str(one.text) for one in answer.sentences} | {WHOLE: ""}
    if (notes.keys() | set(gone)) - quotes.keys():
        raise NotNow(_l("This answer has no such sentence. Read it again."))
    known = {one.place: one for one in marks(session, assignment, question)}
    if len(known.keys() | notes.keys()) > MOST:
        raise NotNow(_l("There are too many highlights on one answer. Take some away first."))
    for place, note in notes.items():
        stands = known[place].note if place in known else ""
        if stands not in {seen.get(place, ""), note}:
            raise NotNow(
                _("This note was changed in another window meanwhile. It says there: “%(note)s”.", note=stands),
                _("Yours is still in the field. Put the two together, and save once more."),
                field="note",
            )
        if place == WHOLE and not note:
            gone = {*gone, WHOLE}
        elif place in known:
            known[place].note, known[place].at = note, at
        else:
            key = {"seat_id": assignment.seat_id, "version_id": assignment.version_id, "question": question}
            session.add(ReadingMark(**key, place=place, quote=quotes[place], note=note, at=at))
    for place in gone:
        if place in known:
            session.delete(known[place])


def carry(session: Session, assignment: Assignment, to: EntryVersion) -> None:
    """Let a juror's marks follow to another version: each to the sentence that says the same, if one does.

    One whose sentence is gone stands among the juror's notes with its words, and on no sentence.
    """
    query = select(ReadingMark).where(
        ReadingMark.seat_id == assignment.seat_id, ReadingMark.version_id == assignment.version_id
    )
    used: set[tuple[str, int]] = set()
    for mark in session.scalars(query.order_by(ReadingMark.question, ReadingMark.place)):
        said = read(to.answers.get(mark.question, "")).sentences
        alike = [one.place for one in said if str(one.text) == mark.quote]
        places = [WHOLE] if mark.place == WHOLE else [*alike, *range(WHOLE - 1, WHOLE - 2 - MOST, -1)]
        mark.place = next(place for place in places if (mark.question, place) not in used)
        used.add((mark.question, mark.place))
        mark.version_id = to.id
    session.flush()


def marks(session: Session, assignment: Assignment, question: str) -> list[ReadingMark]:
    """Return the juror's marks on one answer of the version they score."""
    query = select(ReadingMark).where(
        ReadingMark.seat_id == assignment.seat_id,
        ReadingMark.version_id == assignment.version_id,
        ReadingMark.question == question,
    )
    return list(session.scalars(query.order_by(ReadingMark.place)))
