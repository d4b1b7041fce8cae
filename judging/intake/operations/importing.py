"""All rows of a file entered at once, or none of them."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy.orm import Session

from judging.accounts.models import User
from judging.core.files import Received, keep
from judging.core.i18n import _, ngettext
from judging.core.refusals import Incomplete, NotNow
from judging.entries.models import Entry
from judging.entries.operations.entries import Text
from judging.entries.operations.typing_in import type_in
from judging.entries.origins import Source
from judging.intake.models import Upload
from judging.intake.operations.offices import invite, office_for
from judging.intake.plan import Plan, Planned
from judging.jury.queries.chapter import is_begun


def enter_all(
    session: Session,
    upload: Upload,
    plan: Plan,
    files: Mapping[str, Received],
    *,
    most: int,
    invites: bool,
    by: User,
    at: datetime,
) -> list[Entry]:
    """Enter what a plan says; ``files`` are the checked files of the ZIP by their names, ``most`` the limit of one."""
    if blocked := plan.blocked:
        raise Incomplete(
            ngettext(
                "%(num)d row cannot be entered yet, so nothing has been. Its faults stand beside it.",
                "%(num)d rows cannot be entered yet, so nothing has been. Their faults stand beside them.",
                len(blocked),
            )
        )
    if not plan.entering:
        raise NotNow(_("There is nothing to enter: every row is there already or left out."))
    entered = []
    for one in plan.entering:
        entry = _enter(session, upload, plan, one, files, most=most, by=by, at=at)
        if invites and one.row.email:
            invite(session, entry, one.row.email, by=by, at=at)
        entered.append(entry)
    for name in {name for one in plan.entering for name in one.members}:
        keep(files[name])
    session.delete(upload)
    return entered


def _enter(
    session: Session,
    upload: Upload,
    plan: Plan,
    one: Planned,
    files: Mapping[str, Received],
    *,
    most: int,
    by: User,
    at: datetime,
) -> Entry:
    row, unit = one.row, one.unit
    assert unit is not None  # or it would be blocked
    office = office_for(session, unit, email=row.email, by=by, at=at)
    contact = ", ".join(filter(None, (row.contact, row.email)))
    reason = plan.decided.reason if one.late else ""
    source = Source(upload.way, row.came_at, reason, contact, upload.name, row.number, row.identity)
    return type_in(
        session,
        upload.edition,
        office,
        Text(row.title, row.area, row.answers),
        source,
        [(files[name], question) for name, question in one.members.items()],
        most=most,
        as_it_came=plan.decided.as_they_came,
        scored=is_begun(session, upload.edition),
        by=by,
        at=at,
    )
