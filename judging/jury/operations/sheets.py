"""What else can happen to a score sheet once it has been saved: it is handed in, reopened."""

import secrets
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from judging.accounts.models import User
from judging.audit.actions import Action
from judging.audit.operations.history import record
from judging.core.i18n import _l
from judging.core.refusals import Incomplete
from judging.editions.models import Edition
from judging.editions.queries import secretaries
from judging.jury import receipts, rules
from judging.jury.models import Assignment, ScoreSheet, SheetRevision, SheetState
from judging.jury.operations.saving import SHEETS, touch
from judging.jury.queries import assignments
from judging.jury.rules import Scored, Task
from judging.jury.scales import weighted
from judging.notifications.operations.outbox import enqueue
from judging.offices.rules import why_not_impartial


def submit(session: Session, task: Task, *, criteria: Sequence[Scored], by: User, at: datetime) -> ScoreSheet:
    """Hand in a saved sheet, whole; from now on only the secretary can reopen it."""
    if refusal := rules.why_not_score(by, task, at):
        raise refusal
    touch(session.connection(), task.round_id)
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
    assignment = session.get_one(Assignment, task.assignment_id)
    own = why_not_impartial(by, assignment.entry.office)
    refusal = own or rules.why_not_reopen(task, at) or rules.why_not_without_reason(reason)
    if refusal:
        raise refusal
    touch(session.connection(), task.round_id)
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
