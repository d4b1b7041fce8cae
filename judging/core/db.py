"""The database: one declarative base, one session a request, UTC everywhere.

Reading opens a deferred transaction. Whoever writes enters :func:`immediate` (a view does so
by :func:`judging.web.transaction.writing`): on SQLite it begins IMMEDIATE, so that nothing read inside it
can be changed by another before the
commit; on PostgreSQL the versions of the rows keep the same promise.
"""

import secrets
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, nullcontext
from contextvars import ContextVar
from datetime import UTC, datetime
from enum import StrEnum
from functools import cache
from inspect import iscoroutinefunction
from typing import Any, TypeVar

from flask import Flask, current_app
from flask_sqlalchemy_lite import SQLAlchemy
from sqlalchemy import DateTime, Dialect, Engine, Enum, MetaData, String, event
from sqlalchemy.engine import Connection
from sqlalchemy.orm import (
    DeclarativeBase,
    Mapped,
    Session,
    declared_attr,
    make_transient_to_detached,
    mapped_column,
)
from sqlalchemy.orm.util import identity_key
from sqlalchemy.pool import PoolProxiedConnection
from sqlalchemy.types import TypeDecorator

from judging.core import pulse
from judging.core.config import KEYS
from judging.core.one_writer import one_writer

db = SQLAlchemy()
_beginning: ContextVar[str] = ContextVar("beginning", default="BEGIN")  # of transactions on SQLite
KEPT = "kept"  # in the info of a session: whether it has been given the keys
KEPT_KEYS = {name.lower(): name for name in KEYS}  # where a session keeps them


class UtcDateTime(TypeDecorator[datetime]):
    """An aware moment, stored in UTC; a naive one is refused at the door."""

    impl = DateTime
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Store the moment in UTC, without its zone."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"naive datetime {value!r}")
        return value.astimezone(UTC).replace(tzinfo=None)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Give the moment its zone back."""
        return None if value is None else value.replace(tzinfo=UTC)


def _values(members: type[StrEnum]) -> list[str]:
    return [member.value for member in members]


class Base(DeclarativeBase):
    """What all models share: an id, named constraints, UTC, enums stored by value."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(column_0_label)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map = {  # noqa: RUF012 -- SQLAlchemy reads it off the class
        datetime: UtcDateTime,
        StrEnum: Enum(StrEnum, native_enum=False, length=32, values_callable=_values),
    }

    id: Mapped[int] = mapped_column(primary_key=True, sort_order=-1)

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self.id}>"


Record = TypeVar("Record", bound=Base)


def new_public_id() -> str:
    """Return 64 random bits for an address: not guessable, and still checked."""
    return secrets.token_hex(8)


class Public:
    """A record that has an address of its own."""

    public_id: Mapped[str] = mapped_column(String(16), unique=True, default=new_public_id)


class Versioned:
    """A record that several people may edit; every change raises its version."""

    version: Mapped[int] = mapped_column(default=1)

    @declared_attr.directive
    def __mapper_args__(cls) -> dict[str, Any]:  # noqa: N805 -- SQLAlchemy passes the class
        return {"version_id_col": cls.__table__.c.version}  # type: ignore[attr-defined]  # set by the mapper


def _sqlite_connect(connection: Any, _: object) -> None:
    connection.isolation_level = None  # the driver must not begin transactions behind our back
    cursor = connection.cursor()
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "secure_delete=ON"):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _sqlite_begin(connection: PoolProxiedConnection) -> None:
    driver: Any = connection.driver_connection
    driver.execute(_beginning.get())


def prepare_engine(engine: Engine) -> Engine:
    """Give an SQLite engine the promises that other databases make by themselves."""
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _sqlite_connect)
        # no event: one listener makes every statement look for listeners, a tenth of a save
        engine.dialect.do_begin = _sqlite_begin  # type: ignore[method-assign,assignment]
    return engine


def engine_options(url: str) -> dict[str, Any]:
    """Return the arguments of ``create_engine`` for this address."""
    if not url.startswith("sqlite"):
        return {"url": url, "pool_pre_ping": True}
    options: dict[str, Any] = {
        "url": url,
        "connect_args": {"timeout": 10, "check_same_thread": False},
        "pool_use_lifo": True,  # the connection used last still knows its pages
    }
    try:
        import pysqlite3.dbapi2 as recent
    except ImportError:  # no wheel for this machine: the system's library serves, check-deploy warns
        return options
    return options | {"module": recent}


def init_app(app: Flask) -> None:
    """Connect the application to ``DATABASE_URL``."""
    app.config["SQLALCHEMY_ENGINES"] = {"default": engine_options(app.config["DATABASE_URL"])}
    db.init_app(app)
    _close_no_async_sessions(app)
    with app.app_context():
        prepare_engine(db.engine)


def _close_no_async_sessions(app: Flask) -> None:
    """Spare every request an event loop and a thread: there are no asynchronous sessions here."""
    app.teardown_appcontext_funcs[:] = [
        close for close in app.teardown_appcontext_funcs if not iscoroutinefunction(close)
    ]


def get_session() -> Session:
    """Return the session of this request or command, opened on first use."""
    session: Session = db.session
    if KEPT not in session.info:
        session.info[KEPT] = True
        session.info.update({kept: current_app.config[name] for kept, name in KEPT_KEYS.items()})
    return session


def as_loaded(session: Session, model: type[Record], columns: Mapping[str, Any]) -> Record:
    """Return the record whose columns have been read: a third of the time of a query for it."""
    known = session.identity_map.get(identity_key(model, columns["id"]))
    if known is not None:
        return known
    record = model()
    vars(record).update(columns)  # as loaded: nothing of it is a change
    make_transient_to_detached(record)
    session.add(record)
    return record


@cache
def names_of_columns(model: type[Base]) -> tuple[str, ...]:
    """Return the names of the columns of a table, in its order."""
    return tuple(column.name for column in model.__table__.columns)


def writes_seen(session: Session) -> tuple[int, int] | None:
    """Return what changes whenever anybody has written, as far as this transaction sees it.

    SQLite counts the commits of other connections and the rows that this one has changed; other
    databases do not tell.
    """
    driver: Any = session.connection().connection.driver_connection
    if session.get_bind().dialect.name != "sqlite":
        return None
    [(others,)] = driver.execute("PRAGMA data_version").fetchall()
    return others, driver.total_changes


@contextmanager
def immediate_plainly(session: Session) -> Iterator[Connection]:
    """Do what :func:`immediate` does, on a connection of its own: for statements without objects."""
    session.rollback()  # a transaction that has read would stand in our own way
    engine = session.get_bind().engine
    sqlite = engine.dialect.name == "sqlite"
    with one_writer(engine.url.database) if sqlite else nullcontext(), engine.connect() as plain:
        with _at_once():
            begun = plain.begin()
        with begun:
            yield plain
    pulse.note_commit()


@contextmanager
def _at_once() -> Iterator[None]:
    """Let transactions that begin in here take the right to write at once."""
    before = _beginning.set("BEGIN IMMEDIATE")
    try:
        yield
    finally:
        _beginning.reset(before)


@contextmanager
def immediate(session: Session) -> Iterator[Session]:
    """Begin a writing transaction now and commit it at the end; roll back on any error."""
    session.rollback()  # what was read before is read again, under the lock
    engine = session.get_bind().engine
    sqlite = engine.dialect.name == "sqlite"
    with one_writer(engine.url.database) if sqlite else nullcontext():
        try:
            if sqlite:
                with _at_once():
                    session.connection()
            yield session
            session.commit()
            pulse.note_commit()
        except BaseException:
            session.rollback()
            raise
