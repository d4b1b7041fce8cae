"""Who acts for an office, and who decides on those who ask to: answered for the guard, asked of later slices."""

from collections.abc import Callable, Sequence
from functools import cache
from typing import Any

from flask import Flask, current_app, g
from flask_login import current_user
from sqlalchemy import ColumnElement, Select, bindparam, select

from judging.accounts.models import User
from judging.core.db import get_session
from judging.core.prepared import plain_rows
from judging.offices.models import Office, Representative
from judging.web import access
from judging.web.access import Who


def init_app(app: Flask) -> None:
    """Answer for the guard; let every page of an office tell whether the right of its reader is confirmed."""
    access.register(app, {Who.OFFICE: _acts_for_an_office})
    app.jinja_env.globals["unconfirmed_right"] = _unconfirmed_right


def _unconfirmed_right(office: Office) -> Representative | None:
    """Return the request of the person who reads, as long as nobody has answered it."""
    mine = (person for person in office.representatives if person.user_id == current_user.id)
    return next((person for person in mine if not person.approved_at and not person.refused_at), None)


def _acts_for_an_office(_edition: object) -> bool:
    """Tell whether the person who calls represents an office, asked once a request."""
    if "acts_for_an_office" not in g:
        found = plain_rows(get_session(), _acting(), {"user": current_user.id})
        g.acts_for_an_office = bool(found)
    return bool(g.acts_for_an_office)


@cache
def _acting() -> Select[int]:
    """Return the query that every page of a person signed in asks, composed once."""
    acts = (Representative.user_id == bindparam("user"), Representative.refused_at.is_(None))
    return select(Representative.id).where(*acts).limit(1)


def register_deciders(app: Flask, find: Callable[[Office | None], Sequence[User]]) -> None:
    """Let the slice that owns entries say who decides on people who ask to act for an office."""
    app.extensions["deciders"] = find


def register_scope(app: Flask, find: Callable[[Any], ColumnElement[bool]]) -> None:
    """Let the slice that owns entries say which offices are an edition's business: a condition on `Office`."""
    app.extensions["offices_of_edition"] = find


def scope(edition: Any) -> ColumnElement[bool]:
    """Return the condition on `Office` that its being an edition's business makes."""
    found: ColumnElement[bool] = current_app.extensions["offices_of_edition"](edition)
    return found


def deciders(office: Office | None = None) -> Sequence[User]:
    """Return who is told that somebody asks to act for an office, or for one that has just been registered."""
    found: Sequence[User] = current_app.extensions["deciders"](office)
    return found
