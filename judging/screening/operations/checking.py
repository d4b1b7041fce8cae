"""One formal check: the points, the decision, and the remarks kept for the next one."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from judging.accounts.models import User
from judging.entries.models import Entry, Outcome
from judging.entries.operations import screening
from judging.entries.rules import why_not_of_version
from judging.offices.rules import why_not_impartial
from judging.screening import points, rules
from judging.screening.models import CheckedPoint, ReadyText
from judging.screening.operations import wording
from judging.screening.points import Found
from judging.screening.queries import checking


@dataclass(frozen=True, slots=True)
class Check:
    """What a secretary found and decided."""

    outcome: Outcome
    found: Sequence[Found]
    rest_met: bool  # the points that nobody answered are met
    remarks: str
    ready: ReadyText | None  # added to the remarks
    until: datetime | None
    keep: bool  # the remarks as a ready text


def check(session: Session, entry: Entry, given: Check, *, read: int | None, by: User, at: datetime) -> None:
    """Decide the formal check of the newest version, and keep what was found at each point."""
    first = why_not_impartial(by, entry.office) or why_not_of_version(entry, read)
    if refusal := first or rules.why_not_found(given.outcome, given.found, rest_met=given.rest_met):
        raise refusal
    accepted = given.outcome is Outcome.ACCEPTED
    found = points.with_the_rest(given.found) if accepted or given.rest_met else given.found
    said = points.letter(given.remarks, given.ready.text if given.ready else "", found)
    screening.decide(session, entry, given.outcome, remarks=said, until=given.until, by=by, at=at, read=read)
    session.flush()
    decision = entry.decisions[-1]
    session.add_all(
        CheckedPoint(decision_id=decision.id, position=place, text=one.text, met=one.met, remark=one.remark)
        for place, one in enumerate(found, start=1)
        if one.met
    )
    known = [one.text for one in checking.ready_texts(session, entry.edition)]
    if given.keep and given.remarks and given.remarks not in known:
        wording.keep_text(session, entry.edition, given.remarks, by=by, at=at)
