"""A sheet that was handed in is opened again at its juror's request, or the request is declined: both with a reason."""

from datetime import datetime

from sqlalchemy.orm import Session

from judging.accounts.models import User
from judging.audit.actions import Action
from judging.audit.operations.history import record
from judging.editions.models import LEADERS
from judging.editions.queries import jury, secretaries
from judging.jury import rules
from judging.jury.models import Assignment, ReopenRequest, SheetState
from judging.jury.operations.saving import touch
from judging.jury.operations.sheets import fresh_sheet, keep_revision
from judging.jury.queries import requests
from judging.jury.rules import Task
from judging.notifications.operations.outbox import enqueue
from judging.offices.rules import acts_for, why_not_impartial


def reopen(session: Session, task: Task, *, reason: str, by: User, at: datetime) -> None:
    """Give a sheet back to its juror; what was handed in stays among the revisions."""
    assignment = session.get_one(Assignment, task.assignment_id)
    own = why_not_impartial(by, assignment.entry.office)
    refusal = own or rules.why_not_reopen(task, at) or rules.why_not_without_reason(reason)
    if refusal:
        raise refusal
    touch(session.connection(), task.round_id)
    sheet = fresh_sheet(session, task)
    sheet.state, sheet.submitted_at, sheet.saved_at = SheetState.REOPENED, None, at
    sheet.total = sheet.salt = sheet.receipt = None
    keep_revision(session, sheet, by)
    record(
        session,
        Action.SHEET_REOPENED,
        sheet,
        by=by,
        at=at,
        edition_id=task.edition_id,
        reason=reason,
    )
    _answer(session, task, reason, at, granted=True)
    _tell(session, "sheet-reopened", assignment, reason, at, occasion=f"{sheet.id}:{sheet.version}")


def ask_to_reopen(session: Session, task: Task, *, reason: str, by: User, at: datetime) -> None:
    """Ask to reopen a sheet handed in, by mail too: the secretaries who may, else the chair and the deputy."""
    waits = requests.waiting(session, task.assignment_id) is not None
    refusal = rules.why_not_ask_to_reopen(by, task, at) or rules.why_not_ask_twice(waits=waits)
    if refusal := refusal or rules.why_not_without_reason(reason):
        raise refusal
    assignment = session.get_one(Assignment, task.assignment_id)
    edition = assignment.round.edition
    sheet = fresh_sheet(session, task)
    session.add(ReopenRequest(sheet_id=sheet.id, asked_at=at, reason=reason))
    impartial = [seat for seat in secretaries(session, edition) if not acts_for(seat.user, assignment.entry.office)]
    leaders = [seat for seat in jury(session, edition) if seat.role in LEADERS]
    for seat in impartial or leaders:
        enqueue(
            session,
            "reopen-asked",
            to=seat.user,
            at=at,
            occasion=f"reopen-asked:{sheet.id}:{at:%Y%m%d%H%M%S%f}",
            edition_id=edition.id,
            juror=by.name,
            entry=assignment.entry.number,
            reason=reason,
            edition=edition.name,
            path=f"/desk/{edition.slug}/jury/progress/",
        )


def decline(session: Session, task: Task, *, reason: str, by: User, at: datetime) -> None:
    """Leave a sheet as it was handed in, and tell its juror why."""
    assignment = session.get_one(Assignment, task.assignment_id)
    waits = requests.waiting(session, task.assignment_id) is not None
    own = why_not_impartial(by, assignment.entry.office)
    refusal = own or rules.why_not_decline(waits=waits) or rules.why_not_without_reason(reason)
    if refusal:
        raise refusal
    sheet = fresh_sheet(session, task)
    _answer(session, task, reason, at, granted=False)
    record(session, Action.REOPENING_DECLINED, sheet, by=by, at=at, edition_id=task.edition_id, reason=reason)
    _tell(session, "reopen-declined", assignment, reason, at, occasion=f"{sheet.id}:{at:%Y%m%d%H%M%S%f}")


def _answer(session: Session, task: Task, reason: str, at: datetime, *, granted: bool) -> None:
    """Note the answer on the request that waits for one, if there is one."""
    if request := requests.waiting(session, task.assignment_id):
        request.answered_at, request.granted, request.answer = at, granted, reason


def _tell(session: Session, words: str, assignment: Assignment, reason: str, at: datetime, *, occasion: str) -> None:
    """Write to the juror how their request, or their sheet, was answered."""
    edition = assignment.round.edition
    enqueue(
        session,
        words,
        to=assignment.seat.user,
        at=at,
        occasion=f"{words}:{occasion}",
        edition_id=edition.id,
        entry=assignment.entry.number,
        reason=reason,
        edition=edition.name,
        path=f"/jury/{edition.slug}/sheets/{assignment.public_id}/",
    )
