"""Where a person has work: asked for all editions at once, however many there are."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import case, func, select
from sqlalchemy.orm import Session, selectinload

from judging.accounts.models import User
from judging.core.i18n import _
from judging.deliberation.models import Protocol, Seal
from judging.editions import timetable
from judging.editions.dashboard import Panel, Way
from judging.editions.guidance import first
from judging.editions.guidance.facts import Facts
from judging.editions.guidance.first import Entering, Judging, Leading
from judging.editions.guidance.now import step_of
from judging.editions.models import DECLARING, LEADERS, Edition, Role, Seat
from judging.entries import queries as entries
from judging.entries.models import Entry, EntryVersion, Extension, Status
from judging.entries.participation import HELD
from judging.jury import rules
from judging.jury.models import Assignment, ScoreSheet, SheetState
from judging.jury.rules import SCORED_STATUSES
from judging.notifications.models import Message
from judging.offices.models import Representative

Panels = Sequence[Callable[[Session, Edition, datetime], Panel]]


class Place(NamedTuple):
    """One of a person's desks: the role, the edition if it is of one, what it says first."""

    role: str
    edition: Edition | None
    sentence: str
    way: Way

    @property
    def past(self) -> bool:
        """Whether it belongs to the archive."""
        return self.edition is not None and self.edition.archived_at is not None


@dataclass(slots=True)
class Counts:
    """What is counted of the editions of a person's seats, by the id of the edition."""

    newest: Mapping[int, datetime] = field(default_factory=dict)
    sheets: Mapping[int, tuple[int, int]] = field(default_factory=dict)  # by round
    seals: Mapping[int, list[Role]] = field(default_factory=dict)
    late: Mapping[int, int] = field(default_factory=dict)


def places_of(session: Session, user: User, at: datetime, panels: Panels) -> list[Place]:
    """Return the desks of a person, those of the newest editions first."""
    seats = _seats(session, user)
    counts = _counts(session, user, [seat.edition_id for seat in seats if seat.role in DECLARING])
    found = [*_kept(session, seats, at, panels)]
    for seat in seats:
        found += _of_the_chapter(user, seat, at, counts)
    return [*found, *_of_offices(session, user, at), *_of_administrator(session, user)]


def _seats(session: Session, user: User) -> Sequence[Seat]:
    query = select(Seat).join(Seat.edition).where(Seat.user_id == user.id, Seat.removed_at.is_(None))
    load = selectinload(Seat.edition).selectinload(Edition.rounds)
    return session.scalars(query.options(load).order_by(Edition.year.desc(), Edition.id.desc(), Seat.id)).all()


def _kept(session: Session, seats: Sequence[Seat], at: datetime, panels: Panels) -> Iterator[Place]:
    """Yield the secretary's desks; only the newest that is at work is looked into."""
    mine = [seat.edition for seat in seats if seat.role is Role.SECRETARY]
    at_work = next((edition for edition in mine if not (edition.announced_at or edition.archived_at)), None)
    for edition in mine:
        desk = Way(_("Open the desk"), "editions_desk.show", {"slug": edition.slug})
        sentence = timetable.phase(edition, at).label
        if edition is at_work:
            sentence = step_of(Facts(edition, at, [panel(session, edition, at).part for panel in panels])).sentence
        yield Place(Role.SECRETARY.label, edition, sentence, desk)


def _of_the_chapter(user: User, seat: Seat, at: datetime, counts: Counts) -> Iterator[Place]:
    """Yield the desk of a member or a substitute, and that of the chair once there is something to lead."""
    edition = seat.edition
    if seat.role is Role.CLERK:
        open_now = edition.current_round is not None and timetable.takes_sheets(edition.current_round, at)
        sentence = _("Sheets on paper can be typed in.") if open_now else _("There is nothing to type in now.")
        yield Place(
            seat.role.label, edition, sentence, Way(_("Sheets on paper"), "paper_desk.index", {"slug": edition.slug})
        )
    if seat.role not in DECLARING:
        return
    newest, round_ = counts.newest.get(edition.id), edition.current_round
    if seat.role is Role.SUBSTITUTE:
        if stands_in := first.substitute(edition, seat, to_declare=not rules.has_declared(seat, newest)):
            yield Place(seat.role.label, edition, stands_in.sentence, stands_in.way)
        return
    given, submitted = counts.sheets.get(round_.id, (0, 0)) if round_ else (0, 0)
    to_declare = newest is not None and not rules.has_declared(seat, newest)
    said = first.juror(edition, at, Judging(seat, to_declare, given, submitted))
    yield Place(Role.JUROR.label, edition, said.sentence, said.way)
    if seat.role in LEADERS and not seat.awaits_consent:
        known = Leading(user.has_second_factor, counts.late.get(edition.id, 0), counts.seals.get(edition.id))
        if leads := first.chair(edition, known):
            yield Place(seat.role.label, edition, leads.sentence, leads.way)


def _counts(session: Session, user: User, editions: Sequence[int]) -> Counts:
    if not editions:
        return Counts()
    arrived = select(
        Entry.edition_id, func.max(func.coalesce(EntryVersion.confirmed_at, EntryVersion.submitted_at))
    ).join(EntryVersion.entry)
    arrived = arrived.where(Entry.edition_id.in_(editions), Entry.status.in_(SCORED_STATUSES), EntryVersion.number == 1)
    handed_in = func.sum(case((ScoreSheet.state == SheetState.SUBMITTED, 1), else_=0))
    mine = select(Assignment.round_id, func.count(Assignment.id), handed_in).join(Assignment.seat)
    mine = mine.join(Assignment.entry).outerjoin(Assignment.sheet)
    mine = mine.where(Seat.user_id == user.id, Seat.removed_at.is_(None), Assignment.removed_at.is_(None))
    mine = mine.where(~Assignment.in_conflict, Entry.status.in_(SCORED_STATUSES)).group_by(Assignment.round_id)
    late = select(Seat.edition_id, func.count(Seat.id)).where(Seat.edition_id.in_(editions), Seat.removed_at.is_(None))
    late = late.where(Seat.late_reason != "", Seat.consented_at.is_(None)).group_by(Seat.edition_id)
    sealed = select(Protocol.edition_id, Seal.role).outerjoin(Protocol.seals)
    seals: dict[int, list[Role]] = {}
    for edition, role in session.execute(
        sealed.where(Protocol.edition_id.in_(editions), Protocol.withdrawn_at.is_(None))
    ):
        seals.setdefault(edition, []).extend([role] if role else [])
    return Counts(
        newest=_pairs(session, arrived.group_by(Entry.edition_id)),
        sheets={row[0]: (row[1], row[2] or 0) for row in session.execute(mine)},
        seals=seals,
        late=_pairs(session, late),
    )


def _pairs(session: Session, query: Any) -> dict[int, Any]:
    return {row[0]: row[1] for row in session.execute(query)}


def _of_offices(session: Session, user: User, at: datetime) -> Iterator[Place]:
    """Yield the desk of somebody who acts for offices."""
    query = select(Representative.office_id, Representative.approved_at)
    acts = session.execute(query.where(Representative.user_id == user.id, Representative.refused_at.is_(None))).all()
    if not acts:
        return
    offices = [row.office_id for row in acts]
    rows = entries.visible_entries(user).where(Entry.office_id.in_(offices)).join(Entry.edition)
    longer = (Extension.edition_id == Entry.edition_id) & (Extension.office_id == Entry.office_id)
    columns: Any = rows.outerjoin(Extension, longer).with_only_columns(
        Entry.status, Edition, Extension.until, Entry.correct_until
    )
    begun = session.execute(columns.where(Entry.status.in_({Status.DRAFT, Status.RETURNED}), ~HELD)).all()
    known = Entering(
        confirmed=all(row.approved_at for row in acts),
        returned=sum(
            status is Status.RETURNED and not edition.sealed_at and _is_open(edition, at, longer_call, own)
            for status, edition, longer_call, own in begun
        ),
        drafts=sum(
            status is Status.DRAFT and _is_open(edition, at, longer_call)
            for status, edition, longer_call, _own in begun
        ),
    )
    said = first.office(known)
    yield Place(_("Representative of an office"), None, said.sentence, said.way)


def _is_open(edition: Edition, at: datetime, *until: datetime | None) -> bool:
    """Tell whether the call is open, or one of the longer deadlines given is not over."""
    return timetable.call(edition).is_open(at) or any(at < timetable.over(one) for one in until if one)


def _of_administrator(session: Session, user: User) -> Iterator[Place]:
    """Yield the administrator's desk."""
    if not user.administrator:
        return
    query = select(Edition.slug, func.count(Message.id)).select_from(Message)
    query = query.join(Edition, Edition.id == Message.edition_id).where(Message.failed_at.is_not(None))
    newest = session.execute(query.group_by(Edition.id, Edition.slug).order_by(Edition.id.desc()).limit(1)).first()
    slug, failed = newest or ("", 0)
    some = session.scalar(select(Edition.id).limit(1)) is not None
    said = first.administrator(editions=some, failed=failed, of=slug)
    yield Place(_("Administrator"), None, said.sentence, said.way)
