"""Signing in and out."""

from flask import Blueprint, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from judging.accounts import login
from judging.accounts.forms import SignInForm
from judging.accounts.operations.sign_in import Proof, admit, try_password
from judging.accounts.views.entrance import enter, network
from judging.core import clock
from judging.core.db import get_session
from judging.core.i18n import _
from judging.core.refusals import Incomplete
from judging.web import languages
from judging.web.access import Who, allow
from judging.web.forms import shown, tried
from judging.web.redirects import same_site
from judging.web.transaction import writing

bp = Blueprint("accounts", __name__)


@bp.route("/sign-in/", methods=["GET", "POST"])
@allow(Who.EVERYBODY)
def sign_in() -> ResponseReturnValue:
    """Ask for the address and the password."""
    target = same_site(request.args.get("next"), "")
    if request.method == "GET" and current_user.is_authenticated:
        return redirect(target or languages.home())
    form = SignInForm()
    if tried(form, lambda: _enter(form, target)):
        return redirect(form.result)
    return shown("accounts/sign_in.html", form, target=target)


def _enter(form: SignInForm, target: str) -> str:
    """Try the password and open the door; return where the person goes."""
    typed, at = (form.email.data, form.password.data), clock.arrived()
    proof = try_password(get_session(), *typed, network=network(), at=at)
    step = _open(proof, target) if proof else None
    if step is None:
        raise Incomplete(
            _("The address and the password do not match, or the address has not been confirmed yet."),
            field="password",
        )
    return step


@bp.post("/sign-out/")
@allow(Who.EVERYBODY)
def sign_out() -> ResponseReturnValue:
    """End the session of this browser."""
    with writing():
        login.sign_out()
    flash(_("You are signed out."), "success")
    return redirect(url_for("public.home"))


def _open(proof: Proof, target: str) -> str | None:
    with writing() as database:
        user = admit(database, proof, at=clock.arrived())
        return enter(user, target) if user and user.confirmed_at else None
