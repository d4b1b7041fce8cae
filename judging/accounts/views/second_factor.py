"""Pages of the second factor: giving a code, setting it up, recovery codes."""

from datetime import datetime, timedelta

from flask import Blueprint, redirect, render_template, session, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user
from sqlalchemy.orm import Session

from judging.accounts import login
from judging.accounts.forms import CodeForm, CredentialForm, ProofForm
from judging.accounts.models import User
from judging.accounts.operations import second_factor
from judging.accounts.views.entrance import NEXT, carried, go_on, network, proof_of, proved
from judging.core import clock
from judging.web.access import Who, allow
from judging.web.forms import saved, shown, tried
from judging.web.house import house
from judging.web.redirects import same_site
from judging.web.transaction import writing

bp = Blueprint("second_factor", __name__)
PROVED = "proved"  # cookie key: when the password was shown to set the second factor up


@bp.route("/sign-in/code/", methods=["GET", "POST"])
@allow(Who.EVERYBODY)
def code() -> ResponseReturnValue:
    """Ask for the second factor."""
    user = login.half_signed_in()
    if user is None or not user.has_second_factor:
        return redirect(url_for("accounts.sign_in"))
    form = CodeForm()
    if saved(form, lambda session: _finish(session, form)):
        return go_on(form.result)
    return _code_page(user, form)


@bp.route("/second-factor/", methods=["GET", "POST"])
@allow(Who.EVERYBODY)
def set_up() -> ResponseReturnValue:
    """Set the second factor up: a picture to scan, the secret in letters, the first code."""
    user = login.half_signed_in() or _proved()
    if user is None or user.totp_confirmed_at or not user.totp_secret or _owes_a_passkey(user):
        return redirect(url_for("accounts.sign_in"))
    form = CodeForm()
    user_id, target = user.id, same_site(session.get(NEXT), "")
    if saved(form, lambda session: _enrol(session, user_id, form)):
        if form.result is None:
            return redirect(url_for("accounts.sign_in"))
        context = {"codes": form.result, "target": target or url_for("site.first")}
        return render_template("accounts/recovery_codes.html", **context, **carried())
    return _set_up_page(user, form)


def next_step() -> ResponseReturnValue:
    """Show the second step to who has just given the password, with the form that waits for them."""
    user = login.half_signed_in()
    assert user is not None
    if user.has_second_factor:
        return _code_page(user, CodeForm.blank())
    return _set_up_page(user, CodeForm.blank())


def _code_page(user: User, form: CodeForm) -> ResponseReturnValue:
    by = {"by_code": bool(user.totp_confirmed_at), "by_passkey": bool(user.passkeys_since)}
    return shown("accounts/code.html", form, passkey=CredentialForm.blank(mark="passkey"), **by, **carried())


def _owes_a_passkey(user: User) -> bool:
    """Tell whether the password alone must not set up what a passkey protects."""
    return user.has_second_factor and not current_user.is_authenticated


def _set_up_page(user: User, form: CodeForm) -> ResponseReturnValue:
    picture, secret = second_factor.picture(user, house()), user.totp_secret
    return shown("accounts/set_up.html", form, picture=picture, secret=secret, **carried())


@bp.route("/profile/second-factor/", methods=["GET", "POST"])
@allow(Who.SIGNED_IN)
def begin() -> ResponseReturnValue:
    """Begin to set the second factor up, for one's password: a browser left open shows nobody the secret."""
    if login.me().totp_confirmed_at:
        return redirect(url_for("profile.show"))
    form = ProofForm(coded=login.needs_second_factor(login.me()))
    if tried(form, lambda: _begin(form)):
        session[NEXT], session[PROVED] = url_for("profile.show"), clock.arrived().isoformat()
        return redirect(url_for(".set_up"))
    return shown("accounts/begin.html", form)


@bp.route("/profile/recovery-codes/", methods=["GET", "POST"])
@allow(Who.SIGNED_IN)
def recovery_codes() -> ResponseReturnValue:
    """Make new recovery codes, for a code of the application."""
    form = CodeForm()

    def renewed(database: Session) -> list[str]:
        code, at = form.code.data, clock.arrived()
        return second_factor.renew(database, login.me(), code, network(), at=at)

    if saved(form, renewed):
        target = url_for("profile.show")
        return render_template("accounts/recovery_codes.html", codes=form.result, target=target)
    return shown("accounts/renew_codes.html", form)


def _begin(form: ProofForm) -> None:
    """Give the person whose password it is a secret."""
    proof = proof_of(form.password)
    with writing() as database:
        second_factor.begin(proved(database, proof, form))


def _proved() -> User | None:
    """Return the person signed in who has shown the password for this a short while ago."""
    if not (current_user.is_authenticated and session.get(PROVED)):
        return None
    passed = clock.arrived() - datetime.fromisoformat(session[PROVED])
    return login.me() if timedelta() <= passed <= login.HALF_LIFE else None


def _finish(database: Session, form: CodeForm) -> str:
    """Take the code and open the whole session in place of the half; return where the person goes."""
    target, user = same_site(session.get(NEXT), ""), login.half_signed_in()
    if user is None:
        return url_for("accounts.sign_in")
    second_factor.check_any(database, user, form.code.data, network(), at=clock.arrived())
    login.sign_out()
    login.sign_in(user, second_factor=True)
    return target or url_for("site.first")


def _enrol(database: Session, user_id: int, form: CodeForm) -> list[str] | None:
    """Take the first code; the recovery codes are shown in the answer to it and never again."""
    user = database.get_one(User, user_id)
    if user.totp_confirmed_at or _owes_a_passkey(user):
        return None
    code, at = form.code.data, clock.arrived()
    codes = second_factor.confirm(database, user, code, network(), at=at)
    login.sign_out()
    login.sign_in(user, second_factor=True)
    return codes
