"""The quorum of frozen rules is lowered by an annex, before anybody has judged anything."""

from datetime import datetime

from sqlalchemy.orm import Session

from judging.accounts.models import User
from judging.audit.actions import Action
from judging.audit.operations.history import record
from judging.editions import rulebook
from judging.editions.models import Annex, Edition
from judging.jury import rules
from judging.jury.queries.chapter import is_judged


def lower_quorum(session: Session, edition: Edition, quorum: int, *, reason: str, by: User, at: datetime) -> Annex:
    """Set another quorum by a dated annex, which is published beside the frozen rules."""
    if refusal := rules.why_not_annex(edition, quorum, reason, judged=is_judged(session, edition)):
        raise refusal
    edition.quorum = quorum
    changed = {**rulebook.current(edition), "quorum": quorum}
    annex = Annex(
        edition_id=edition.id,
        at=at,
        by_id=by.id,
        reason=reason.strip(),
        rulebook=changed,
        digest=rulebook.fingerprint(changed),
    )
    session.add(annex)
    details = {"quorum": quorum, "reason": annex.reason, "digest": annex.digest}
    record(session, Action.RULES_ANNEXED, edition, by=by, at=at, edition_id=edition.id, **details)
    return annex
