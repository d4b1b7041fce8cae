"""Whether the sheets of a round are still those that were handed in.

:func:`compared` recomputes every receipt and every kept total, and the root of a closed round;
:func:`compared_in_full` asks the history as well, which an act does before it rests on the sheets.
A page asks :func:`compared_lately`: it remembers the answer while nobody has written into the
database, while no change of a sheet has left its mark, and while what a ranking is counted from still
reads the same, letter by letter.
"""

import hashlib
from collections.abc import Hashable, Iterator, Mapping
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, Text, and_, bindparam, cast, exists, func, literal, or_, select
from sqlalchemy.orm import Session

from judging.accounts.models import User
from judging.audit.actions import Action
from judging.audit.models import AuditChain, AuditDetail, AuditEvent
from judging.core.cache import Cache
from judging.core.db import writes_seen
from judging.editions.models import Round, Seat
from judging.editions.rulebook import weights_in
from judging.entries.models import Entry, EntryVersion
from judging.jury.comparison import ChangedSheet, Comparison
from judging.jury.models import Assignment, Conflict, ScoreSheet, SheetState
from judging.jury.queries.sheet_changes import last_change
from judging.jury.receipts import ReceiptContent, receipt, root
from judging.jury.scales import weighted

# a change of each leaves a mark: see CHANGE_TRIGGERS
STAMPED = (ScoreSheet.id, ScoreSheet.scores, ScoreSheet.total, ScoreSheet.receipt, Assignment.removed_at)
HANDED_IN = (Action.SHEET_SUBMITTED, Action.SHEET_TYPED_IN)  # acts that hold the receipt of a sheet
KEPT = 16  # rounds whose comparison is remembered
_known: Cache[Comparison] = Cache(KEPT)


def compared_lately(session: Session, round_: Round) -> tuple[Comparison, str]:
    """Return what differs, and the stamp of what it was found in: equal stamps, equal sheets."""
    connection = session.connection()
    name, seen = ("vouched", round_.public_id), (writes_seen(session), round_.receipts_root)
    before: tuple[Hashable, tuple[Comparison, str]] | None = connection.info.get(name)
    if before is not None and seen[0] is not None and before[0] == seen:
        return before[1]
    stamp = _stamp_lately(session, round_)
    key = (str(connection.engine.url), round_.public_id, round_.receipts_root, stamp)
    found = _known.made(key, lambda: compared(session, round_)), stamp
    connection.info[name] = seen, found
    return found


def compared(session: Session, round_: Round) -> Comparison:
    """Return which sheets differ from their receipts or totals, and whether the root does."""
    weights = weights_in(round_)
    rows = session.execute(_handed_in(), {"round": round_.id}).all()
    changed = tuple(_named(row) for row in rows if not _is_as_handed_in(row, weights))
    closed = round_.closed_at is not None
    return Comparison(changed, closed and root(row.receipt or "" for row in rows) != round_.receipts_root)


def compared_in_full(session: Session, round_: Round) -> Comparison:
    """Return the same, the history included: it holds every receipt and the root, and is chained."""
    session.flush()
    found, values = compared(session, round_), {"round": round_.id}
    last = dict(_last_acts(session, round_))
    stood = {row.id: row for row in session.execute(_of_round(), values)}
    changed = {sheet.sheet_id: sheet for sheet in found.changed}
    changed |= {row.id: _named(row) for row in stood.values() if not _is_in_history(row, last)}
    changed |= {row.id: _named(row) for row in session.execute(_of_round().where(_wrongly_marked()), values)}
    taken = [ChangedSheet(0, *row) for row in session.execute(_wrongly_taken_back(), values)]
    lost = {sheet for sheet, handed_in in last.items() if handed_in is not None} - stood.keys()
    lost -= set(session.scalars(select(ScoreSheet.id).where(ScoreSheet.id.in_(lost))))  # of another round
    by_entry = sorted([*changed.values(), *taken], key=lambda sheet: (sheet.number or 0, sheet.juror))
    published = _published_root(session, round_)
    differs = found.root_differs or published not in (None, round_.receipts_root)
    return Comparison(tuple(by_entry), differs, len(lost))


def _stamp_lately(session: Session, round_: Round) -> str:
    """Return the stamp; it is remembered while no change has left a mark since it was made."""
    session.flush()
    info, name, mark = session.connection().info, ("stamped", round_.public_id), last_change(session)
    before: tuple[Hashable, str] | None = info.get(name)
    if before is not None and mark is not None and before[0] == mark:
        return before[1]
    stamp = _stamp(session, round_)
    info[name] = mark, stamp
    return stamp


def _stamp(session: Session, round_: Round) -> str:
    """Return the SHA-256 of scores, totals and receipts as they lie in the database, in one pass."""
    text = session.connection().execute(_as_written(), {"round": round_.id}).scalar_one() or ""
    return hashlib.sha256(text.encode()).hexdigest()


@cache
def _as_written() -> Select[Any]:
    """Return the query of what a ranking is counted from, as one text; composed once."""
    line: ColumnElement[str]
    line, *others = (func.coalesce(cast(part, Text), "") for part in STAMPED)
    for part in others:
        line = line.concat(":").concat(part)
    return (
        select(func.aggregate_strings(line, "\n"))
        .select_from(Assignment)
        .join(ScoreSheet, ScoreSheet.assignment_id == Assignment.id)
        .where(Assignment.round_id == bindparam("round"), ScoreSheet.state == SheetState.SUBMITTED)
    )


@cache
def _of_round() -> Select[Any]:
    """Return the query of the sheets of a round with whose they are; composed once."""
    shown: tuple[Any, ...] = (ScoreSheet.id, ScoreSheet.state, ScoreSheet.receipt, Entry.number, User.name)
    return (
        select(*shown)
        .select_from(Assignment)
        .join(ScoreSheet, ScoreSheet.assignment_id == Assignment.id)
        .join(Entry, Entry.id == Assignment.entry_id)
        .join(Seat, Seat.id == Assignment.seat_id)
        .join(User, User.id == Seat.user_id)
        .where(Assignment.round_id == bindparam("round"))
        .order_by(Entry.number, Seat.id)
    )


@cache
def _handed_in() -> Select[Any]:
    """Return the query of what the receipts of a round cover; composed once."""
    return (
        _of_round()
        .join(EntryVersion, EntryVersion.id == Assignment.version_id)
        .add_columns(
            Assignment.public_id,
            EntryVersion.digest,
            ScoreSheet.scores,
            ScoreSheet.comments,
            ScoreSheet.for_office,
            ScoreSheet.submitted_at,
            ScoreSheet.total,
            ScoreSheet.salt,
            Assignment.removed_at,
        )
        .where(ScoreSheet.state == SheetState.SUBMITTED)
    )


def _named(row: Row[Any]) -> ChangedSheet:
    return ChangedSheet(row.id, row.number, row.name)


def _is_as_handed_in(row: Row[Any], weights: Mapping[str, int]) -> bool:
    """Tell whether receipt and total of a sheet follow from what it says; what was handed in is never taken back."""
    if row.removed_at is not None or row.submitted_at is None:
        return False
    if not all(isinstance(said, dict) for said in (row.scores, row.comments, row.for_office)):
        return False
    if not all(isinstance(steps, int) for steps in row.scores.values()):
        return False
    content = ReceiptContent(row.public_id, row.digest, row.scores, row.comments, row.for_office, row.submitted_at)
    if receipt(row.salt or "", content) != row.receipt:
        return False
    return bool(weighted(row.scores, weights)[0] == row.total)


def _is_in_history(row: Row[Any], last: Mapping[int, str | None]) -> bool:
    """Tell whether the last act on a sheet is what its state and receipt say."""
    if row.state is not SheetState.SUBMITTED:
        return last.get(row.id) is None
    return last.get(row.id) in (row.receipt, "")


def _wrongly_marked() -> ColumnElement[bool]:
    """Tell whether the mark that keeps a sheet from being counted differs from the conflicts that stand."""
    standing = exists().where(
        Conflict.seat_id == Assignment.seat_id,
        Conflict.withdrawn_at.is_(None),
        or_(Conflict.entry_id == Entry.id, Conflict.office_id == Entry.office_id),
    )
    return Assignment.in_conflict != standing


@cache
def _wrongly_taken_back() -> Select[Any]:
    """Return the query of assignments without a sheet handed in whose being taken back the history does not tell.

    They are taken back with the member who is removed, at that moment; so nobody makes a missing sheet vanish.
    """
    handed_in = exists().where(ScoreSheet.assignment_id == Assignment.id, ScoreSheet.state == SheetState.SUBMITTED)
    told = exists().where(
        AuditEvent.subject == literal(f"{Seat.__tablename__}:").concat(cast(Seat.id, Text)),
        AuditEvent.action == Action.SEAT_REMOVED,
        AuditEvent.at == Assignment.removed_at,
    )
    shown: tuple[Any, ...] = (Entry.number, User.name)
    return (
        select(*shown)
        .select_from(Assignment)
        .join(Entry, Entry.id == Assignment.entry_id)
        .join(Seat, Seat.id == Assignment.seat_id)
        .join(User, User.id == Seat.user_id)
        .where(Assignment.round_id == bindparam("round"), ~handed_in)
        .where(
            or_(
                and_(Assignment.removed_at.is_not(None), ~told),
                and_(Assignment.removed_at.is_(None), Seat.removed_at.is_not(None)),
            )
        )
        .order_by(Entry.number, Seat.id)
    )


def _published_root(session: Session, round_: Round) -> str | None:
    """Return the root that the history holds of a closed round; None where it knows of no closing."""
    query = (
        select(AuditEvent.action, AuditDetail.details)
        .outerjoin(AuditDetail, AuditDetail.event_id == AuditEvent.id)
        .where(
            AuditEvent.subject == f"{Round.__tablename__}:{round_.id}",
            AuditEvent.action.in_([Action.ROUND_CLOSED, Action.ROUND_REOPENED]),
        )
        .order_by(AuditEvent.number.desc())
        .limit(1)
    )
    for action, details in session.execute(query):
        return str(details["receipts_root"]) if action == Action.ROUND_CLOSED and details else None
    return None


def _last_acts(session: Session, round_: Round) -> Iterator[tuple[int, str | None]]:
    """Yield by sheet the receipt of its last handing in; None when it was given back, "" when erased."""
    query = (
        select(AuditEvent.subject, AuditEvent.action, AuditDetail.details)
        .join(AuditEvent.chain)
        .outerjoin(AuditDetail, AuditDetail.event_id == AuditEvent.id)
        .where(
            AuditChain.name == f"edition:{round_.edition_id}",
            AuditEvent.action.in_([*HANDED_IN, Action.SHEET_REOPENED]),
        )
        .order_by(AuditEvent.number)
    )
    for subject, action, details in session.execute(query):
        handed_in = action in HANDED_IN
        yield int(subject.partition(":")[2]), str((details or {}).get("receipt", "")) if handed_in else None
