"""Looking people and their sessions up."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from judging.accounts.login import ABSOLUTE, IDLE, LONG
from judging.accounts.models import AddressClaim, FactorRecovery, OtherAddress, Passkey, RecoveryCode, User, UserSession
from judging.accounts.rules import RECOVERY_WAITS
from judging.core.addresses import canonical


def person(session: Session, email: str) -> User | None:
    """Return the person with this address, the main one or another confirmed one, however it is spelled."""
    spelled = canonical(email)
    by_another = select(OtherAddress.user_id).where(OtherAddress.email == spelled).scalar_subquery()
    return session.scalar(select(User).where(or_(User.email == spelled, User.id == by_another)))


def address_of(session: Session, user: User, public_id: str) -> OtherAddress | None:
    """Return one of the addresses of a person beside the main one."""
    query = select(OtherAddress).where(OtherAddress.user_id == user.id, OtherAddress.public_id == public_id)
    return session.scalar(query)


def claims(session: Session, user: User, at: datetime) -> Sequence[str]:
    """Return the addresses of which a person has still to use the link."""
    fresh = select(AddressClaim.email).where(AddressClaim.user_id == user.id, AddressClaim.expires_at > at)
    return session.scalars(fresh.order_by(AddressClaim.id)).all()


def claim(session: Session, user: User, token_hash: str, at: datetime) -> AddressClaim | None:
    """Return what a link stands for that was sent for this person, while it works."""
    mine = (AddressClaim.user_id == user.id, AddressClaim.token_hash == token_hash)
    return session.scalar(select(AddressClaim).where(*mine, AddressClaim.expires_at > at))


def open_sessions(session: Session, user: User, at: datetime, *, strong: bool) -> Sequence[UserSession]:
    """Return the browsers in which the person is signed in, the last used first."""
    idle, absolute = (IDLE, ABSOLUTE) if strong else (LONG, LONG)
    query = (
        select(UserSession)
        .where(
            UserSession.user_id == user.id,
            UserSession.ended_at.is_(None),
            UserSession.last_seen_at > at - idle,
            UserSession.created_at > at - absolute,
        )
        .order_by(UserSession.last_seen_at.desc(), UserSession.id.desc())
    )
    if strong:
        query = query.where(UserSession.second_factor_at.is_not(None))
    return session.scalars(query).all()


def recovery_codes_left(session: Session, user: User) -> int:
    """Count the recovery codes the person has not used."""
    query = select(func.count()).select_from(RecoveryCode)
    unused = query.where(RecoveryCode.user_id == user.id, RecoveryCode.used_at.is_(None))
    return session.scalar(unused) or 0


def passkeys(session: Session, user: User) -> Sequence[Passkey]:
    """Return the passkeys of a person, the eldest first."""
    query = select(Passkey).where(Passkey.user_id == user.id)
    return session.scalars(query.order_by(Passkey.created_at, Passkey.id)).all()


def passkey_of(session: Session, user: User, public_id: str) -> Passkey | None:
    """Return one of the person's own passkeys."""
    return session.scalar(select(Passkey).where(Passkey.user_id == user.id, Passkey.public_id == public_id))


def passkey(session: Session, credential: str) -> Passkey | None:
    """Return the passkey that a device knows by this id."""
    return session.scalar(select(Passkey).where(Passkey.credential == credential))


def recovery_asked(session: Session, user: User, at: datetime) -> FactorRecovery | None:
    """Return what somebody has asked for and another has still to agree to: that the second factor is removed."""
    query = select(FactorRecovery).where(FactorRecovery.user_id == user.id, FactorRecovery.at > at - RECOVERY_WAITS)
    return session.scalar(query)


def recoveries_waiting(session: Session, people: Sequence[User], at: datetime) -> set[int]:
    """Return whose recovery waits for the second of two people, among some people."""
    mine = FactorRecovery.user_id.in_([user.id for user in people])
    return set(session.scalars(select(FactorRecovery.user_id).where(mine, FactorRecovery.at > at - RECOVERY_WAITS)))


def administrators(session: Session) -> Sequence[User]:
    """Return the people who run the site."""
    query = select(User).where(User.administrator.is_(True), User.deactivated_at.is_(None))
    return session.scalars(query.order_by(User.id)).all()
