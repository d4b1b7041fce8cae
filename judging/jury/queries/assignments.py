"""Questions about the jury that more than one place asks. What one may not see is not found.

Nothing here reads a score, but for the juror's own sheets. What saving a sheet asks goes
straight to the connection: columns need nothing of what the session does for objects.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime
from functools import cache, partial
from typing import Any, cast

from sqlalchemy import ColumnElement, Connection, Select, bindparam, or_, select
from sqlalchemy.orm import InstrumentedAttribute, Session, contains_eager, defer, joinedload, selectinload

from judging.accounts.models import User
from judging.core.cache import Cache
from judging.core.prepared import Prepared
from judging.editions.models import ON_THE_JURY, Criterion, Edition, Round, RoundCriterion, RoundKind, Seat
from judging.editions.parts.qualifying import Question
from judging.entries.models import Entry, EntryVersion
from judging.jury.models import Assignment, ScoreSheet, SheetState
from judging.jury.rules import GONE_STATUSES, SCORED_STATUSES, Scored, Task, gaps

TASK = (
    Assignment.id,
    Assignment.public_id,
    Seat.user_id,
    Entry.status,
    EntryVersion.digest,
    Assignment.in_conflict,
    Round.edition_id,
    Round.id,
    Round.low,
    Round.high,
    Round.opens_at,
    Round.closes_at,
    Round.closed_at,
    ScoreSheet.state,
    Seat.removed_at,
    Round.public_id,
    Edition.rules_digest,
)
MARK = (
    Criterion.key,
    Criterion.name,
    Criterion.weight,
    Criterion.step,
    Criterion.comment_required,
)


Asked = Criterion | Question  # what a sheet asks
ROUNDS = 32  # whose criteria are kept
_frozen_marks: Cache[Sequence[Scored]] = Cache(ROUNDS)


def visible_assignments(user: User, at: datetime) -> Select[Assignment]:
    """Return the one query by which a juror reaches entries and sheets: own, no conflict."""
    return _visible(user.id, at)


def _visible(user_id: Any, at: Any, statuses: Iterable[Any] = SCORED_STATUSES) -> Select[Assignment]:
    return (
        select(Assignment)
        .join(Assignment.seat)
        .join(Assignment.entry)
        .join(Assignment.round)
        .where(
            Seat.user_id == user_id,
            _one_of(Seat.role, ON_THE_JURY),
            Seat.removed_at.is_(None),
            Seat.conflicts_declared_at.is_not(None),
            Assignment.removed_at.is_(None),
            ~Assignment.in_conflict,
            _one_of(Entry.status, statuses),
            Round.opens_at <= at,
        )
    )


def _one_of(column: InstrumentedAttribute[Any], values: Iterable[Any]) -> ColumnElement[bool]:
    """Say ``IN`` in words that need not be put together again at every execution."""
    return or_(*(column == value for value in sorted(values)))


def _my_task(*, by_slug: bool) -> Select[Any]:
    """Compose the query of the hottest path."""
    mine = _visible(bindparam("user_id"), bindparam("at")).where(
        Assignment.public_id == bindparam("public_id"),
        (Edition.slug if by_slug else Edition.id) == bindparam("edition"),
    )
    return _of_task(mine)


MY_TASK_BY_SLUG, MY_TASK_BY_ID = (Prepared(partial(_my_task, by_slug=by_slug)) for by_slug in (True, False))


def task(session: Session, user_id: int, edition: int | str, public_id: str, at: datetime) -> Task | None:
    """Return what the rules need to know about one of the juror's own assignments, or None.

    The edition is told by its id or by its slug.
    """
    session.flush()
    return task_on(session.connection(), user_id, edition, public_id, at)


def task_on(connection: Connection, user_id: int, edition: int | str, public_id: str, at: datetime) -> Task | None:
    """Do :func:`task` on a connection."""
    values = {"user_id": user_id, "at": at, "public_id": public_id, "edition": edition}
    query = MY_TASK_BY_SLUG if isinstance(edition, str) else MY_TASK_BY_ID
    row = query.one_or_none(connection, values)
    return Task(*row) if row else None


def any_task(session: Session, edition: Edition, public_id: str) -> Task | None:
    """Return the same for the secretary: any juror's assignment, no score in it."""
    query = (
        select(Assignment)
        .join(Assignment.seat)
        .join(Assignment.entry)
        .join(Assignment.round)
        .where(Assignment.public_id == public_id, Round.edition_id == edition.id)
    )
    row: Any = session.execute(_of_task(query)).one_or_none()
    return Task(*row) if row else None


def tasks_of(session: Session, round_: Round, ids: Iterable[int]) -> dict[int, Task]:
    """Return the same for many assignments of a round, by their ids."""
    query = select(Assignment).join(Assignment.seat).join(Assignment.entry).join(Assignment.round)
    rows: Any = session.execute(_of_task(query.where(Assignment.id.in_(list(ids)), Round.id == round_.id)))
    return {row[0]: Task(*row) for row in rows}


def seat_of(session: Session, public_id: str) -> str:
    """Return the public id of the member to whom an assignment was given."""
    query = select(Seat.public_id).join(Assignment, Assignment.seat_id == Seat.id)
    return session.scalars(query.where(Assignment.public_id == public_id)).one()


def _of_task(query: Select[Assignment]) -> Select[Any]:
    whole = query.join(Round.edition).join(Assignment.entry_version).outerjoin(Assignment.sheet)
    columns: Select[Any] = whole.with_only_columns(*TASK)  # type: ignore[assignment]  # too many for its overloads
    return columns


def criteria(session: Session, round_id: int) -> Sequence[Asked]:
    """Return the criteria of a round in the order of the form, or the one question of a qualifying round."""
    query = (
        select(Criterion)
        .join(RoundCriterion, RoundCriterion.criterion_id == Criterion.id)
        .where(RoundCriterion.round_id == round_id)
        .order_by(Criterion.position)
    )
    return session.scalars(query).all() or question(session.connection(), round_id)


def question(connection: Connection, round_id: int) -> Sequence[Question]:
    """Return the one question of a qualifying round; of another round nothing."""
    query = select(Round.no_needs_reason).where(Round.id == round_id, Round.kind == RoundKind.QUALIFYING)
    return [Question(reason_on_no=needed) for needed in connection.scalars(query)]


def marks(session: Session, round_id: int) -> Sequence[Scored]:
    """Return of each criterion only what saving needs: plain rows, for speed."""
    return marks_on(session.connection(), round_id)


def marks_on(connection: Connection, round_id: int) -> Sequence[Scored]:
    """Do :func:`marks` on a connection."""
    rows: Any = connection.execute(_marks(), {"round_id": round_id}).all()
    return cast(Sequence[Scored], rows) or question(connection, round_id)


def marks_of(connection: Connection, task: Task) -> Sequence[Scored]:
    """Return the marks of a task; those of frozen rules are read once: others have another fingerprint."""
    if task.rules_digest is None:
        return marks_on(connection, task.round_id)
    frozen = (task.round_public_id, task.rules_digest)
    return _frozen_marks.made(frozen, lambda: marks_on(connection, task.round_id))


@cache
def _marks() -> Select[str, str, int, str, bool]:
    """Return the query of the criteria of a round, composed once."""
    return (
        select(*MARK)
        .join(RoundCriterion, RoundCriterion.criterion_id == Criterion.id)
        .where(RoundCriterion.round_id == bindparam("round_id"))
        .order_by(Criterion.position)
    )


def my_assignments(session: Session, user: User, edition: Edition, at: datetime) -> Sequence[Assignment]:
    """Return what the juror scores in an edition: newest round first, in the juror's order."""
    return _in_order(session, visible_assignments(user, at), edition)


def to_take_along(session: Session, user: User, edition: Edition, at: datetime) -> Sequence[Assignment]:
    """Return the same with the files of what is scored, for a device that will have no connection."""
    query = (
        visible_assignments(user, at)
        .where(Round.edition_id == edition.id)
        .options(
            contains_eager(Assignment.round),
            joinedload(Assignment.entry_version).options(defer(EntryVersion.answers)),
            joinedload(Assignment.sheet),
            contains_eager(Assignment.entry).options(
                defer(Entry.answers), selectinload(Entry.versions).load_only(EntryVersion.number)
            ),
        )
        .order_by(Round.position.desc(), Assignment.position, Assignment.id)
    )
    return session.scalars(query).unique().all()


def my_gone(session: Session, user: User, edition: Edition, at: datetime) -> Sequence[Assignment]:
    """Return what the juror was to score and what takes part no more, in the same order."""
    return _in_order(session, _visible(user.id, at, GONE_STATUSES), edition)


def _in_order(session: Session, visible: Select[Assignment], edition: Edition) -> Sequence[Assignment]:
    query = (
        visible.where(Round.edition_id == edition.id)
        .options(
            contains_eager(Assignment.round),
            joinedload(Assignment.entry_version).options(defer(EntryVersion.answers), defer(EntryVersion.files)),
            joinedload(Assignment.sheet),
            contains_eager(Assignment.entry).options(defer(Entry.answers)),
        )
        .order_by(Round.position.desc(), Assignment.position, Assignment.id)
    )
    return session.scalars(query).unique().all()


def complete(session: Session, mine: Iterable[Assignment]) -> frozenset[int]:
    """Return the ids of the juror's assignments whose sheets lack nothing and are not handed in."""
    begun = [one for one in mine if one.sheet and one.sheet.state is not SheetState.SUBMITTED]
    asked = {round_id: marks(session, round_id) for round_id in dict.fromkeys(one.round_id for one in begun)}
    sheets = [(one.id, one.sheet, asked[one.round_id]) for one in begun if one.sheet]
    return frozenset(i for i, sheet, criteria in sheets if not gaps(criteria, sheet.scores, sheet.comments))
