"""The history: whole, and with an event for every act that counts."""

from collections import Counter
from collections.abc import Iterator

from sqlalchemy import select
from sqlalchemy.orm import Session

from judging.announcement.models import Announcement
from judging.audit.actions import Action
from judging.audit.models import AuditEvent
from judging.audit.queries import verification
from judging.core.db import Base
from judging.deliberation.models import Motion, Protocol
from judging.entries.models import EntryVersion
from judging.invariants.registry import invariant
from judging.results.models import Ranking

ACTS: dict[Action, type[Base]] = {
    Action.RANKING_FROZEN: Ranking,
    Action.MOTION_DECIDED: Motion,
    Action.PROTOCOL_MADE: Protocol,
    Action.ANNOUNCEMENT_MADE: Announcement,
}


@invariant("the chains of the history verify")
def chains(session: Session) -> Iterator[str]:
    """Yield the first bad event of every chain."""
    return (str(problem) for problem in verification.verify(session, session.info["audit_key"]))


@invariant("every submission of an entry stands in the history")
def submissions(session: Session) -> Iterator[str]:
    """Yield entries with more versions than submissions."""
    told = _subjects(session, Action.ENTRY_SUBMITTED)
    versions = Counter(session.scalars(select(EntryVersion.entry_id)))
    return (f"entry:{entry}" for entry, count in versions.items() if told[f"entry:{entry}"] != count)


@invariant("every ranking, motion, protocol and announcement stands in the history")
def acts(session: Session) -> Iterator[str]:
    """Yield records of acts that nobody is said to have done."""
    for action, model in ACTS.items():
        told = _subjects(session, action)
        for row_id in session.scalars(select(model.id)):
            if told[f"{model.__tablename__}:{row_id}"] != 1:
                yield f"{model.__tablename__}:{row_id}"


def _subjects(session: Session, action: Action) -> Counter[str]:
    return Counter(session.scalars(select(AuditEvent.subject).where(AuditEvent.action == action)))
