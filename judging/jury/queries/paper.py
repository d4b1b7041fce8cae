"""Questions about sheets that came on paper. None of them returns a score."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, case, func, select
from sqlalchemy.orm import Session, aliased, contains_eager, joinedload, selectinload

from judging.accounts.models import User
from judging.editions.models import ON_THE_JURY, Edition, Role, Round, Seat
from judging.editions.queries import roles_of
from judging.entries.models import Entry, EntryVersion
from judging.jury.models import Assignment, PaperGlimpse, PaperScan, PaperSheet, PaperUpload, ScoreSheet, SheetState
from judging.jury.on_paper import Counted
from judging.jury.rules import SCORED_STATUSES
from judging.stats.collation import alphabetical

STANDS = and_(PaperSheet.sheet_id == ScoreSheet.id, PaperSheet.version == ScoreSheet.version)  # not opened again since


@dataclass(frozen=True, slots=True)
class Waiting:
    """A sheet that is asked of a juror, and how far it is: never what it says."""

    id: int
    public_id: str
    position: int
    entry_number: int
    title: str
    office: str
    seat: str  # public id
    juror: str
    state: SheetState | None
    paper: str | None  # public id, if it was handed in on paper
    typed_by: str | None
    typed_by_id: int | None
    seen: bool | None
    confirmed_at: datetime | None
    objected_at: datetime | None
    scans: int

    @property
    def waits(self) -> bool:
        """Whether it is not handed in."""
        return self.state is not SheetState.SUBMITTED


def wanted(round_: Round) -> Sequence[ColumnElement[bool]]:
    """Return the conditions on an assignment that asks for a sheet which counts."""
    return (
        Assignment.round_id == round_.id,
        Assignment.removed_at.is_(None),
        ~Assignment.in_conflict,
        Seat.removed_at.is_(None),
        Seat.role.in_(ON_THE_JURY),
        Entry.status.in_(SCORED_STATUSES),
    )


def sheets_of(session: Session, round_: Round, *, seat: str = "", only: Collection[str] = ()) -> Sequence[Waiting]:
    """Return the sheets of a round, or of one member, by name and in the member's order, in one statement."""
    typist = aliased(User)
    scans = select(func.count(PaperScan.id)).where(PaperScan.paper_id == PaperSheet.id).correlate(PaperSheet)
    query: Any = (
        select(
            Assignment.id,
            Assignment.public_id,
            Assignment.position,
            func.coalesce(Entry.number, 0),
            EntryVersion.title,
            EntryVersion.office_name,
            Seat.public_id,
            User.name,
            ScoreSheet.state,
            PaperSheet.public_id,
            typist.name,
            PaperSheet.typed_by_id,
            PaperSheet.seen_by_secretary,
            PaperSheet.confirmed_at,
            PaperSheet.objected_at,
            scans.scalar_subquery(),
        )
        .select_from(Assignment)
        .join(Seat, Seat.id == Assignment.seat_id)
        .join(User, User.id == Seat.user_id)
        .join(Entry, Entry.id == Assignment.entry_id)
        .join(EntryVersion, EntryVersion.id == Assignment.version_id)
        .outerjoin(ScoreSheet, ScoreSheet.assignment_id == Assignment.id)
        .outerjoin(PaperSheet, and_(STANDS, ScoreSheet.state == SheetState.SUBMITTED))
        .outerjoin(typist, typist.id == PaperSheet.typed_by_id)
        .where(*wanted(round_))
    )
    if seat:
        query = query.where(Seat.public_id == seat)
    if only:
        query = query.where(Assignment.public_id.in_(only))
    found = [Waiting(*row) for row in session.execute(query)]
    return sorted(found, key=lambda one: (*alphabetical(one.juror), one.seat, one.position, one.id))


def jurors_of(session: Session, round_: Round) -> Sequence[tuple[str, str]]:
    """Return the members who have sheets in a round: public ids of their seats, and names."""
    query = (
        select(Seat.public_id, User.name)
        .select_from(Assignment)
        .join(Seat, Seat.id == Assignment.seat_id)
        .join(User, User.id == Seat.user_id)
        .join(Entry, Entry.id == Assignment.entry_id)
        .where(*wanted(round_))
        .distinct()
    )
    return sorted(((row[0], row[1]) for row in session.execute(query)), key=lambda one: alphabetical(one[1]))


def assignment(session: Session, edition: Edition, public_id: str) -> Assignment | None:
    """Return an assignment of the edition with its juror, its entry and its round: none that was never given."""
    query = (
        select(Assignment)
        .join(Assignment.round)
        .where(Assignment.public_id == public_id, Round.edition_id == edition.id)
        .options(
            contains_eager(Assignment.round),
            joinedload(Assignment.seat).joinedload(Seat.user),
            joinedload(Assignment.entry).joinedload(Entry.office),
            joinedload(Assignment.entry_version),
        )
    )
    return session.scalars(query).unique().one_or_none()


def to_print(session: Session, round_: Round, ids: Collection[int]) -> Sequence[Assignment]:
    """Return assignments with what a printed sheet says of them, by juror and in the juror's order."""
    query = (
        select(Assignment)
        .join(Assignment.seat)
        .join(Seat.user)
        .where(Assignment.round_id == round_.id, Assignment.id.in_(ids))
        .options(
            contains_eager(Assignment.seat).contains_eager(Seat.user),
            joinedload(Assignment.entry),
            joinedload(Assignment.entry_version),
        )
    )
    found = session.scalars(query).unique()
    return sorted(found, key=lambda one: (*alphabetical(one.seat.user.name), one.seat_id, one.position, one.id))


def sheet_of(session: Session, assignment: Assignment) -> ScoreSheet | None:
    """Read the sheet of an assignment as it stands now."""
    query = select(ScoreSheet).where(ScoreSheet.assignment_id == assignment.id)
    return session.scalar(query.execution_options(populate_existing=True))


def standing(session: Session, sheet: ScoreSheet | None) -> PaperSheet | None:
    """Return as which paper sheet a sheet was handed in; none if it was handed in online, or opened again."""
    if sheet is None or sheet.state is not SheetState.SUBMITTED:
        return None
    query = select(PaperSheet).where(PaperSheet.sheet_id == sheet.id, PaperSheet.version == sheet.version)
    return session.scalar(query.options(joinedload(PaperSheet.typed_by), selectinload(PaperSheet.scans)))


def standing_of(session: Session, ids: Collection[int]) -> dict[int, PaperSheet]:
    """Return as which paper sheets sheets were handed in, by the ids of their assignments."""
    query = select(ScoreSheet.assignment_id, PaperSheet).join(ScoreSheet, STANDS)
    of_these = (ScoreSheet.assignment_id.in_(ids), ScoreSheet.state == SheetState.SUBMITTED)
    return {row[0]: row[1] for row in session.execute(query.where(*of_these))}


def to_plan(session: Session, round_: Round, ids: Collection[int]) -> dict[int, Assignment]:
    """Return assignments of a round with whose they are and how far their sheets are, by their ids."""
    query = (
        select(Assignment)
        .where(Assignment.round_id == round_.id, Assignment.id.in_(ids))
        .options(
            joinedload(Assignment.seat).joinedload(Seat.user),
            joinedload(Assignment.entry),
            joinedload(Assignment.entry_version),
            joinedload(Assignment.sheet),
        )
    )
    found = session.scalars(query.execution_options(populate_existing=True)).unique()
    return {one.id: one for one in found}


def unanswered(session: Session, user: User, edition: Edition) -> Sequence[tuple[str, int]]:
    """Return which of a juror's sheets were typed in from paper and wait for their word: public ids and numbers."""
    query = (
        select(Assignment.public_id, func.coalesce(Entry.number, 0))
        .select_from(PaperSheet)
        .join(ScoreSheet, STANDS)
        .join(Assignment, Assignment.id == ScoreSheet.assignment_id)
        .join(Seat, Seat.id == Assignment.seat_id)
        .join(Entry, Entry.id == Assignment.entry_id)
        .where(
            Seat.user_id == user.id,
            Seat.edition_id == edition.id,
            Seat.removed_at.is_(None),
            Assignment.removed_at.is_(None),
            ~Assignment.in_conflict,
            Entry.status.in_(SCORED_STATUSES),
            ScoreSheet.state == SheetState.SUBMITTED,
            PaperSheet.confirmed_at.is_(None),
            PaperSheet.objected_at.is_(None),
        )
        .order_by(Entry.number)
    )
    return [(row[0], row[1]) for row in session.execute(query)]


def lapsed_uploads(session: Session, at: datetime) -> Sequence[PaperUpload]:
    """Return the imports whose time is over."""
    return session.scalars(select(PaperUpload).where(PaperUpload.lapses_at <= at)).all()


def upload_keys(session: Session) -> set[str]:
    """Return the keys of the files that imports still need."""
    return set(session.scalars(select(PaperUpload.table_key)))


def typed_by(session: Session, edition: Edition, user: User, public_id: str) -> PaperSheet | None:
    """Return a paper sheet of the edition that a person has typed in, while it stands as such."""
    query = (
        select(PaperSheet)
        .join(PaperSheet.sheet)
        .join(ScoreSheet.assignment)
        .join(Assignment.round)
        .where(PaperSheet.public_id == public_id, Round.edition_id == edition.id, PaperSheet.typed_by_id == user.id)
        .where(STANDS, ScoreSheet.state == SheetState.SUBMITTED)
    )
    return session.scalar(query)


def scan(session: Session, edition: Edition, public_id: str) -> tuple[PaperScan, Assignment] | None:
    """Return a scan of the edition, and of whose sheet of what it is."""
    query = (
        select(PaperScan, Assignment)
        .join(PaperScan.paper)
        .join(PaperSheet.sheet)
        .join(ScoreSheet.assignment)
        .join(Assignment.round)
        .where(PaperScan.public_id == public_id, Round.edition_id == edition.id)
    )
    row = session.execute(query).one_or_none()
    return (row[0], row[1]) if row else None


def seen_by_secretary(session: Session, assignment: Assignment) -> bool:
    """Tell whether a secretary has read the paper in a file to be imported."""
    query = select(PaperGlimpse.id).where(PaperGlimpse.assignment_id == assignment.id)
    return session.scalar(query.limit(1)) is not None


def counted(session: Session, round_: Round) -> Counted:
    """Return what the protocol tells of the paper sheets of a round."""
    query = (
        select(User.name, func.count(PaperSheet.id), func.sum(_one_if_seen()))
        .select_from(PaperSheet)
        .join(ScoreSheet, STANDS)
        .join(Assignment, Assignment.id == ScoreSheet.assignment_id)
        .join(Entry, Entry.id == Assignment.entry_id)
        .join(User, User.id == PaperSheet.typed_by_id)
        .where(
            Assignment.round_id == round_.id,
            Assignment.removed_at.is_(None),
            ~Assignment.in_conflict,
            ScoreSheet.state == SheetState.SUBMITTED,
            Entry.status.in_(SCORED_STATUSES),
        )
        .group_by(User.id, User.name)
    )
    rows = sorted(session.execute(query), key=lambda row: alphabetical(row[0]))
    names: dict[str, int] = {}
    for name, sheets, _seen in rows:
        names[name] = names.get(name, 0) + sheets
    return Counted(sum(row[1] for row in rows), sum(row[2] for row in rows), names)


def _one_if_seen() -> ColumnElement[int]:
    return case((PaperSheet.seen_by_secretary, 1), else_=0)


def scan_hashes(session: Session) -> Sequence[str]:
    """Return the hashes of all scans, which are kept as long as their sheets."""
    return session.scalars(select(PaperScan.sha256)).all()


def roles_and_past(session: Session, edition: Edition, user: User) -> set[Role]:
    """Return the roles that a person holds; who has read sheets on paper stays a clerk: what was read stays known."""
    typed = (
        select(PaperSheet.id)
        .join(ScoreSheet, ScoreSheet.id == PaperSheet.sheet_id)
        .join(Assignment, Assignment.id == ScoreSheet.assignment_id)
        .join(Round, Round.id == Assignment.round_id)
        .where(PaperSheet.typed_by_id == user.id, Round.edition_id == edition.id)
    )
    sent = select(PaperUpload.id).where(PaperUpload.by_id == user.id, PaperUpload.edition_id == edition.id)
    has_read = session.scalar(select(typed.exists() | sent.exists()))
    return roles_of(session, edition, user) | ({Role.CLERK} if has_read else set())


def clerks(session: Session, edition: Edition) -> Sequence[Seat]:
    """Return the clerks of the edition whose seats are not ended, by name."""
    return sorted(session.scalars(_clerks(edition)), key=lambda seat: alphabetical(seat.user.name))


def clerk(session: Session, edition: Edition, public_id: str) -> Seat | None:
    """Return one of them."""
    return session.scalar(_clerks(edition).where(Seat.public_id == public_id))


def _clerks(edition: Edition) -> Select[Seat]:
    query = select(Seat).join(Seat.user).options(contains_eager(Seat.user))
    return query.where(Seat.edition_id == edition.id, Seat.role == Role.CLERK, Seat.removed_at.is_(None))


def open_uploads(edition: Edition, user: User, at: datetime) -> Select[PaperUpload]:
    """Select a person's own imports that are not done, given up or lapsed, the newest first."""
    mine = (PaperUpload.edition_id == edition.id, PaperUpload.by_id == user.id, PaperUpload.lapses_at > at)
    return select(PaperUpload).where(*mine).order_by(PaperUpload.id.desc())
