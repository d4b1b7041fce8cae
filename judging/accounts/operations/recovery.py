"""The way back for somebody who has lost both telephone and recovery codes: two people open it together."""

import secrets
from datetime import datetime

from sqlalchemy import delete
from sqlalchemy.orm import Session

from judging.accounts import queries
from judging.accounts.models import FactorRecovery, Passkey, RecoveryCode, User
from judging.accounts.operations.accounts import end_sessions
from judging.accounts.rules import why_not_agree, why_not_recover, why_not_remove_on_server
from judging.audit.actions import Action
from judging.audit.operations.history import record
from judging.notifications.operations.outbox import enqueue


def agree(
    session: Session, person: User, *, administrator: bool, reason: str, edition_id: int, by: User, at: datetime
) -> bool:
    """Agree, as secretary or as administrator, to remove a second factor; tell whether it is removed with that."""
    if refusal := why_not_recover(person, by):
        raise refusal
    asked = queries.recovery_asked(session, person, at)
    if asked is None:
        _ask(session, person, administrator, by, at)
        action, template = Action.SECOND_FACTOR_LOST, "second-factor-lost"
    else:
        if refusal := why_not_agree(asked, by, administrator=administrator):
            raise refusal
        _remove(session, person, at)
        action, template = Action.SECOND_FACTOR_REMOVED, "second-factor-removed"
    record(session, action, person, by=by, at=at, edition_id=edition_id, person=person.name, reason=reason)
    occasion = f"{template}:{person.id}:{secrets.token_hex(8)}"
    enqueue(session, template, to=person, at=at, occasion=occasion, edition_id=None, name=by.name)
    return asked is not None


def remove_on_server(session: Session, person: User, *, has_seat: bool, reason: str, at: datetime) -> None:
    """Remove the second factor of somebody for whom no two people can; the person and the administrators are told."""
    if refusal := why_not_remove_on_server(person, reason, has_seat=has_seat):
        raise refusal
    _remove(session, person, at)
    record(session, Action.SECOND_FACTOR_REMOVED, person, by=None, at=at, person=person.name, reason=reason)
    template = "second-factor-removed-on-server"
    occasion = f"{template}:{person.id}:{secrets.token_hex(8)}"
    told = {user.id: user for user in (person, *queries.administrators(session))}
    for reader in told.values():
        said = {"name": person.name, "reason": reason}
        enqueue(session, template, to=reader, at=at, occasion=occasion, edition_id=None, **said)


def _ask(session: Session, person: User, administrator: bool, by: User, at: datetime) -> None:
    session.execute(delete(FactorRecovery).where(FactorRecovery.user_id == person.id))  # one that has lapsed
    session.add(FactorRecovery(user_id=person.id, asked_by_id=by.id, by_administrator=administrator, at=at))


def _remove(session: Session, person: User, at: datetime) -> None:
    """Remove the second factor and sign the person out everywhere; they set it up anew after the password."""
    person.totp_secret, person.totp_confirmed_at, person.totp_last_step = None, None, 0
    person.passkeys_since = None
    for kept in (RecoveryCode, Passkey, FactorRecovery):
        session.execute(delete(kept).where(kept.user_id == person.id))
    end_sessions(session, person, at=at)
