"""Signing in and out, and the second step of it."""

from flask import Blueprint, flash, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from judging import clock
from judging.access import Who, allow
from judging.accounts import (
    entrance,
    login,
    operations,
    passwords,
    queries,
    second_factor,
    throttle,
)
from judging.accounts.forms import (
    ChangePasswordForm,
    CodeForm,
    PasswordForm,
    ProfileForm,
    SignInForm,
)
from judging.accounts.models import User
from judging.addresses import same_site
from judging.db import get_session
from judging.i18n import _
from judging.once import writing
from judging.refusals import Incomplete

bp = Blueprint("accounts", __name__)
NEXT = "next"  # cookie key: where the person was going


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


@bp.route("/sign-in/code/", methods=["GET", "POST"])
@allow(Who.EVERYBODY)
def code() -> ResponseReturnValue:
    """Ask for the second factor."""
    user = login.half_signed_in()
    if user is None or user.totp_confirmed_at is None:
        return redirect(url_for(".sign_in"))
    form = CodeForm()
    if form.validate_on_submit():
        try:
            return _finish(form.code.data)
        except Incomplete as refusal:
            form.code.errors = [str(refusal)]
    return render_template("accounts/code.html", form=form), 422 if form.errors else 200


@bp.route("/second-factor/", methods=["GET", "POST"])
@allow(Who.EVERYBODY)
def second_step() -> ResponseReturnValue:
    """Set the second factor up: a picture to scan, the secret in letters, the first code."""
    user = login.half_signed_in() or (login.me() if current_user.is_authenticated else None)
    if user is None or user.totp_confirmed_at or not user.totp_secret:
        return redirect(url_for(".sign_in"))
    form = CodeForm()
    if form.validate_on_submit():
        try:
            return _enrol(user.id, form.code.data)
        except Incomplete as refusal:
            form.code.errors = [str(refusal)]
    context = {"form": form, "picture": second_factor.picture(user), "secret": user.totp_secret}
    return render_template("accounts/second_step.html", **context), 422 if form.errors else 200


def network() -> str:
    """Return the network the request comes from."""
    return throttle.network_of(request.remote_addr)


def enter(user: User, target: str = "/") -> str:
    """Open the session, or the way to the second factor; inside :func:`writing`. Return where to go."""
    session.setdefault("language", user.language)
    if not login.needs_second_factor(user):
        login.sign_in(user)
        return target
    login.sign_in(user, half=True)
    session[NEXT] = target
    if user.totp_confirmed_at:
        return url_for("accounts.code")
    second_factor.begin(user)
    return url_for("accounts.second_step")


def _open(proof: entrance.Proof, target: str) -> str | None:
    with writing() as database:
        user = entrance.admit(database, proof, at=clock.arrived())
        return enter(user, target) if user and user.confirmed_at else None


def _finish(typed: str) -> ResponseReturnValue:
    """Take the code and open the whole session in place of the half."""
    target = same_site(session.get(NEXT))
    with writing() as database:
        user = login.half_signed_in()
        if user is None:
            return redirect(url_for(".sign_in"))
        second_factor.check_any(database, user, typed, network(), at=clock.arrived())
        login.sign_out()
        login.sign_in(user, second_factor=True)
    return redirect(target)


def _enrol(user_id: int, typed: str) -> ResponseReturnValue:
    """Take the first code; the recovery codes are shown in the answer to it and never again."""
    target = same_site(session.get(NEXT))
    with writing() as database:
        user = database.get_one(User, user_id)
        if user.totp_confirmed_at:
            return redirect(url_for(".sign_in"))
        codes = second_factor.confirm(database, user, typed, network(), at=clock.arrived())
        login.sign_out()
        login.sign_in(user, second_factor=True)
    return render_template("accounts/recovery_codes.html", codes=codes, target=target)


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


@bp.post("/profile/second-factor/")
@allow(Who.SIGNED_IN)
def begin_second_step() -> ResponseReturnValue:
    """Begin to set the second factor up."""
    with writing():
        second_factor.begin(login.me())
    session[NEXT] = url_for(".profile")
    return redirect(url_for(".second_step"))


@bp.route("/profile/recovery-codes/", methods=["GET", "POST"])
@allow(Who.SIGNED_IN)
def recovery_codes() -> ResponseReturnValue:
    """Make new recovery codes, for a code of the application."""
    form = CodeForm()
    if form.validate_on_submit():
        try:
            with writing() as database:
                codes = second_factor.renew(
                    database, login.me(), form.code.data, network(), at=clock.arrived()
                )
        except Incomplete as refusal:
            form.code.errors = [str(refusal)]
        else:
            context = {"codes": codes, "target": url_for(".profile")}
            return render_template("accounts/recovery_codes.html", **context)
    return render_template("accounts/renew_codes.html", form=form), 422 if form.errors else 200


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
