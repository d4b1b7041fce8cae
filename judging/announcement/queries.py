"""What the public reads: rows of the public tables only. And what is copied to them."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session, contains_eager, joinedload, selectinload

from judging.announcement.models import Announcement, PublicAward, PublicEdition, PublicPractice
from judging.editions.models import Edition
from judging.entries.models import Entry, EntryVersion, Status
from judging.jury.earlier_practices import Told
from judging.jury.models import Assignment, ScoreSheet, SheetState
from judging.offices.models import Office, Representative


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
    query = select(Announcement).where(Announcement.edition_id == edition.id).order_by(Announcement.id.desc())
    return session.scalars(query).all()


def judged_versions(session: Session, edition: Edition, entries: Sequence[int]) -> dict[int, EntryVersion]:
    """Return, by entry, the version that the chapter scored: the newest with a sheet handed in.

    An entry that nobody scored in the round of the decision is known by its newest version.
    """
    round_ = edition.deciding_round
    newest = select(EntryVersion).where(EntryVersion.entry_id.in_(entries))
    scored = (
        newest.join(Assignment, Assignment.version_id == EntryVersion.id)
        .join(ScoreSheet, ScoreSheet.assignment_id == Assignment.id)
        .where(
            Assignment.round_id == (round_.id if round_ else None),
            Assignment.removed_at.is_(None),
            Assignment.in_conflict.is_(False),
            ScoreSheet.state == SheetState.SUBMITTED,
        )
    )
    found: dict[int, EntryVersion] = {}
    for query in (newest, scored):
        for version in session.scalars(query.order_by(EntryVersion.number)):
            found[version.entry_id] = version
    return found


def judged_entries(session: Session, edition: Edition) -> Sequence[Entry]:
    """Return the entries accepted for judging, with who acts for the office."""
    query = (
        select(Entry)
        .where(Entry.edition_id == edition.id, Entry.status == Status.ACCEPTED)
        .options(joinedload(Entry.office).selectinload(Office.representatives).joinedload(Representative.user))
        .order_by(Entry.number)
    )
    return session.scalars(query).all()


def earlier_practices(session: Session, edition: Edition) -> list[Told]:
    """Return the public copies of practices of earlier editions of the same competition, the newest first.

    Public copies alone: what is withdrawn, sealed or of this edition is not among them.
    """
    query = (
        select(PublicPractice)
        .join(PublicPractice.edition)
        .join(Edition, Edition.slug == PublicEdition.slug)
        .where(Edition.competition_id == edition.competition_id, Edition.id != edition.id)
        .options(contains_eager(PublicPractice.edition))
        .order_by(PublicEdition.year.desc(), PublicPractice.id)
    )
    found = session.scalars(query)
    return [Told(one.public_id, one.title, one.edition.name, one.sections) for one in found if one.sections]
