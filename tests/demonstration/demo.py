"""The demonstration as a whole: filled by its command, visited by its people, crawled by links."""

import json
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from html import unescape
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
OF_A_KIND = 4  # pages that differ only in their record: this many in a short crawl, and then every tenth
LINKED = re.compile(r"<(a|link|img|script|form)\b([^>]*)>|\bdata-source=\"([^\"]*)\"")
GIVEN = re.compile(r"([\w-]+)=\"([^\"]*)\"")


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
        self._crawled: dict[tuple[str | None, str, bool], list[Found]] = {}
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

    def crawled(self, public_id: str | None = None, language: str = "pl", *, whole: bool = False) -> "list[Found]":
        """Return what a person meets when following links, some of each kind or every one; gone through once."""
        whole = whole or public_id is None  # what everybody may read is little
        key = public_id, language, whole
        if key not in self._crawled:
            client, start = self.browser(public_id, language), f"{PREFIXES[language]}/"
            self._crawled[key] = crawl(client, start, whole=whole)
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


def links_of(text: str) -> list[str]:
    """Return the addresses a page leads to by a click that changes nothing, in its own language."""
    found = []
    for tag, written, source in LINKED.findall(text):
        has = dict(GIVEN.findall(written))
        if "hreflang" in has:
            continue
        if tag == "form":
            address = has.get("action") if has.get("method", "get").lower() == "get" else None
        else:
            address = has.get("href") or has.get("src")
        found += [unescape(one) for one in (address, source or has.get("data-source")) if one]
    return found


def kind_of(address: str) -> str:
    """Return what addresses have in common that differ only in a record or a page of a list."""
    return re.sub(r"[0-9a-f]{16}|\d+", "…", address)


def crawl(client, start: str = "/", *, whole: bool = False) -> list[Found]:
    """Open what can be reached by links, like a curious person: some of each kind, or with much time everything."""
    waiting, known, found = [start], {start}, []
    kinds: Counter[str] = Counter()
    while waiting:
        path = waiting.pop(0)
        answer = client.get(path)
        found.append(read(path, answer))
        links = [answer.location] if answer.location else []
        links += links_of(found[-1].text) if answer.mimetype == "text/html" else []
        for link in links:
            address = _local(urljoin(path, link))
            if not address or address in known:
                continue
            known.add(address)
            kinds[kind_of(address)] += 1
            many = kinds[kind_of(address)]
            if whole or many <= OF_A_KIND or many % 10 == 0:
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
