"""Accounts, links and letters."""

from collections.abc import Iterator

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from judging.accounts.models import OneUseToken, OtherAddress, Passkey, User, UserSession
from judging.core.addresses import canonical
from judging.invariants.registry import invariant, records
from judging.notifications.models import Message
from judging.offices.models import Office, Unit


@invariant("every e-mail address is kept in its canonical form")
def canonical_addresses(session: Session) -> Iterator[str]:
    """Yield people whose address would not be found."""
    for user in session.scalars(select(User)):
        if user.email != canonical(user.email):
            yield f"user:{user.id}"
    for other in session.scalars(select(OtherAddress)):
        if other.email != canonical(other.email):
            yield f"other_address:{other.id}"
    for office in session.scalars(select(Office)):
        if office.email != canonical(office.email):
            yield f"office:{office.id}"


@invariant("an address is one person's")
def addresses_of_one(session: Session) -> Iterator[str]:
    """Yield further addresses that are the main one of somebody."""
    return records(session, select(OtherAddress).join(User, User.email == OtherAddress.email))


@invariant("a confirmed second factor has its secret")
def second_factors(session: Session) -> Iterator[str]:
    """Yield people who could never sign in again."""
    broken = User.totp_confirmed_at.is_not(None) & User.totp_secret.is_(None)
    return records(session, select(User).where(broken))


@invariant("a person is known to hold passkeys since the eldest was made")
def passkeys_since(session: Session) -> Iterator[str]:
    """Yield people who would be asked for a passkey that they do not hold, or not for the one they do."""
    eldest = select(func.min(Passkey.created_at)).where(Passkey.user_id == User.id).scalar_subquery()
    return records(session, select(User).where(User.passkeys_since.is_distinct_from(eldest)))


@invariant("a used link was used after it was made")
def used_links(session: Session) -> Iterator[str]:
    """Yield links used before their time."""
    return records(session, select(OneUseToken).where(OneUseToken.used_at < OneUseToken.created_at))


@invariant("of each kind a person has one link that works")
def working_links(session: Session) -> Iterator[str]:
    """Yield people with two unused links for one purpose."""
    query = (
        select(OneUseToken.user_id)
        .where(OneUseToken.used_at.is_(None))
        .group_by(OneUseToken.user_id, OneUseToken.purpose)
        .having(func.count() > 1)
    )
    return (f"user:{user_id}" for user_id in session.scalars(query))


@invariant("a session is seen and ends after it began")
def session_times(session: Session) -> Iterator[str]:
    """Yield sessions against the course of time."""
    early = or_(
        UserSession.last_seen_at < UserSession.created_at,
        UserSession.ended_at < UserSession.created_at,
    )
    return records(session, select(UserSession).where(early))


@invariant("a deactivated person has no session begun afterwards")
def sessions_of_the_deactivated(session: Session) -> Iterator[str]:
    """Yield sessions opened for somebody who may not sign in."""
    query = select(UserSession).join(UserSession.user)
    return records(session, query.where(UserSession.created_at > User.deactivated_at))


@invariant("an office belongs to a unit of the register and has a name")
def named_offices(session: Session) -> Iterator[str]:
    """Yield offices without a unit or a name."""
    query = select(Office).outerjoin(Unit, Unit.id == Office.unit_id)
    return records(session, query.where(or_(Unit.id.is_(None), func.trim(Office.name) == "")))


@invariant("a letter is written once for an occasion")
def letters_once(session: Session) -> Iterator[str]:
    """Yield occasions with two letters of one kind to one person."""
    same = (Message.occasion, Message.to, Message.template)
    query = select(Message.occasion).group_by(*same).having(func.count() > 1)
    return iter(session.scalars(query))


@invariant("a letter is either sent or given up, and sent after it was written")
def letters_sent(session: Session) -> Iterator[str]:
    """Yield letters both sent and failed, or sent before they were written."""
    both = Message.sent_at.is_not(None) & Message.failed_at.is_not(None)
    return records(session, select(Message).where(or_(both, Message.sent_at < Message.created_at)))
