"""What happens to accounts.

Passwords come in hashed: hashing is slow and stands before the transaction.
"""

import secrets
from collections.abc import Callable
from datetime import datetime

from sqlalchemy import delete, update
from sqlalchemy.orm import Session

from judging.accounts import queries
from judging.accounts.models import AddressClaim, Purpose, User, UserSession
from judging.accounts.operations import links, throttle
from judging.accounts.operations.second_factor import check_code as check_code
from judging.accounts.rules import clean_name
from judging.audit.actions import Action
from judging.audit.operations.history import record
from judging.core.addresses import canonical, is_address
from judging.core.i18n import _l
from judging.core.refusals import Clash, Incomplete, NotNow
from judging.notifications.operations.outbox import enqueue, enqueue_to

MAILS_AN_HOUR = 3  # of links to one address, whoever asks
on_arrival: list[Callable[[Session, User, datetime], None]] = []  # later slices note who has come
awaited: list[Callable[[Session, User], bool]] = []  # later slices say whether an invitation still gives anything


def register(
    session: Session,
    *,
    name: str,
    email: str,
    password_hash: str,
    language: str,
    network: str,
    at: datetime,
) -> None:
    """Open an account that waits for its confirmation; a known address gets a mail instead."""
    if not may_mail(session, email, network, at):
        return
    user = queries.person(session, email)
    if user is None:
        user = _new_person(session, email, name, language, at)
    elif user.confirmed_at:
        _mail(session, "account-exists", user, at, address=canonical(email))
        _pretend(session, name, language, at)
        return
    user.name, user.password_hash = clean_name(name), password_hash
    _mail(session, "account-confirm", user, at, token=links.issue(session, user, Purpose.CONFIRM, at))


def confirm(session: Session, user: User, *, at: datetime) -> None:
    """Note that the address is the person's own."""
    links.withdraw(session, user, at, Purpose.CONFIRM)
    if user.confirmed_at is None:
        user.confirmed_at = at
        record(session, Action.ACCOUNT_CONFIRMED, user, by=user, at=at)


def invite(session: Session, email: str, name: str, language: str, at: datetime) -> tuple[User, str]:
    """Return the person with this address, made if need be, and the token of their invitation."""
    user = queries.person(session, email) or _new_person(session, email, name, language, at)
    return user, links.issue(session, user, Purpose.INVITATION, at)


def is_awaited(session: Session, user: User) -> bool:
    """Tell whether an invitation of this person still gives them anything."""
    return any(ask(session, user) for ask in awaited)


def withdraw_invitation(session: Session, user: User, *, at: datetime) -> None:
    """Let the link die with the last seat that it gave."""
    if not is_awaited(session, user):
        links.withdraw(session, user, at, Purpose.INVITATION)


def renew_invitation(session: Session, user: User, *, network: str, at: datetime) -> None:
    """Send a new invitation link in place of one that has run out."""
    if may_mail(session, user.email, network, at):
        token = links.issue(session, user, Purpose.INVITATION, at)
        _mail(session, "invitation-renewed", user, at, token=token)


def accept_invitation(session: Session, user: User, *, name: str, password_hash: str, at: datetime) -> None:
    """Let an invited person in: the link proved the address, the password is theirs from now on."""
    user.name, user.password_hash = clean_name(name), password_hash
    links.withdraw(session, user, at, *Purpose)
    confirm(session, user, at=at)
    for note in on_arrival:
        note(session, user, at)


def accept_code(session: Session, user: User, *, password_hash: str, at: datetime) -> None:
    """Let in who has shown the code read out to them; other browsers are signed out."""
    set_password(session, user, password_hash, at=at)
    confirm(session, user, at=at)
    for note in on_arrival:
        note(session, user, at)


def send_reset(session: Session, email: str, *, network: str, at: datetime) -> None:
    """Mail a link for a new password there, if the address has an account; never say whether."""
    if not may_mail(session, email, network, at):
        return
    user = queries.person(session, email)
    if user and user.is_active:
        token = links.issue(session, user, Purpose.RESET, at)
        _mail(session, "password-reset", user, at, address=canonical(email), token=token)


def set_password(session: Session, user: User, password_hash: str, *, at: datetime, keep: str | None = None) -> None:
    """Change the password, end all sessions but ``keep`` (a hash), and tell the person."""
    user.password_hash = password_hash
    end_sessions(session, user, at=at, keep=keep)
    links.withdraw(session, user, at, *Purpose)
    record(session, Action.PASSWORD_CHANGED, user, by=user, at=at)
    _mail(session, "password-changed", user, at)


def change_profile(session: Session, user: User, *, name: str, language: str, version: int) -> None:
    """Change what the person says about themselves."""
    if version != user.version:
        raise Clash([(_l("First name and surname"), name, user.name)], user.version)
    user.name, user.language = clean_name(name), language


def end_session(session: Session, user: User, session_id: int, *, at: datetime) -> None:
    """Sign the person out of one of their browsers."""
    mine = (UserSession.id == session_id, UserSession.user_id == user.id)
    session.execute(update(UserSession).where(*mine).values(ended_at=at))


def end_sessions(session: Session, user: User, *, at: datetime, keep: str | None = None) -> None:
    """Sign the person out everywhere, except in the session kept under the hash ``keep``."""
    mine = (UserSession.user_id == user.id, UserSession.ended_at.is_(None))
    others = update(UserSession).where(*mine, UserSession.token_hash != (keep or ""))
    session.execute(others.values(ended_at=at))


def deactivate(session: Session, user: User, *, by: User, at: datetime) -> None:
    """Close an account: its sessions end at once, its links stop working."""
    user.deactivated_at = at
    end_sessions(session, user, at=at)
    links.withdraw(session, user, at, *Purpose)
    session.execute(delete(AddressClaim).where(AddressClaim.user_id == user.id))
    record(session, Action.ACCOUNT_DEACTIVATED, user, by=by, at=at)


def create_administrator(
    session: Session, *, email: str, name: str, password_hash: str, language: str, at: datetime
) -> User:
    """Make an account that runs the site, or give that right to an account there is."""
    user = queries.person(session, email) or _new_person(session, email, name, language, at)
    if is_awaited(session, user):
        raise NotNow(
            _l(
                "This person holds a seat in an edition, and an administrator learns nothing of the competition. "
                "Make an account with another address."
            ),
            field="email",
        )
    user.password_hash, user.administrator = password_hash, True
    user.confirmed_at = user.confirmed_at or at
    end_sessions(session, user, at=at)
    record(session, Action.ADMINISTRATOR_APPOINTED, user, by=None, at=at)
    return user


def _new_person(session: Session, email: str, name: str, language: str, at: datetime) -> User:
    if not is_address(email):
        raise Incomplete(_l("This is not an e-mail address. An example: anna.nowak@gmina.pl."), field="email")
    user = User(email=canonical(email), name=clean_name(name), language=language, created_at=at)
    session.add(user)
    session.flush()
    record(session, Action.ACCOUNT_CREATED, user, by=None, at=at)
    return user


def _pretend(session: Session, name: str, language: str, at: datetime) -> None:
    """Take the time that opening an account takes, and leave nothing: delays tell as well."""
    savepoint = session.begin_nested()
    nobody = _new_person(session, f"{secrets.token_hex(8)}@example.org", name, language, at)
    links.issue(session, nobody, Purpose.CONFIRM, at)
    session.flush()
    savepoint.rollback()


def may_mail(session: Session, email: str, network: str, at: datetime) -> bool:
    """Count the request whoever it is about, and tell whether the address may get another mail."""
    account = f"mail:{canonical(email)}"
    asked = throttle.recent(session, account, at)
    throttle.note(session, account, network, at)
    return asked < MAILS_AN_HOUR


def _mail(session: Session, template: str, user: User, at: datetime, address: str = "", **context: str) -> None:
    """Put a mail about the account into the outbox, to its main address or another one; each is its own occasion."""
    occasion = f"account:{user.id}:{secrets.token_hex(8)}"
    if address and address != user.email:
        return enqueue_to(
            session, template, address=address, language=user.language, at=at, occasion=occasion, **context
        )
    return enqueue(session, template, to=user, at=at, occasion=occasion, edition_id=None, **context)
