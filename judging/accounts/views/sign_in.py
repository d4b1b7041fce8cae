"""Signing in and out."""

from flask import Blueprint, abort, flash, jsonify, redirect, render_template, request, url_for
from flask.blueprints import BlueprintSetupState
from flask.typing import ResponseReturnValue
from flask_login import current_user
from flask_wtf.csrf import generate_csrf

from judging.accounts import login
from judging.accounts.forms import CredentialForm, SignInForm
from judging.accounts.operations.sign_in import Proof, admit, try_password
from judging.accounts.views.entrance import carried, enter, go_on, network
from judging.accounts.views.second_factor import next_step
from judging.core import clock
from judging.core.db import get_session
from judging.core.i18n import _
from judging.core.refusals import Incomplete
from judging.web import held, tokens
from judging.web.access import Who, allow
from judging.web.forms import shown, tried
from judging.web.redirects import same_site
from judging.web.transaction import is_done, writing

bp = Blueprint("accounts", __name__)


@bp.record
def _open_the_entrance(state: BlueprintSetupState) -> None:
    """Let a form of somebody signed out be answered by the page to sign in."""
    state.app.extensions["entrance"] = ask_to_sign_in


@bp.route("/sign-in/", methods=["GET", "POST"])
@allow(Who.EVERYBODY)
def sign_in() -> ResponseReturnValue:
    """Ask for the address and the password."""
    target = same_site(request.args.get("next"), "")
    if request.method == "GET" and current_user.is_authenticated:
        return redirect(target or url_for("site.first"))
    form = SignInForm()
    if tried(form, lambda: _enter(form, target)):
        return next_step() if carried() and login.half_signed_in() else go_on(form.result)
    return shown("accounts/sign_in.html", form, target=target, passkey=_by_passkey(), **carried())


def ask_to_sign_in(sealed: str, kept: list[tuple[str, str]]) -> ResponseReturnValue:
    """Ask on a page that holds the form which was just sent."""
    form = SignInForm.blank()
    context = {"carried": sealed, "waiting": kept, "passkey": _by_passkey()}
    return render_template("accounts/sign_in.html", form=form, refused=form, **context), 401


def _by_passkey() -> CredentialForm:
    return CredentialForm.blank(mark="passkey")


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
    """End the session of this browser; with a form of somebody else, let that person in."""
    with writing():
        login.sign_out()
    if form := held.opened(request.form.get(held.FIELD, "")):
        return ask_to_sign_in(held.sealed(form), form.kept)
    flash(_("You are signed out."), "success")
    return redirect(url_for("public.home"))


@bp.get("/session/token/")
@allow(Who.EVERYBODY)
def token() -> ResponseReturnValue:
    """Tell the script of a page left open who is signed in, a fresh token, and which forms have been done."""
    asked = zip(request.args.getlist("path"), request.args.getlist("once"), strict=False)
    done = [once for path, once in asked if is_done(path, once)]
    return jsonify(token=generate_csrf(), person=tokens.mine(), done=done)


@bp.post("/session/held/")
@allow(Who.SIGNED_IN)
def show_held() -> ResponseReturnValue:
    """Show the form that was held while its person signed in."""
    form = held.opened(request.form.get(held.FIELD, "")) or abort(404)
    return held.page(form)


def _open(proof: Proof, target: str) -> str | None:
    with writing() as database:
        user = admit(database, proof, at=clock.arrived())
        return enter(user, target) if user and user.confirmed_at else None
