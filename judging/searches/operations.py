"""Searches kept under a name: no act of the competition, so not in the history."""

from sqlalchemy.orm import Session

from judging.accounts.models import User
from judging.searches import queries, rules
from judging.searches.models import SavedSearch, Searched


def keep(
    session: Session, edition_id: int, searched: Searched, question: str, name: str, *, shared: bool, by: User
) -> None:
    """Keep a search under a name: for its secretary, or for all who keep the edition."""
    known = [one.name for one in queries.kept(session, edition_id, searched, by)]
    if refusal := rules.why_not_keep(name, question, known):
        raise refusal
    owner = None if shared else by.id
    session.add(SavedSearch(edition_id=edition_id, user_id=owner, searched=searched, name=name, question=question))
