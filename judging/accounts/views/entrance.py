"""The door: where a person goes once the password is right."""

from flask import request, session, url_for

from judging.accounts import login
from judging.accounts.models import User
from judging.accounts.operations import second_factor, throttle
from judging.web import languages

NEXT = "next"  # cookie key: where the person was going


def network() -> str:
    """Return the network the request comes from."""
    return throttle.network_of(request.remote_addr)


def enter(user: User, target: str = "") -> str:
    """Open the session, or the way to the second factor, in a transaction; return where to go."""
    if not login.needs_second_factor(user):
        login.sign_in(user)
        return target or languages.home()
    login.sign_in(user, half=True)
    session[NEXT] = target
    if user.totp_confirmed_at:
        return url_for("second_factor.code")
    second_factor.begin(user)
    return url_for("second_factor.set_up")
