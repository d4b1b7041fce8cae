"""Why not assign, undo or take over: the rules of plans, beside those of sheets. Pure."""

from collections.abc import Collection, Sequence

from judging.core.i18n import _, _l
from judging.core.refusals import Incomplete, NotNow, Refused
from judging.editions.models import ON_THE_JURY, Seat
from judging.jury.models import ActOfAssigning
from judging.jury.proposal import EntryFact, Proposal


def why_not_unseen(found: Proposal, seen: str) -> Refused | None:
    """Assign what was shown: entries, members and conflicts may have changed since."""
    if found.seen == seen:
        return None
    return NotNow(_l("Entries, members or conflicts have changed since you saw this plan. See what it says now."))


def no_plan(entries: Sequence[EntryFact]) -> Refused:
    """Say which entries lack members; the page says what would help."""
    numbers = ", ".join(str(entry.number) for entry in entries)
    return NotNow(_("There is no such plan: entries no. %(numbers)s lack members.", numbers=numbers))


def why_not_undo(act: ActOfAssigning, last: ActOfAssigning | None, *, begun: int) -> Refused | None:
    """Undo the last act of a round that is open, until somebody has begun a sheet of it."""
    if act.undone_at:
        return NotNow(_l("This has been undone already."))
    if act.round.closed_at:
        return NotNow(_l("No round is open for scoring."))
    if last is None or last.id != act.id:
        return NotNow(_l("Something has been assigned since. Undo that first."))
    if begun:
        return NotNow(
            _l("A sheet of what was assigned has been begun, and no score is taken away. Let another member take over.")
        )
    return None


def why_not_take_over(seat: Seat, other: Seat, waiting: Collection[Seat]) -> Refused | None:
    """Another member who is ready takes over; one who has left keeps nothing open."""
    if seat.id == other.id:
        return Incomplete(_l("Choose another member."), field="other")
    if other.role not in ON_THE_JURY or other.removed_at or other.edition_id != seat.edition_id:
        return Incomplete(_l("Choose a member of the chapter."), field="other")
    if other.id in {one.id for one in waiting}:
        return Incomplete(
            _l("This member cannot score yet: conflicts are not declared, or the seat waits for the chair's consent."),
            field="other",
        )
    return None


def why_not_nothing(taken: Sequence[object]) -> Refused | None:
    """Take over something: what is open and not in conflict."""
    return None if taken else NotNow(_l("This member has nothing open that the other could score."))
