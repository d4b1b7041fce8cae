"""What a juror's own pages ask beside the assignments: lengths of entries, newer versions, marks, the agreement."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session, undefer

from judging.core.readability import words as words_in
from judging.editions import questions
from judging.editions.models import Edition, Seat
from judging.entries.models import EntryVersion
from judging.jury import duties
from judging.jury.models import Agreement, Assignment, ReadingMark


def lengths(session: Session, edition: Edition, those: Iterable[Assignment]) -> dict[int, int]:
    """Return how many words the jury reads of each version, by its id."""
    ids = {one.version_id for one in those}
    found = session.execute(select(EntryVersion.id, EntryVersion.answers).where(EntryVersion.id.in_(ids)))
    asked = [field for field in edition.fields if not field.orders]
    return {
        version: sum(
            len(words_in(answers.get(field.key, ""))) for field in questions.asked(asked, answers) if field.for_jury
        )
        for version, answers in found
    }


def corrected_since(session: Session, those: Iterable[Assignment], since: datetime | None) -> int:
    """Count the entries of which a version newer than the one that is scored has come since."""
    if since is None:
        return 0
    scored = {one.entry_id: one.version_id for one in those}
    newest = (
        select(EntryVersion.entry_id, func.max(EntryVersion.id))
        .where(EntryVersion.entry_id.in_(scored), EntryVersion.submitted_at > since)
        .group_by(EntryVersion.entry_id)
    )
    return len([entry for entry, version in session.execute(newest) if version != scored[entry]])


def has_agreed(session: Session, seat: Seat) -> bool:
    """Tell whether a seat has accepted the duties as they are worded now."""
    return agreement(session, seat) is not None


def agreement(session: Session, seat: Seat) -> Agreement | None:
    """Return the acceptance of the duties as they are worded now."""
    query = select(Agreement).where(Agreement.seat_id == seat.id, Agreement.version == duties.VERSION)
    return session.scalar(query)


def marks(session: Session, those: Iterable[Assignment]) -> Sequence[ReadingMark]:
    """Return the juror's highlights and notes in the versions of their own assignments, in order of reading."""
    seats = {one.seat_id for one in those}
    versions = {one.version_id for one in those}
    query = select(ReadingMark).where(ReadingMark.seat_id.in_(seats), ReadingMark.version_id.in_(versions))
    return session.scalars(query.order_by(ReadingMark.version_id, ReadingMark.question, ReadingMark.place)).all()


def read_whole(session: Session, those: Iterable[Assignment]) -> None:
    """Read the texts and files of all versions at once, which a list leaves out."""
    ids = {one.version_id for one in those}
    columns = (undefer(EntryVersion.answers), undefer(EntryVersion.files))
    query = select(EntryVersion).where(EntryVersion.id.in_(ids)).options(*columns)
    session.scalars(query.execution_options(populate_existing=True)).all()
