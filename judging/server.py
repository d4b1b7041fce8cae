"""The command `judging serve`: granian, a worker for every core; a slow client holds up nobody.

Workers are forked from a process that has loaded everything, so that they share its memory. One
that dies is replaced. Why this server, with figures: ``docs/decisions/0001-server.md``.
"""

import gc
import multiprocessing
import os
import socket
from collections.abc import Callable, Iterable
from io import BytesIO
from queue import SimpleQueue
from tempfile import SpooledTemporaryFile
from typing import IO, TYPE_CHECKING, Any
from urllib.parse import urlsplit

import click

if TYPE_CHECKING:
    from flask import Flask

    from judging.core.commands import AppFactory

LISTEN = "127.0.0.1:8000"
WAITING = 200  # requests of a worker whose bodies are still coming
AT_WORK = 4  # requests of a worker that are answered at the same time
IN_MEMORY = 1024 * 1024  # bytes of a body; of more the rest lies in a file
PIECE = 64 * 1024
BACKLOG = 1024  # connections that wait for a worker
FAREWELL = 30  # seconds for what is being answered when the server is stopped

Body = Iterable[bytes]
Wsgi = Callable[[dict[str, Any], Callable[..., Any]], Body]
_loaded: "Flask | None" = None  # what a forked worker finds


@click.command()
@click.option("--listen", default=LISTEN, show_default=True, help="Address and port.")
@click.option(
    "--workers",
    type=click.IntRange(1),
    default=None,
    help="Processes that answer; by default one for every core.",
)
@click.pass_obj
def serve(create_app: "AppFactory", listen: str, workers: int | None) -> None:
    """Serve the pages."""
    app = create_app()
    from judging import deploy  # loaded by now, without looks for garbage on the way

    deploy.refuse_critical(app)
    run(app, listen, workers)


def run(app: "Flask", listen: str = LISTEN, workers: int | None = None) -> None:
    """Serve an application until it is stopped."""
    from granian import Granian

    from judging.workers import Workers

    listening = _listening(listen)
    _load(app)
    click.echo(f"Serving {app.config['BASE_URL']} (listening on {listen}); stop with Ctrl+C.")
    if "fork" in multiprocessing.get_all_start_methods():
        multiprocessing.set_start_method("fork", force=True)
        Workers(listening, **_settings(workers)).serve_with(_application)
    else:
        address, port = listening.getsockname()[:2]
        listening.close()
        plain = Granian("judging", address=address, port=port, respawn_failed_workers=True, **_settings(workers))
        plain.serve(target_loader=_application, wrap_loader=False)


def _settings(workers: int | None) -> dict[str, Any]:
    """Return what granian is told."""
    from granian.constants import HTTPModes, Interfaces
    from granian.log import LogLevels

    return {
        "interface": Interfaces.WSGI,
        "http": HTTPModes.http1,
        "workers": workers or _cores(),
        "blocking_threads": WAITING,
        "websockets": False,
        "workers_kill_timeout": FAREWELL,
        "log_level": LogLevels.error,
    }


def _cores() -> int:
    """Return how many cores this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _listening(listen: str) -> socket.socket:
    """Take the port, or stop where another server has it."""
    address = urlsplit(f"//{listen}")
    host, port = address.hostname or "127.0.0.1", address.port or 8000
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        listening = socket.create_server((host, port), family=family, backlog=BACKLOG)
    except OSError as error:
        raise SystemExit(
            f"Cannot listen on {host}:{port}: {error.strerror}. Stop the other server, or choose --listen."
        ) from error
    # connections inherit it: else an answer in two parts waits 40 ms for the client's word on the first
    listening.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return listening


def _load(app: "Flask") -> None:
    """Leave the application to the workers that are forked, with nothing open that they would share."""
    global _loaded
    from judging.core import pulse
    from judging.core.db import db

    _warm(app)
    pulse.let_go()
    with app.app_context():
        db.engine.dispose()
    _loaded = app
    gc.freeze()  # what the application is made of is never garbage; looking again costs each request
    gc.set_threshold(10_000, 20, 20)


def _warm(app: "Flask") -> None:
    """Answer the first page once: what that makes, workers share; each making it would copy what it touches.

    A page that cannot be made now is answered as a fault, and made by the first who asks for it.
    """
    from werkzeug.test import EnvironBuilder, run_wsgi_app  # loaded by Flask

    run_wsgi_app(app, EnvironBuilder("/", base_url=app.config["BASE_URL"]).get_environ(), buffered=True)


def _application() -> Wsgi:
    """Return what a worker serves: what its parent has loaded or, where none is forked, its own."""
    from judging.core import logs

    if _loaded is None:
        from judging.app import create_app

        _load(create_app())
    assert _loaded is not None
    logs.configure()
    return Patient(_loaded, _largest_body(_loaded))


def _largest_body(app: "Flask") -> int:
    """Return how many bytes the most generous route takes."""
    from judging.web.access import declared

    routes = [declared(app, rule.endpoint) for rule in app.url_map.iter_rules()]
    bodies = [route.body for route in routes if route and route.body]
    return max([int(app.config["MAX_CONTENT_LENGTH"]), *bodies])


class Patient:
    """Waits for the whole body of a request before the request takes a place at work.

    A client that sends a byte a second keeps a thread asleep, not a place; and few places keep
    threads from tearing the interpreter's lock out of each other's hands.
    """

    def __init__(self, app: Wsgi, largest: int, places: int = AT_WORK) -> None:
        self._app, self._largest = app, largest
        self._places: SimpleQueue[None] = SimpleQueue()  # a semaphore in C: waiting for one costs no Python
        for _place in range(places):
            self._places.put(None)

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Body:
        """Answer one request."""
        length = environ.get("CONTENT_LENGTH", "")
        if not (length or "HTTP_TRANSFER_ENCODING" in environ):
            return self._at_work(environ, start_response)
        small = length.isdecimal() and int(length) <= IN_MEMORY
        with BytesIO() if small else SpooledTemporaryFile(max_size=IN_MEMORY) as body:
            self._receive(environ["wsgi.input"], body)
            environ["wsgi.input"] = body
            return self._at_work(environ, start_response)

    def _at_work(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Body:
        self._places.get()
        try:
            return self._app(environ, start_response)
        finally:
            self._places.put(None)

    def _receive(self, coming: IO[bytes], body: IO[bytes]) -> None:
        """Keep a body as it comes; of one that is too large a byte more than is allowed."""
        room = self._largest + 1
        while room and (piece := coming.read(min(PIECE, room))):
            body.write(piece)
            room -= len(piece)
        body.seek(0)
