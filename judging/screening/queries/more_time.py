"""What is read of more time: the later deadlines of offices, and those given to many at once."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from judging.accounts.models import User
from judging.editions.models import Edition
from judging.entries.models import Extension, Status
from judging.notifications.models import Message
from judging.offices.models import Office
from judging.screening.concerned import Concerned, concerned
from judging.screening.models import MoreTime, MoreTimeOffice
from judging.screening.queries import lists
from judging.screening.search import Search, found


def later_deadlines(session: Session, edition: Edition) -> dict[int, datetime]:
    """Return the later deadlines of an edition by the office that has them."""
    query = select(Extension.office_id, Extension.until).where(Extension.edition_id == edition.id)
    return {row.office_id: row.until for row in session.execute(query)}


def whom(
    session: Session, edition: Edition, search: Search, reader: User, *, until: datetime, at: datetime
) -> Concerned:
    """Return the offices to which more time for a search would make a difference."""
    lines = lists.lines(session, lists.rows(session, edition), edition.time_zone)
    hits = found(lines, search, at, lambda: lists.folded_texts(session, edition))
    live = [line for line in hits if line.status not in {Status.WITHDRAWN, Status.REJECTED}]
    given, own = later_deadlines(session, edition), lists.own_offices(session, reader)
    return concerned(live, given, edition.closes_at, until, own)


def offices(session: Session, ids: Mapping[int, datetime]) -> Sequence[Office]:
    """Return offices by their ids, with their people."""
    query = select(Office).where(Office.id.in_(list(ids))).options(selectinload(Office.representatives))
    return session.scalars(query.order_by(Office.id)).all()


def given_to_many(session: Session, edition: Edition) -> Sequence[MoreTime]:
    """Return each time that many got more time at once, the newest first, with the offices."""
    query = select(MoreTime).where(MoreTime.edition_id == edition.id)
    load = selectinload(MoreTime.offices).joinedload(MoreTimeOffice.office)
    return session.scalars(query.options(load).order_by(MoreTime.id.desc())).all()


def one_given(session: Session, edition: Edition, public_id: str) -> MoreTime | None:
    """Return one of these times."""
    query = select(MoreTime).where(MoreTime.edition_id == edition.id, MoreTime.public_id == public_id)
    return session.scalar(query)


def told(session: Session, occasion: str) -> set[str]:
    """Return the addresses to which a letter of an occasion has gone, or is about to."""
    return set(session.scalars(select(Message.to).where(Message.occasion == occasion)))
