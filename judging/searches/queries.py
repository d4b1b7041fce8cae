"""The searches that a secretary finds under a name."""

from sqlalchemy import Select, or_, select
from sqlalchemy.orm import Session

from judging.accounts.models import User
from judging.searches.models import SavedSearch, Searched
from judging.stats.collation import alphabetical


def kept(session: Session, edition_id: int, searched: Searched, user: User) -> list[SavedSearch]:
    """Return the searches of a list that a secretary finds: the own ones and those of all, by name."""
    query = _for(edition_id, user).where(SavedSearch.searched == searched)
    return sorted(session.scalars(query), key=lambda one: (alphabetical(one.name), one.id))


def named(session: Session, edition_id: int, searched: Searched, user: User) -> list[tuple[str, str]]:
    """Return the same as a list prints them: the name, and what stands behind the question mark."""
    return [(one.name, one.question) for one in kept(session, edition_id, searched, user)]


def kept_one(session: Session, edition_id: int, user: User, public_id: str) -> SavedSearch | None:
    """Return one of the searches that a secretary finds."""
    return session.scalar(_for(edition_id, user).where(SavedSearch.public_id == public_id))


def _for(edition_id: int, user: User) -> Select[SavedSearch]:
    readable = or_(SavedSearch.user_id == user.id, SavedSearch.user_id.is_(None))
    return select(SavedSearch).where(SavedSearch.edition_id == edition_id, readable)
