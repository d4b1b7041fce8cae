"""One-use links: only the newest works, once, and not for long. The table keeps hashes."""

import secrets
from datetime import datetime

from sqlalchemy import ColumnElement, select, update
from sqlalchemy.orm import Session

from judging.accounts.login import hashed
from judging.accounts.models import OneUseToken, Purpose, User
from judging.accounts.rules import LIVES

SHOWN_LENGTH = 24  # signs that stand in place of a code where a passkey was shown


def issue(session: Session, user: User, purpose: Purpose, at: datetime) -> str:
    """Return the token of a new link; the earlier ones of this purpose stop working."""
    withdraw(session, user, at, purpose)
    token = secrets.token_urlsafe(32)
    session.add(
        OneUseToken(
            token_hash=hashed(token),
            user_id=user.id,
            purpose=purpose,
            created_at=at,
            expires_at=at + LIVES[purpose],
        )
    )
    return token


def issue_code(session: Session, user: User, at: datetime) -> str:
    """Return eight digits to be read out; they work together with the person's address only, once, for minutes."""
    withdraw(session, user, at, Purpose.SPOKEN)
    code = f"{secrets.randbelow(10**8):08d}"
    session.add(
        OneUseToken(
            token_hash=hashed(_of_person(user, code)),
            user_id=user.id,
            purpose=Purpose.SPOKEN,
            created_at=at,
            expires_at=at + LIVES[Purpose.SPOKEN],
        )
    )
    return code


def issue_shown(session: Session, user: User, at: datetime) -> str:
    """Return what stands in place of a code for whoever has just shown their passkey: once, for minutes."""
    withdraw(session, user, at, Purpose.SHOWN)
    code = secrets.token_hex(SHOWN_LENGTH // 2)
    session.add(
        OneUseToken(
            token_hash=hashed(_of_person(user, code)),
            user_id=user.id,
            purpose=Purpose.SHOWN,
            created_at=at,
            expires_at=at + LIVES[Purpose.SHOWN],
        )
    )
    return code


def spend_shown(session: Session, user: User, code: str, at: datetime) -> bool:
    """Use up what was given for a passkey shown; tell whether it was right."""
    return spend(session, _of_person(user, code), Purpose.SHOWN, at) is user


def spend_code(session: Session, user: User, code: str, at: datetime) -> bool:
    """Use up the code that was read out to a person; tell whether it was right."""
    return spend(session, _of_person(user, code), Purpose.SPOKEN, at) is user


def _of_person(user: User, code: str) -> str:
    """Return what is hashed: the same digits of two people are two codes."""
    return f"{user.public_id}:{code}"


def holder(session: Session, token: str, purpose: Purpose, at: datetime) -> User | None:
    """Return whose link this is while it works; looking does not use it up."""
    return session.scalar(select(User).join(OneUseToken).where(*_works(token, purpose, at)))


def spend(session: Session, token: str, purpose: Purpose, at: datetime) -> User | None:
    """Use the link up and return whose it was; the second of two at once gets None."""
    used = update(OneUseToken).where(*_works(token, purpose, at)).values(used_at=at)
    user_id = session.scalar(used.returning(OneUseToken.user_id))
    user = session.get(User, user_id) if user_id else None
    return user if user and user.is_active else None


def lapsed(session: Session, token: str, purpose: Purpose) -> User | None:
    """Return whose link this was, working or not: a new one goes to the same address."""
    query = select(User).join(OneUseToken)
    was = OneUseToken.token_hash == hashed(token)
    return session.scalar(query.where(was, OneUseToken.purpose == purpose, User.deactivated_at.is_(None)))


def withdraw(session: Session, user: User, at: datetime, *purposes: Purpose) -> None:
    """Make all earlier links of these purposes useless."""
    old = update(OneUseToken).where(
        OneUseToken.user_id == user.id,
        OneUseToken.purpose.in_(purposes),
        OneUseToken.used_at.is_(None),
    )
    session.execute(old.values(used_at=at))


def _works(token: str, purpose: Purpose, at: datetime) -> tuple[ColumnElement[bool], ...]:
    return (
        OneUseToken.token_hash == hashed(token),
        OneUseToken.purpose == purpose,
        OneUseToken.used_at.is_(None),
        OneUseToken.expires_at > at,
    )
