"""A form that cannot be done at once – signed out, or made before signing in anew – and is not lost.

What was sent is held in the pages themselves: sealed in a hidden field through all the steps of
signing in, then shown with a button that sends it where it was going. Nothing is kept on the
server, and nothing is sent under another name than that of the person whose page it was.
"""

from collections.abc import Callable
from dataclasses import dataclass

from flask import Flask, current_app, jsonify, render_template, request
from flask.typing import ResponseReturnValue
from flask_login import current_user
from itsdangerous import BadData, URLSafeSerializer

from judging.core.i18n import _
from judging.web import access, tokens, typed

FIELD = "held"
DELIBERATE = {"act"}  # which of the buttons was pressed: what a held form does is only to save
UNREAD = {tokens.FIELD, FIELD} | DELIBERATE
Entrance = Callable[[str, list[tuple[str, str]]], ResponseReturnValue]


@dataclass(frozen=True, slots=True)
class Held:
    """A form as it was sent: where to, by whose page, with which fields."""

    path: str
    person: str
    fields: list[tuple[str, str]]
    kept: list[tuple[str, str]]  # what a person typed, by label
    files: bool  # which cannot be held


def init_app(app: Flask) -> None:
    """Hold what comes from somebody who is not signed in."""
    access.register(app, {}, signed_out=ask_to_sign_in)
    app.jinja_env.filters["sealed"] = sealed
    app.jinja_env.globals["person_mark"] = tokens.mine


def wants_json() -> bool:
    """Tell whether a script asks, which shows its own message and keeps what was typed."""
    return request.accept_mimetypes.best == "application/json"


def hold() -> Held:
    """Take the form of this request."""
    sent = request.form.items(multi=True)
    fields = [(name, text) for name, text in sent if name not in UNREAD and not typed.is_secret(name)]
    there = request.full_path if request.query_string else request.path
    return Held(there, tokens.made_for(tokens.sent()) or tokens.NOBODY, fields, typed.texts(), bool(request.files))


def sealed(held: Held) -> str:
    """Return the form as the pages carry it."""
    facts = [held.path, held.person, held.fields, held.kept, held.files]
    return str(_serializer().dumps(facts))


def opened(text: str) -> Held | None:
    """Return the form that a page has carried, unless it is not as we sealed it."""
    try:
        path, person, fields, kept, files = _serializer().loads(text)
    except BadData:
        return None
    return Held(path, person, [(k, v) for k, v in fields], [(k, v) for k, v in kept], files)


def ask_to_sign_in() -> ResponseReturnValue:
    """Answer a form of somebody who is not signed in any more: sign in here, nothing is lost."""
    if wants_json():
        return jsonify(error=_("You are signed out."), signed_out=True), 401
    held = hold()
    entrance: Entrance = current_app.extensions["entrance"]  # of the slice that signs people in
    return entrance(sealed(held), held.kept)


def not_accepted() -> ResponseReturnValue | None:
    """Answer a form whose token does not fit this session; None if the form is not ours."""
    made_for = tokens.made_for(tokens.sent())
    if made_for is None:
        return None
    declared = access.declared(current_app, request.endpoint or "")
    if not current_user.is_authenticated and declared and access.Who.EVERYBODY not in declared.who:
        return ask_to_sign_in()
    if made_for not in {tokens.NOBODY, tokens.mine()} and current_user.is_authenticated:
        return _of_another()
    if wants_json():
        return jsonify(error=_("You have signed in again since this page was opened."), stale=True), 400
    return page(hold(), 400)


def page(held: Held, status: int = 200) -> ResponseReturnValue:
    """Show a held form, to be sent by one button; to another person than its own, only its words."""
    own = held.person in {tokens.NOBODY, tokens.mine()}
    return render_template("held.html", held=held, own=own), status


def _of_another() -> ResponseReturnValue:
    """Refuse to do under one name what was written under another."""
    if wants_json():
        words = _("In this browser somebody else is signed in now, so nothing was saved under their name.")
        return jsonify(error=words, other_person=True), 403
    return page(hold(), 403)


def _serializer() -> URLSafeSerializer:
    return URLSafeSerializer(str(current_app.secret_key), salt="held form")
