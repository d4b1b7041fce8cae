"""O-G1: the server is killed, all its processes at once, while fifty jurors save; nothing that was answered is lost."""

import http.client
import os
import random
import re
import signal
import sqlite3
import subprocess
import sys
import threading
from collections import Counter
from contextlib import ExitStack, closing, suppress
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path

import pytest

from benchmarks.browsers import Client
from benchmarks.cookies import cookie_of
from benchmarks.ground import START, Ground, Task, generate
from benchmarks.measuring import environment
from benchmarks.servers import Server, product

JURORS, ENTRIES = 50, 8
SHORT, FULL = (2, 200), (20, 260)  # how often it is killed, and how many saves have been answered each time
SAID = re.compile(r"Karta zapisana po raz \d+\.")
KEPT = (
    "SELECT a.public_id, r.version, r.comments FROM sheet_revision r"
    " JOIN score_sheet s ON s.id = r.sheet_id JOIN assignment a ON a.id = s.assignment_id"
)
NEWEST = (
    "SELECT a.public_id FROM assignment a JOIN score_sheet s ON s.assignment_id = a.id"
    " JOIN sheet_revision r ON r.sheet_id = s.id AND r.version = s.version"
    " WHERE r.comments != s.comments OR r.scores != s.scores"
)


@dataclass
class Evening:
    """Who saves what, and what they were told is saved: by sheet and version, the words that were sent."""

    ground: Ground
    told: dict[tuple[str, int], str] = field(default_factory=dict)
    refused: list[int] = field(default_factory=list)
    numbers: "count[int]" = field(default_factory=count)
    over: threading.Event = field(default_factory=threading.Event)

    def save(self, client: Client, tasks: list[Task]) -> None:
        """Save sheet after sheet, each from the version that it has, until the server is gone."""
        versions = {task.id: task.version for task in tasks}
        with suppress(OSError, http.client.HTTPException):
            while not self.over.is_set():
                for task in tasks:
                    versions[task.id] += self._save_one(client, task, versions[task.id])

    def _save_one(self, client: Client, task: Task, version: int) -> bool:
        said = f"Karta zapisana po raz {next(self.numbers)}."
        words = {f"comment-{key}": said for key in task.scores}
        scores = {f"score-{key}": str(random.randrange(10)) for key in task.scores}
        path = f"/jury/{self.ground.slug}/sheets/{task.id}/autosave/"
        status, _body = client.ask("POST", path, {**scores, **words, "note": "", "version": str(version)})
        if status == 200:
            self.told[task.id, version + 1] = said
        else:
            self.refused.append(status)
            self.over.set()
        return status == 200


@pytest.fixture(scope="module")
def ground(tmp_path_factory):
    """The demonstration with fifty jurors, each of whose sheets is a draft."""
    made = generate(
        tmp_path_factory.mktemp("drill") / "data", entries=ENTRIES, jurors=JURORS, criteria=5, phase="judging"
    )
    made.open_scoring()
    return made


def broken(ground: Ground) -> list[str]:
    """Return which invariants are broken: `judging invariants` says so."""
    settings = {"JUDGING_ENV": "demonstration", "JUDGING_DATA_DIR": str(ground.folder)}
    words = [sys.executable, "-c", START, "invariants"]
    return subprocess.run(words, env=environment() | settings, capture_output=True, text=True).stderr.splitlines()


def rows(ground: Ground, query: str) -> list[tuple]:
    """Return what a query finds.

    By the library that makes the ground: one process never opens a file by two of them, or the locks of one are lost.
    """
    with closing(sqlite3.connect(ground.database)) as connection:
        return connection.execute(query).fetchall()


def kill(server: Server) -> None:
    """Kill a server with all that it has started, the youngest first."""
    found = [server.pid]
    for one in found:
        for task in Path(f"/proc/{one}/task").glob("*/children"):
            found.extend(int(child) for child in task.read_text().split())
    for pid in reversed(found):
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)


def save_until_killed(evening: Evening, answered: int) -> None:
    """Let all save at once until so many more saves have been answered; then kill the server in the midst of it."""
    ground, wanted = evening.ground, len(evening.told) + answered
    evening.over.clear()
    with product(ground) as server, ExitStack() as last:
        clients = [(Client(server, cookie_of(ground, user)), ground.tasks(seat)) for seat, user in ground.jurors()]
        for client, tasks in clients:
            last.callback(client.connection.close)
            client.read_token(f"/jury/{ground.slug}/sheets/{tasks[0].id}/")
        threads = [threading.Thread(target=evening.save, args=one) for one in clients]
        for thread in threads:
            thread.start()
        while len(evening.told) < wanted and not evening.over.is_set():
            evening.over.wait(0.01)
        kill(server)
        evening.over.set()
        for thread in threads:
            thread.join()


def lost_or_doubled(evening: Evening) -> tuple[list[tuple[str, int]], list[str]]:
    """Return what was answered as saved and does not stand there word for word, and what stands there twice."""
    kept = {(sheet, version): comments for sheet, version, comments in rows(evening.ground, KEPT)}
    lost = [key for key, said in evening.told.items() if f'"{said}"' not in kept.get(key, "")]
    sent = Counter(said for comments in kept.values() for said in set(SAID.findall(comments)))
    return lost, [said for said, times in sent.items() if times > 1]


@pytest.mark.drill
def test_nothing_that_was_answered_as_saved_is_lost_when_the_server_is_killed(ground, full_scale, walked):
    kills, answered = FULL if full_scale else SHORT
    evening, before = Evening(ground), broken(ground)

    for time in range(1, kills + 1):
        save_until_killed(evening, answered)

        assert evening.refused == []
        assert len(evening.told) >= time * answered
        assert lost_or_doubled(evening) == ([], [])
        assert rows(ground, NEWEST) == []
        assert rows(ground, "PRAGMA integrity_check") == [("ok",)]
        assert broken(ground) == before
    walked(kills=kills, acknowledged=len(evening.told))
