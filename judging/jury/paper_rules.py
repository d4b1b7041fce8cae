"""Who may type in a sheet that came on paper, who may read what is on it, and why not: conflicts come first. Pure."""

from collections.abc import Collection
from datetime import datetime

from judging.accounts.models import User
from judging.core.i18n import _, _l
from judging.core.refusals import Incomplete, NotNow, NotYours, Refused
from judging.editions import timetable
from judging.editions.models import Edition, Role, Round, Seat
from judging.editions.rules.people import why_not_hold_a_seat
from judging.jury.models import Assignment, PaperScan, PaperSheet, ScoreSheet, SheetState
from judging.jury.rules import SCORED_STATUSES, Task, why_not_change_jury

MOST_SCANS = 5  # of one sheet
SCANNED = {"application/pdf", "image/jpeg", "image/png"}


def why_not_type_in(
    by: User, roles: Collection[Role], task: Task, assignment: Assignment, at: datetime
) -> Refused | None:
    """Let a clerk, or a secretary, type in what a juror could hand in online at this moment.

    ``roles``: those that the person holds in the edition.
    """
    if task.in_conflict:
        return NotYours(_l("This juror has a conflict of interest in this entry: a sheet of theirs does not count."))
    if task.juror_id == by.id or not {Role.CLERK, Role.SECRETARY} & set(roles):
        return NotYours(_l("Sheets on paper are typed in by a clerk or a secretary of the edition."))
    if task.juror_removed_at:
        return NotNow(_l("This juror is no longer a member of the chapter."))
    if assignment.removed_at:
        return NotNow(_l("This entry is no longer assigned to this juror."))
    if assignment.seat.conflicts_declared_at is None:
        return NotNow(_l("This juror has not gone through the list of entries for conflicts of interest yet."))
    if task.entry_status not in SCORED_STATUSES:
        return NotNow(_l("This entry no longer takes part."))
    if not timetable.takes_sheets(task, at):
        return NotNow(_l("Scoring has not opened yet.") if at < task.opens_at else _l("Scoring is closed."))
    return None


def why_not_over(sheet: ScoreSheet | None, paper: PaperSheet | None, *, replaces: bool) -> Refused | None:
    """Keep what was handed in; let what was begun online give way to the paper only knowingly.

    ``paper``: as which the sheet was handed in, if it came on paper.
    """
    if sheet is None:
        return None
    if sheet.state is SheetState.SUBMITTED:
        return NotNow(_typed_already() if paper else _online_already())
    if not replaces and is_begun(sheet):
        return Incomplete(
            _l(
                "The juror has begun this sheet online. What is there is not shown to you. Ask the juror which of the "
                "two counts; if it is the paper, tick that it replaces what was begun."
            ),
            field="replaces",
        )
    return None


def _typed_already() -> str:
    return _("This sheet has been typed in from paper already. The juror can object to it; then it is opened again.")


def _online_already() -> str:
    return _(
        "The juror has handed this sheet in online. It stays as it is; if the paper says otherwise, the juror asks the "
        "secretary to open it again."
    )


def is_begun(sheet: ScoreSheet) -> bool:
    """Tell whether something has been filled in online."""
    return bool(sheet.scores or sheet.comments or sheet.for_office)


def why_not_unseen(sheet: ScoreSheet | None, version: int) -> Refused | None:
    """Refuse a form that was opened before the sheet changed; ``version`` is the one it had seen, 0 for none."""
    if (sheet.version if sheet else 0) == version:
        return None
    return NotNow(_l("The juror has changed this sheet online while you typed. Look at how it stands now, then save."))


def why_not_answer(by: User, task: Task, paper: PaperSheet) -> Refused | None:
    """Let the juror confirm what was typed in, or object to it, once, while it stands."""
    if task.in_conflict or task.juror_id != by.id:
        return NotYours(_l("This sheet belongs to another juror."))
    if paper.confirmed_at or paper.objected_at:
        return NotNow(_l("You have answered already."))
    if not paper.stands:
        return NotNow(_l("This sheet has been opened again since it was typed in."))
    return None


def why_not_scan(by: User, roles: Collection[Role], paper: PaperSheet, media_type: str) -> Refused | None:
    """Let whoever has typed a sheet in attach its scan, while that is their part in the edition."""
    if paper.typed_by_id != by.id or not {Role.CLERK, Role.SECRETARY} & set(roles):
        return NotYours(_l("The scan is attached by whoever has typed the sheet in."))
    if media_type not in SCANNED:
        return Incomplete(_l("A scan is a PDF, JPEG or PNG."), field="scan")
    if len(paper.scans) >= MOST_SCANS:
        return NotNow(_l("This sheet has as many scans as fit: %(most)d.", most=MOST_SCANS), field="scan")
    return None


def may_read_scan(by: User, roles: Collection[Role], scan: PaperScan, round_: Round) -> bool:
    """Let a scan be opened by the clerk who typed it in, and once the round is closed by a secretary."""
    if Role.CLERK in roles and by.id in {scan.paper.typed_by_id, scan.added_by_id}:
        return True
    return Role.SECRETARY in roles and round_.closed_at is not None


def why_not_seat_clerk(edition: Edition, person: User, roles: Collection[Role]) -> Refused | None:
    """Let nobody who scores, decides or keeps the edition be its clerk, who reads what is on the paper.

    ``roles``: those that the person holds in the edition.
    """
    if refusal := why_not_change_jury(edition):
        return refusal
    if Role.CLERK in roles:
        return NotNow(_l("This person is a clerk of the edition already."), field="email")
    if roles:
        return NotNow(
            _l("This person is a secretary or sits in the chapter of this edition; name somebody who does neither."),
            field="email",
        )
    return why_not_hold_a_seat(person, field="email")


def why_not_end_clerk(seat: Seat, reason: str) -> Refused | None:
    """End the seat of a clerk once, with a reason."""
    if seat.removed_at:
        return NotNow(_l("This seat has been ended already."))
    return None if reason.strip() else Incomplete(_l("Give a reason."), field="reason")
