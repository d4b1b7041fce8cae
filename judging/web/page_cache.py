"""Pages that all visitors get alike: rendered once, given out with each visitor's own form token.

The evening of the announcement brings everybody at once. A page is kept by this process under
the version of its data, which every request reads, so that several processes never disagree.
"""

import secrets
import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable

from flask import Flask, current_app, g, request, session
from flask_wtf.csrf import generate_csrf

from judging.core.i18n import get_locale

KEPT = 200
TOKEN = secrets.token_hex(16)  # stands in a kept page where the form token of the visitor belongs


class Pages:
    """Kept pages, the least used first."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._pages: OrderedDict[Hashable, str] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, key: Hashable) -> str | None:
        """Return a kept page."""
        with self._lock:
            if key in self._pages:
                self._pages.move_to_end(key)
            return self._pages.get(key)

    def keep(self, key: Hashable, page: str) -> None:
        """Keep a page in place of the one used least."""
        with self._lock:
            self._pages[key] = page
            if len(self._pages) > self._most:
                self._pages.popitem(last=False)


def init_app(app: Flask) -> None:
    """Give the application its kept pages."""
    app.extensions["visitors"] = Pages(KEPT)


def page(version: Hashable, render: Callable[[], str]) -> str:
    """Return the page; to a visitor the one kept under this version, language and appearance."""
    if "_user_id" in session or "_flashes" in session:
        return render()
    pages: Pages = current_app.extensions["visitors"]
    where = (request.script_root, request.path, str(get_locale()), session.get("theme"))
    found = pages.get((where, version))
    if found is None:
        found = _without_token(render)
        pages.keep((where, version), found)
    return found.replace(TOKEN, generate_csrf())


def _without_token(render: Callable[[], str]) -> str:
    """Render with the stand-in where Flask-WTF would put the token, which it looks for in ``g``."""
    g.csrf_token = TOKEN
    try:
        return render()
    finally:
        g.pop("csrf_token")
