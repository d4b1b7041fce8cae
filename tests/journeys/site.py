"""A whole installation of its own: database, files, clock, mail folder, server and commands."""

import email.policy
import os
import re
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from email import message_from_bytes
from pathlib import Path
from typing import TypeVar

from click.testing import CliRunner
from sqlalchemy.orm import Session

from judging.app import create_app
from judging.cli import main
from judging.core.db import db, get_session, immediate
from tests.demonstration.demo import SECRET

ROOT = Path(__file__).resolve().parents[2]
CONSOLE = ("-c", "from judging.cli import main; main()")
PATIENCE = 60  # seconds for the server to answer the first time
Result = TypeVar("Result")


class Site:
    """One installation in a folder; ``settings`` are those of ``config.py``."""

    def __init__(self, folder: Path, *, environment: str, at: datetime | None = None):
        self.folder = folder
        self.port = _free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.mail = folder / "mail"
        self.settings = {
            "ENV": environment,
            "DATA_DIR": str(folder / "data"),
            "BASE_URL": self.url,
            "SMTP_URL": f"file:{self.mail}",
            "SECRET_KEY": SECRET,
        }
        if at is not None:
            self.clock = folder / "clock"
            self.settings["CLOCK_FILE"] = str(self.clock)
            self.now = at
        self._server: subprocess.Popen[bytes] | None = None

    @property
    def now(self) -> datetime:
        return datetime.fromisoformat(self.clock.read_text())

    @now.setter
    def now(self, at: datetime) -> None:
        """Set the clock; a request that reads it meanwhile sees the old moment or the new one."""
        fresh = self.clock.with_suffix(".new")
        fresh.write_text(at.isoformat())
        fresh.replace(self.clock)

    def pass_time(self, **duration: float) -> None:
        self.now += timedelta(**duration)

    def judging(self, *words: str) -> str:
        """Run a command of the console script on this installation; return what it says.

        Not by an interpreter of its own, whose start costs more than what most commands do.
        """
        environment = {f"JUDGING_{name}": value for name, value in self.settings.items()}
        with ThreadPoolExecutor(1) as thread:
            done = thread.submit(CliRunner().invoke, main, list(words), env=environment).result()
        assert done.exit_code == 0, f"{' '.join(words)}: {done.output} {done.exception!r}"
        return done.output

    def make_tables(self) -> None:
        """Run the migrations, as an operator does."""
        self._run("-m", "flask", "--app", "wsgi", "db", "upgrade")

    def _run(self, *words: str) -> str:
        done = subprocess.run(
            [sys.executable, *words],
            cwd=ROOT,
            env=self._environment(),
            capture_output=True,
            text=True,
            timeout=PATIENCE,
        )
        assert done.returncode == 0, f"{' '.join(words)}: {done.stderr}"
        return done.stdout

    def act(self, act: Callable[[Session], Result]) -> Result:
        """Call a function with a writing session of this installation.

        In a thread of its own: beside Playwright's event loop Flask cannot close its sessions.
        """
        with ThreadPoolExecutor(1) as thread:
            return thread.submit(self._act, act).result()

    def _act(self, act: Callable[[Session], Result]) -> Result:
        with create_app(**self.settings).app_context():
            with immediate(get_session()) as session:
                result = act(session)
            db.engine.dispose()
        return result

    def __enter__(self) -> "Site":
        words = [sys.executable, *CONSOLE, "serve", "--listen", f"127.0.0.1:{self.port}"]
        with (self.folder / "server.log").open("wb") as log:
            self._server = subprocess.Popen(words, cwd=ROOT, env=self._environment(), stdout=log, stderr=log)
        self._wait()
        return self

    def __exit__(self, *_exc) -> None:
        assert self._server is not None
        self._server.terminate()
        self._server.wait(timeout=PATIENCE)

    def post(self) -> dict[str, list[str]]:
        """Send the outbox for real and return all letters by the address they went to."""
        self.judging("outbox", "send")
        letters: dict[str, list[str]] = {}
        for path in sorted(self.mail.glob("*.eml"), key=lambda path: path.stat().st_mtime_ns):
            mail = message_from_bytes(path.read_bytes(), policy=email.policy.default)
            text = f"{mail['Subject']}\n{mail.get_body(('plain',)).get_content()}"
            letters.setdefault(mail["To"].rpartition("<")[2].rstrip(">"), []).append(text)
        return letters

    def link_mailed_to(self, address: str, path: str) -> str:
        """Return the newest link below ``path`` that was mailed to the address."""
        letters = self.post()[address]
        found = re.findall(rf"{re.escape(self.url)}(?:/en)?{path}\S*", "\n".join(letters))
        return found[-1].rstrip(".,")

    def failures(self) -> list[str]:
        """Return what the server complained about."""
        log = (self.folder / "server.log").read_text()
        return [line for line in log.splitlines() if "Traceback" in line or "ERROR" in line]

    def _environment(self) -> dict[str, str]:
        others = {k: v for k, v in os.environ.items() if not k.startswith("JUDGING_")}
        return others | {f"JUDGING_{name}": value for name, value in self.settings.items()}

    def _wait(self) -> None:
        """Ask until the server answers, as long as it lives."""
        patience_ends = time.monotonic() + PATIENCE
        while time.monotonic() < patience_ends and self._server.poll() is None:
            try:
                with urllib.request.urlopen(f"{self.url}/healthz", timeout=PATIENCE):
                    return
            except urllib.error.URLError:
                self._server_is_not_there_yet()
        raise AssertionError((self.folder / "server.log").read_text())

    def _server_is_not_there_yet(self) -> None:
        """Give the server a moment of the processor before asking again."""
        try:
            self._server.wait(timeout=0.05)
        except subprocess.TimeoutExpired:
            return


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]
