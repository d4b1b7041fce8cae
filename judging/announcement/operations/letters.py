"""The letters that tell the offices how it ended: one a person, whatever they entered.

They go to those who act for an office whose entry was judged. Entries rejected in the formal check
or withdrawn had their letter then.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy.orm import Session

from judging.accounts.models import User
from judging.announcement import queries
from judging.announcement.models import Announcement
from judging.editions.models import Edition
from judging.entries.models import Entry
from judging.notifications.operations.outbox import enqueue


@dataclass(slots=True)
class Letter:
    """What one person is told: the awards, and the entries that got none."""

    to: User
    awarded: list[dict[str, str]] = field(default_factory=list)
    others: list[dict[str, str]] = field(default_factory=list)


def write(
    session: Session,
    edition: Edition,
    awards: Mapping[int, str],
    announcement: Announcement,
    at: datetime,
) -> None:
    """Put the letters into the outbox; ``awards``: id of an entry → its award in the accusative."""
    entries, letters = queries.judged_entries(session, edition), dict[int, Letter]()
    versions = queries.judged_versions(session, edition, [entry.id for entry in entries])
    for entry in entries:
        about = {"office": versions[entry.id].office_name, "title": versions[entry.id].title}
        for person in _people(entry):
            letter = letters.setdefault(person.id, Letter(person))
            if award := awards.get(entry.id):
                letter.awarded.append(about | {"award": award})
            else:
                letter.others.append(about)
    for letter in letters.values():
        enqueue(
            session,
            "laureate-letter" if letter.awarded else "thanks-letter",
            to=letter.to,
            at=at,
            occasion=occasion(announcement),
            edition_id=edition.id,
            edition_name=edition.name,
            slug=edition.slug,
            awarded=letter.awarded,
            others=letter.others,
        )


def occasion(announcement: Announcement) -> str:
    """Return the name under which the letters of an announcement lie in the outbox."""
    return f"announcement:{announcement.id}"


def _people(entry: Entry) -> list[User]:
    """Return those who act for the office: approved, not refused since, with an open account."""
    return [
        one.user
        for one in entry.office.representatives
        if one.approved_at and not one.refused_at and not one.user.deactivated_at
    ]
