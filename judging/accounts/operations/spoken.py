"""A code read out on the telephone to somebody whom no mail reaches: with it they set a password, and are in."""

from datetime import datetime

from sqlalchemy.orm import Session

from judging.accounts import queries
from judging.accounts.models import User
from judging.accounts.operations import accounts, links, throttle
from judging.accounts.rules import why_not_read_out
from judging.core.addresses import canonical
from judging.core.db import immediate


def read_out(session: Session, person: User, *, elsewhere: bool, leads: bool, by: User, at: datetime) -> str:
    """Return a code to be read out; an earlier one stops working.

    ``elsewhere``: they have another right, too; ``leads``: they seal for the chapter.
    """
    if refusal := why_not_read_out(person, by, elsewhere=elsewhere, leads=leads):
        raise refusal
    return links.issue_code(session, person, at)


def attempt(database: Session, email: str, *, network: str, at: datetime) -> int:
    """Count a try before it is made, so that many at once do not slip past; refuse it when there were too many."""
    with immediate(database):
        user = queries.person(database, email)
        account = user.email if user else canonical(email)
        return throttle.begin(database, f"spoken:{account}", network, at).id


def take_up(session: Session, email: str, code: str, password_hash: str, *, tried: int, at: datetime) -> User | None:
    """Set the password of whoever was read this code, and return them; None for a wrong code and no account alike."""
    user = queries.person(session, email)
    if user is None or not user.is_active or not links.spend_code(session, user, code, at):
        return None
    throttle.succeed(session, tried, at)
    accounts.accept_code(session, user, password_hash=password_hash, at=at)
    return user
