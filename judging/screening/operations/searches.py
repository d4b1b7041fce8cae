"""Searches kept under a name: no act of the competition, so not in the history."""

from sqlalchemy.orm import Session

from judging.accounts.models import User
from judging.editions.models import Edition
from judging.screening import rules
from judging.screening.models import SavedSearch
from judging.screening.queries import lists
from judging.screening.search import Search


def keep(session: Session, edition: Edition, search: Search, name: str, *, shared: bool, by: User) -> None:
    """Keep a search under a name: for its secretary, or for all who keep the edition."""
    known = [one.name for one in lists.saved_searches(session, edition, by)]
    if refusal := rules.why_not_keep_search(name, known):
        raise refusal
    owner = None if shared else by.id
    session.add(SavedSearch(edition_id=edition.id, user_id=owner, name=name, question=search.question))
