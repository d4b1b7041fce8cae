"""What the public reads: rows of the public tables only."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload, selectinload

from judging.announcement.models import Announcement, PublicAward, PublicEdition
from judging.editions.models import Edition


def public_editions(session: Session) -> Sequence[PublicEdition]:
    """Return the announced editions with their laureates, the newest first."""
    query = (
        select(PublicEdition)
        .options(selectinload(PublicEdition.awards).joinedload(PublicAward.practice))
        .order_by(PublicEdition.year.desc(), PublicEdition.id.desc())
    )
    return session.scalars(query).all()


def public_edition(session: Session, slug: str) -> PublicEdition | None:
    """Return one announced edition with its laureates."""
    query = (
        select(PublicEdition)
        .where(PublicEdition.slug == slug)
        .options(selectinload(PublicEdition.awards).joinedload(PublicAward.practice))
    )
    return session.scalar(query)


def public_award(session: Session, slug: str, public_id: str) -> PublicAward | None:
    """Return one laureate of an announced edition."""
    query = (
        select(PublicAward)
        .join(PublicAward.edition)
        .where(PublicEdition.slug == slug, PublicAward.public_id == public_id)
        .options(joinedload(PublicAward.edition), joinedload(PublicAward.practice))
    )
    return session.scalar(query)


def announcements(session: Session, edition: Edition) -> Sequence[Announcement]:
    """Return every announcement of an edition, withdrawn ones too, newest first."""
    query = (
        select(Announcement)
        .where(Announcement.edition_id == edition.id)
        .order_by(Announcement.id.desc())
    )
    return session.scalars(query).all()
