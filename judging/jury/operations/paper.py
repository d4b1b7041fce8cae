"""A sheet that came on paper: typed in for its juror, who confirms it or objects; its scan."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from judging.accounts.models import User
from judging.audit.actions import Action
from judging.audit.operations.history import record
from judging.core.files import Received
from judging.editions.models import Role
from judging.editions.queries import roles_of
from judging.jury import paper_rules, rules, scales
from judging.jury.models import Assignment, PaperScan, PaperSheet, ScoreSheet
from judging.jury.operations import reopening
from judging.jury.operations.saving import SheetContent, keep_on, touch
from judging.jury.operations.sheets import hand_in
from judging.jury.queries import paper as queries
from judging.jury.rules import Scored, Task
from judging.notifications.operations.outbox import enqueue
from judging.offices.rules import why_not_impartial


@dataclass(frozen=True, slots=True)
class Typing:
    """How a paper sheet comes to be typed in: by hand, or from a row of a file."""

    version: int = 0  # of the sheet, as the form had seen it
    replaces: bool = False  # what the juror has begun online
    checked_by: str = ""
    file: str = ""
    row: int | None = None


def type_in(
    session: Session,
    task: Task,
    content: SheetContent,
    how: Typing,
    *,
    criteria: Sequence[Scored],
    by: User,
    at: datetime,
) -> PaperSheet:
    """Hand a sheet in for its juror as the paper says, whole; tell the juror, and note whether a secretary saw it."""
    assignment = session.get_one(Assignment, task.assignment_id)
    roles = roles_of(session, assignment.round.edition, by)
    own = why_not_impartial(by, assignment.entry.office)
    if refusal := own or paper_rules.why_not_type_in(by, roles, task, assignment, at):
        raise refusal
    touch(session.connection(), task.round_id)
    sheet = queries.sheet_of(session, assignment)
    over = paper_rules.why_not_over(sheet, queries.standing(session, sheet), replaces=how.replaces)
    unseen = over or paper_rules.why_not_unseen(sheet, how.version)
    if refusal := unseen or rules.why_not_submit(criteria, content.scores, content.comments):
        raise refusal
    replaced = sheet is not None and paper_rules.is_begun(sheet)
    scale, connection = scales.of_round(task, criteria), session.connection()
    keep_on(connection, task, content, version=how.version, criteria=criteria, scale=scale, by=by, at=at)
    seen = Role.SECRETARY in roles or queries.seen_by_secretary(session, assignment)
    told = {"juror": assignment.seat.user.name, "entry": assignment.entry.number or 0}
    sheet = hand_in(session, task, criteria=criteria, by=by, at=at, act=Action.SHEET_TYPED_IN, told=told)
    paper = _noted(session, sheet, how, seen=seen, replaced=replaced, by=by, at=at)
    if Role.SECRETARY in roles:
        record(session, Action.PAPER_SEEN, paper, by=by, at=at, edition_id=task.edition_id, sheets=1)
    _tell(session, assignment, paper, at)
    return paper


def _noted(
    session: Session, sheet: ScoreSheet, how: Typing, *, seen: bool, replaced: bool, by: User, at: datetime
) -> PaperSheet:
    paper = PaperSheet(
        sheet=sheet,
        version=sheet.version,
        typed_by=by,
        typed_at=at,
        checked_by=how.checked_by,
        file=how.file,
        file_row=how.row,
        seen_by_secretary=seen,
        replaced_draft=replaced,
    )
    session.add(paper)
    session.flush()
    return paper


def _tell(session: Session, assignment: Assignment, paper: PaperSheet, at: datetime) -> None:
    """Write to the juror where to look: no letter says what stands on the sheet, for the secretary reads letters."""
    edition = assignment.round.edition
    enqueue(
        session,
        "paper-typed-in",
        to=assignment.seat.user,
        at=at,
        occasion=f"paper-typed-in:{paper.id}",
        edition_id=edition.id,
        entry=assignment.entry.number,
        who=paper.typed_by.name,
        edition=edition.name,
        replaced=paper.replaced_draft,
        path=f"/jury/{edition.slug}/sheets/{assignment.public_id}/paper/",
    )


def confirm(session: Session, task: Task, paper: PaperSheet, *, by: User, at: datetime) -> None:
    """Note that the juror has found on the sheet what the paper says."""
    if refusal := paper_rules.why_not_answer(by, task, paper):
        raise refusal
    paper.confirmed_at = at
    record(session, Action.PAPER_CONFIRMED, paper, by=by, at=at, edition_id=task.edition_id)


def object_to(session: Session, task: Task, paper: PaperSheet, *, reason: str, by: User, at: datetime) -> None:
    """Ask the secretary to open the sheet again, for it says something else than the paper."""
    if refusal := paper_rules.why_not_answer(by, task, paper):
        raise refusal
    reopening.ask_to_reopen(session, task, reason=reason, by=by, at=at)
    paper.objected_at = at
    record(session, Action.PAPER_OBJECTED, paper, by=by, at=at, edition_id=task.edition_id)


def attach_scan(session: Session, paper: PaperSheet, file: Received, *, by: User, at: datetime) -> PaperScan:
    """Add a checked scan to a paper sheet; the same file twice is one."""
    edition = paper.sheet.assignment.round.edition
    if refusal := paper_rules.why_not_scan(by, roles_of(session, edition, by), paper, file.media_type):
        raise refusal
    for there in paper.scans:
        if there.sent_sha256 == file.sent_sha256:
            return there
    scan = PaperScan(
        paper=paper,
        name=file.name,
        media_type=file.media_type,
        size=file.size,
        sent_sha256=file.sent_sha256,
        sha256=file.sha256,
        added_at=at,
        added_by_id=by.id,
    )
    session.add(scan)
    record(session, Action.PAPER_SCANNED, scan, by=by, at=at, edition_id=edition.id, sha256=file.sha256)
    return scan
