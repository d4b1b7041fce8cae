"""Pages of the second factor: giving a code, setting it up, recovery codes."""

from flask import Blueprint, redirect, render_template, session, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from judging.accounts import login
from judging.accounts.forms import CodeForm
from judging.accounts.models import User
from judging.accounts.operations import second_factor
from judging.accounts.views.entrance import NEXT, network
from judging.core import clock
from judging.core.refusals import Incomplete
from judging.web.access import Who, allow
from judging.web.redirects import same_site
from judging.web.transaction import writing

bp = Blueprint("second_factor", __name__)


@bp.route("/sign-in/code/", methods=["GET", "POST"])
@allow(Who.EVERYBODY)
def code() -> ResponseReturnValue:
    """Ask for the second factor."""
    user = login.half_signed_in()
    if user is None or user.totp_confirmed_at is None:
        return redirect(url_for("accounts.sign_in"))
    form = CodeForm()
    if form.validate_on_submit():
        try:
            return _finish(form.code.data)
        except Incomplete as refusal:
            form.code.errors = [str(refusal)]
    return render_template("accounts/code.html", form=form), 422 if form.errors else 200


@bp.route("/second-factor/", methods=["GET", "POST"])
@allow(Who.EVERYBODY)
def set_up() -> ResponseReturnValue:
    """Set the second factor up: a picture to scan, the secret in letters, the first code."""
    user = login.half_signed_in() or (login.me() if current_user.is_authenticated else None)
    if user is None or user.totp_confirmed_at or not user.totp_secret:
        return redirect(url_for("accounts.sign_in"))
    form = CodeForm()
    if form.validate_on_submit():
        try:
            return _enrol(user.id, form.code.data)
        except Incomplete as refusal:
            form.code.errors = [str(refusal)]
    context = {"form": form, "picture": second_factor.picture(user), "secret": user.totp_secret}
    return render_template("accounts/set_up.html", **context), 422 if form.errors else 200


@bp.post("/profile/second-factor/")
@allow(Who.SIGNED_IN)
def begin() -> ResponseReturnValue:
    """Begin to set the second factor up."""
    with writing():
        second_factor.begin(login.me())
    session[NEXT] = url_for("profile.show")
    return redirect(url_for(".set_up"))


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
            context = {"codes": codes, "target": url_for("profile.show")}
            return render_template("accounts/recovery_codes.html", **context)
    return render_template("accounts/renew_codes.html", form=form), 422 if form.errors else 200


def _finish(typed: str) -> ResponseReturnValue:
    """Take the code and open the whole session in place of the half."""
    target = same_site(session.get(NEXT))
    with writing() as database:
        user = login.half_signed_in()
        if user is None:
            return redirect(url_for("accounts.sign_in"))
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
            return redirect(url_for("accounts.sign_in"))
        codes = second_factor.confirm(database, user, typed, network(), at=clock.arrived())
        login.sign_out()
        login.sign_in(user, second_factor=True)
    return render_template("accounts/recovery_codes.html", codes=codes, target=target)
