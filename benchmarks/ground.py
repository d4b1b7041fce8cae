"""The data everything is measured on: made by `judging demo` in a temporary folder."""

import hashlib
import json
import secrets
import shutil
import sqlite3
import subprocess
import sys
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from benchmarks.measuring import environment

DATABASE = "kapitula.db"
START = "from judging.cli import main; main()"


@dataclass(frozen=True, slots=True)
class Task:
    """A sheet that a juror can save: its address, and what it holds."""

    id: str
    version: int
    scores: dict[str, int]


@dataclass(frozen=True, slots=True)
class Ground:
    """A folder with the data of one installation."""

    folder: Path

    @property
    def database(self) -> Path:
        """The file of the database."""
        return self.folder / DATABASE

    def one(self, query: str, *values: object) -> str:
        """Return the first cell a query finds."""
        with sqlite3.connect(self.database) as connection:
            found = connection.execute(query, values).fetchone()
        connection.close()
        return str(found[0])

    def change(self, *statements: str) -> None:
        """Change the data from outside."""
        connection = sqlite3.connect(self.database, timeout=30)
        with connection:
            for statement in statements:
                connection.execute(statement)
        connection.close()

    @property
    def slug(self) -> str:
        """The edition that is judged."""
        return self.one("SELECT slug FROM edition WHERE demonstration ORDER BY id DESC")

    def copy(self, folder: Path) -> "Ground":
        """Return the same data in another folder."""
        shutil.copytree(self.folder, folder)
        return Ground(folder)

    def open_scoring(self) -> None:
        """Turn the clock back: every sheet is a draft again and scoring is open."""
        self.change(
            "UPDATE round SET closed_at = NULL, closes_at = '2099-01-01 00:00:00'",
            "UPDATE score_sheet SET state = 'draft', submitted_at = NULL, salt = NULL, receipt = NULL, total = NULL",
        )

    def session_of(self, user_id: int) -> str:
        """Sign a person in and return the token of the session."""
        token = secrets.token_urlsafe(32)
        now = f"{datetime.now(UTC):%Y-%m-%d %H:%M:%S.000000}"
        row = (hashlib.sha256(token.encode()).hexdigest(), user_id, now, now, now)
        connection = sqlite3.connect(self.database)
        with connection:
            connection.execute(
                "INSERT INTO user_session"
                " (token_hash, user_id, created_at, last_seen_at, second_factor_at, device)"
                " VALUES (?, ?, ?, ?, ?, '')",
                row,
            )
        connection.close()
        return token

    def jurors(self) -> list[tuple[int, int]]:
        """Return seats and people of the jury."""
        with sqlite3.connect(self.database) as connection:
            others = "('secretary', 'substitute', 'clerk')"
            query = f"SELECT id, user_id FROM seat WHERE role NOT IN {others} AND removed_at IS NULL"
            found = connection.execute(query).fetchall()
        connection.close()
        return found

    def tasks(self, seat: int) -> list[Task]:
        """Return the sheets of one juror."""
        query = (
            "SELECT a.public_id, s.version, s.scores FROM assignment a"
            " JOIN score_sheet s ON s.assignment_id = a.id WHERE a.seat_id = ? ORDER BY a.position"
        )
        with sqlite3.connect(self.database) as connection:
            rows = connection.execute(query, (seat,)).fetchall()
        connection.close()
        return [Task(id_, version, json.loads(scores)) for id_, version, scores in rows]


def generate(folder: Path, *, entries: int, jurors: int, criteria: int, phase: str) -> Ground:
    """Make the data."""
    sizes = {"entries": entries, "jurors": jurors, "criteria": criteria, "phase": phase}
    options = [word for name, value in sizes.items() for word in (f"--{name}", str(value))]
    subprocess.run(
        [sys.executable, "-c", START, "demo", *options],
        env=environment() | {"JUDGING_ENV": "demonstration", "JUDGING_DATA_DIR": str(folder)},
        check=True,
        stdout=subprocess.DEVNULL,
    )
    ground = Ground(folder)
    ground.change("PRAGMA wal_checkpoint(TRUNCATE)")
    return ground
