"""Coming in for the first time, or again after forgetting: pages for people not signed in.

No answer tells whether an address has an account: the mail does, and only its reader sees it.
A link is shown by GET and used by POST; what opens links in advance uses nothing up.
"""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user
from sqlalchemy.orm import Session

from judging.accounts import passwords
from judging.accounts.forms import (
    AddressForm,
    InvitationForm,
    PasswordForm,
    RegisterForm,
    ResetForm,
    SpokenForm,
)
from judging.accounts.models import Purpose, User
from judging.accounts.operations import accounts, links
from judging.accounts.operations import spoken as spoken_code
from judging.accounts.operations.sign_in import admit, try_password
from judging.accounts.views.entrance import enter, network
from judging.core import clock
from judging.core.db import get_session
from judging.core.i18n import _, get_locale
from judging.core.refusals import Incomplete
from judging.web.access import Who, allow
from judging.web.forms import saved, shown, tried
from judging.web.transaction import writing

bp = Blueprint("joining", __name__)


@bp.route("/register/", methods=["GET", "POST"])
@allow(Who.EVERYBODY)
def register() -> ResponseReturnValue:
    """Open an account; the link in the mail confirms it."""
    form = RegisterForm()
    if tried(form, lambda: _register(form)):
        return redirect(url_for(".look_at_mail"))
    return shown("accounts/register.html", form)


def _register(form: RegisterForm) -> None:
    said = {"name": form.name.data, "email": form.email.data, "language": str(get_locale())}
    said["password_hash"] = passwords.hashed(form.password.data)
    with writing() as database:
        accounts.register(database, **said, network=network(), at=clock.arrived())


@bp.get("/look-at-mail/")
@allow(Who.EVERYBODY)
def look_at_mail() -> ResponseReturnValue:
    """Say that a mail is on its way, to everybody the same."""
    return render_template("accounts/look_at_mail.html")


@bp.route("/confirm/<string:token>/", methods=["GET", "POST"])
@allow(Who.EVERYBODY)
def confirm(token: str) -> ResponseReturnValue:
    """Confirm the address: the link proves the mailbox, the password that it is the same person."""
    user = links.holder(get_session(), token, Purpose.CONFIRM, clock.arrived())
    if user is None:
        return _used()
    form, email = PasswordForm(), user.email
    if tried(form, lambda: _confirm(form, email, token)):
        if form.result is None:
            return _used()
        flash(_("Your address is confirmed and you are signed in."), "success")
        return redirect(form.result)
    return shown("accounts/confirm.html", form, email=email)


def _confirm(form: PasswordForm, email: str, token: str) -> str | None:
    """Confirm the address and open the door; return where the person goes, None for a used link."""
    typed, at = form.password.data, clock.arrived()
    proof = try_password(get_session(), email, typed, network=network(), at=at)
    if proof is None:
        sentence = _("This is not the password you gave when you registered.")
        raise Incomplete(sentence, field="password")
    with writing() as database:
        user = admit(database, proof, at=at)
        if user is None or links.spend(database, token, Purpose.CONFIRM, at) is not user:
            return None
        accounts.confirm(database, user, at=at)
        return enter(user)


@bp.route("/reset/", methods=["GET", "POST"])
@allow(Who.EVERYBODY)
def ask_reset() -> ResponseReturnValue:
    """Ask for a link to set a new password."""
    form = AddressForm()

    def asked(database: Session) -> None:
        accounts.send_reset(database, form.email.data, network=network(), at=clock.arrived())

    if saved(form, asked):
        return redirect(url_for(".look_at_mail"))
    return shown("accounts/ask_reset.html", form)


@bp.route("/reset/<string:token>/", methods=["GET", "POST"])
@allow(Who.EVERYBODY)
def reset(token: str) -> ResponseReturnValue:
    """Set a new password, once."""
    user = links.holder(get_session(), token, Purpose.RESET, clock.arrived())
    if user is None:
        return _stale(url_for(".ask_reset"), _("Ask for a new link"))
    form = ResetForm(known=(user.name, user.email))
    if tried(form, lambda: _reset(form, token)):
        if not form.result:
            return _stale(url_for(".ask_reset"), _("Ask for a new link"))
        flash(_("Your new password is set. Sign in with it."), "success")
        return redirect(url_for("accounts.sign_in"))
    return shown("accounts/reset.html", form)


def _reset(form: ResetForm, token: str) -> bool:
    """Set the new password; tell whether the link was still good."""
    new, at = passwords.hashed(form.password.data), clock.arrived()
    with writing() as database:
        person = links.spend(database, token, Purpose.RESET, at)
        if person:
            accounts.confirm(database, person, at=at)
            accounts.set_password(database, person, new, at=at)
        return person is not None


@bp.route("/telephone-code/", methods=["GET", "POST"])
@allow(Who.EVERYBODY)
def spoken() -> ResponseReturnValue:
    """Set a password by a code that the secretary has read out on the telephone."""
    form = SpokenForm()
    if tried(form, lambda: _take_up(form)):
        return redirect(form.result)
    return shown("accounts/spoken.html", form)


def _take_up(form: SpokenForm) -> str:
    """Let the person in; a wrong code and an unknown address get the same answer."""
    email, code, new, at = (
        form.email.data,
        form.code.data,
        passwords.hashed(form.password.data),
        clock.arrived(),
    )
    tried_id = spoken_code.attempt(get_session(), email, network=network(), at=at)
    with writing() as database:
        user = spoken_code.take_up(database, email, code, new, tried=tried_id, at=at)
        if user is not None:
            return enter(user)
    raise Incomplete(
        _("This code does not work with this address: it may be mistyped, used, or older than a quarter of an hour."),
        field="code",
    )


@bp.route("/invitation/<string:token>/", methods=["GET", "POST"])
@allow(Who.EVERYBODY)
def invitation(token: str) -> ResponseReturnValue:
    """Take up an invitation: a name, a password, and the person is in."""
    user = links.holder(get_session(), token, Purpose.INVITATION, clock.arrived())
    if user is None:
        return _lapsed(token)
    if user.password_hash and user.confirmed_at:
        if current_user.is_authenticated:
            return redirect(url_for("site.first"))
        flash(_("You have an account already. Sign in with your own password."), "success")
        return redirect(url_for("accounts.sign_in"))
    form, email = InvitationForm(obj=user, known=(user.email,)), user.email
    if tried(form, lambda: _accept(form, token)):
        return redirect(form.result) if form.result else _lapsed(token)
    return shown("accounts/invitation.html", form, email=email)


def _accept(form: InvitationForm, token: str) -> str | None:
    """Let the invited person in; return where they go, None for a used link."""
    said = {"name": form.name.data, "password_hash": passwords.hashed(form.password.data)}
    at = clock.arrived()
    with writing() as database:
        person = links.spend(database, token, Purpose.INVITATION, at)
        if person is None:
            return None
        accounts.accept_invitation(database, person, **said, at=at)
        return enter(person)


@bp.post("/invitation/<string:token>/renew/")
@allow(Who.EVERYBODY)
def renew_invitation(token: str) -> ResponseReturnValue:
    """Send a new link in place of an invitation that has run out, to the same address."""
    with writing() as database:
        user = _invited(token)
        if user:
            accounts.renew_invitation(database, user, network=network(), at=clock.arrived())
    return redirect(url_for(".look_at_mail"))


def _invited(token: str) -> User | None:
    """Return who holds a lapsed invitation and has not taken it up."""
    user = links.lapsed(get_session(), token, Purpose.INVITATION)
    wanted = user and user.password_hash is None and accounts.is_awaited(get_session(), user)
    return user if wanted else None


def _lapsed(token: str) -> ResponseReturnValue:
    """Offer a new link to whoever holds an old one and has not come in yet."""
    if _invited(token) is None:
        return _used()
    return render_template("accounts/lapsed.html", token=token), 410


def _used() -> ResponseReturnValue:
    """Lead on who is signed in already, as one is whose link has done its work; let others sign in."""
    if current_user.is_authenticated:
        flash(_("You are signed in already, so this link is not needed any more."), "success")
        return redirect(url_for("site.first"))
    return _stale(url_for("accounts.sign_in"), _("Sign in"))


def _stale(url: str, label: str) -> ResponseReturnValue:
    """Say that the link works no more, and what to do; the same for used, old and invented ones."""
    return render_template("accounts/stale.html", url=url, label=label), 410
