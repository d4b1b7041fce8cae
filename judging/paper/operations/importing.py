"""A table of paper sheets on its way: set aside, read by who gave it, typed in all at once, given up, let go."""

from collections.abc import Collection
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from judging.accounts.models import User
from judging.audit.actions import Action
from judging.audit.operations.history import record
from judging.core.i18n import _, ngettext
from judging.core.refusals import Incomplete, NotNow, NotYours
from judging.editions.models import Edition, Role, Round
from judging.editions.queries import roles_of
from judging.jury.models import PaperGlimpse, PaperUpload
from judging.jury.operations.paper import Typing, type_in
from judging.jury.queries import assignments
from judging.jury.queries import paper as queries
from judging.paper.operations.planning import Plan

KEPT = timedelta(hours=24)  # as long as an import may take


def begin(
    session: Session,
    edition: Edition,
    round_: Round,
    sheets: Collection[int],
    *,
    name: str,
    table: str,
    by: User,
    at: datetime,
) -> PaperUpload:
    """Begin an import of a table set aside under a key; of a secretary's it is noted what sheets they have read.

    ``sheets``: the numbers in the codes of its rows.
    """
    roles = roles_of(session, edition, by)
    if not {Role.CLERK, Role.SECRETARY} & roles:
        raise NotYours(_("Sheets on paper are typed in by a clerk or a secretary of the edition."))
    upload = PaperUpload(edition=edition, by=by, name=name[:200], table_key=table, lapses_at=at + KEPT)
    session.add(upload)
    session.flush()
    if Role.SECRETARY in roles:
        _note_what_was_read(session, edition, round_, upload, sheets, by=by, at=at)
    return upload


def _note_what_was_read(
    session: Session,
    edition: Edition,
    round_: Round,
    upload: PaperUpload,
    sheets: Collection[int],
    *,
    by: User,
    at: datetime,
) -> None:
    read = queries.to_plan(session, round_, sheets)
    known = select(PaperGlimpse.assignment_id).where(
        PaperGlimpse.by_id == by.id, PaperGlimpse.assignment_id.in_(list(read))
    )
    there = set(session.scalars(known))
    session.add_all(PaperGlimpse(assignment_id=one, by_id=by.id, at=at) for one in sorted(read.keys() - there))
    told = {"file": upload.name, "sheets": len(read)}
    record(session, Action.PAPER_SEEN, upload, by=by, at=at, edition_id=edition.id, **told)


def enter_all(session: Session, upload: PaperUpload, plan: Plan, *, replaces: bool, by: User, at: datetime) -> int:
    """Type in what a plan says, all of it or nothing; return how many sheets."""
    if blocked := plan.blocked:
        raise Incomplete(
            ngettext(
                "%(num)d row cannot be entered yet, so nothing has been. Its faults stand beside it.",
                "%(num)d rows cannot be entered yet, so nothing has been. Their faults stand beside them.",
                len(blocked),
            )
        )
    if not plan.entering:
        raise NotNow(_("There is nothing to enter: every row has been typed in already."))
    for one in plan.entering:
        assert one.task is not None  # or it would be blocked
        assert one.assignment is not None
        version = one.assignment.sheet.version if one.assignment.sheet else 0
        how = Typing(version, replaces=replaces, file=upload.name, row=one.row.number)
        criteria = assignments.marks(session, one.task.round_id)
        type_in(session, one.task, one.row.content, how, criteria=criteria, by=by, at=at)
    session.delete(upload)
    return len(plan.entering)


def give_up(session: Session, upload: PaperUpload) -> str:
    """End an import; return the key of its file, to be let go once this is committed."""
    session.delete(upload)
    return upload.table_key


def end_lapsed(session: Session, at: datetime) -> int:
    """End the imports whose time is over; return how many."""
    over = queries.lapsed_uploads(session, at)
    for upload in over:
        session.delete(upload)
    session.flush()
    return len(over)
