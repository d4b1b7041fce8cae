"""Which events concern an office for which the reader acts: the application says which records those are.

What the jury does with the entry of one's own office is not for a secretary who has an interest in it.
"""

from collections.abc import Callable, Mapping
from typing import Any

from sqlalchemy import ColumnElement, Select, String, and_, cast, literal, or_, select
from sqlalchemy.orm import Session

from judging.accounts.models import User
from judging.audit import audience
from judging.audit.models import AuditEvent
from judging.offices.models import Representative

Offices = Select[Any]
Concerning = Mapping[str, Callable[[Offices], Select[Any]]]  # by table: the ids of records that concern offices


def own_offices(user: User) -> Offices:
    """Select the offices for which a person acts or asks to act."""
    mine = (Representative.user_id == user.id, Representative.refused_at.is_(None))
    return select(Representative.office_id).where(*mine)


def has_own(session: Session, user: User) -> bool:
    """Tell whether a person acts for any office at all."""
    return session.scalar(own_offices(user).limit(1)) is not None


def not_of_own(user: User, concerning: Concerning) -> ColumnElement[bool]:
    """Return the condition that leaves out what is kept from a person who acts for the office concerned."""
    offices = own_offices(user)
    own = [AuditEvent.subject.in_(_subjects(table, ids(offices))) for table, ids in concerning.items()]
    return ~and_(AuditEvent.action.not_in(audience.KNOWN_TO_THE_OFFICE), or_(*own))


def _subjects(table: str, ids: Select[Any]) -> Select[Any]:
    """Select the names under which the history knows records: "table:id"."""
    [known] = ids.subquery().columns
    return select(literal(f"{table}:").concat(cast(known, String)))
