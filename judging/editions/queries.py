"""What is read of editions, each list in one query whatever its length."""

from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import Select, and_, bindparam, exists, or_, select
from sqlalchemy.orm import Session, joinedload, selectinload
from sqlalchemy.orm.attributes import set_committed_value

from judging.accounts.models import User
from judging.core.db import as_loaded, names_of_columns
from judging.core.prepared import Prepared
from judging.editions.models import (
    ON_THE_JURY,
    Annex,
    Competition,
    Edition,
    EnglishWording,
    Part,
    Partner,
    Role,
    Round,
    Seat,
    TakenAway,
)
from judging.stats.collation import alphabetical

PARTS = (
    joinedload(Edition.competition),
    selectinload(Edition.areas),
    selectinload(Edition.fields),
    selectinload(Edition.criteria),
    selectinload(Edition.rounds).selectinload(Round.criteria),
    selectinload(Edition.award_kinds),
    selectinload(Edition.partners),
)


def edition_of(session: Session, slug: str) -> Edition | None:
    """Return the edition of an address with its rounds, by which its phase is told: nearly every page asks."""
    session.flush()
    rows = _with_rounds.rows(session.connection(), {"slug": slug})
    if not rows:
        return None
    width = len(names_of_columns(Edition))
    edition = as_loaded(session, Edition, dict(zip(names_of_columns(Edition), rows[0], strict=False)))
    rounds = [dict(zip(names_of_columns(Round), row[width:], strict=True)) for row in rows]
    found = [as_loaded(session, Round, columns) for columns in rounds if columns["id"]]
    if "rounds" not in vars(edition):
        set_committed_value(edition, "rounds", found)
    return edition


@Prepared
def _with_rounds() -> Select[Any]:
    columns = (*Edition.__table__.columns, *Round.__table__.columns)
    edition = select(*columns).outerjoin_from(Edition, Round, Round.edition_id == Edition.id)
    return edition.where(Edition.slug == bindparam("slug")).order_by(Round.position)


def visible_editions(user: User) -> Select[Edition]:
    """Select the editions whose desk the person may open, the newest first."""
    return all_editions().where(
        exists().where(
            Seat.edition_id == Edition.id,
            Seat.user_id == user.id,
            Seat.role == Role.SECRETARY,
            Seat.removed_at.is_(None),
        )
    )


def keeps_competition(session: Session, user: User, slug: str) -> bool:
    """Tell whether the person is a secretary of any edition of a competition."""
    mine = (Seat.user_id == user.id, Seat.role == Role.SECRETARY, Seat.removed_at.is_(None))
    held = select(Seat.id).join(Seat.edition).join(Edition.competition).where(Competition.slug == slug, *mine)
    return bool(session.scalar(select(exists(held))))


def known_editions(user: User) -> Select[Edition]:
    """Select the editions that a person knows of and may copy: their own, an administrator all."""
    return all_editions() if user.administrator else visible_editions(user)


def all_editions() -> Select[Edition]:
    """Select every edition, the newest first."""
    return select(Edition).order_by(Edition.year.desc(), Edition.opens_at.desc(), Edition.id)


def desk_editions(session: Session, user: User) -> Sequence[Edition]:
    """Return the editions of the person's desk, the administrator's being all, with what their phase depends on."""
    query = known_editions(user).options(joinedload(Edition.competition), selectinload(Edition.rounds))
    return session.scalars(query).all()


def is_secretary_somewhere(session: Session, user: User) -> bool:
    """Tell whether the person is the secretary of any edition."""
    held = select(Seat.id).where(Seat.user_id == user.id, Seat.role == Role.SECRETARY, Seat.removed_at.is_(None))
    return bool(session.scalar(select(exists(held))))


def secretaries(session: Session, edition: Edition) -> Sequence[Seat]:
    """Return the secretaries of the edition, by name."""
    query = (
        select(Seat)
        .where(Seat.edition_id == edition.id, Seat.role == Role.SECRETARY, Seat.removed_at.is_(None))
        .options(joinedload(Seat.user))
    )
    return sorted(session.scalars(query), key=lambda seat: alphabetical(seat.user.name))


def secretary(session: Session, edition: Edition, public_id: str) -> Seat | None:
    """Return a seat of a secretary of the edition by its public id."""
    query = select(Seat).where(Seat.edition_id == edition.id, Seat.role == Role.SECRETARY, Seat.removed_at.is_(None))
    return session.scalar(query.where(Seat.public_id == public_id))


def officials(session: Session, edition: Edition) -> Sequence[User]:
    """Return the secretaries, the chair and the deputy of an edition, each once."""
    held = select(Seat.user_id).where(
        Seat.edition_id == edition.id,
        Seat.role.in_((Role.SECRETARY, Role.CHAIR, Role.DEPUTY_CHAIR)),
        Seat.removed_at.is_(None),
    )
    return session.scalars(select(User).where(User.id.in_(held)).order_by(User.id)).all()


def roles_of(session: Session, edition: Edition, user: User) -> set[Role]:
    """Return the roles that a person holds in an edition."""
    held = (Seat.edition_id == edition.id, Seat.user_id == user.id, Seat.removed_at.is_(None))
    return set(session.scalars(select(Seat.role).where(*held)))


def secretaries_of(session: Session, editions: Collection[int]) -> Sequence[User]:
    """Return the secretaries of editions by their ids, each person once."""
    held = select(Seat.user_id).where(
        Seat.role == Role.SECRETARY, Seat.removed_at.is_(None), Seat.edition_id.in_(editions)
    )
    return session.scalars(select(User).where(User.id.in_(held), User.deactivated_at.is_(None)).order_by(User.id)).all()


def at_work(session: Session) -> Sequence[Edition]:
    """Return the editions whose results are still to come, and the one that everybody enters now."""
    to_come = (Edition.rules_frozen_at.is_not(None), Edition.announced_at.is_(None), Edition.archived_at.is_(None))
    query = select(Edition).where(or_(and_(*to_come), Edition.id == running().scalar_subquery()))
    return session.scalars(query.order_by(Edition.id)).all()


def jury(session: Session, edition: Edition) -> Sequence[Seat]:
    """Return the chair, the deputy and the jurors of the edition, in the order in which they came."""
    query = (
        select(Seat)
        .where(Seat.edition_id == edition.id, Seat.role.in_(ON_THE_JURY), Seat.removed_at.is_(None))
        .options(joinedload(Seat.user))
    )
    return session.scalars(query.order_by(Seat.id)).all()


def public_editions() -> Select[Edition]:
    """Select the editions that everybody may read: those with frozen rules, the newest first."""
    return (
        select(Edition).where(Edition.rules_frozen_at.is_not(None)).order_by(Edition.opens_at.desc(), Edition.id.desc())
    )


def current_edition(session: Session) -> Edition | None:
    """Return the edition on the home page: the newest public one that is not in the archive."""
    query = public_editions().where(Edition.archived_at.is_(None)).options(*PARTS)
    return session.scalars(query.limit(1)).first()


def is_running(session: Session, edition: Edition) -> bool:
    """Tell whether this is the edition that everybody enters now."""
    return session.scalar(running()) == edition.id


def contacts(session: Session) -> Sequence[Edition]:
    """Return the public editions that name somebody to ask, the newest first."""
    public = select(Edition).where(
        Edition.rules_frozen_at.is_not(None), Edition.archived_at.is_(None), Edition.contact_email != ""
    )
    return session.scalars(public.options(joinedload(Edition.competition)).order_by(Edition.year.desc())).all()


def contact_of(session: Session, edition_id: int | None) -> Edition | None:
    """Return the edition whose contact stands under a mail: the one it is about, else the newest public one."""
    if edition_id is None:
        return next(iter(contacts(session)), None)
    edition = session.get(Edition, edition_id)
    return edition if edition and edition.contact_email else None


def running() -> Select[int]:
    """Select the id of the edition that everybody enters now: the newest public one outside the archive."""
    return public_editions().where(Edition.archived_at.is_(None)).with_only_columns(Edition.id).limit(1)


@Prepared
def _competition() -> Any:
    """Return the query of the competition that everybody enters now, or else of the newest edition in the archive."""
    shown = select(Competition.name).join(Edition, Edition.competition_id == Competition.id)
    shown = shown.where(Edition.rules_frozen_at.is_not(None))
    return shown.order_by(Edition.archived_at.is_not(None), Edition.opens_at.desc(), Edition.id.desc()).limit(1)


def name_of_the_competition(session: Session) -> str | None:
    """Return the name of the competition that this is, as far as one is public."""
    session.flush()
    found = _competition.one_or_none(session.connection(), {})
    return found.name if found else None


def annexes(session: Session, edition: Edition) -> Sequence[Annex]:
    """Return the annexes to the rules of an edition, the oldest first."""
    return session.scalars(select(Annex).where(Annex.edition_id == edition.id).order_by(Annex.at, Annex.id)).all()


def taken_away(session: Session, edition: Edition, part: Part) -> Sequence[TakenAway]:
    """Return what of one kind was taken away while the edition is set up, the newest first."""
    query = select(TakenAway).where(TakenAway.edition_id == edition.id, TakenAway.part == part)
    return session.scalars(query.order_by(TakenAway.id.desc())).all()


def one_taken_away(session: Session, edition: Edition, public_id: str) -> TakenAway | None:
    """Return one of them."""
    query = select(TakenAway).where(TakenAway.edition_id == edition.id, TakenAway.public_id == public_id)
    return session.scalar(query)


def competition_of(session: Session, slug: str) -> Competition | None:
    """Return a competition by its slug."""
    return session.scalar(select(Competition).where(Competition.slug == slug))


def slug_is_taken(session: Session, slug: str) -> bool:
    """Tell whether an edition has this address."""
    return bool(session.scalar(select(exists(select(Edition.id).where(Edition.slug == slug)))))


def with_second_factor(session: Session, edition: Edition) -> Sequence[User]:
    """Return who holds a function in the edition and signs in with a second factor, by name."""
    held = select(Seat.user_id).where(Seat.edition_id == edition.id, Seat.removed_at.is_(None))
    query = select(User).where(
        User.id.in_(held), or_(User.totp_confirmed_at.is_not(None), User.passkeys_since.is_not(None))
    )
    return sorted(session.scalars(query), key=lambda user: alphabetical(user.name))


def wordings(session: Session, edition_id: int | None) -> dict[str, str]:
    """Return the English by its Polish text: of one edition or of all, the newest of which wins."""
    query = select(EnglishWording.text, EnglishWording.english).order_by(EnglishWording.edition_id, EnglishWording.id)
    if edition_id is not None:
        query = query.where(EnglishWording.edition_id == edition_id)
    return {row.text: row.english for row in session.execute(query)}


def logo_hashes(session: Session) -> Sequence[str]:
    """Return the hashes of the signs of partners that are kept."""
    found = session.scalars(select(Partner.logo_sha256).distinct())
    return [sha256 for sha256 in found if sha256]
