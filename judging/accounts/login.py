"""The thread between Flask-Login and our sessions; nothing else signs anybody in or out.

The cookie carries a random token, the database its hash and its life: a session can be
ended from either side. A person who needs a second factor is nobody until it is given.
"""

import hashlib
import secrets
from contextlib import suppress
from datetime import datetime, timedelta
from functools import cache
from typing import Any, NamedTuple, TypedDict

from flask import Flask, Response, request, session
from flask.sessions import SecureCookieSessionInterface
from flask_login import LoginManager, current_user, login_user, logout_user
from itsdangerous import URLSafeTimedSerializer
from sqlalchemy import Select, bindparam, exists, select, update
from sqlalchemy.exc import OperationalError

from judging.accounts import rules
from judging.accounts.devices import device_name
from judging.accounts.models import User, UserSession
from judging.accounts.operations import throttle
from judging.accounts.stand_in import StandIn, stand_in
from judging.core import clock
from judging.core.db import as_loaded, get_session, immediate, names_of_columns
from judging.core.prepared import Prepared
from judging.web import languages, tokens
from judging.web.held_roles import HeldRoles, held_roles

IDLE = timedelta(minutes=60)  # for the roles that require a second factor; the others have LONG
ABSOLUTE = timedelta(hours=12)
LONG = timedelta(days=30)
HALF_LIFE = timedelta(minutes=15)  # between the password and the second factor
SEEN_EVERY = timedelta(minutes=5)  # how exact last_seen_at is: not every page writes
HALF = "half_signed_in"  # cookie key of a session that waits for its second factor


def init_app(app: Flask) -> None:
    """Set up the login manager."""
    app.permanent_session_lifetime = LONG
    app.session_interface = _Signed()
    manager = LoginManager(app)
    manager.session_protection = None  # the token is checked against the database instead
    manager.user_loader(_load)
    app.jinja_env.globals["lives"] = rules.TOLD
    app.jinja_env.globals["shows_passkeys"] = lambda: bool(getattr(current_user, "passkeys_since", None))
    app.jinja_env.globals["viewing"] = lambda: stand_in(request.environ)
    app.after_request(_note_failures)


class _Signed(SecureCookieSessionInterface):
    """Sessions in a signed cookie; what signs them is made once, not at every request."""

    _signer: URLSafeTimedSerializer | None = None

    def get_signing_serializer(self, app: Flask) -> URLSafeTimedSerializer | None:
        """Return what signs with the key of this application."""
        if self._signer is None:
            self._signer = super().get_signing_serializer(app)
        return self._signer


def hashed(token: str) -> str:
    """Return how a token is kept: a stolen table opens nothing."""
    return hashlib.sha256(token.encode()).hexdigest()


def sign_in(user: User, *, second_factor: bool = False, half: bool = False) -> None:
    """Open a new session for the person; inside :func:`judging.web.transaction.writing`.

    With ``half`` the password was right and the second factor is still to come.
    """
    now, token = clock.arrived(), secrets.token_urlsafe(32)
    device = device_name(request.user_agent.string or "")
    get_session().add(
        UserSession(
            token_hash=hashed(token),
            user_id=user.id,
            created_at=now,
            last_seen_at=now,
            second_factor_at=now if second_factor else None,
            device=device,
        )
    )
    session.clear()
    tokens.forget()
    languages.prefer(user.language)
    session.permanent = True
    if half:
        session[HALF] = token
        return
    user.login_token = token
    tokens.begin(user.public_id)
    login_user(user)


def sign_out() -> None:
    """End this session here and in the database; inside a writing transaction."""
    token = session.get("_user_id") or session.get(HALF)
    if token:
        end = update(UserSession).where(UserSession.token_hash == hashed(token))
        get_session().execute(end.values(ended_at=clock.arrived()))
    logout_user()
    session.clear()
    tokens.forget()


def half_signed_in() -> User | None:
    """Return the person who has given the password and owes the second factor."""
    token = session.get(HALF)
    row = _row(token) if token else None
    if row is None or clock.arrived() - row.created_at > HALF_LIFE:
        return None
    return row.user


def me() -> User:
    """Return the person signed in, as the record itself."""
    user: User = current_user._get_current_object()
    return user


class Act(TypedDict):
    """Who does something and when: the last two arguments of every operation."""

    by: User
    at: datetime


def act() -> Act:
    """Return the act of the person signed in, at the moment their request reached us."""
    return Act(by=me(), at=clock.arrived())


def this_session() -> str | None:
    """Return the hash under which the session of this browser is kept."""
    token = session.get("_user_id") or session.get(HALF)
    return hashed(token) if token else None


def requires_second_factor(user: User) -> bool:
    """Tell whether the person holds a role that requires a second factor."""
    _edition_id, role = held_roles().columns
    held = select(role).where(held_roles().of(user.id), role.in_(held_roles().strict))
    return bool(user.administrator or get_session().scalar(select(exists(held))))


def needs_second_factor(user: User) -> bool:
    """Tell whether the password alone is not enough: by role, or by the person's own wish."""
    return bool(user.totp_confirmed_at) or requires_second_factor(user)


class _Begun(NamedTuple):
    """A session that has not been ended, and its person."""

    id: int
    created_at: datetime
    last_seen_at: datetime
    second_factor_at: datetime | None
    user: User


def _row(token: str) -> _Begun | None:
    """Return the session of a token with the person's seats, unless it or the account has ended."""
    session = get_session()
    session.flush()
    query = _of_token(held_roles())
    rows = query.rows(session.connection(), {"token_hash": hashed(token)})
    if not rows or rows[0].ended_at or rows[0].deactivated_at:
        return None
    user = as_loaded(session, User, dict(zip(names_of_columns(User), rows[0], strict=False)))
    user.seats_held = [row[-2:] for row in rows if row[-1]]
    first = rows[0]
    return _Begun(first.session_id, first.session_created_at, first.last_seen_at, first.second_factor_at, user)


@cache
def _of_token(roles: HeldRoles) -> Prepared:
    """Return the query with which every page of a person signed in begins."""
    return Prepared(lambda: _session_and_person(roles))


def _session_and_person(roles: HeldRoles) -> Select[Any]:
    edition_id, role = roles.columns
    began = (
        UserSession.id.label("session_id"),
        UserSession.created_at.label("session_created_at"),
        UserSession.last_seen_at,
        UserSession.second_factor_at,
        UserSession.ended_at,
    )
    return (
        select(*User.__table__.columns, *began, edition_id, role)
        .join(User, User.id == UserSession.user_id)
        .outerjoin(role.class_, roles.of(UserSession.user_id))
        .where(UserSession.token_hash == bindparam("token_hash"))
    )


def _load(token: str) -> User | None:
    """Return the person of a session that has not ended, idled away or grown too old."""
    row = _row(token)
    if row is None:
        return None
    strict = _is_strict(row.user)
    if row.second_factor_at is None and (strict or row.user.totp_confirmed_at):
        return None
    idle, absolute = (IDLE, ABSOLUTE) if strict else (LONG, LONG)
    now = clock.arrived()
    if now - row.last_seen_at > idle or now - row.created_at > absolute:
        return None
    _note_seen(row)
    user = row.user
    user.login_token = token
    if "." not in session.get(tokens.FIELD, ""):  # opened before tokens named their person
        tokens.begin(user.public_id)
    return _seen_as(seen) if (seen := stand_in(request.environ)) else user


def _seen_as(seen: StandIn) -> User | None:
    """Return the person whose pages are read, with none of their roles and only within what may be seen."""
    user = get_session().get(User, seen.user_id)
    if user is not None:
        user.seats_held, user.seen_within = (), (seen.edition_id, seen.office_id)
    return user


def _is_strict(user: User) -> bool:
    """Tell by the seats just read whether a second factor is required."""
    held = user.seats_held or ()
    return user.administrator or any(role in held_roles().strict for _edition, role in held)


def _note_seen(row: _Begun) -> None:
    now, row_id, user_id = clock.arrived(), row.id, row.user.id
    if now - row.last_seen_at < SEEN_EVERY:
        return
    # the note can wait: a database that takes no writing can still be read
    with suppress(OperationalError), immediate(get_session()) as writer:
        writer.execute(update(UserSession).where(UserSession.id == row_id).values(last_seen_at=now))
    get_session().get(User, user_id)


def _note_failures(response: Response) -> Response:
    """Write down wrong codes whose own transaction was rolled back."""
    if request.method == "POST" and get_session().info.get(throttle.PENDING):
        with immediate(get_session()) as writer:
            throttle.write_pending(writer)
    return response
