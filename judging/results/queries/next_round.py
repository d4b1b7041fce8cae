"""How the entries of a round stand before the next one: what was decided on each, who would go on."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session, joinedload

from judging.accounts.models import User
from judging.editions.models import Edition, Round, Seat
from judging.editions.parts.qualifying import KEY, rule_of
from judging.entries.models import Entry, EntryVersion, Status
from judging.jury.models import Assignment, RoundEntry, ScoreSheet
from judging.jury.queries.progress import by_entry
from judging.jury.queries.rounds import entries_of
from judging.results.models import Advance, Ranking, Ruling
from judging.results.qualified import Decided, Decision, Ranked
from judging.stats.collation import alphabetical


def round_after(round_: Round) -> Round | None:
    """Return the round that follows, if one does."""
    return next((one for one in round_.edition.rounds if one.position == round_.position + 1), None)


def round_before(round_: Round) -> Round | None:
    """Return the round that comes before, if one does."""
    return next((one for one in round_.edition.rounds if one.position == round_.position - 1), None)


def advance_into(session: Session, round_: Round | None) -> Advance | None:
    """Return how the entries of a round were chosen, if they have been."""
    if round_ is None:
        return None
    query = select(Advance).where(Advance.round_id == round_.id).options(joinedload(Advance.by))
    return session.scalar(query)


def went_on_from(session: Session, round_: Round) -> bool:
    """Tell whether entries have gone on from a round."""
    return advance_into(session, round_after(round_)) is not None


def waiting(session: Session, round_: Round) -> Sequence[int]:
    """Return the numbers of entries that somebody scored or was to score, whose correction waits for a decision."""
    query = (
        select(Entry.number)
        .join(Assignment, Assignment.entry_id == Entry.id)
        .where(Assignment.round_id == round_.id, Assignment.removed_at.is_(None))
        .where(Entry.status.in_((Status.SUBMITTED, Status.RETURNED)), Entry.number.is_not(None))
    )
    return [number for number in session.scalars(query.distinct().order_by(Entry.number)) if number is not None]


def advances(session: Session, edition: Edition) -> Sequence[Advance]:
    """Return how entries came into the later rounds of an edition, in the order of the rounds."""
    query = select(Advance).join(Advance.from_round).where(Round.edition_id == edition.id)
    return session.scalars(query.options(joinedload(Advance.by)).order_by(Round.position)).all()


def to_choose(session: Session, edition: Edition) -> Round | None:
    """Return the closed round from which nobody has said yet who goes on."""
    now = edition.current_round
    before = round_before(now) if now and now.closed_at is None else None
    return before if before and advance_into(session, now) is None else None


def is_begun(session: Session, round_: Round) -> bool:
    """Tell whether a sheet of a round has been begun."""
    query = select(ScoreSheet.id).join(Assignment, Assignment.id == ScoreSheet.assignment_id)
    return session.scalar(query.where(Assignment.round_id == round_.id).limit(1)) is not None


def decided(session: Session, round_: Round) -> list[Decided]:
    """Return what the sheets of a closed qualifying round say of each entry, by number."""
    rule, decisions, rulings = rule_of(round_), _decisions(session, round_), _rulings(session, round_)
    given = {row.entry_id: row.given for row in by_entry(session, round_)}
    return [
        Decided(
            entry_id=row[0],
            public_id=row[1],
            number=row[2] or 0,
            title=row[3],
            office=row[4],
            missing=max(0, given.get(row[0], 0) - len(decisions.get(row[0], ()))),
            decisions=decisions.get(row[0], ()),
            rule=rule,
            ruling=rulings.get(row[0]),
        )
        for row in session.execute(_named(round_))
    ]


def stands_in(session: Session, round_: Round, public_id: str) -> bool:
    """Tell whether an entry takes part in a round."""
    query = entries_of(round_).where(Entry.public_id == public_id).with_only_columns(Entry.id)
    return session.scalar(query) is not None


def _named(round_: Round) -> Any:
    newest = select(EntryVersion.entry_id, func.max(EntryVersion.number).label("number"))
    last = newest.group_by(EntryVersion.entry_id).subquery()
    query = (
        entries_of(round_)
        .join(last, last.c.entry_id == Entry.id)
        .join(EntryVersion, (EntryVersion.entry_id == Entry.id) & (EntryVersion.number == last.c.number))
    )
    columns = (Entry.id, Entry.public_id, Entry.number, EntryVersion.title, EntryVersion.office_name)
    return query.with_only_columns(*columns).order_by(Entry.number)


def _decisions(session: Session, round_: Round) -> dict[int, list[Decision]]:
    """Return, by entry, what was handed in and counts, in the order of the alphabet."""
    query = (
        select(Assignment.entry_id, User.name, ScoreSheet.scores, ScoreSheet.comments)
        .join(ScoreSheet, ScoreSheet.assignment_id == Assignment.id)
        .join(Seat, Seat.id == Assignment.seat_id)
        .join(User, User.id == Seat.user_id)
        .where(
            Assignment.round_id == round_.id,
            Assignment.removed_at.is_(None),
            ~Assignment.in_conflict,
            ScoreSheet.total.is_not(None),  # handed in
        )
        .order_by(Seat.id)
    )
    found: defaultdict[int, list[Decision]] = defaultdict(list)
    for entry_id, juror, scores, comments in session.execute(query):
        found[entry_id].append(Decision(juror, scores[KEY], comments.get(KEY, "")))
    return {entry_id: sorted(those, key=lambda one: alphabetical(one.juror)) for entry_id, those in found.items()}


def _rulings(session: Session, round_: Round) -> dict[int, Ruling]:
    """Return the ruling that holds of each entry that has one: what was ruled before a reopening holds no more."""
    if round_.closed_at is None:
        return {}
    query = (
        select(Ruling)
        .where(Ruling.round_id == round_.id, Ruling.at >= round_.closed_at)
        .options(joinedload(Ruling.by))
        .order_by(Ruling.id)
    )
    return {ruling.entry_id: ruling for ruling in session.scalars(query)}


def ranked(session: Session, ranking: Ranking) -> list[Ranked]:
    """Return the entries of a frozen ranking that still take part, the best place first."""
    named = {row["id"]: row for row in ranking.entries}
    standing = session.execute(entries_of(ranking.round).with_only_columns(Entry.public_id, Entry.id))
    ids = {row[0]: row[1] for row in standing}
    return [
        Ranked(ids[row["entry"]], row["entry"], named[row["entry"]]["number"], named[row["entry"]]["title"], row)
        for row in ranking.analysis["ranking"]
        if row["entry"] in ids
    ]


def chosen(session: Session, round_: Round) -> set[int]:
    """Return the ids of the entries that were chosen for a later round."""
    return set(session.scalars(select(RoundEntry.entry_id).where(RoundEntry.round_id == round_.id)))


def stopped_in(session: Session, entry: Entry) -> str:
    """Return the name of the round from which an entry did not go on; empty before the announcement, or if it did."""
    if entry.edition.announced_at is None or entry.status is not Status.ACCEPTED:
        return ""
    for advance in advances(session, entry.edition):
        if entry.id not in chosen(session, advance.round):
            return advance.from_round.name
    return ""
