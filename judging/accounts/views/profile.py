"""The pages of one's own account."""

from flask import Blueprint, flash, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue

from judging.accounts import login, passwords, queries
from judging.accounts.forms import (
    ChangePasswordForm,
    PasswordForm,
    ProfileForm,
)
from judging.accounts.operations import accounts
from judging.accounts.operations.sign_in import Proof, admit, try_password
from judging.accounts.views.entrance import network
from judging.core import clock
from judging.core.db import get_session
from judging.core.i18n import _
from judging.web.access import Who, allow
from judging.web.transaction import writing

bp = Blueprint("profile", __name__)


@bp.route("/profile/", methods=["GET", "POST"])
@allow(Who.SIGNED_IN)
def show() -> ResponseReturnValue:
    """Show the person's own account and change their name and language."""
    me, at = login.me(), clock.arrived()
    form = ProfileForm(obj=me)
    if form.validate_on_submit():
        said = {"name": form.name.data, "language": form.language.data}
        with writing() as database:
            accounts.change_profile(database, login.me(), **said, version=version_sent())
        session["language"] = form.language.data
        flash(_("Your changes are saved."), "success")
        return redirect(url_for(".show"))
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
                person = admit(database, proof, at=at)
                if person:
                    accounts.set_password(database, person, new, at=at, keep=login.this_session())
            flash(_("Your password is changed. In other browsers you are signed out."), "success")
            return redirect(url_for(".show"))
        form.current.errors = [_("This is not your present password.")]
    return render_template("accounts/password.html", form=form), 422 if form.errors else 200


@bp.post("/profile/sessions/<int:session_id>/end/")
@allow(Who.SIGNED_IN)
def end_session(session_id: int) -> ResponseReturnValue:
    """Sign the person out of one of their browsers."""
    with writing() as database:
        accounts.end_session(database, login.me(), session_id, at=clock.arrived())
    flash(_("That browser is signed out."), "success")
    return redirect(url_for(".show"))


@bp.route("/profile/close/", methods=["GET", "POST"])
@allow(Who.SIGNED_IN)
def close() -> ResponseReturnValue:
    """Close the person's own account, for their password."""
    at = clock.arrived()
    form = PasswordForm()
    if form.validate_on_submit():
        if proof := _proof(form.password.data):
            with writing() as database:
                if person := admit(database, proof, at=at):
                    accounts.deactivate(database, person, by=person, at=at)
                    login.sign_out()
            flash(_("Your account is closed."), "success")
            return redirect("/")
        form.password.errors = [_("This is not your password.")]
    return render_template("accounts/close.html", form=form), 422 if form.errors else 200


def _proof(typed: str) -> Proof | None:
    email = login.me().email
    return try_password(get_session(), email, typed, network=network(), at=clock.arrived())


def version_sent() -> int:
    """Return the version of the record that the form was filled from."""
    sent = request.form.get("version", "")
    return int(sent) if sent.isdecimal() and len(sent) < 10 else 0
