"""What a plan of assignments is made of, in the same number of statements for any number of entries and members."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import and_, func, or_, select
from sqlalchemy.orm import Session, joinedload

from judging.accounts.models import User
from judging.core.readability import SPEED
from judging.editions.models import ON_THE_JURY, Area, Edition, Round, Seat
from judging.entries.models import Entry, EntryVersion, Status
from judging.jury.models import ActOfAssigning, Assignment, Conflict, KnownArea, Move, ScoreSheet, SheetState
from judging.jury.proposal import EntryFact, Facts, JurorFact
from judging.jury.queries import chapter
from judging.jury.queries.rounds import entries_of
from judging.offices.queries import visible_offices


@dataclass(frozen=True, slots=True)
class Offer:
    """A member who could take over from another."""

    juror: JurorFact
    load: int  # entries of their own
    takes: int  # entries they would get anew
    stay: int  # entries that would stay where they are: in conflict, or their own already
    stood_in: bool = False  # was named as the substitute of that member before


def facts(session: Session, edition: Edition, round_: Round) -> tuple[Facts, list[Seat]]:
    """Return what a plan of a round is made of, and the members who can be given nothing yet."""
    seats = sorted(chapter.seats_of(session, edition), key=lambda seat: seat.id)  # orders are dealt as seats were given
    silent = {seat.id for seat in chapter.undeclared(session, edition, seats)}
    ready = [seat for seat in seats if seat.id not in silent and not seat.awaits_consent]
    rows = _entries(session, round_)
    areas = known_areas(session, edition)
    made = Facts(
        entries=[
            EntryFact(one.id, one.public_id, one.number, one.title, one.area_name, _minutes(one.answers))
            for one in rows
        ],
        jurors=[JurorFact(one.id, one.public_id, one.user.name, areas.get(one.id, frozenset())) for one in ready],
        barred=_barred(session, edition, {row.id: row.office_id for row in rows}),
        live=_live(session, round_),
        minimum=round_.min_sheets,
        seed=int(round_.public_id, 16),  # the same question, the same answer
    )
    return made, [seat for seat in seats if seat not in ready]


def areas_known(session: Session, edition: Edition) -> dict[int, list[str]]:
    """Return the same as they are listed, in the order of the edition."""
    known = known_areas(session, edition)
    return {seat: [area.name for area in edition.areas if area.name in names] for seat, names in known.items()}


def said_themselves(session: Session, edition: Edition) -> set[int]:
    """Return the seats whose members have said themselves which areas they know."""
    query = select(KnownArea.seat_id).join(Seat, Seat.id == KnownArea.seat_id)
    return set(session.scalars(query.where(Seat.edition_id == edition.id, KnownArea.by_id == Seat.user_id).distinct()))


def known_areas(session: Session, edition: Edition) -> dict[int, frozenset[str]]:
    """Return the names of the areas that members know, by the ids of their seats."""
    query = select(KnownArea.seat_id, Area.name).join(Area, Area.id == KnownArea.area_id)
    found: dict[int, set[str]] = {}
    for seat_id, name in session.execute(query.where(Area.edition_id == edition.id)):
        found.setdefault(seat_id, set()).add(name)
    return {seat_id: frozenset(names) for seat_id, names in found.items()}


def _entries(session: Session, round_: Round) -> Sequence[Any]:
    """Return the accepted entries of a round as they were sent in last: area and text are those of the version."""
    newest = (
        select(func.max(EntryVersion.number))
        .where(EntryVersion.entry_id == Entry.id)
        .correlate(Entry)
        .scalar_subquery()
    )
    query: Any = entries_of(round_).where(Entry.status == Status.ACCEPTED)
    query = query.join(EntryVersion, and_(EntryVersion.entry_id == Entry.id, EntryVersion.number == newest))
    columns = (Entry.id, Entry.public_id, Entry.number, EntryVersion.title, EntryVersion.area_name)
    query = query.with_only_columns(*columns, EntryVersion.answers, Entry.office_id).order_by(Entry.number)
    rows: Sequence[Any] = session.execute(query).all()
    return rows


def _minutes(answers: dict[str, str]) -> int:
    """Return how long the text of an entry takes to read, rounded up."""
    return -(-sum(len(text.split()) for text in answers.values()) // SPEED)


def _barred(session: Session, edition: Edition, offices: dict[int, int]) -> set[tuple[int, int]]:
    """Return the pairs of entry and seat that a conflict keeps apart."""
    query = select(Conflict.seat_id, Conflict.entry_id, Conflict.office_id).join(Conflict.seat)
    standing = session.execute(query.where(Seat.edition_id == edition.id, Conflict.withdrawn_at.is_(None))).all()
    entries: dict[int | None, list[int]] = {}
    for entry_id, office_id in offices.items():
        entries.setdefault(office_id, []).append(entry_id)
    of_offices = {(entry, row.seat_id) for row in standing for entry in entries.get(row.office_id, [])}
    return of_offices | {(row.entry_id, row.seat_id) for row in standing if row.entry_id in offices}


def _live(session: Session, round_: Round) -> dict[tuple[int, int], bool]:
    """Return the pairs that ask for a sheet, and whether it was begun."""
    query = (
        select(Assignment.entry_id, Assignment.seat_id, ScoreSheet.id)
        .outerjoin(ScoreSheet, ScoreSheet.assignment_id == Assignment.id)
        .where(Assignment.round_id == round_.id, Assignment.removed_at.is_(None), ~Assignment.in_conflict)
    )
    return {(entry, seat): sheet is not None for entry, seat, sheet in session.execute(query)}


def last_act(session: Session, round_: Round) -> ActOfAssigning | None:
    """Return the newest act of a round that has not been undone."""
    query = select(ActOfAssigning).where(ActOfAssigning.round_id == round_.id, ActOfAssigning.undone_at.is_(None))
    return session.scalar(query.options(joinedload(ActOfAssigning.by)).order_by(ActOfAssigning.id.desc()).limit(1))


def act_of(session: Session, edition: Edition, public_id: str) -> ActOfAssigning | None:
    """Return an act of an edition, for the secretary."""
    query = select(ActOfAssigning).join(ActOfAssigning.round)
    return session.scalar(query.where(ActOfAssigning.public_id == public_id, Round.edition_id == edition.id))


def moved(session: Session, act: ActOfAssigning) -> tuple[int, int]:
    """Return how many assignments an act gave, and how many it took back."""
    query = select(Move.given, func.count()).where(Move.act_id == act.id).group_by(Move.given)
    counts = {row[0]: row[1] for row in session.execute(query)}
    return counts.get(True, 0), counts.get(False, 0)


def begun(session: Session, act: ActOfAssigning) -> int:
    """Return how many sheets were begun of what an act gave."""
    query = (
        select(func.count(ScoreSheet.id))
        .join(Move, Move.assignment_id == ScoreSheet.assignment_id)
        .where(Move.act_id == act.id, Move.given)
    )
    return session.scalar(query) or 0


def people(session: Session, seat_ids: Sequence[int]) -> dict[int, User]:
    """Return the people of seats."""
    query = select(Seat).where(Seat.id.in_(seat_ids), Seat.role.in_(ON_THE_JURY)).options(joinedload(Seat.user))
    return {seat.id: seat.user for seat in session.scalars(query)}


def open_of(session: Session, round_: Round, seat: Seat, reader: User) -> list[tuple[int, int]]:
    """Return the pairs of accepted entries that a member has not handed in, but those of an office of the reader's own.

    An entry whose correction waits for its check stays where it is: nobody knows yet what another would score.
    """
    own = select(visible_offices(reader).subquery().c.id)
    query = (
        select(Assignment.entry_id, Assignment.seat_id)
        .join(Entry, Entry.id == Assignment.entry_id)
        .outerjoin(ScoreSheet, ScoreSheet.assignment_id == Assignment.id)
        .where(Assignment.round_id == round_.id, Assignment.seat_id == seat.id)
        .where(Assignment.removed_at.is_(None), ~Assignment.in_conflict, Entry.status == Status.ACCEPTED)
        .where(or_(ScoreSheet.id.is_(None), ScoreSheet.state != SheetState.SUBMITTED), Entry.office_id.not_in(own))
        .order_by(Assignment.position)
    )
    return [(row[0], row[1]) for row in session.execute(query)]


def stood_in_for(session: Session, seat: Seat) -> set[int]:
    """Return the seats of members who were named as the substitutes of a member before they had a seat of their own."""
    named = select(Seat.user_id).where(Seat.stands_for_id == seat.id)
    query = select(Seat.id).where(Seat.edition_id == seat.edition_id, Seat.role.in_(ON_THE_JURY))
    return set(session.scalars(query.where(Seat.user_id.in_(named))))


def offers(facts: Facts, seat: Seat, open_: Sequence[tuple[int, int]], stood_in: Collection[int] = ()) -> list[Offer]:
    """Return who could take over: whoever was named to stand in, then whoever could take most and has least to do."""
    loads: dict[int, int] = {}
    for _entry, seat_id in facts.live:
        loads[seat_id] = loads.get(seat_id, 0) + 1
    never, found = {*facts.barred, *facts.live}, []
    for juror in facts.jurors:
        takes = sum((entry, juror.seat_id) not in never for entry, _seat in open_)
        if takes and juror.seat_id != seat.id:
            load, named = loads.get(juror.seat_id, 0), juror.seat_id in stood_in
            found.append(Offer(juror, load, takes, len(open_) - takes, named))
    return sorted(found, key=lambda one: (not one.stood_in, -one.takes, one.load, one.juror.seat_id))
