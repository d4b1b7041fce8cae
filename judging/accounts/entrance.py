"""Checking a password: the attempt is counted first, the slow hash stands outside transactions."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from judging.accounts import passwords, queries, throttle
from judging.accounts.models import User
from judging.accounts.rules import canonical_email
from judging.db import immediate


@dataclass(frozen=True, slots=True)
class Proof:
    """A password was right; :func:`admit` turns it into the person, inside the transaction."""

    user_id: int
    password_hash: str
    attempt_id: int


def try_password(
    session: Session, email: str, password: str, *, network: str, at: datetime
) -> Proof | None:
    """Return a proof, or None for a wrong password and an unknown person alike, as slowly."""
    with immediate(session):
        attempt = throttle.begin(session, f"password:{canonical_email(email)}", network, at)
        user = queries.person(session, email)
        kept = user.password_hash if user else None
        known = (user.id if user else 0, kept or "", attempt.id)
    return Proof(*known) if passwords.matches(kept, password) else None


def admit(session: Session, proof: Proof, *, at: datetime) -> User | None:
    """Return the person, unless the password has just changed or the account is closed."""
    user = session.get_one(User, proof.user_id)
    if user.password_hash != proof.password_hash or not user.is_active:
        return None
    throttle.succeed(session, proof.attempt_id, at)
    return user
