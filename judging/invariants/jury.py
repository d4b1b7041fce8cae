"""Conflicts and assignments."""

from collections import defaultdict
from collections.abc import Iterator

from sqlalchemy import or_, select
from sqlalchemy.orm import Session, contains_eager

from judging.editions.models import DECLARING, ON_THE_JURY, Area, Round, Seat
from judging.entries.models import Entry, EntryVersion
from judging.invariants.registry import invariant, records
from judging.jury.models import (
    ActOfAssigning,
    Assignment,
    Conflict,
    KnownArea,
    Move,
    RoundEntry,
    ScoreSheet,
    SheetState,
)
from judging.results.models import Advance

WHOLE = select(Assignment).join(Assignment.round).join(Assignment.seat).join(Assignment.entry)


@invariant("an assignment joins a round, a juror and an entry of one edition")
def one_edition(session: Session) -> Iterator[str]:
    """Yield assignments across editions."""
    across = or_(Round.edition_id != Seat.edition_id, Round.edition_id != Entry.edition_id)
    return records(session, WHOLE.where(across))


@invariant("entries are assigned to members of the jury")
def jurors_only(session: Session) -> Iterator[str]:
    """Yield assignments of a seat that does not judge."""
    return records(session, WHOLE.where(Seat.role.not_in(ON_THE_JURY)))


@invariant("what is scored is a version of the assigned entry")
def scored_versions(session: Session) -> Iterator[str]:
    """Yield assignments with another entry's version."""
    query = select(Assignment).join(EntryVersion, EntryVersion.id == Assignment.version_id)
    return records(session, query.where(EntryVersion.entry_id != Assignment.entry_id))


@invariant("no assignment in conflict counts, and only those are marked")
def conflicts_marked(session: Session) -> Iterator[str]:
    """Yield assignments whose mark differs from the conflicts that stand."""
    standing: defaultdict[int, list[Conflict]] = defaultdict(list)
    for conflict in session.scalars(select(Conflict).where(Conflict.withdrawn_at.is_(None))):
        standing[conflict.seat_id].append(conflict)
    query = select(Assignment).join(Assignment.entry).options(contains_eager(Assignment.entry))
    for assignment in session.scalars(query):
        barred = any(one.covers(assignment.entry) for one in standing[assignment.seat_id])
        if barred != assignment.in_conflict:
            yield f"assignment:{assignment.id}"


@invariant("what is taken back from a juror has no sheet that was handed in")
def scores_kept(session: Session) -> Iterator[str]:
    """Yield assignments by whose removal a score was lost."""
    query = select(Assignment).join(Assignment.sheet).where(ScoreSheet.state == SheetState.SUBMITTED)
    return records(session, query.where(Assignment.removed_at.is_not(None)))


@invariant("what an act of assigning moved is of its round")
def moved_in_round(session: Session) -> Iterator[str]:
    """Yield what an act moved in another round."""
    query = select(Move).join(ActOfAssigning, ActOfAssigning.id == Move.act_id).join(Move.assignment)
    return records(session, query.where(ActOfAssigning.round_id != Assignment.round_id))


@invariant("the areas that a member knows are of their edition")
def areas_known(session: Session) -> Iterator[str]:
    """Yield marks across editions."""
    query = select(KnownArea).join(Seat, Seat.id == KnownArea.seat_id).join(Area, Area.id == KnownArea.area_id)
    return records(session, query.where(Seat.edition_id != Area.edition_id))


@invariant("a conflict is of a member of the jury or a substitute, and a lifted one has its reason")
def conflicts_of_jurors(session: Session) -> Iterator[str]:
    """Yield conflicts of others, and those lifted in silence."""
    silent = Conflict.withdrawn_at.is_not(None) & (Conflict.withdrawn_reason == "")
    query = select(Conflict).join(Conflict.seat)
    return records(session, query.where(or_(Seat.role.not_in(DECLARING), silent)))


@invariant("the entries chosen for a round are of its edition")
def chosen_entries(session: Session) -> Iterator[str]:
    """Yield choices across editions."""
    query = select(RoundEntry).join(Round, Round.id == RoundEntry.round_id).join(Entry, Entry.id == RoundEntry.entry_id)
    return records(session, query.where(Round.edition_id != Entry.edition_id))


@invariant("exactly the entries that were said to go on stand in a later round, and they stood in the one before")
def gone_on(session: Session) -> Iterator[str]:
    """Yield rounds with entries that nobody let go on, and choices that are not what was recorded."""
    chosen: defaultdict[int, set[int]] = defaultdict(set)
    for round_id, entry_id in session.execute(select(RoundEntry.round_id, RoundEntry.entry_id)):
        chosen[round_id].add(entry_id)
    advances = {one.round_id: one for one in session.scalars(select(Advance))}
    for round_id in sorted(chosen.keys() | advances.keys()):
        advance = advances.get(round_id)
        if (
            advance is None
            or advance.went_on != len(chosen[round_id])
            or (advance.from_round.position > 1 and not chosen[round_id] <= chosen[advance.from_round_id])
        ):
            yield f"round:{round_id}"


@invariant("entries go on from a closed round to the one after it, and are judged in a round in which they stand")
def in_order(session: Session) -> Iterator[str]:
    """Yield steps between rounds that do not follow one another, and assignments of entries that did not go on."""
    for advance in session.scalars(select(Advance)):
        before, after = advance.from_round, advance.round
        if before.closed_at is None or (before.edition_id, before.position + 1) != (after.edition_id, after.position):
            yield f"advance:{advance.id}"
    stands = select(RoundEntry.id).where(
        RoundEntry.round_id == Assignment.round_id, RoundEntry.entry_id == Assignment.entry_id
    )
    astray = WHOLE.where(Round.position > 1, Assignment.removed_at.is_(None), ~stands.exists())
    yield from records(session, astray)
