"""Signing in and out, and the pages of one's own account."""

from flask import Blueprint, flash, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from judging.accounts import (
    entrance,
    login,
    operations,
    passwords,
    queries,
)
from judging.accounts.entrance import enter, network
from judging.accounts.forms import (
    ChangePasswordForm,
    PasswordForm,
    ProfileForm,
    SignInForm,
)
from judging.core import clock
from judging.core.db import get_session
from judging.core.i18n import _
from judging.web.access import Who, allow
from judging.web.redirects import same_site
from judging.web.transaction import writing

bp = Blueprint("accounts", __name__)


@bp.route("/sign-in/", methods=["GET", "POST"])
@allow(Who.EVERYBODY)
def sign_in() -> ResponseReturnValue:
    """Ask for the address and the password."""
    target = same_site(request.args.get("next"))
    if request.method == "GET" and current_user.is_authenticated:
        return redirect(target)
    form = SignInForm()
    if form.validate_on_submit():
        at = clock.arrived()
        proof = entrance.try_password(
            get_session(), form.email.data, form.password.data, network=network(), at=at
        )
        if proof and (step := _open(proof, target)):
            return redirect(step)
        wrong = _(
            "The address and the password do not match, or the address has not been confirmed yet."
        )
        form.password.errors = [wrong]
    return render_template(
        "accounts/sign_in.html", form=form, target=target
    ), 422 if form.errors else 200


@bp.post("/sign-out/")
@allow(Who.EVERYBODY)
def sign_out() -> ResponseReturnValue:
    """End the session of this browser."""
    with writing():
        login.sign_out()
    flash(_("You are signed out."), "success")
    return redirect("/")


def _open(proof: entrance.Proof, target: str) -> str | None:
    with writing() as database:
        user = entrance.admit(database, proof, at=clock.arrived())
        return enter(user, target) if user and user.confirmed_at else None


@bp.route("/profile/", methods=["GET", "POST"])
@allow(Who.SIGNED_IN)
def profile() -> ResponseReturnValue:
    """Show the person's own account and change their name and language."""
    me, at = login.me(), clock.arrived()
    form = ProfileForm(obj=me)
    if form.validate_on_submit():
        said = {"name": form.name.data, "language": form.language.data}
        with writing() as database:
            operations.change_profile(database, login.me(), **said, version=version_sent())
        session["language"] = form.language.data
        flash(_("Your changes are saved."), "success")
        return redirect(url_for(".profile"))
    strict = login.needs_second_factor(me)
    context = {
        "form": form,
        "me": me,
        "required": login.requires_second_factor(me),
        "codes_left": queries.recovery_codes_left(get_session(), me),
        "sessions": queries.open_sessions(get_session(), me, at, strong=strict),
        "this_session": login.this_session(),
    }
    return render_template("accounts/profile.html", **context), 422 if form.errors else 200


@bp.route("/profile/password/", methods=["GET", "POST"])
@allow(Who.SIGNED_IN)
def password() -> ResponseReturnValue:
    """Change the password; the other browsers are signed out."""
    me, at = login.me(), clock.arrived()
    form = ChangePasswordForm(known=(me.name, me.email))
    if form.validate_on_submit():
        if proof := _proof(form.current.data):
            new = passwords.hashed(form.password.data)
            with writing() as database:
                person = entrance.admit(database, proof, at=at)
                if person:
                    operations.set_password(database, person, new, at=at, keep=login.this_session())
            flash(_("Your password is changed. In other browsers you are signed out."), "success")
            return redirect(url_for(".profile"))
        form.current.errors = [_("This is not your present password.")]
    return render_template("accounts/password.html", form=form), 422 if form.errors else 200


@bp.post("/profile/sessions/<int:session_id>/end/")
@allow(Who.SIGNED_IN)
def end_session(session_id: int) -> ResponseReturnValue:
    """Sign the person out of one of their browsers."""
    with writing() as database:
        operations.end_session(database, login.me(), session_id, at=clock.arrived())
    flash(_("That browser is signed out."), "success")
    return redirect(url_for(".profile"))


@bp.route("/profile/close/", methods=["GET", "POST"])
@allow(Who.SIGNED_IN)
def close() -> ResponseReturnValue:
    """Close the person's own account, for their password."""
    at = clock.arrived()
    form = PasswordForm()
    if form.validate_on_submit():
        if proof := _proof(form.password.data):
            with writing() as database:
                if person := entrance.admit(database, proof, at=at):
                    operations.deactivate(database, person, by=person, at=at)
                    login.sign_out()
            flash(_("Your account is closed."), "success")
            return redirect("/")
        form.password.errors = [_("This is not your password.")]
    return render_template("accounts/close.html", form=form), 422 if form.errors else 200


def _proof(typed: str) -> entrance.Proof | None:
    email = login.me().email
    return entrance.try_password(get_session(), email, typed, network=network(), at=clock.arrived())


def version_sent() -> int:
    """Return the version of the record that the form was filled from."""
    sent = request.form.get("version", "")
    return int(sent) if sent.isdecimal() and len(sent) < 10 else 0
