"""One writer at a time in an SQLite database, in the order of coming: threads and processes.

SQLite lets writers wait by trying again after ever longer naps, so that some wait for very long.
Here they queue: first with the threads of this process, then, on a lock of the system that dies
with its holder, with the other processes.
"""

import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager

try:
    import fcntl
except ImportError:  # no such locks on Windows: there SQLite's own waiting has to do
    fcntl = None  # type: ignore[assignment]

_here = threading.Lock()


@contextmanager
def one_writer(database: str | None) -> Iterator[None]:
    """Wait for the turn to write into the file of a database; one in memory has no other processes."""
    with _here:
        if fcntl is None or not database or database == ":memory:":
            yield
            return
        lock = os.open(f"{database}-writer", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield
        finally:
            os.close(lock)
