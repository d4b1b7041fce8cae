"""Questions about meetings, motions, awards and protocols. All of it is sealed."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Select, func, or_, select
from sqlalchemy.orm import Session, joinedload, selectinload

from judging.deliberation.models import Attendance, Award, Meeting, Motion, Protocol, Seal
from judging.editions.models import ON_THE_JURY, Edition, Role, Round, Seat
from judging.entries.models import Attachment, Entry
from judging.jury.models import Assignment, Conflict, ScoreSheet
from judging.jury.queries import chapter as chapter_queries
from judging.results.models import Ranking, Ruling
from judging.stats.collation import alphabetical


def locked(session: Session, edition: Edition) -> Edition:
    """Read the edition again and hold it to the end, so that two acts follow one another."""
    session.refresh(edition, with_for_update=True)
    return edition


def newest_ranking(session: Session, edition: Edition) -> Ranking | None:
    """Return the frozen ranking the chapter deliberates on: the last one of the last round that is scored."""
    if (decides := edition.deciding_round) is None:
        return None
    query = select(Ranking).where(Ranking.round_id == decides.id).order_by(Ranking.number.desc()).limit(1)
    return session.scalar(query)


def ranked_entries(session: Session, edition: Edition) -> Mapping[str, Any]:
    """Return the entries of that ranking as they were judged, by their public ids."""
    ranking = newest_ranking(session, edition)
    return {row["id"]: row for row in ranking.entries} if ranking else {}


def meeting_of(session: Session, edition: Edition) -> Meeting | None:
    """Return the meeting with its attendance, motions, entries and awards."""
    query = (
        select(Meeting)
        .where(Meeting.edition_id == edition.id)
        .options(
            selectinload(Meeting.attendance).joinedload(Attendance.seat).joinedload(Seat.user),
            selectinload(Meeting.attendance).joinedload(Attendance.substitute).joinedload(Seat.user),
            selectinload(Meeting.motions).joinedload(Motion.entry).joinedload(Entry.office),
            selectinload(Meeting.motions).joinedload(Motion.award_kind),
            joinedload(Meeting.ranking),
        )
        .order_by(Meeting.id.desc())
        .limit(1)
    )
    return session.scalar(query)


def who_stand_in(session: Session, edition: Edition, meeting: Meeting | None) -> Sequence[Seat]:
    """Return who may be noted as a substitute: those named, and those who came and have been removed since."""
    named = chapter_queries.substitutes_of(session, edition)
    came = [row.substitute for row in meeting.attendance if row.substitute] if meeting else []
    return list(dict.fromkeys([*named, *came]))


def awards_of(session: Session, edition: Edition) -> Sequence[Award]:
    """Return the awards given, the highest kind first, then in the order of the motions."""
    return [award for award in all_awards(session, edition) if award.withdrawn_at is None]


def all_awards(session: Session, edition: Edition) -> Sequence[Award]:
    """Return the awards given and those taken back, the highest kind first."""
    query = (
        select(Award)
        .where(Award.edition_id == edition.id)
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
    return sorted(session.scalars(query), key=_by_office)


def _by_office(seat: Seat) -> tuple[object, ...]:
    order = (Role.CHAIR, Role.DEPUTY_CHAIR, Role.JUROR)
    return order.index(seat.role), alphabetical(seat.user.name)


def recused(session: Session, entry: Entry) -> set[int]:
    """Return the seats, substitutes' too, that may not vote on an entry: a conflict with it or with its office."""
    query = select(Conflict.seat_id).where(
        Conflict.withdrawn_at.is_(None),
        or_(Conflict.entry_id == entry.id, Conflict.office_id == entry.office_id),
    )
    return set(session.scalars(query))


def recusals(session: Session, edition: Edition, *, lifted: bool = False) -> list[tuple[int, int]]:
    """Return pairs of a seat and an entry number that the seat stood aside from, or of conflicts lifted, in order."""
    query = (
        select(Conflict.seat_id, Entry.number)
        .join(Seat, Seat.id == Conflict.seat_id)
        .join(Entry, or_(Entry.id == Conflict.entry_id, Entry.office_id == Conflict.office_id))
        .where(
            Conflict.withdrawn_at.is_not(None) if lifted else Conflict.withdrawn_at.is_(None),
            Seat.edition_id == edition.id,
            Entry.edition_id == edition.id,
            Entry.number.is_not(None),
        )
        .distinct()
        .order_by(Conflict.seat_id, Entry.number)
    )
    return [(seat, number) for seat, number in session.execute(query) if number is not None]


def conflicts_of_round(session: Session, round_: Round) -> int:
    """Count the assignments of a round whose sheets do not count for a conflict."""
    query = select(func.count()).where(
        Assignment.round_id == round_.id,
        Assignment.removed_at.is_(None),
        Assignment.in_conflict.is_(True),
    )
    return session.scalar(query) or 0


def protocol_of(session: Session, edition: Edition) -> Protocol | None:
    """Return the protocol that stands, with its seals and who put them."""
    query = (
        select(Protocol)
        .where(Protocol.edition_id == edition.id, Protocol.withdrawn_at.is_(None))
        .options(selectinload(Protocol.seals).joinedload(Seal.user))
    )
    return session.scalar(query)


def withdrawn_protocols(session: Session, edition: Edition) -> Sequence[Protocol]:
    """Return the protocols that carried a seal and were withdrawn, the oldest first."""
    query = (
        select(Protocol)
        .where(
            Protocol.edition_id == edition.id,
            Protocol.withdrawn_at.is_not(None),
            Protocol.seals.any(),
        )
        .order_by(Protocol.id)
    )
    return session.scalars(query).all()


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


def _entries(offices: Select[Any]) -> Select[Any]:
    return select(Entry.id).where(Entry.office_id.in_(offices))


def _conflicts(offices: Select[Any]) -> Select[Any]:
    return select(Conflict.id).where(or_(Conflict.office_id.in_(offices), Conflict.entry_id.in_(_entries(offices))))


def _sheets(offices: Select[Any]) -> Select[Any]:
    query = select(ScoreSheet.id).join(Assignment, ScoreSheet.assignment_id == Assignment.id)
    return query.where(Assignment.entry_id.in_(_entries(offices)))


OF_OFFICES = {  # by table: the ids of the records of an edition that concern offices
    "entry": _entries,
    "attachment": lambda offices: select(Attachment.id).where(Attachment.entry_id.in_(_entries(offices))),
    "conflict": _conflicts,
    "ruling": lambda offices: select(Ruling.id).where(Ruling.entry_id.in_(_entries(offices))),
    "score_sheet": _sheets,
    "motion": lambda offices: select(Motion.id).where(Motion.entry_id.in_(_entries(offices))),
    "award": lambda offices: select(Award.id).where(Award.entry_id.in_(_entries(offices))),
}


def document_hashes(session: Session) -> Sequence[str]:
    """Return the hashes of the documents of all protocols, those withdrawn as well."""
    return session.scalars(select(Protocol.pdf_sha256).distinct()).all()
