"""What can happen to a score sheet: it is saved, handed in, reopened.

Saving is the hottest path of the whole system, so it speaks Core: lock the round, read the
sheet, write it, keep the revision. A save whose answer was lost may come again unchanged.
"""

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import cast

from sqlalchemy import Connection, Row, Table, bindparam, insert, select, update
from sqlalchemy.orm import Session

from judging.accounts.models import User
from judging.audit.actions import Action
from judging.audit.operations.history import record
from judging.core.i18n import _, _l
from judging.core.refusals import Clash, Incomplete, NotNow
from judging.editions.models import Edition, Round
from judging.editions.queries import secretaries
from judging.jury import receipts, rules
from judging.jury.models import Assignment, ScoreSheet, SheetRevision, SheetState
from judging.jury.queries import assignments
from judging.jury.rules import Scored, Task
from judging.jury.scales import Scale, weighted
from judging.notifications.operations.outbox import enqueue

ROUNDS = cast(Table, Round.__table__)
SHEETS = cast(Table, ScoreSheet.__table__)
REVISIONS = cast(Table, SheetRevision.__table__)
# the statements of a save, composed once
STORED = select(SHEETS).where(SHEETS.c.assignment_id == bindparam("assignment_id"))
RAISED = (
    update(ROUNDS)
    .where(ROUNDS.c.id == bindparam("round_id"), ROUNDS.c.closed_at.is_(None))
    .values(data_version=ROUNDS.c.data_version + 1)
    .returning(ROUNDS.c.id)
)
WRITTEN = (
    update(SHEETS)
    .where(SHEETS.c.id == bindparam("sheet"))
    .values({name: bindparam(name) for name in ("scores", "comments", "version", "saved_at")})
)
KEPT = insert(REVISIONS)


@dataclass(frozen=True, slots=True)
class SheetContent:
    """What a juror fills in: whole steps and comments by criterion ("": the note to the jury)."""

    scores: Mapping[str, int] = field(default_factory=dict)
    comments: Mapping[str, str] = field(default_factory=dict)

    def values(self) -> dict[str, dict[str, int] | dict[str, str]]:
        """Return what the tables keep."""
        return {"scores": dict(self.scores), "comments": dict(self.comments)}


@dataclass(frozen=True, slots=True)
class Saved:
    """The answer to a save: which version stands now, and since when."""

    version: int
    saved_at: datetime


def save(
    session: Session,
    task: Task,
    content: SheetContent,
    *,
    version: int,
    criteria: Sequence[Scored],
    scale: Scale,
    by: User,
    at: datetime,
) -> Saved:
    """Keep what the juror has filled in; ``version`` is the one they had seen (0: none)."""
    return save_on(
        session.connection(),
        task,
        content,
        version=version,
        criteria=criteria,
        scale=scale,
        by=by,
        at=at,
    )


def save_on(
    connection: Connection,
    task: Task,
    content: SheetContent,
    *,
    version: int,
    criteria: Sequence[Scored],
    scale: Scale,
    by: User,
    at: datetime,
) -> Saved:
    """Do :func:`save` on a connection."""
    if refusal := rules.why_not_score(by, task, at):
        raise refusal
    _touch(connection, task.round_id)
    values = {"assignment_id": task.assignment_id}
    sheet = connection.execute(STORED, values).one_or_none()
    if sheet is None:
        return _begin(connection, task, content, by, at)
    if sheet.state is SheetState.SUBMITTED:
        raise NotNow(_l("This sheet has been handed in. Ask the secretary to reopen it."))
    if (sheet.scores, sheet.comments) == (dict(content.scores), dict(content.comments)):
        return Saved(sheet.version, sheet.saved_at)
    if sheet.version != version:
        raise Clash(_differences(content, sheet, criteria, scale), sheet.version)
    return _go_on(connection, sheet, content, by, at)


def _touch(connection: Connection, round_id: int) -> None:
    """Raise the version of the round's data, which also holds the round until the commit."""
    if connection.execute(RAISED, {"round_id": round_id}).one_or_none() is None:
        raise NotNow(_l("Scoring is closed."))


def _begin(connection: Connection, task: Task, content: SheetContent, by: User, at: datetime) -> Saved:
    values = content.values() | {"state": SheetState.DRAFT, "version": 1, "saved_at": at}
    begun = insert(SHEETS).values(assignment_id=task.assignment_id, **values)
    sheet_id = connection.scalar(begun.returning(SHEETS.c.id))
    connection.execute(KEPT, values | {"sheet_id": sheet_id, "saved_by_id": by.id})
    return Saved(1, at)


def _go_on(
    connection: Connection,
    sheet: Row[tuple[object, ...]],
    content: SheetContent,
    by: User,
    at: datetime,
) -> Saved:
    values = content.values() | {"version": sheet.version + 1, "saved_at": at}
    connection.execute(WRITTEN, values | {"sheet": sheet.id})
    kept = {"sheet_id": sheet.id, "state": sheet.state, "saved_by_id": by.id}
    connection.execute(KEPT, values | kept)
    return Saved(sheet.version + 1, at)


def _differences(
    mine: SheetContent,
    sheet: Row[tuple[object, ...]],
    criteria: Sequence[Scored],
    scale: Scale,
) -> list[tuple[object, object, object]]:
    """Return what differs between two versions of a sheet: label, mine, the stored one."""

    def points(scores: Mapping[str, int], key: str) -> str:
        return scale.text(scores[key]) if key in scores else ""

    rows: list[tuple[object, object, object]] = []
    for criterion in criteria:
        key, name = criterion.key, criterion.name
        rows.append((name, points(mine.scores, key), points(sheet.scores, key)))
        comments = (mine.comments.get(key, ""), sheet.comments.get(key, ""))
        rows.append((_("%(name)s: comment", name=name), *comments))
    rows.append((_("Note to the jury"), mine.comments.get("", ""), sheet.comments.get("", "")))
    return [row for row in rows if row[1] != row[2]]


def submit(session: Session, task: Task, *, criteria: Sequence[Scored], by: User, at: datetime) -> ScoreSheet:
    """Hand in a saved sheet, whole; from now on only the secretary can reopen it."""
    if refusal := rules.why_not_score(by, task, at):
        raise refusal
    _touch(session.connection(), task.round_id)
    sheet = _fresh_sheet(session, task)
    if refusal := rules.why_not_submit(criteria, sheet.scores, sheet.comments):
        raise refusal
    content = receipts.ReceiptContent(task.public_id, task.entry_digest, sheet.scores, sheet.comments, at)
    sheet.salt = secrets.token_hex(16)
    sheet.receipt = receipts.receipt(sheet.salt, content)
    sheet.total, _weights = weighted(sheet.scores, {one.key: one.weight for one in criteria})
    sheet.state, sheet.submitted_at, sheet.saved_at = SheetState.SUBMITTED, at, at
    _keep_revision(session, sheet, by)
    record(
        session,
        Action.SHEET_SUBMITTED,
        sheet,
        by=by,
        at=at,
        edition_id=task.edition_id,
        receipt=sheet.receipt,
    )
    return sheet


def lacks(session: Session, task: Task, criteria: Sequence[Scored]) -> bool:
    """Tell whether the saved sheet still lacks something."""
    query = select(SHEETS.c.scores, SHEETS.c.comments)
    saved = session.execute(query.where(SHEETS.c.assignment_id == task.assignment_id)).one_or_none()
    return saved is None or bool(rules.gaps(criteria, saved.scores, saved.comments))


def submit_complete(session: Session, edition: Edition, *, by: User, at: datetime) -> int:
    """Hand in every complete sheet of a juror; return how many."""
    done = 0
    for assignment in assignments.my_assignments(session, by, edition, at):
        task = assignments.task(session, by.id, edition.id, assignment.public_id, at)
        if task is None or rules.why_not_score(by, task, at):
            continue
        criteria = assignments.marks(session, task.round_id)
        if not lacks(session, task, criteria):
            submit(session, task, criteria=criteria, by=by, at=at)
            done += 1
    return done


def reopen(session: Session, task: Task, *, reason: str, by: User, at: datetime) -> None:
    """Give a sheet back to its juror; what was handed in stays among the revisions."""
    refusal = rules.why_not_reopen(task, at) or rules.why_not_without_reason(reason)
    if refusal:
        raise refusal
    _touch(session.connection(), task.round_id)
    sheet = _fresh_sheet(session, task)
    sheet.state, sheet.submitted_at, sheet.saved_at = SheetState.REOPENED, None, at
    sheet.total = sheet.salt = sheet.receipt = None
    _keep_revision(session, sheet, by)
    record(
        session,
        Action.SHEET_REOPENED,
        sheet,
        by=by,
        at=at,
        edition_id=task.edition_id,
        reason=reason,
    )
    assignment = session.get_one(Assignment, task.assignment_id)
    enqueue(
        session,
        "sheet-reopened",
        to=assignment.seat.user,
        at=at,
        occasion=f"sheet-reopened:{sheet.id}:{sheet.version}",
        edition_id=task.edition_id,
        entry=assignment.entry.number,
        reason=reason,
        edition=assignment.round.edition.name,
        path=_path(assignment),
    )


def ask_to_reopen(session: Session, task: Task, *, reason: str, by: User, at: datetime) -> None:
    """Ask the secretaries by mail to reopen a sheet that was handed in."""
    refusal = rules.why_not_ask_to_reopen(by, task, at) or rules.why_not_without_reason(reason)
    if refusal:
        raise refusal
    assignment = session.get_one(Assignment, task.assignment_id)
    edition = assignment.round.edition
    sheet = _fresh_sheet(session, task)
    for seat in secretaries(session, edition):
        enqueue(
            session,
            "reopen-asked",
            to=seat.user,
            at=at,
            occasion=f"reopen-asked:{sheet.id}:{sheet.version}",
            edition_id=edition.id,
            juror=by.name,
            entry=assignment.entry.number,
            reason=reason,
            edition=edition.name,
            path=f"/desk/{edition.slug}/jury/progress/",
        )


def _fresh_sheet(session: Session, task: Task) -> ScoreSheet:
    query = select(ScoreSheet).where(ScoreSheet.assignment_id == task.assignment_id)
    found = session.scalar(query.execution_options(populate_existing=True))
    if found is None:
        raise Incomplete(_l("Nothing has been scored on this sheet yet."))
    return found


def _keep_revision(session: Session, sheet: ScoreSheet, by: User) -> None:
    session.flush()  # the version rises
    session.add(
        SheetRevision(
            sheet_id=sheet.id,
            version=sheet.version,
            state=sheet.state,
            scores=sheet.scores,
            comments=sheet.comments,
            saved_at=sheet.saved_at,
            saved_by_id=by.id,
        )
    )


def _path(assignment: Assignment) -> str:
    return f"/jury/{assignment.round.edition.slug}/sheets/{assignment.public_id}/"
