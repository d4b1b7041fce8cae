"""What has changed for a juror since they were here last. Pure, over loaded rows.

No visit is kept: the last time is told by what the juror last did before the present sitting.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime

from judging.core.i18n import ngettext
from judging.editions.models import Seat
from judging.jury.models import Assignment, Conflict, SheetState
from judging.jury.pace import SITTING


def last_time(seat: Seat, mine: Iterable[Assignment], at: datetime) -> datetime | None:
    """Return when the juror last saved a sheet or declared before this sitting; None on a first visit."""
    sheets = [one.sheet for one in mine if one.sheet and one.sheet.state is not SheetState.REOPENED]
    acts = sorted([one.saved_at for one in sheets] + list(filter(None, [seat.conflicts_declared_at])), reverse=True)
    here = at
    for act in acts:
        if here - act > SITTING:
            return act
        here = act
    return None


def changes(
    since: datetime | None, mine: Iterable[Assignment], corrected: int, lifted: Iterable[Conflict]
) -> Sequence[str]:
    """Return one sentence for each kind of change; ``corrected`` entries have a newer version since."""
    if since is None:
        return []
    mine = list(mine)
    given = len([one for one in mine if one.assigned_at > since])
    reopened = len([o for o in mine if o.sheet and o.sheet.state is SheetState.REOPENED and o.sheet.saved_at > since])
    freed = len([one for one in lifted if one.withdrawn_at and one.withdrawn_at > since])
    said = [
        (given, ngettext("%(num)d entry was assigned to you.", "%(num)d entries were assigned to you.", given)),
        (
            reopened,
            ngettext(
                "The secretary has reopened %(num)d of your sheets.",
                "The secretary has reopened %(num)d of your sheets.",
                reopened,
            ),
        ),
        (
            corrected,
            ngettext(
                "The office has corrected %(num)d entry; you score the version you were given.",
                "Offices have corrected %(num)d entries; you score the versions you were given.",
                corrected,
            ),
        ),
        (
            freed,
            ngettext(
                "The secretary has taken back %(num)d conflict of interest.",
                "The secretary has taken back %(num)d conflicts of interest.",
                freed,
            ),
        ),
    ]
    return [sentence for count, sentence in said if count]
