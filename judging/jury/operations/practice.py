"""A juror practises on an anchor: saved like a sheet, handed in for the feedback, done once more; counted nowhere.

No round is touched, no revision kept, nothing recorded: it is no act, and what nobody else reads needs no history.
"""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from judging.accounts.models import User
from judging.core.i18n import _l
from judging.core.refusals import NotNow
from judging.editions.models import Anchor, Edition, Seat
from judging.jury import practice_rules, rules
from judging.jury.models import PracticeSheet
from judging.jury.operations.saving import Saved, SheetContent, clash_of
from judging.jury.queries import practice
from judging.jury.rules import Scored
from judging.jury.scales import Scale


def save(
    session: Session,
    edition: Edition,
    seat: Seat,
    anchor: Anchor,
    content: SheetContent,
    *,
    version: int,
    criteria: Sequence[Scored],
    scale: Scale,
    by: User,
    at: datetime,
) -> Saved:
    """Keep what a juror has filled in for practice; ``version`` is the one they had seen (0: none)."""
    sheet = _allowed(session, edition, seat, anchor, by, at)
    if sheet is None:
        sheet = PracticeSheet(seat_id=seat.id, anchor_id=anchor.id, saved_at=at, **content.values())
        session.add(sheet)
    elif SheetContent.of(sheet).values() != content.values():
        if sheet.version != version:
            raise clash_of(content, sheet, criteria, scale)
        for name, value in content.values().items():
            setattr(sheet, name, value)
        sheet.saved_at = at
    session.flush()
    return Saved(sheet.version, sheet.saved_at)


def hand_in(
    session: Session,
    edition: Edition,
    seat: Seat,
    anchor: Anchor,
    *,
    criteria: Sequence[Scored],
    by: User,
    at: datetime,
) -> None:
    """Hand a whole practice sheet in: from now on its juror reads how it compares."""
    sheet = _allowed(session, edition, seat, anchor, by, at)
    if sheet is None:
        raise NotNow(_l("Nothing has been scored on this practice sheet yet."))
    if refusal := rules.why_not_submit(criteria, sheet.scores, sheet.comments):
        raise refusal
    sheet.submitted_at, sheet.done_at = at, sheet.done_at or at
    sheet.changes_seen = anchor.changes


def once_more(session: Session, edition: Edition, seat: Seat, anchor: Anchor, *, by: User, at: datetime) -> None:
    """Empty a practice sheet that was handed in, for another go; that it was done stays."""
    sheet = practice.own_sheets(session, seat).get(anchor.id)
    if refusal := practice_rules.why_not_once_more(by, seat, edition, sheet, at):
        raise refusal
    assert sheet is not None
    for name, value in SheetContent().values().items():
        setattr(sheet, name, value)
    sheet.submitted_at, sheet.saved_at = None, at


def forget(session: Session) -> int:
    """Delete all practice sheets of editions in the archive; return how many."""
    over = select(Seat.id).join(Seat.edition).where(Edition.archived_at.is_not(None))
    gone = session.execute(delete(PracticeSheet).where(PracticeSheet.seat_id.in_(over)))
    return int(gone.rowcount)  # type: ignore[attr-defined]  # of a DELETE there is one


def _allowed(
    session: Session, edition: Edition, seat: Seat, anchor: Anchor, by: User, at: datetime
) -> PracticeSheet | None:
    sheet = practice.own_sheets(session, seat).get(anchor.id)
    if refusal := practice_rules.why_not_practise(by, seat, edition, sheet, at):
        raise refusal
    return sheet
