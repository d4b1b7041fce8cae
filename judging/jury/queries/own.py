"""What a juror's own pages ask beside the assignments: lengths of entries, newer versions, marks, the agreement."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from judging.core.readability import words as words_in
from judging.editions import questions
from judging.editions.models import Edition
from judging.entries.models import EntryVersion
from judging.jury.models import Assignment


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
