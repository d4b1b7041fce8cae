"""The second factor: codes of an application (TOTP), each once, and recovery codes on paper."""

import hmac
import secrets
from datetime import datetime

import pyotp
from markupsafe import Markup
from sqlalchemy import delete, update
from sqlalchemy.orm import Session

from judging.accounts.login import hashed
from judging.accounts.models import RecoveryCode, User
from judging.accounts.operations import links, throttle
from judging.audit.actions import Action
from judging.audit.operations.history import record
from judging.core.i18n import _l
from judging.core.refusals import Incomplete
from judging.notifications.operations.outbox import enqueue

STEP = 30  # seconds a code lives
DRIFT = 1  # steps a telephone's clock may be wrong, both ways
RECOVERY_CODES = 10
LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"  # none that is mistaken for another


def begin(user: User) -> None:
    """Give the person a new secret, which counts once a code of it has been shown."""
    if user.totp_confirmed_at is None and user.totp_secret is None:
        user.totp_secret = pyotp.random_base32()


def picture(user: User, issuer: str) -> Markup:
    """Return the QR code of the secret as SVG, to stand inside the page; the telephone files it under the issuer."""
    address = _application(user).provisioning_uri(issuer_name=issuer)
    import segno  # for a drawing that a person needs once

    code = segno.make(address, error="m", micro=False)
    drawing = code.svg_inline(scale=5, border=4, dark="#14213d", light="#fff", omitsize=True)
    return Markup(drawing)  # noqa: S704 -- squares drawn by segno


def confirm(session: Session, user: User, code: str, network: str, *, at: datetime) -> list[str]:
    """Take the first code as proof that the application is set up; return the recovery codes."""
    _take(session, user, code, network, at)
    user.totp_confirmed_at = at
    record(session, Action.SECOND_FACTOR_SET, user, by=user, at=at)
    _tell(session, "second-factor-set", user, at)
    return _new_recovery_codes(session, user)


def check_code(session: Session, user: User, code: str, at: datetime, *, network: str = "unknown") -> None:
    """Take a fresh code, of the application or for a passkey shown, before sealing or announcing; or say why not."""
    if not user.has_second_factor:
        raise _nothing_set_up()
    if user.passkeys_since and len(_spelled(code)) == links.SHOWN_LENGTH:
        _take_shown(session, user, code, network, at)
    elif user.totp_confirmed_at:
        _take(session, user, code, network, at)
    else:
        _refuse(session, user, network, at)


def check_any(session: Session, user: User, code: str, network: str, *, at: datetime) -> None:
    """Take a code of the application or a recovery code, each of them once."""
    spelled = _spelled(code)
    if user.totp_confirmed_at and spelled.isdigit() and len(spelled) == 6:
        return _take(session, user, code, network, at)
    throttle.check(session, _account(user), network, at, field="code")
    mine = (RecoveryCode.user_id == user.id, RecoveryCode.code_hash == _hashed(user, spelled))
    used = update(RecoveryCode).where(*mine, RecoveryCode.used_at.is_(None)).values(used_at=at)
    if session.scalar(used.returning(RecoveryCode.id)) is None:
        _refuse(session, user, network, at)
    return None


def renew(session: Session, user: User, code: str, network: str, *, at: datetime) -> list[str]:
    """Make new recovery codes for a person who shows a code; without the application there is none to replace."""
    if user.totp_confirmed_at is None:
        raise _nothing_set_up()
    check_code(session, user, code, at, network=network)
    record(session, Action.RECOVERY_CODES_RENEWED, user, by=user, at=at)
    _tell(session, "recovery-codes-renewed", user, at)
    return _new_recovery_codes(session, user)


def _new_recovery_codes(session: Session, user: User) -> list[str]:
    """Make recovery codes in place of the old; they are shown this once."""
    codes = ["".join(secrets.choice(LETTERS) for _ in range(12)) for _ in range(RECOVERY_CODES)]
    session.execute(delete(RecoveryCode).where(RecoveryCode.user_id == user.id))
    session.add_all(RecoveryCode(user_id=user.id, code_hash=_hashed(user, code)) for code in codes)
    return ["-".join((code[:4], code[4:8], code[8:])) for code in codes]


def _tell(session: Session, template: str, user: User, at: datetime) -> None:
    """Tell the person by mail: whoever did it in their name is found out."""
    enqueue(session, template, to=user, at=at, occasion=f"{template}:{user.id}:{secrets.token_hex(8)}", edition_id=None)


def _take(session: Session, user: User, code: str, network: str, at: datetime) -> None:
    throttle.check(session, _account(user), network, at, field="code")
    step = _matching_step(user, _spelled(code), at)
    if step is None:
        _refuse(session, user, network, at)
    else:
        user.totp_last_step = step


def _take_shown(session: Session, user: User, code: str, network: str, at: datetime) -> None:
    """Take the code that the server has given for a passkey shown a moment ago."""
    throttle.check(session, _account(user), network, at, field="code")
    if not links.spend_shown(session, user, _spelled(code), at):
        _refuse(session, user, network, at)


def _nothing_set_up() -> Incomplete:
    return Incomplete(_l("Set up the second step of signing in first; you will find it in your profile."), field="code")


def _matching_step(user: User, code: str, at: datetime) -> int | None:
    """Return the time step the code belongs to, unless it or a later one has been used."""
    application, now = _application(user), int(at.timestamp()) // STEP
    steps = range(max(now - DRIFT, user.totp_last_step + 1), now + DRIFT + 1)
    fits = (step for step in steps if hmac.compare_digest(application.generate_otp(step), code))
    return next(fits, None)


def _application(user: User) -> pyotp.TOTP:
    return pyotp.TOTP(user.totp_secret or "", name=user.email)


def _refuse(session: Session, user: User, network: str, at: datetime) -> None:
    throttle.fail_later(session, _account(user), network, at)
    raise Incomplete(
        _l("The code is not right, or it has been used. Wait for the next one and type it."),
        field="code",
    )


def _account(user: User) -> str:
    return f"code:{user.id}"


def _spelled(code: str) -> str:
    """Return a code as it is compared: without spaces and dashes, in ASCII."""
    return "".join(sign for sign in code.lower() if sign.isascii() and sign.isalnum())


def _hashed(user: User, spelled: str) -> str:
    return hashed(f"recovery {user.id} {spelled}")
