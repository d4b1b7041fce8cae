"""Questions about meetings, motions, awards and protocols. All of it is sealed."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload, selectinload

from judging.deliberation.models import Attendance, Award, Meeting, Motion, Protocol
from judging.editions.models import ON_THE_JURY, Edition, Role, Seat
from judging.entries.models import Entry
from judging.jury.models import Conflict
from judging.results.models import Ranking


def newest_ranking(session: Session, edition: Edition) -> Ranking | None:
    """Return the frozen ranking the chapter deliberates on: the last one of the last round."""
    if not edition.rounds:
        return None
    query = (
        select(Ranking)
        .where(Ranking.round_id == edition.rounds[-1].id)
        .order_by(Ranking.number.desc())
        .limit(1)
    )
    return session.scalar(query)


def meeting_of(session: Session, edition: Edition) -> Meeting | None:
    """Return the newest meeting with its attendance, motions, entries and awards."""
    query = (
        select(Meeting)
        .where(Meeting.edition_id == edition.id)
        .options(
            selectinload(Meeting.attendance).joinedload(Attendance.seat).joinedload(Seat.user),
            selectinload(Meeting.motions).joinedload(Motion.entry).joinedload(Entry.office),
            selectinload(Meeting.motions).joinedload(Motion.award_kind),
            joinedload(Meeting.ranking),
        )
        .order_by(Meeting.id.desc())
        .limit(1)
    )
    return session.scalar(query)


def awards_of(session: Session, edition: Edition) -> Sequence[Award]:
    """Return the awards given, the highest kind first, then in the order of the motions."""
    query = (
        select(Award)
        .where(Award.edition_id == edition.id, Award.withdrawn_at.is_(None))
        .options(
            joinedload(Award.entry).joinedload(Entry.office),
            joinedload(Award.award_kind),
            joinedload(Award.motion),
        )
        .order_by(Award.id)
    )
    return sorted(session.scalars(query), key=lambda award: (award.award_kind.position, award.id))


def chapter(session: Session, edition: Edition) -> Sequence[Seat]:
    """Return the members of the chapter, the chair first, then by name."""
    query = (
        select(Seat)
        .where(Seat.edition_id == edition.id, Seat.role.in_(ON_THE_JURY), Seat.removed_at.is_(None))
        .options(joinedload(Seat.user))
    )
    order = (Role.CHAIR, Role.DEPUTY_CHAIR, Role.JUROR)
    return sorted(session.scalars(query), key=lambda seat: (order.index(seat.role), seat.user.name))


def recused(session: Session, entry: Entry) -> set[int]:
    """Return the seats that may not vote on an entry: a conflict with it or with its office."""
    query = select(Conflict.seat_id).where(
        Conflict.withdrawn_at.is_(None),
        (Conflict.entry_id == entry.id) | (Conflict.office_id == entry.office_id),
    )
    return set(session.scalars(query))


def protocol_of(session: Session, edition: Edition) -> Protocol | None:
    """Return the protocol that stands, with its seals."""
    query = (
        select(Protocol)
        .where(Protocol.edition_id == edition.id, Protocol.withdrawn_at.is_(None))
        .options(selectinload(Protocol.seals))
    )
    return session.scalar(query)


def entries_of_ranking(session: Session, ranking: Ranking) -> Sequence[Entry]:
    """Return the entries of a frozen ranking, best place first, unranked last."""
    places = {row["entry"]: row["place"] for row in ranking.analysis["ranking"]}
    query = (
        select(Entry)
        .where(Entry.public_id.in_([row["id"] for row in ranking.entries]))
        .options(joinedload(Entry.office))
    )
    last = len(places) + 1
    return sorted(
        session.scalars(query),
        key=lambda entry: (places.get(entry.public_id) or last, entry.number or 0),
    )
