"""Whether the database may have changed, told without asking it for anything it holds."""

import threading
from collections.abc import Hashable
from time import monotonic
from typing import Any
from weakref import WeakSet

from sqlalchemy import Engine
from sqlalchemy.exc import SQLAlchemyError

_commits = 0  # by this process; only ever compared


def note_commit() -> None:
    """Note that this process has written; on any thread, at least once."""
    global _commits
    _commits += 1


def let_go() -> None:
    """Close the connections of all pulses: a process that is forked must not share them."""
    for pulse in tuple(_beating):
        pulse.let_go()


class Pulse:
    """Tells cheaply whether the database may have changed: it has not while the answer is the same.

    SQLite counts the commits of all connections but the one that asks, so one does nothing else.
    Elsewhere an answer holds for a second, and in this process only until its next commit.
    """

    def __init__(self, engine: Engine) -> None:
        self._engine, self._lock = engine, threading.Lock()
        self._beside: Any = None
        self._opened = 0  # each connection counts from a number of its own
        self._counts = engine.dialect.name == "sqlite" and bool(engine.url.database)
        _beating.add(self)

    def __call__(self) -> Hashable:
        """Return what changes with the database; None when it cannot be asked."""
        if not self._counts:
            return int(monotonic()), _commits
        dbapi: Any = self._engine.dialect.dbapi
        try:
            with self._lock:
                if self._beside is None:
                    self._beside, self._opened = self._connected(), self._opened + 1
                [(count,)] = self._beside.execute("PRAGMA data_version").fetchall()
                return self._opened, count
        except (dbapi.Error, SQLAlchemyError):
            return None

    def _connected(self) -> Any:
        """Return a connection beside the pool: what is asked often must not wait for one."""
        connection = self._engine.raw_connection()
        beside = connection.driver_connection
        connection.detach()
        return beside

    def let_go(self) -> None:
        """Close the connection; the next question opens another."""
        with self._lock:
            if self._beside is not None:
                self._beside.close()
            self._beside = None


_beating: WeakSet[Pulse] = WeakSet()
