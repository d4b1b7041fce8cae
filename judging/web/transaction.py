"""The writing transaction of a request; a form sent twice is done once.

Each form carries a random token. The transaction that does the work also notes the token,
so that a second request, even a simultaneous one, finds it and gets the first answer.

What fails after the commit is no failure of the save: ``g.saved`` says that it stands, and
:mod:`judging.web.errors` answers so.
"""

import hashlib
import logging
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any, cast

from flask import Flask, Response, flash, g, redirect, request
from flask.typing import ResponseReturnValue
from sqlalchemy import Connection, String, Table, bindparam, insert, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Mapped, Session, mapped_column

from judging.core import clock
from judging.core.db import Base, get_session, immediate, immediate_plainly
from judging.core.i18n import _
from judging.core.prepared import Prepared
from judging.web.kept_parts import once_token
from judging.web.redirects import way_back

FIELD = "once"
PATIENCE, PAUSE = 2.0, 0.05  # seconds for the answer of the same form, sent a moment earlier
log = logging.getLogger("judging.faults")


class UsedForm(Base):
    """The token of a form that has done its work, and where its answer led."""

    __tablename__ = "used_form"

    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    used_at: Mapped[datetime] = mapped_column(index=True)
    location: Mapped[str | None] = mapped_column(String(500))


FORMS = cast(Table, UsedForm.__table__)


class AlreadyDone(Exception):  # noqa: N818 -- an answer, not an error
    """The very same form has been handled; ``location`` is where its answer led."""

    def __init__(self, location: str | None) -> None:
        super().__init__()
        self.location = location


def init_app(app: Flask) -> None:
    """Watch the forms."""
    app.before_request(_recognise)
    app.after_request(_remember)
    app.register_error_handler(AlreadyDone, _answer_again)
    app.jinja_env.globals["once_token"] = once_token


@contextmanager
def writing() -> Iterator[Session]:
    """Open the writing transaction of this request; commit at its end, with the form's token."""
    with _once() as token_hash, immediate(get_session()) as session:
        if token_hash:
            _refuse_used(session.connection(), token_hash)
            session.add(UsedForm(token_hash=token_hash, used_at=clock.arrived()))
        yield session


@contextmanager
def writing_plainly() -> Iterator[Connection]:
    """Do what :func:`writing` does, for statements without objects: the hottest path of all."""
    with _once() as token_hash, immediate_plainly(get_session()) as connection:
        if token_hash:
            _refuse_used(connection, token_hash)
            _note_used.rows(connection, {"token_hash": token_hash, "used_at": clock.arrived()})
        yield connection


@contextmanager
def _once() -> Iterator[str | None]:
    """Give the token that the transaction has to note; when it is over, note that its work stands."""
    token_hash, g.saved = g.get("form_token"), False
    try:
        yield None if g.get("form_done") else token_hash
    except IntegrityError:
        if token_hash and not g.get("form_done"):  # the same form may have been done at the same moment
            _refuse_used(get_session().connection(), token_hash)
        raise
    g.saved, g.form_done = True, bool(token_hash)


def _recognise() -> None:
    if request.method == "POST" and (token := request.form.get(FIELD)):
        g.form_token = _hashed(request.path, token)
        _refuse_used(get_session().connection(), g.form_token)


@Prepared
def _note_used() -> Any:
    return insert(FORMS).values(token_hash=bindparam("token_hash"), used_at=bindparam("used_at"))


@Prepared
def _used() -> Any:
    return select(FORMS.c.location).where(FORMS.c.token_hash == bindparam("token_hash"))


def is_done(path: str, token: str) -> bool:
    """Tell whether the form that was sent to an address with this token has done its work."""
    return _used.one_or_none(get_session().connection(), {"token_hash": _hashed(path, token)}) is not None


def _hashed(path: str, token: str) -> str:
    return hashlib.sha256(f"{path}\n{token}".encode()).hexdigest()


def _refuse_used(connection: Connection, token_hash: str) -> None:
    used = _used.one_or_none(connection, {"token_hash": token_hash})
    if used is not None:
        raise AlreadyDone(used.location)


def _remember(response: Response) -> Response:
    """Keep where the answer led, for the same form coming again; the work stands without it as well."""
    if g.get("form_done") and response.location:
        change = update(UsedForm).where(UsedForm.token_hash == g.form_token)
        try:
            with immediate(get_session()) as session:
                session.execute(change.values(location=response.location[:500]))
        except Exception:
            log.exception("%s saved, but not where its answer led", g.get("request_id"))
    return response


def _answer_again(done: AlreadyDone) -> ResponseReturnValue:
    """Lead to where the first answer led, and say that the form was done once."""
    location = done.location or _location_soon()
    flash(_("This form had already been sent. It was done once; this is what came of it."), "success")
    return redirect(location or way_back())


def _location_soon() -> str | None:
    """Wait a little for the first answer of a form sent twice at the same moment."""
    query = select(UsedForm.location, UsedForm.used_at).where(UsedForm.token_hash == g.form_token)
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        get_session().rollback()  # what stood before is not what stands now
        row = get_session().execute(query).one_or_none()
        if row is None or row.location or (clock.utcnow() - row.used_at).total_seconds() > PATIENCE:
            return row.location if row else None
        time.sleep(PAUSE)
    return None
