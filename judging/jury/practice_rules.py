"""Who practises on which anchor, and when; and when the first sheet that counts waits for it. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from judging.accounts.models import User
from judging.core.i18n import _l
from judging.core.refusals import NotNow, NotYours, Refused
from judging.editions.models import ON_THE_JURY, Anchor, Edition, PracticeRound, Round, Seat
from judging.editions.parts.practice import practised_round, whole
from judging.editions.timetable import over
from judging.jury.models import PracticeSheet

Sheets = dict[int, PracticeSheet]  # a juror's own, by the ids of their anchors


@dataclass(frozen=True, slots=True)
class Standing:
    """How a juror stands with practising for a round."""

    round_id: int
    anchors: int
    to_do: Sequence[Anchor]
    waits: Refused | None  # why the first sheet waits

    def holds(self, round_id: int) -> bool:
        """Tell whether sheets of a round wait until the juror has practised."""
        return self.waits is not None and round_id == self.round_id


def offered(edition: Edition) -> Sequence[Anchor]:
    """Return the anchors that jurors may read now: none before the rules, and so the criteria, are approved."""
    wanted = edition.practice_round is not PracticeRound.NONE and edition.rules_frozen_at is not None
    return whole(edition) if wanted else []


def is_over(edition: Edition, at: datetime) -> bool:
    """Tell whether the round for which one practises takes no sheets any more."""
    round_ = practised_round(edition)
    return round_ is None or round_.closed_at is not None or at >= over(round_.closes_at)


def to_do(edition: Edition, sheets: Sheets, at: datetime) -> list[Anchor]:
    """Return the anchors on which a juror has never practised, while there is time."""
    if is_over(edition, at):
        return []
    done = {place for place, sheet in sheets.items() if sheet.done_at}
    return [anchor for anchor in offered(edition) if anchor.id not in done]


def why_not_practise(
    by: User, seat: Seat, edition: Edition, sheet: PracticeSheet | None, at: datetime
) -> Refused | None:
    """Let a member of the chapter practise until the round is over; what was handed in is begun anew first."""
    if seat.user_id != by.id or seat.role not in ON_THE_JURY or seat.removed_at or seat.edition_id != edition.id:
        return NotYours(_l("Only a member of the chapter practises, and on sheets of their own."))
    if is_over(edition, at):
        return NotNow(_l("The round is over, and so is the practice for it."))
    if sheet and sheet.submitted_at:
        return NotNow(_l("You have handed this practice sheet in. You can do it once more."))
    return None


def why_not_once_more(
    by: User, seat: Seat, edition: Edition, sheet: PracticeSheet | None, at: datetime
) -> Refused | None:
    """Only what was handed in is done once more."""
    if sheet is None or sheet.submitted_at is None:
        return NotNow(_l("This practice sheet has not been handed in."))
    return why_not_practise(by, seat, edition, None, at)


def why_not_score_yet(edition: Edition, waiting: Sequence[Anchor], *, begun: bool) -> Refused | None:
    """Where practice is asked for, it comes before the first sheet; nobody waits who has begun, or cannot practise."""
    if edition.practice_round is not PracticeRound.FIRST or begun or not waiting:
        return None
    return NotNow(_l("Before your first sheet the edition asks you to practise: it takes a while and counts nowhere."))


def standing(
    edition: Edition, round_: Round, anchors: Sequence[Anchor], sheets: Sheets, at: datetime, *, begun: bool
) -> Standing:
    """Return how a juror stands with practising; ``begun``: they have a sheet that counts in the round."""
    waiting = to_do(edition, sheets, at)
    return Standing(round_.id, len(anchors), waiting, why_not_score_yet(edition, waiting, begun=begun))
