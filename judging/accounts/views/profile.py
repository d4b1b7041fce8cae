"""The pages of one's own account."""

from flask import Blueprint, flash, redirect, session, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from judging.accounts import login, passwords, queries
from judging.accounts.forms import ChangePasswordForm, PasswordForm, ProfileForm
from judging.accounts.operations import accounts
from judging.accounts.views.entrance import admitted, proof_of
from judging.core import clock
from judging.core.db import get_session
from judging.core.i18n import _
from judging.web import languages
from judging.web.access import Who, allow
from judging.web.forms import saved, shown, tried
from judging.web.transaction import writing

bp = Blueprint("profile", __name__)


@bp.route("/profile/", methods=["GET", "POST"])
@allow(Who.SIGNED_IN)
def show() -> ResponseReturnValue:
    """Show the person's own account and change their name and language."""
    form = ProfileForm(obj=login.me())

    def changed(database: Session) -> None:
        said = {"name": form.name.data, "language": form.language.data}
        version = form.version.data or 0
        accounts.change_profile(database, login.me(), **said, version=version)

    if saved(form, changed):
        session[languages.KEPT] = form.language.data
        flash(_("Your changes are saved."), "success")
        return redirect(url_for(".show"))
    me, database, at = login.me(), get_session(), clock.arrived()
    strict = login.needs_second_factor(me)
    return shown(
        "accounts/profile.html",
        form,
        me=me,
        required=login.requires_second_factor(me),
        codes_left=queries.recovery_codes_left(database, me),
        sessions=queries.open_sessions(database, me, at, strong=strict),
        this_session=login.this_session(),
    )


@bp.route("/profile/password/", methods=["GET", "POST"])
@allow(Who.SIGNED_IN)
def password() -> ResponseReturnValue:
    """Change the password; the other browsers are signed out."""
    me = login.me()
    form = ChangePasswordForm(known=(me.name, *me.addresses))
    if tried(form, lambda: _change(form)):
        flash(_("Your password is changed. In other browsers you are signed out."), "success")
        return redirect(url_for(".show"))
    return shown("accounts/password.html", form)


def _change(form: ChangePasswordForm) -> None:
    proof, new, at = proof_of(form.current), passwords.hashed(form.password.data), clock.arrived()
    with writing() as database:
        person = admitted(database, proof, form.current)
        accounts.set_password(database, person, new, at=at, keep=login.this_session())


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
    form = PasswordForm()
    if tried(form, lambda: _close(form)):
        flash(_("Your account is closed."), "success")
        return redirect(url_for("public.home"))
    return shown("accounts/close.html", form)


def _close(form: PasswordForm) -> None:
    proof = proof_of(form.password)
    with writing() as database:
        person = admitted(database, proof, form.password)
        accounts.deactivate(database, person, by=person, at=clock.arrived())
        login.sign_out()
