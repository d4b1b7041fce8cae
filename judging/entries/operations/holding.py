"""What was submitted in time by somebody whose right to act for the office is confirmed only later.

It is held: nobody but its office reads it; the history says that it came. The confirmation turns it into a
version that was submitted when it was sent. It goes if its office takes it back, if the right is refused, or if the
result is sealed first; the history and whoever sent it are told each time. Only the seal leaves it where it is: if the
decision is opened again, it waits again.
"""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from judging.accounts.models import User
from judging.audit.actions import Action
from judging.audit.operations.history import record
from judging.editions.models import Edition
from judging.editions.queries import secretaries_of
from judging.entries import completeness, rules
from judging.entries.models import Entry, EntryVersion, HeldSubmission
from judging.entries.operations import reminders
from judging.entries.operations.entries import contents, enter, submit
from judging.entries.queries import held_in
from judging.notifications.operations.outbox import enqueue
from judging.offices.models import Representative, Right
from judging.offices.rules import represents, right_of
from judging.stats.collation import alphabetical


def hand_in(
    session: Session, entry: Entry, accepted: Collection[int], *, by: User, at: datetime
) -> EntryVersion | HeldSubmission:
    """Submit the entry, or hold it until the right of whoever submits it is confirmed."""
    _await_answer(session, entry, by)
    if right_of(by, entry.office):
        return submit(session, entry, accepted, by=by, at=at)
    return hold(session, entry, accepted, by=by, at=at)


def _await_answer(session: Session, entry: Entry, by: User) -> None:
    """Let a confirmation that happens at this very moment go first, so that nothing stays held by mistake."""
    right = select(Representative).where(Representative.office_id == entry.office_id, Representative.user_id == by.id)
    session.scalars(right.with_for_update().execution_options(populate_existing=True)).all()


def hold(session: Session, entry: Entry, accepted: Collection[int], *, by: User, at: datetime) -> HeldSubmission:
    """Keep what is submitted, with its time, for the moment in which the right is confirmed."""
    if refusal := rules.why_not_hold(by, entry, accepted, at):
        raise refusal
    declared = [declaration.id for declaration in completeness.declarations(entry.edition)]
    reminders.let_go(session, entry)
    values = contents(entry) | {"declarations": declared, "submitted_at": at, "submitted_by_id": by.id}
    held = entry.held
    if held is None:
        held = entry.held = HeldSubmission(**values)
    for name, value in values.items():
        setattr(held, name, value)
    session.flush()
    record(session, Action.ENTRY_HELD, entry, by=by, at=at, edition_id=entry.edition_id)
    _tell(session, "entry-held", held, at, received=at.isoformat())
    return held


def take_back(session: Session, entry: Entry, *, by: User, at: datetime) -> None:
    """Let go what waits, because its office says so: the entry is a draft again, as it stands in the form."""
    if refusal := rules.why_not_take_back(by, entry):
        raise refusal
    assert entry.held is not None  # or the rule would have refused
    until = rules.deadline(entry).isoformat() if at < rules.too_late(entry) else None
    _tell(session, "entry-taken-back", entry.held, at, until=until)
    entry.held = None
    record(session, Action.ENTRY_TAKEN_BACK, entry, by=by, at=at, edition_id=entry.edition_id)


def answer_held(session: Session, person: Representative, by: User, at: datetime) -> None:
    """Turn what a person had submitted into versions now that their right is confirmed, or let it go.

    Of a sealed edition it stays as it is: the seal has ended the wait, and its pages go on saying so.
    """
    query = (
        select(HeldSubmission)
        .join(HeldSubmission.entry)
        .where(HeldSubmission.submitted_by_id == person.user_id, Entry.office_id == person.office_id)
    )
    for held in session.scalars(query.order_by(HeldSubmission.submitted_at, HeldSubmission.id)).all():
        entry = held.entry
        _await_seal(session, entry)
        may_submit = person.approved_at is not None and person.right is Right.SUBMIT
        if may_submit and not entry.lapsed:
            _let_stand(session, held, at)
        elif not may_submit:
            if not entry.lapsed:
                _note_lapse(session, held, "refused", by, at)
            entry.held = None
    session.flush()


def lapse(session: Session, edition: Edition, *, by: User, at: datetime) -> None:
    """End the wait of all that is held, now that the result is sealed: the office and the secretaries are told."""
    found = held_in(session, edition)
    for held in found:
        _note_lapse(session, held, "sealed", by, at)
    offices = sorted({held.office_name for held in found}, key=alphabetical)
    for secretary in secretaries_of(session, [edition.id]) if found else []:
        enqueue(
            session,
            "entries-lapsed",
            to=secretary,
            at=at,
            occasion=f"entries-lapsed:{edition.id}:{at:%Y%m%dT%H%M%S}",
            edition_id=edition.id,
            edition=edition.name,
            slug=edition.slug,
            offices=offices,
        )


def wait_again(session: Session, edition: Edition, *, by: User, at: datetime) -> None:
    """Go on with what the seal had ended, now that the decision is open again."""
    for held in held_in(session, edition):
        if represents(session.get_one(User, held.submitted_by_id), held.entry.office):
            _let_stand(session, held, at)
            continue
        record(session, Action.ENTRY_HELD, held.entry, by=by, at=at, edition_id=edition.id)
        _tell(session, "entry-held", held, at, received=held.submitted_at.isoformat(), again=True)
    session.flush()


def _await_seal(session: Session, entry: Entry) -> None:
    """Let a seal that is put at this very moment go first, so that nothing enters a sealed edition."""
    query = select(Edition).where(Edition.id == entry.edition_id).with_for_update()
    session.scalars(query.execution_options(populate_existing=True)).one()


def _let_stand(session: Session, held: HeldSubmission, at: datetime) -> None:
    """Make a version of what was sent: submitted when it was sent, known to the edition from now on."""
    entry, sender = held.entry, session.get_one(User, held.submitted_by_id)
    enter(session, entry, _version_of(held, at), held.declarations, by=sender, at=at)
    entry.held = None


def _note_lapse(session: Session, held: HeldSubmission, cause: str, by: User, at: datetime) -> None:
    """Record that what was sent does not count, and tell whoever sent it why."""
    edition_id = held.entry.edition_id
    record(session, Action.ENTRY_LAPSED, held.entry, by=by, at=at, edition_id=edition_id, cause=cause)
    _tell(session, "entry-lapsed", held, at, cause=cause)


def _tell(session: Session, template: str, held: HeldSubmission, at: datetime, **context: object) -> None:
    """Write to whoever sent what is held."""
    edition = held.entry.edition
    enqueue(
        session,
        template,
        to=session.get_one(User, held.submitted_by_id),
        at=at,
        occasion=f"{template}:{held.id}:{at:%Y%m%dT%H%M%S}",
        edition_id=edition.id,
        edition=edition.name,
        title=held.title,
        zone=edition.time_zone,
        entry_id=held.entry.public_id,
        **context,
    )


def _version_of(held: HeldSubmission, at: datetime) -> EntryVersion:
    """Return the version that was submitted when it was sent, and is known to the edition from now on."""
    return EntryVersion(
        title=held.title,
        area_name=held.area_name,
        office_name=held.office_name,
        answers=dict(held.answers),
        files=list(held.files),
        submitted_at=held.submitted_at,
        confirmed_at=at,
    )
