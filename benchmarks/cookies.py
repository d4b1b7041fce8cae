"""The cookie of a person who is signed in: a session in the database, signed by the key."""

from pathlib import Path

from flask import Flask
from flask.sessions import SecureCookieSessionInterface

from benchmarks.ground import Ground


def cookie_of(ground: Ground, user_id: int) -> str:
    """Sign a person in on both servers and return the header of the cookies."""
    token = ground.session_of(user_id)
    app = Flask("cookies")
    app.secret_key = Path(ground.folder, "secret-key").read_text().strip()
    signer = SecureCookieSessionInterface().get_signing_serializer(app)
    assert signer
    kept = signer.dumps({"_user_id": token, "_fresh": True, "language": "en"})
    return f"kapitula={kept}; token={token}"
