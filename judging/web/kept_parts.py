"""Parts of a page that are the same the next time: rendered once, tokens put in at every request.

While a part is rendered marks stand for the tokens of its forms. Nobody can write such a mark: it
is drawn when the process starts.
"""

import secrets
from collections.abc import Callable, Hashable

from flask import g, request
from flask_wtf.csrf import generate_csrf
from markupsafe import Markup

from judging.core.cache import Cache
from judging.core.i18n import language

CSRF = f"csrf-{secrets.token_hex(16)}"
ONCE = f"once-{secrets.token_hex(16)}"


def kept_part(cache: Cache[str], key: Hashable, render: Callable[[], str]) -> Markup:
    """Return a part of a page: rendered once for a key, in a language, below an address.

    The forms of the part have to be made by `render`: only there do they get marks for tokens.
    """
    part = cache.made((language(), request.script_root, key), lambda: _with_marks(render))
    return Markup(_with_tokens(part))  # noqa: S704 -- rendered by Jinja, which has escaped it


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
