"""What the public may read, and since when."""

from collections.abc import Iterator

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from judging.announcement.models import Announcement, PublicAward, PublicEdition
from judging.announcement.queries import public_edition
from judging.deliberation.models import Protocol
from judging.deliberation.queries import awards_of
from judging.editions.models import Edition
from judging.invariants.registry import counted, invariant, records
from judging.notifications.models import Message

LETTERS = ("laureate-letter", "thanks-letter")


@invariant("nothing of an edition is public before its announcement")
def nothing_early(session: Session) -> Iterator[str]:
    """Yield public copies of editions that are not announced; the archive has no edition."""
    query = select(PublicEdition).join(Edition, Edition.slug == PublicEdition.slug)
    return records(session, query.where(Edition.announced_at.is_(None)))


@invariant("an announced edition has public copies of exactly its awards")
def public_copies(session: Session) -> Iterator[str]:
    """Yield editions whose public laureates differ from the awards."""
    for edition in session.scalars(select(Edition).where(Edition.announced_at.is_not(None))):
        copy = public_edition(session, edition.slug)
        shown = [award.award for award in copy.awards] if copy else None
        given = awards_of(session, edition)
        offices = [award.entry.versions[-1].office_name for award in given]
        same = shown == [award.award_kind.name for award in given]
        if not (same and copy and [award.office for award in copy.awards] == offices):
            yield f"edition:{edition.id}"


@invariant("an edition is announced exactly when one announcement stands")
def one_announcement(session: Session) -> Iterator[str]:
    """Yield editions announced twice, or by nobody."""
    standing = (
        select(func.count())
        .where(Announcement.edition_id == Edition.id, Announcement.withdrawn_at.is_(None))
        .scalar_subquery()
    )
    for edition, count in session.execute(select(Edition, standing)):
        if count != (edition.announced_at is not None):
            yield f"edition:{edition.id}"


@invariant("what is announced is the protocol that stands")
def announced_protocols(session: Session) -> Iterator[str]:
    """Yield standing announcements of a withdrawn or foreign protocol."""
    query = select(Announcement).join(Protocol, Protocol.id == Announcement.protocol_id)
    foreign = Protocol.edition_id != Announcement.edition_id
    return records(
        session,
        query.where(Announcement.withdrawn_at.is_(None), Protocol.withdrawn_at.is_not(None) | foreign),
    )


@invariant("the public laureates of an edition stand in order, from 1")
def public_positions(session: Session) -> Iterator[str]:
    """Yield public editions with a gap among their laureates."""
    for edition in session.scalars(select(PublicEdition)):
        query = select(PublicAward.position).where(PublicAward.edition_id == edition.id)
        if not counted(session.scalars(query)):
            yield f"public_edition:{edition.id}"


@invariant("no letter tells who won before the announcement")
def letters_after(session: Session) -> Iterator[str]:
    """Yield letters about the result of an edition that was never announced."""
    announced = select(Announcement.edition_id)
    query = select(Message).where(Message.template.in_(LETTERS))
    return records(session, query.where(Message.edition_id.not_in(announced)))
