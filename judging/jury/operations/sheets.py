"""What else can happen to a score sheet once it has been saved: it is handed in."""

import secrets
from collections.abc import Mapping, Sequence
from datetime import datetime
from types import MappingProxyType

from sqlalchemy import select
from sqlalchemy.orm import Session

from judging.accounts.models import User
from judging.audit.actions import Action
from judging.audit.operations.history import record
from judging.core.i18n import _l
from judging.core.refusals import Incomplete, NotNow
from judging.editions.models import Edition
from judging.jury import receipts, rules
from judging.jury.models import ScoreSheet, SheetRevision, SheetState
from judging.jury.operations.saving import SHEETS, touch
from judging.jury.queries import assignments
from judging.jury.rules import Scored, Task
from judging.jury.scales import weighted


def submit(
    session: Session, task: Task, *, criteria: Sequence[Scored], by: User, at: datetime, seen: int | None = None
) -> ScoreSheet:
    """Hand in a saved sheet, whole; ``seen`` is the version that was checked. Only the secretary can reopen it."""
    if refusal := rules.why_not_score(by, task, at):
        raise refusal
    return hand_in(session, task, criteria=criteria, by=by, at=at, seen=seen)


def hand_in(
    session: Session,
    task: Task,
    *,
    criteria: Sequence[Scored],
    by: User,
    at: datetime,
    seen: int | None = None,
    act: Action = Action.SHEET_SUBMITTED,
    told: Mapping[str, object] = MappingProxyType({}),
) -> ScoreSheet:
    """Hand in a saved sheet, whole; whoever calls has asked who may. ``told`` is what the history says beside."""
    touch(session.connection(), task.round_id)
    sheet = fresh_sheet(session, task)
    changed = rules.why_not_unseen(sheet.version, seen)
    if refusal := changed or rules.why_not_submit(criteria, sheet.scores, sheet.comments):
        raise refusal
    said = (sheet.scores, sheet.comments, sheet.for_office)
    content = receipts.ReceiptContent(task.public_id, task.entry_digest, *said, at)
    sheet.salt = secrets.token_hex(16)
    sheet.receipt = receipts.receipt(sheet.salt, content)
    sheet.total, _weights = weighted(sheet.scores, {one.key: one.weight for one in criteria})
    sheet.state, sheet.submitted_at, sheet.saved_at = SheetState.SUBMITTED, at, at
    keep_revision(session, sheet, by)
    record(
        session,
        act,
        sheet,
        by=by,
        at=at,
        edition_id=task.edition_id,
        receipt=sheet.receipt,
        **told,
    )
    return sheet


def lacks(session: Session, task: Task, criteria: Sequence[Scored]) -> bool:
    """Tell whether the saved sheet still lacks something."""
    query = select(SHEETS.c.scores, SHEETS.c.comments)
    saved = session.execute(query.where(SHEETS.c.assignment_id == task.assignment_id)).one_or_none()
    return saved is None or bool(rules.gaps(criteria, saved.scores, saved.comments))


def submit_named(session: Session, edition: Edition, named: Mapping[str, int], *, by: User, at: datetime) -> int:
    """Hand in the sheets that are named, each as it was seen: all of them, or none; return how many."""
    if not named:
        raise Incomplete(_l("Tick what you hand in."), field="sheets")
    for public_id, seen in named.items():
        task = assignments.task(session, by.id, edition.id, public_id, at)
        if task is None:
            raise NotNow(_l("The list of your entries has changed since you read it. Look through it again."))
        criteria = assignments.marks(session, task.round_id)
        submit(session, task, criteria=criteria, by=by, at=at, seen=seen)
    return len(named)


def fresh_sheet(session: Session, task: Task) -> ScoreSheet:
    """Read a sheet as it stands now."""
    query = select(ScoreSheet).where(ScoreSheet.assignment_id == task.assignment_id)
    found = session.scalar(query.execution_options(populate_existing=True))
    if found is None:
        raise Incomplete(_l("Nothing has been scored on this sheet yet."))
    return found


def keep_revision(session: Session, sheet: ScoreSheet, saved_by: User) -> None:
    """Keep what a sheet says now among its revisions."""
    session.flush()  # the version rises
    session.add(
        SheetRevision(
            sheet_id=sheet.id,
            version=sheet.version,
            state=sheet.state,
            scores=sheet.scores,
            comments=sheet.comments,
            for_office=sheet.for_office,
            saved_at=sheet.saved_at,
            saved_by_id=saved_by.id,
        )
    )
