"""Several addresses of one person: claimed, confirmed by a link, made the main one, removed.

A claim gives nothing. The link that goes to the address is used by the person who claimed it, signed in: so neither
who reads that mailbox nor who typed it gets anything alone. Whose an address is already is said after the link only.
"""

import secrets
from collections.abc import Callable
from datetime import datetime

from sqlalchemy import delete
from sqlalchemy.orm import Session

from judging.accounts import queries
from judging.accounts.login import hashed
from judging.accounts.models import AddressClaim, OtherAddress, Purpose, User
from judging.accounts.operations import links, throttle
from judging.accounts.operations.accounts import may_mail
from judging.accounts.rules import CLAIM_LIVES, CLAIMS_AN_HOUR, why_not_add_address
from judging.audit.actions import Action
from judging.audit.operations.history import record
from judging.core.addresses import canonical
from judging.core.i18n import _l
from judging.core.refusals import NotNow, TooOften
from judging.notifications.operations.outbox import enqueue, enqueue_to

on_addition: list[Callable[[Session, User, datetime], None]] = []  # later slices look what follows from an address


def claim(session: Session, user: User, email: str, *, network: str, at: datetime) -> None:
    """Send a link to an address that a person says is theirs; an earlier link there stops working."""
    email = canonical(email)
    if refusal := why_not_add_address(user, email):
        raise refusal
    if throttle.recent(session, f"claim:{user.id}", at) >= CLAIMS_AN_HOUR:
        raise TooOften(_l("There were too many links within an hour. Wait and try again."), 3600, field="email")
    throttle.note(session, f"claim:{user.id}", network, at)
    if not may_mail(session, email, network, at):
        return
    token = secrets.token_urlsafe(32)
    old = (AddressClaim.email == email) | (AddressClaim.expires_at <= at)
    session.execute(delete(AddressClaim).where(AddressClaim.user_id == user.id, old))
    session.add(AddressClaim(user_id=user.id, email=email, token_hash=hashed(token), expires_at=at + CLAIM_LIVES))
    said = {"person": user.name, "token": token}
    occasion = f"address-confirm:{user.id}:{secrets.token_hex(8)}"
    enqueue_to(session, "address-confirm", address=email, language=user.language, at=at, occasion=occasion, **said)


def confirm(session: Session, user: User, token: str, *, at: datetime) -> bool:
    """Use the link up: the address is the person's from now on; tell whether the link still worked."""
    found = queries.claim(session, user, hashed(token), at)
    if found is None:
        return False
    email = found.email
    if refusal := why_not_add_address(user, email) or _why_not_free(session, email):
        raise refusal
    session.delete(found)
    user.other_addresses.append(OtherAddress(email=email, confirmed_at=at))
    record(session, Action.ADDRESS_ADDED, user, by=user, at=at)
    _tell(session, "address-added", user, at, address=email)
    for look in on_addition:
        look(session, user, at)
    return True


def make_main(session: Session, user: User, public_id: str, *, at: datetime) -> None:
    """Let mail go to another address of the person; both are told."""
    other = queries.address_of(session, user, public_id)
    if other is None:
        return
    before, after = user.email, other.email
    _tell(session, "address-main", user, at, address=after)
    other.email = f"{secrets.token_hex(8)}@swap.invalid"  # for a moment: one address is never in both places
    session.flush()
    user.email = after
    session.flush()
    other.email, other.confirmed_at = before, user.confirmed_at or at
    record(session, Action.ADDRESS_MADE_MAIN, user, by=user, at=at)
    session.flush()
    _tell(session, "address-main", user, at, address=after)


def remove(session: Session, user: User, public_id: str, *, at: datetime) -> None:
    """Give an address up: from now on it opens nothing; the main one stays, and is told."""
    other = queries.address_of(session, user, public_id)
    if other is None:
        return
    gone = other.email
    user.other_addresses.remove(other)
    links.withdraw(session, user, at, Purpose.RESET)  # one may have gone there
    record(session, Action.ADDRESS_REMOVED, user, by=user, at=at)
    _tell(session, "address-removed", user, at, address=gone)


def _why_not_free(session: Session, email: str) -> NotNow | None:
    """Refuse an address that opens another account: the first who confirmed it has it."""
    if queries.person(session, email):
        return NotNow(
            _l("This address belongs to another account already, so it was not added to yours. Nothing was changed.")
        )
    return None


def _tell(session: Session, template: str, user: User, at: datetime, *, address: str) -> None:
    """Tell the person at their main address of another one."""
    occasion = f"{template}:{user.id}:{secrets.token_hex(8)}"
    enqueue(session, template, to=user, at=at, occasion=occasion, edition_id=None, other=address)
