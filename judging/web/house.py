"""What the pages are called after: the competition, in tab, header and mails. The product is named in the footer.

The chapter (Kapituła) is the body that judges; a page called after it would be of another thing.
"""

from collections.abc import Callable

from flask import Flask, current_app, g

from judging.core.i18n import _


def register_house(app: Flask, ask: Callable[[], str | None]) -> None:
    """Let the slice that knows the competitions say which one the pages are called after, if any is public."""
    app.extensions["house"] = ask
    app.jinja_env.globals["house"] = house


def house() -> str:
    """Return the name that the pages bear, asked for once a request."""
    if "house" not in g:
        g.house = current_app.extensions["house"]()
    found: str | None = g.house
    return found or _("Competition of good practices")


def without_asking() -> None:
    """Let the rest of this request go without the database: any competition will do."""
    g.house = None
