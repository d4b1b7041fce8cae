"""The demonstration as a whole: filled by its command, visited by its people, crawled by links."""

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import urljoin, urlsplit

from click.testing import CliRunner
from sqlalchemy.orm import Session

from judging.app import create_app
from judging.cli import main
from judging.core.db import db, get_session
from judging.core.i18n import PREFIXES
from judging.demonstration import queries

SECRET = "only for the demonstration's tests, and long enough"
MOST_PAGES = 2000


def settings(folder: Path) -> dict[str, str]:
    return {
        "JUDGING_DATA_DIR": str(folder),
        "JUDGING_SECRET_KEY": SECRET,
        "JUDGING_ENV": "demonstration",
    }


def run_demo(folder: Path, *words: str):
    """Call ``judging demo`` on an installation in the folder."""
    return CliRunner().invoke(main, ["demo", *words], env=settings(folder), catch_exceptions=False)


class Demonstration:
    """A filled demonstration that can be read and visited."""

    def __init__(self, folder: Path, canaries: Sequence[dict] = ()):
        self.folder, self.canaries = folder, canaries
        self._crawled: dict[tuple[str | None, str], list[Found]] = {}
        self.app = create_app(
            ENV="demonstration",
            TESTING=True,
            PROPAGATE_EXCEPTIONS=True,
            DATA_DIR=folder,
            SECRET_KEY=SECRET,
            WTF_CSRF_ENABLED=False,
        )

    @classmethod
    def filled(cls, folder: Path, *words: str) -> "Demonstration":
        """Fill an empty folder by the command."""
        result = run_demo(folder, *words)
        assert result.exit_code == 0, result.output
        return cls(folder)

    def read(self, question):
        """Answer a question put to the database."""
        with self.app.app_context():
            answer = question(get_session())
            db.engine.dispose()
        return answer

    def addresses(self) -> dict[str, dict[str, str]]:
        """Return who can be played: public id by e-mail, by group."""

        def ask(session: Session):
            groups = queries.accounts(session)
            return {
                group: {player.user.email: player.user.public_id for player in players}
                for group, players in groups.items()
            }

        return self.read(ask)

    def browser(self, public_id: str | None = None, language: str = "pl"):
        """Return the client of a visitor, or of somebody signed in with one click."""
        client = self.app.test_client()
        if public_id:
            entered = client.post(f"{PREFIXES[language]}/demo/sign-in/{public_id}/")
            assert entered.status_code == 302
        return client

    def crawled(self, public_id: str | None = None, language: str = "pl") -> "list[Found]":
        """Return what a person meets when following every link; gone through once."""
        key = public_id, language
        if key not in self._crawled:
            client, start = self.browser(public_id, language), f"{PREFIXES[language]}/"
            self._crawled[key] = crawl(client, start)
        return self._crawled[key]


@dataclass(frozen=True)
class Found:
    """What stood behind one address."""

    path: str
    status: int
    mimetype: str
    body: bytes
    headers: str

    @property
    def text(self) -> str:
        return self.body.decode(errors="replace")


class _Links(HTMLParser):
    """The addresses a page leads to by a click that changes nothing, in its own language."""

    def __init__(self, text: str):
        super().__init__()
        self.found: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        has = dict(attrs)
        if "hreflang" in has:
            return
        if tag in {"a", "link", "img", "script"} and (address := has.get("href") or has.get("src")):
            self.found.append(address)
        if tag == "form" and has.get("method", "get") == "get" and has.get("action"):
            self.found.append(has["action"])
        if has.get("data-source"):
            self.found.append(has["data-source"])


def crawl(client, start: str = "/") -> list[Found]:
    """Open everything that can be reached by links, like a curious person with much time."""
    waiting, known, found = [start], {start}, []
    while waiting:
        path = waiting.pop(0)
        answer = client.get(path)
        found.append(read(path, answer))
        links = [answer.location] if answer.location else []
        links += _Links(found[-1].text).found if answer.mimetype == "text/html" else []
        for link in links:
            address = _local(urljoin(path, link))
            if address and address not in known:
                known.add(address)
                waiting.append(address)
        assert len(found) < MOST_PAGES, "the crawl does not end"
    return found


def opened_by(client, paths):
    """Open addresses one after the other, whether anything links to them or not."""
    for path in paths:
        yield read(path, client.get(path))


def read(path, answer) -> Found:
    """Read an answer whole."""
    with answer:
        headers = "\n".join(f"{name}: {value}" for name, value in answer.headers)
        return Found(path, answer.status_code, answer.mimetype, answer.data, headers)


def _local(address: str) -> str | None:
    """Return an address of ours without its fragment; files of the frame and the mail page are left out."""
    parts = urlsplit(address)
    if parts.netloc not in {"", "localhost"} or parts.scheme not in {"", "http"}:
        return None
    if parts.path.startswith(("/static/", "/demo/", "/en/demo/")):
        return None
    return parts.path + (f"?{parts.query}" if parts.query else "")


def canaries(path: Path) -> list[dict]:
    return json.loads(path.read_text())


def markers_in(text: str) -> set[str]:
    return set(re.findall(r"kanarek-[0-9a-f]{16}", text))
