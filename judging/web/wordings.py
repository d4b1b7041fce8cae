"""How texts of editions read in English, for whoever reads a page in it: one query a request, whatever is on it."""

from collections.abc import Callable
from contextlib import suppress

from flask import Flask, current_app, g
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from judging.core import written
from judging.core.db import get_session
from judging.core.written import Wordings

Read = Callable[[Session, int | None], Wordings]  # of one edition, or of all


def init_app(app: Flask) -> None:
    """Let written texts ask for their English."""
    written.register_wordings(app, _wordings)
    app.jinja_env.filters["told"] = written.told


def register_wordings(app: Flask, read: Read) -> None:
    """Let the slice that owns editions read their wordings."""
    app.extensions["wordings_of_editions"] = read


def _wordings(edition_id: int | None) -> Wordings:
    """Return the wordings of an edition: by its id or of this page; of all editions where it is of none."""
    edition = g.get("edition")
    key = edition_id or (edition.id if edition else None)
    kept = g.get("wordings", {})
    if key not in kept:
        g.wordings = kept | {key: {}}  # a page that tells of a fault of the database does without
        with suppress(SQLAlchemyError):
            g.wordings[key] = current_app.extensions["wordings_of_editions"](get_session(), key)
    found: Wordings = g.wordings[key]
    return found
