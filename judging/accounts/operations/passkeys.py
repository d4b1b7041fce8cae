"""Passkeys: made, named, shown instead of a password, removed.

A challenge lives in the session of one browser for five minutes and is answered once, rightly or wrongly. Showing
is counted before it is tried, as a password is; an unknown passkey, a wrong signature and a closed account get one
answer. A passkey that has signed less often than it had before may have been copied: it is refused, and noted.
"""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, exists, select
from sqlalchemy.orm import Session

from judging.accounts import authenticators, queries
from judging.accounts.authenticators import NotGenuine, Site
from judging.accounts.login import hashed
from judging.accounts.models import Passkey, SpentChallenge, User
from judging.accounts.operations import accounts, throttle
from judging.accounts.rules import CHALLENGE_LIVES, clean_name, why_not_add_passkey, why_not_remove_passkey
from judging.audit.actions import Action
from judging.audit.operations.history import record
from judging.core.db import immediate
from judging.core.i18n import _l
from judging.core.refusals import Incomplete
from judging.notifications.operations.outbox import enqueue


@dataclass(frozen=True, slots=True)
class Asked:
    """What a browser was asked, and when."""

    challenge: bytes
    at: datetime

    @classmethod
    def now(cls, at: datetime) -> "Asked":
        """Return a new challenge."""
        return cls(secrets.token_bytes(32), at)

    def waits(self, at: datetime) -> bool:
        """Tell whether it may still be answered."""
        return timedelta() <= at - self.at <= CHALLENGE_LIVES


@dataclass(frozen=True, slots=True)
class Proof:
    """A passkey was shown; :func:`admit` turns it into the person, inside the transaction."""

    passkey_id: int
    sign_count: int
    attempt_id: int


def add(
    session: Session, user: User, name: str, answer: str, *, asked: Asked | None, site: Site, at: datetime
) -> Passkey:
    """Keep the passkey that a device has just made for the person, and tell them."""
    held = queries.passkeys(session, user)
    if refusal := why_not_add_passkey(len(held)):
        raise refusal
    if asked is None or not _spend(session, asked, at):
        raise _made_too_late()
    try:
        found = authenticators.made(site, asked.challenge, answer)
    except NotGenuine as fault:
        raise Incomplete(_l("The device gave no passkey that works here. Nothing was added; try once more.")) from fault
    if queries.passkey(session, found.credential):
        raise Incomplete(_l("This passkey is known here already. Nothing was added."))
    passkey = Passkey(
        user_id=user.id,
        name=clean_name(name),
        credential=found.credential,
        public_key=found.public_key,
        sign_count=found.sign_count,
        created_at=at,
    )
    session.add(passkey)
    user.passkeys_since = user.passkeys_since or at
    record(session, Action.PASSKEY_ADDED, user, by=user, at=at)
    _tell(session, "passkey-added", passkey.name, user, at)
    return passkey


def rename(session: Session, user: User, public_id: str, name: str) -> bool:
    """Give one of the person's passkeys another name; tell whether there is such a one."""
    passkey = queries.passkey_of(session, user, public_id)
    if passkey is not None:
        passkey.name = clean_name(name)
    return passkey is not None


def remove(
    session: Session, user: User, public_id: str, *, required: bool, at: datetime, keep: str | None = None
) -> None:
    """Remove a passkey and sign the person out in all browsers but ``keep`` (a hash): the device may be lost."""
    held = queries.passkeys(session, user)
    gone = next((one for one in held if one.public_id == public_id), None)
    if gone is None:
        return  # two clicks: it is what was wanted
    if refusal := why_not_remove_passkey(user, len(held), required=required):
        raise refusal
    session.delete(gone)
    user.passkeys_since = min((one.created_at for one in held if one is not gone), default=None)
    accounts.end_sessions(session, user, at=at, keep=keep)
    record(session, Action.PASSKEY_REMOVED, user, by=user, at=at)
    _tell(session, "passkey-removed", gone.name, user, at)


def try_passkey(
    database: Session, answer: str, *, asked: Asked | None, site: Site, network: str, at: datetime
) -> Proof | None:
    """Return a proof, or None for whatever does not prove a passkey known here; counted before it is tried."""
    credential = authenticators.credential_of(answer)
    with immediate(database):
        attempt = throttle.begin(database, f"passkey:{credential}", network, at).id
        fresh = asked is not None and _spend(database, asked, at)
        passkey = queries.passkey(database, credential)
        known = (passkey.id, passkey.public_key, passkey.user.public_id) if passkey else None
    if asked is None or not fresh or known is None:
        return None
    passkey_id, public_key, handle = known
    try:
        shown = authenticators.shown(site, asked.challenge, answer, public_key)
    except NotGenuine:
        return None
    return Proof(passkey_id, shown.sign_count, attempt) if shown.handle == handle else None


def admit(session: Session, proof: Proof, *, at: datetime) -> User | None:
    """Return whose passkey was shown, unless it was removed, its count went back, or the account is closed."""
    passkey = session.get(Passkey, proof.passkey_id)
    if passkey is None or not passkey.user.is_active:
        return None
    user = passkey.user
    if max(passkey.sign_count, proof.sign_count) and proof.sign_count <= passkey.sign_count:
        record(session, Action.PASSKEY_SUSPECTED, user, by=user, at=at)
        _tell(session, "passkey-suspected", passkey.name, user, at)
        return None
    passkey.sign_count, passkey.used_at = proof.sign_count, at
    throttle.succeed(session, proof.attempt_id, at)
    return user


def _spend(session: Session, asked: Asked, at: datetime) -> bool:
    """Let a challenge be answered; tell whether this answer is in time and the first."""
    spent = hashed(asked.challenge.hex())
    if not asked.waits(at) or session.scalar(select(exists().where(SpentChallenge.challenge_hash == spent))):
        return False
    session.execute(delete(SpentChallenge).where(SpentChallenge.at < at - 2 * CHALLENGE_LIVES))
    session.add(SpentChallenge(challenge_hash=spent, at=at))
    session.flush()
    return True


def _made_too_late() -> Incomplete:
    return Incomplete(
        _l("More than five minutes have passed, or it was answered already. Nothing was added; try again.")
    )


def _tell(session: Session, template: str, passkey: str, user: User, at: datetime) -> None:
    """Tell the person by mail: whoever did it in their name is found out."""
    occasion = f"{template}:{user.id}:{secrets.token_hex(8)}"
    enqueue(session, template, to=user, at=at, occasion=occasion, edition_id=None, passkey=passkey)
