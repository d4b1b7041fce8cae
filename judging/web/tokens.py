"""For whom a form was made: its token against forgery names the person, also when their session is over.

Flask-WTF signs what stands under ``csrf_token`` in the session and compares it with that of the
session that sends. What we put there begins with a mark of the person, so that a token which does
not fit any more still tells whose page it stood on.
"""

import hmac
import secrets
from hashlib import sha256

from flask import current_app, g, request, session
from flask_login import current_user
from itsdangerous import BadData, URLSafeTimedSerializer

FIELD = "csrf_token"
NOBODY = ""  # the mark of a form made for a visitor
SALT = "wtf-csrf-token"  # Flask-WTF's own


def begin(public_id: str) -> None:
    """Give the session just opened a token of its own, marked as this person's."""
    session[FIELD] = f"{mark_of(public_id)}.{secrets.token_hex(20)}"


def forget() -> None:
    """Let the page that is about to be made take the token of the session that has just begun or ended."""
    g.pop(FIELD, None)  # where Flask-WTF keeps it for the rest of a request


def mark_of(public_id: str) -> str:
    """Return the mark of a person: the same in all their sessions, and of no use to anybody else."""
    key = str(current_app.secret_key).encode()
    return hmac.new(key, f"person of a form: {public_id}".encode(), sha256).hexdigest()[:16]


def mine() -> str:
    """Return the mark of the person who calls, or that of nobody."""
    return mark_of(current_user.public_id) if current_user.is_authenticated else NOBODY


def sent() -> str:
    """Return the token that came with the request."""
    return request.form.get(FIELD) or request.headers.get("X-CSRFToken", "")


def made_for(token: str) -> str | None:
    """Return the mark of the person for whom a form with this token was made; None if it is not ours."""
    try:
        raw = URLSafeTimedSerializer(str(current_app.secret_key), salt=SALT).loads(token)
    except BadData:
        return None
    mark, dot, _rest = str(raw).partition(".")
    return mark if dot else NOBODY
