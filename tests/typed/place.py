"""The installation of these tests: the demonstration, served, with what can happen to it."""

import os
import resource
import shutil
import signal
import sqlite3
import time
from contextlib import closing, suppress
from pathlib import Path

from tests.journeys.site import Site

FOREVER = "2099-12-31 21:00:00.000000"
LONGER_AGO, LONG_AGO = "2001-01-01 00:00:00.000000", "2001-01-31 00:00:00.000000"


def slowness() -> float:
    """Return how many want each core: where others work too, everything takes so many times longer."""
    return max(1.0, os.getloadavg()[0] / (os.cpu_count() or 1))


class Place(Site):
    """The demonstration of one phase, whose server can be killed and whose disk can be full."""

    def __init__(self, folder: Path, filled: Path):
        super().__init__(folder, environment="demonstration")
        shutil.copytree(filled, folder / "data")
        self.running = False

    def start(self) -> None:
        if self.running:
            return
        try:
            self.__enter__()
        except ConnectionError:  # met while it was beginning to listen
            self._wait()
        self.running = True

    def kill(self) -> None:
        """Let the server die, with all its processes, as in a power cut."""
        for pid in self._processes():
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        self._server.wait()
        self.running = False

    def stop(self) -> None:
        if self.running:
            self.__exit__()
            self.running = False

    def fill_the_disk(self, *, full: bool) -> None:
        """Let no process of the server write another byte to a file, or let it again."""
        for pid in self._processes():
            _soft, hard = resource.prlimit(pid, resource.RLIMIT_FSIZE)
            resource.prlimit(pid, resource.RLIMIT_FSIZE, (0 if full else hard, hard))

    def _processes(self) -> list[int]:
        """Return the server and its workers, the youngest first."""
        found = [self._server.pid]
        for pid in found:
            for task in Path(f"/proc/{pid}/task").glob("*/children"):
                found.extend(int(child) for child in task.read_text().split())
        return found[::-1]

    def rows(self, question: str, *values: object) -> list[tuple]:
        with closing(self._database()) as database:
            return database.execute(question, values).fetchall()

    def change(self, order: str, *values: object) -> None:
        """Change the database beside the server, as time or another person would."""
        with closing(self._database()) as database, database:
            database.execute(order, values)

    def _database(self) -> sqlite3.Connection:
        return sqlite3.connect(self.folder / "data" / "kapitula.db", timeout=20)

    def person(self, email: str) -> tuple[int, str, str]:
        """Return the number, the public id and the name of somebody."""
        return self.rows("SELECT id, public_id, name FROM user WHERE email = ?", email)[0]

    def end_sessions(self, email: str) -> None:
        self.change("UPDATE user_session SET ended_at = ? WHERE user_id = ?", LONG_AGO, self.person(email)[0])

    def wait_for(self, ask, seconds: float) -> bool:
        """Ask until it is true; tell whether it came true, in so many seconds of a machine of one's own."""
        until = time.monotonic() + seconds * slowness()
        while time.monotonic() < until:
            if ask():
                return True
            time.sleep(0.05)
        return bool(ask())
