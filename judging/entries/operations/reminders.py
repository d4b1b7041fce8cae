"""Reminding offices that a draft is not submitted yet: a week, two days and three hours before its deadline.

What is due is written when mail is sent, so no other job is needed. A reminder is told apart by its draft, its kind
and the deadline it speaks of: none goes twice, whatever the clock does, and more time begins anew. Of several that
are due at once, after a pause, only the last is written; a draft begun after a reminder was due is not reminded of it.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta

from sqlalchemy import or_, select
from sqlalchemy.orm import Session, joinedload, selectinload

from judging.accounts.models import User
from judging.core.db import immediate
from judging.editions import timetable
from judging.editions.models import Edition
from judging.entries import rules
from judging.entries.models import Entry, Extension, Status
from judging.notifications.models import Message
from judging.notifications.operations.outbox import enqueue, take_back
from judging.offices.models import Office, Representative

TEMPLATE = "draft-reminder"
BEFORE = {"7d": timedelta(days=7), "2d": timedelta(days=2), "3h": timedelta(hours=3)}  # the longest first
LONGEST = max(BEFORE.values())


def write_due(session: Session, at: datetime) -> int:
    """Write the reminders that are due and not written yet; return how many drafts they are of."""
    if not _due(session, at):
        return 0  # nothing is held while there is nothing to write
    with immediate(session):
        due = _due(session, at)
        for entry, kind in due:
            _remind(session, entry, kind, at)
    return len(due)


def due_kind(entry: Entry, at: datetime) -> str | None:
    """Return the reminder that is due of a draft: the last whose moment has come, if the draft was there by then."""
    over = timetable.over(rules.deadline(entry))
    if entry.status is not Status.DRAFT or entry.held or entry.deleted_at or at >= over:
        return None
    come = [kind for kind, before in BEFORE.items() if entry.created_at <= over - before <= at]
    return come[-1] if come else None


def let_go(session: Session, entry: Entry) -> None:
    """Take back the reminders of a draft that have not gone yet: it is submitted, or deleted."""
    for kind in BEFORE:
        take_back(session, _occasion(entry, kind))


def _due(session: Session, at: datetime) -> list[tuple[Entry, str]]:
    found = [(entry, kind) for entry in _drafts(session, at) if (kind := due_kind(entry, at))]
    occasions = [_occasion(entry, kind) for entry, kind in found]
    query = select(Message.occasion).where(Message.template == TEMPLATE, Message.occasion.in_(occasions))
    written = set(session.scalars(query)) if found else set()
    return [(entry, kind) for (entry, kind), told in zip(found, occasions, strict=True) if told not in written]


def _drafts(session: Session, at: datetime) -> list[Entry]:
    """Return the drafts whose deadline, or a longer one of their office, is at most a week away."""
    longer = (Extension.edition_id == Entry.edition_id) & (Extension.office_id == Entry.office_id)
    near = [(one > at - timetable.A_MINUTE) & (one <= at + LONGEST) for one in (Edition.closes_at, Extension.until)]
    query = (
        select(Entry)
        .join(Entry.edition)
        .outerjoin(Extension, longer)
        .where(Entry.status == Status.DRAFT, Entry.deleted_at.is_(None), Edition.rules_frozen_at.is_not(None))
        .where(Edition.sealed_at.is_(None), Edition.archived_at.is_(None))
        .where(or_(*near))
        .options(joinedload(Entry.edition), selectinload(Entry.extension), selectinload(Entry.held))
        .options(joinedload(Entry.office).selectinload(Office.representatives).joinedload(Representative.user))
        .order_by(Entry.id)
    )
    return list(session.scalars(query))


def _remind(session: Session, entry: Entry, kind: str, at: datetime) -> None:
    deadline = rules.deadline(entry)
    for reader in _readers(entry):
        enqueue(
            session,
            TEMPLATE,
            to=reader,
            at=at,
            occasion=_occasion(entry, kind),
            edition_id=entry.edition_id,
            edition=entry.edition.name,
            title=entry.title,
            office=entry.office.name,
            until=deadline.isoformat(),
            zone=entry.edition.time_zone,
            entry_id=entry.public_id,
        )


def _readers(entry: Entry) -> Iterator[User]:
    """Yield those who can do something about a draft: who write for its office, and who began it, while they may."""
    for person in entry.office.people:
        if person.user.deactivated_at is None and rules.writes(person.user, entry):
            yield person.user


def _occasion(entry: Entry, kind: str) -> str:
    return f"{TEMPLATE}:{entry.id}:{kind}:{rules.deadline(entry):%Y%m%dT%H%M}"
