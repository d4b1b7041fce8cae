"""Pages that all visitors get alike: without a cookie and a form, so that any cache may keep them.

The evening of the announcement brings everybody at once. What a cache in front of us would do is
done here as well, before a request is looked at any closer: a page is given out again as long as
the database has not changed since it was made, and within one second of the clock.
"""

import secrets
from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from flask import Flask, Response, current_app, request, session

from judging.core import clock
from judging.core.cache import Cache
from judging.core.db import db
from judging.core.pulse import Pulse
from judging.web import access

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

KEPT = 200
ALIKE = "public, max-age=60"  # so long another cache may give a page out without asking again
OWN = "private, no-store"
READING = {"GET", "HEAD"}
OF_THIS_ANSWER = {"X-Request-Id"}
OF_A_BODY = {"Content-Length", "Content-Type"}


def init_app(app: Flask) -> None:
    """Put the kept pages before the application."""
    app.wsgi_app = KeptPages(app, app.wsgi_app)  # type: ignore[method-assign,assignment]  # Flask's documented way


def set_caching(response: Response) -> None:
    """Say who may keep the answer: a page alike for all any cache, anything else nobody."""
    if request.endpoint == "static":
        return
    if not _is_alike(response):
        response.headers["Cache-Control"] = OWN
        return
    response.headers["Cache-Control"] = ALIKE
    response.vary.add("Cookie")  # whoever is signed in gets another
    response.add_etag()
    response.make_conditional(request)


def _is_alike(response: Response) -> bool:
    declared = access.declared(current_app, request.endpoint or "")
    return (
        declared is not None
        and declared.public
        and request.method in READING
        and response.status_code == 200
        and current_app.config["SESSION_COOKIE_NAME"] not in request.cookies
        and not session.modified
    )


@dataclass(frozen=True, slots=True)
class Page:
    """A page as it was answered, and the state of things in which it was made."""

    state: Hashable
    headers: list[tuple[str, str]]
    tag: str
    body: bytes

    def answer(self, environ: "WSGIEnvironment", start: "StartResponse") -> Iterable[bytes]:
        """Give the page out again, as an answer with a number of its own."""
        headers = [*self.headers, ("X-Request-Id", secrets.token_hex(8))]
        if self.tag in environ.get("HTTP_IF_NONE_MATCH", ""):
            start("304 Not Modified", [one for one in headers if one[0] not in OF_A_BODY])
            return []
        start("200 OK", headers)
        return [] if environ["REQUEST_METHOD"] == "HEAD" else [self.body]


class KeptPages:
    """What stands before the application: pages alike for all that it has already made."""

    def __init__(self, app: Flask, inner: "WSGIApplication") -> None:
        self._app, self._inner = app, inner
        self._cookie = f"{app.config['SESSION_COOKIE_NAME']}="
        self._pages: Cache[Page] = Cache(KEPT)
        with app.app_context():
            self._pulse = Pulse(db.engine)

    def __call__(self, environ: "WSGIEnvironment", start: "StartResponse") -> Iterable[bytes]:
        """Give out a kept page, or let the application answer and keep what may be kept."""
        if not self._is_open(environ):
            return self._inner(environ, start)
        state = self._pulse(), self._second()  # before anything of the page is read
        where = environ.get("HTTP_HOST"), environ.get("SCRIPT_NAME"), environ.get("PATH_INFO")
        page = self._pages.get(where)
        if page is None or page.state != state:
            return self._make(where, state, environ, start)
        return page.answer(environ, start)

    def _is_open(self, environ: "WSGIEnvironment") -> bool:
        """Tell whether the request brings nothing by which its answer could differ."""
        return (
            environ["REQUEST_METHOD"] in READING
            and not environ.get("QUERY_STRING")
            and self._cookie not in environ.get("HTTP_COOKIE", "")
        )

    def _second(self) -> int:
        if not self._app.config["CLOCK_FILE"]:
            return int(clock.utcnow().timestamp())
        with self._app.app_context():
            return int(clock.utcnow().timestamp())

    def _make(self, where: Hashable, state: tuple[Hashable, int], environ: Any, start: Any) -> Iterable[bytes]:
        """Let the application answer; keep the page if every visitor gets it alike."""
        told: list[tuple[str, list[tuple[str, str]]]] = []

        def note(status: str, headers: list[tuple[str, str]], *more: Any) -> Any:
            told.append((status, headers))
            return start(status, headers, *more)

        answer = self._inner(environ, note)
        kept = _keepable(*told[-1])
        if kept is None or state[0] is None or environ["REQUEST_METHOD"] == "HEAD":
            return answer
        body = b"".join(answer)
        if close := getattr(answer, "close", None):
            close()
        self._pages.keep(where, Page(state, *kept, body))
        return [body]


def _keepable(status: str, headers: list[tuple[str, str]]) -> tuple[list[tuple[str, str]], str] | None:
    """Return the headers to be kept and the tag of an answer that is alike for all."""
    said = dict(headers)
    if status != "200 OK" or said.get("Cache-Control") != ALIKE or "Set-Cookie" in said:
        return None
    return [one for one in headers if one[0] not in OF_THIS_ANSWER], said["ETag"]
