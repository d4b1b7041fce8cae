"""The door: a password is tried, and whoever may pass gets a session.

The attempt is counted before it is tried; the slow hash stands outside the transactions.
"""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from judging.accounts import passwords, queries
from judging.accounts.models import User
from judging.accounts.operations import throttle
from judging.core.addresses import canonical
from judging.core.db import immediate


@dataclass(frozen=True, slots=True)
class Proof:
    """A password was right; :func:`admit` turns it into the person, inside the transaction."""

    user_id: int
    password_hash: str
    attempt_id: int


def try_password(database: Session, email: str, password: str, *, network: str, at: datetime) -> Proof | None:
    """Return a proof, or None for a wrong password and an unknown person alike, as slowly."""
    with immediate(database):
        user = queries.person(database, email)
        account = user.email if user else canonical(email)  # several addresses are one account, and give no more tries
        attempt = throttle.begin(database, f"password:{account}", network, at)
        kept = user.password_hash if user else None
        known = (user.id if user else 0, kept or "", attempt.id)
    return Proof(*known) if passwords.matches(kept, password) else None


def admit(database: Session, proof: Proof, *, at: datetime) -> User | None:
    """Return the person, unless the password has just changed or the account is closed."""
    user = database.get_one(User, proof.user_id)
    if user.password_hash != proof.password_hash or not user.is_active:
        return None
    throttle.succeed(database, proof.attempt_id, at)
    return user
