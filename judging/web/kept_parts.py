"""Parts of a page that are the same the next time: rendered once, tokens put in at every request.

While a part is rendered marks stand for the tokens of its forms. Nobody can write such a mark: it
is drawn when the process starts.
"""

import secrets
from collections.abc import Callable, Hashable

from flask import Flask, Response, current_app, g, request, session
from flask_wtf.csrf import generate_csrf
from markupsafe import Markup

from judging.core.cache import Cache
from judging.core.i18n import language
from judging.core.written import wordings

CSRF = f"csrf-{secrets.token_hex(16)}"
ONCE = f"once-{secrets.token_hex(16)}"
LARGE = f"part-{secrets.token_hex(16)}-"


def init_app(app: Flask) -> None:
    """Complete pages before anything else looks at the answer."""
    app.after_request(_put_in)


def kept_part(cache: Cache[str], key: Hashable, render: Callable[[], str]) -> Markup:
    """Return a part of a page: rendered once for a key, in a language, below an address.

    The forms of the part have to be made by `render`: only there do they get marks for tokens.
    """
    part = cache.made((*_read_as(), key), lambda: _with_marks(render))
    return Markup(_with_tokens(part))  # noqa: S704 -- rendered by Jinja, which has escaped it


def kept_page(cache: Cache[str], key: Hashable, render: Callable[[], str]) -> str:
    """Return a whole page of a person: rendered once while neither its key nor its frame changes.

    The key holds all that is on the page but for its frame, its tokens and its large parts; a page
    that tells what has just been done is rendered anew.
    """
    if session.get("_flashes"):  # where Flask keeps them
        return render()
    frame: Callable[[], Hashable] = current_app.extensions["frame_key"]
    return kept_part(cache, (frame(), key), render)


def register_frame(app: Flask, key: Callable[[], Hashable]) -> None:
    """Let the slice that draws the frame of pages say what it depends on."""
    app.extensions["frame_key"] = key


def large_part(name: str, cache: Cache[bytes], key: Hashable, render: Callable[[], str]) -> Markup:
    """Return a mark for a large part without forms; its bytes are put into the answer as they are kept.

    A body of half a megabyte is then neither copied from text to text nor encoded at every request.
    """
    part = cache.made((*_read_as(), key), lambda: render().encode())
    g.setdefault("large_parts", {})[name] = part
    return Markup(f"{LARGE}{name};")  # noqa: S704 -- our own


def _put_in(response: Response) -> Response:
    """Put the large parts of a page where their marks stand."""
    parts: dict[str, bytes] = g.pop("large_parts", {})
    if parts and not response.is_streamed:
        page = response.get_data()
        for name, part in parts.items():
            page = page.replace(f"{LARGE}{name};".encode(), part, 1)
        response.set_data(page)
    return response


def _read_as() -> tuple[Hashable, ...]:
    """Return how this request is read: its language, with the wordings known in it, and where its addresses begin."""
    return language(), hash(tuple(wordings().items())), request.script_root


def once_token() -> str:
    """Return a new token for a form that is done once, or the mark that stands for it."""
    return ONCE if g.get("csrf_token") == CSRF else secrets.token_urlsafe(16)


def _with_marks(render: Callable[[], str]) -> str:
    """Render while Flask-WTF finds a mark where it keeps the token of this request."""
    before = g.pop("csrf_token", None)
    g.csrf_token = CSRF
    try:
        return render()
    finally:
        del g.csrf_token
        if before is not None:
            g.csrf_token = before


def _with_tokens(part: str) -> str:
    if CSRF in part:
        part = part.replace(CSRF, generate_csrf())
    first, *more = part.split(ONCE)
    return first + "".join(f"{once_token()}{text}" for text in more)
