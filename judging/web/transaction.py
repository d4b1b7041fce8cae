"""The writing transaction of a request; a form sent twice is done once.

Each form carries a random token. The transaction that does the work also notes the token,
so that a second request, even a simultaneous one, finds it and gets the first answer.
"""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any, cast

from flask import Flask, Response, g, redirect, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import Connection, String, Table, bindparam, insert, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from judging.core import clock
from judging.core.db import Base, get_session, immediate, immediate_plainly
from judging.core.prepared import Prepared
from judging.web.kept_parts import once_token

FIELD = "once"


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
    token_hash = g.get("form_token")
    with immediate(get_session()) as session:
        if token_hash and not g.get("form_done"):
            _refuse_used(session.connection(), token_hash)
            session.add(UsedForm(token_hash=token_hash, used_at=clock.arrived()))
        yield session
    g.form_done = bool(token_hash)


@contextmanager
def writing_plainly() -> Iterator[Connection]:
    """Do what :func:`writing` does, for statements without objects: the hottest path of all."""
    token_hash = g.get("form_token")
    with immediate_plainly(get_session()) as connection:
        if token_hash and not g.get("form_done"):
            _refuse_used(connection, token_hash)
            noted = {"token_hash": token_hash, "used_at": clock.arrived()}
            _note_used.rows(connection, noted)
        yield connection
    g.form_done = bool(token_hash)


def _recognise() -> None:
    if request.method == "POST" and (token := request.form.get(FIELD)):
        g.form_token = hashlib.sha256(f"{request.path}\n{token}".encode()).hexdigest()
        _refuse_used(get_session().connection(), g.form_token)


@Prepared
def _note_used() -> Any:
    return insert(FORMS).values(token_hash=bindparam("token_hash"), used_at=bindparam("used_at"))


@Prepared
def _used() -> Any:
    return select(FORMS.c.location).where(FORMS.c.token_hash == bindparam("token_hash"))


def _refuse_used(connection: Connection, token_hash: str) -> None:
    used = _used.one_or_none(connection, {"token_hash": token_hash})
    if used is not None:
        raise AlreadyDone(used.location)


def _remember(response: Response) -> Response:
    """Keep where the answer led, for the same form coming again."""
    if g.get("form_done") and response.location:
        change = update(UsedForm).where(UsedForm.token_hash == g.form_token)
        with immediate(get_session()) as session:
            session.execute(change.values(location=response.location[:500]))
    return response


def _answer_again(done: AlreadyDone) -> ResponseReturnValue:
    return redirect(done.location or url_for("public.home"))
