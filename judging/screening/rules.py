"""What the secretary may settle in the formal check and in the lists, and when.

A rule answers "why not?": it returns the refusal, or None when nothing is in the way.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta

from judging.core.i18n import _l
from judging.core.refusals import Incomplete, NotNow, Refused
from judging.editions.models import Edition
from judging.editions.timetable import over
from judging.entries.models import Extension, Outcome
from judging.entries.rules import why_not_extend
from judging.screening.concerned import Concerned
from judging.screening.models import Met, MoreTime
from judging.screening.points import LONGEST, LONGEST_TEXT, MOST, Found

MOST_TEXTS = 200  # ready texts of an edition
SECOND_THOUGHT = timedelta(minutes=15)  # in which more time given after the call can be taken back


def why_not_found(outcome: Outcome, found: Sequence[Found], *, rest_met: bool) -> Refused | None:
    """An entry is accepted once every point is answered, and none of them with "not met"."""
    if outcome is not Outcome.ACCEPTED:
        return None
    if any(one.met is Met.NO for one in found):
        sentence = _l("A point is not met. Return the entry for correction or reject it, or change the answer.")
        return Incomplete(sentence, field="rest")
    if not rest_met and any(one.met is None for one in found):
        return Incomplete(_l("Answer every point, or tick that the remaining ones are met."), field="rest")
    return None


def why_not_word(points: Sequence[str]) -> Refused | None:
    """A formal check has at least one point, none of them twice, and no more than can be gone through."""
    if not points:
        return Incomplete(_l("Write at least one point."), field="points")
    if len(points) > MOST:
        return Incomplete(_l("Write at most %(most)d points.", most=MOST), field="points")
    if len(set(points)) < len(points):
        return Incomplete(_l("A point stands here twice."), field="points")
    if any(len(point) > LONGEST for point in points):
        return Incomplete(_l("A point may have at most %(most)d characters.", most=LONGEST), field="points")
    return None


def why_not_keep_text(text: str, known: Sequence[str]) -> Refused | None:
    """A ready text says something, and is kept once."""
    if not text.strip():
        return Incomplete(_l("Write the text first."), field="text")
    if len(text) > LONGEST_TEXT:
        return Incomplete(_l("A ready text may have at most %(most)d characters.", most=LONGEST_TEXT), field="keep")
    if text in known:
        return NotNow(_l("This text is kept already."), field="text")
    if len(known) >= MOST_TEXTS:
        return NotNow(_l("There are %(most)d ready texts. Remove one first.", most=MOST_TEXTS), field="text")
    return None


def why_not_extend_many(edition: Edition, found: Concerned, seen: int | None, reason: str) -> Refused | None:
    """Those whom the search finds get more time together, if they are whom the page has shown."""
    if not found.offices:
        return NotNow(_l("Nobody would get more time: these offices have as much already, or none was found."))
    if seen != found.seen:
        return NotNow(_l("The list has changed meanwhile. See below whom it concerns now, then decide."))
    return why_not_extend(edition, found.until, reason)


def why_not_undo(edition: Edition, given: MoreTime, at: datetime) -> Refused | None:
    """More time given to many is taken back once: before the call is over, or within minutes."""
    if given.undone_at:
        return NotNow(_l("This has been undone already."))
    if at >= over(edition.closes_at) and at >= given.at + SECOND_THOUGHT:
        return NotNow(_l("It is too late to undo this: the call is over, and offices rely on the later deadline."))
    return None


def stands(extension: Extension | None, given: MoreTime) -> bool:
    """Tell whether an office's own deadline is still the one that was given to many."""
    return extension is not None and (extension.until, extension.reason) == (given.until, given.reason)
