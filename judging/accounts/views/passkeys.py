"""Pages of passkeys: signing in with one, those of one's own account, one shown in place of a code."""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from datetime import datetime, timedelta

from flask import Blueprint, abort, current_app, flash, jsonify, redirect, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user
from sqlalchemy.orm import Session

from judging.accounts import authenticators, login, queries
from judging.accounts.authenticators import Site
from judging.accounts.forms import CredentialForm, NewPasskeyForm, PasskeyNameForm, ProofForm
from judging.accounts.models import Passkey
from judging.accounts.operations import links, passkeys
from judging.accounts.rules import MOST_PASSKEYS
from judging.accounts.views.entrance import NEXT, carried, go_on, network, proof_of, proved
from judging.core import clock
from judging.core.db import get_session
from judging.core.i18n import _
from judging.core.refusals import Incomplete
from judging.web.access import Who, allow
from judging.web.forms import saved, shown, tried
from judging.web.house import house
from judging.web.redirects import same_site
from judging.web.transaction import writing

bp = Blueprint("passkeys", __name__)
ASKED = "passkey_asked"  # cookie key: for what a device was asked, the challenge, and when
NEW = "passkey_new"  # cookie key: the name of a passkey that its person has proved they may add, and when
TO_SHOW, TO_MAKE = "show", "make"


@bp.post("/sign-in/passkey/question/")
@allow(Who.EVERYBODY)
def question() -> ResponseReturnValue:
    """Ask a device for a passkey: to sign in, or in place of a code."""
    return jsonify(authenticators.question(_site(), _ask(TO_SHOW)))


@bp.route("/sign-in/passkey/", methods=["GET", "POST"])
@allow(Who.EVERYBODY)
def sign_in() -> ResponseReturnValue:
    """Sign in with a passkey alone, or as the second step after the password."""
    target = same_site(request.args.get("next"), "")
    if request.method == "GET" and current_user.is_authenticated:
        return redirect(target or url_for("site.first"))
    form = CredentialForm()
    if tried(form, lambda: _enter(form, target)):
        return go_on(form.result)
    return shown("accounts/passkey_sign_in.html", form, target=target, half=login.half_signed_in(), **carried())


def _enter(form: CredentialForm, target: str) -> str:
    """Try the passkey and open the whole session; return where the person goes."""
    half = login.half_signed_in()
    awaited = half.id if half else None
    proof, at = _proof(form), clock.arrived()
    target = target or same_site(session.get(NEXT), "") if awaited else target
    with writing() as database:
        user = passkeys.admit(database, proof, at=at) if proof else None
        if user and user.confirmed_at and awaited in (None, user.id):
            login.sign_out()
            login.sign_in(user, second_factor=True)
            return target or url_for("site.first")
    raise _does_not_work()


@bp.route("/profile/passkeys/", methods=["GET", "POST"])
@allow(Who.SIGNED_IN)
def index() -> ResponseReturnValue:
    """Show the person's passkeys, and let them begin to add one."""
    me = login.me()
    form = NewPasskeyForm(coded=login.needs_second_factor(me))
    if tried(form, lambda: _begin(form)):
        session[NEW] = [form.name.data, clock.arrived().isoformat()]
        return redirect(url_for(".new"))
    held = queries.passkeys(get_session(), me)
    return shown(
        "accounts/passkeys.html", form, held=held, most=MOST_PASSKEYS, crumbs=[*_crumbs()[:1], (_("Passkeys"), "")]
    )


def _begin(form: NewPasskeyForm) -> None:
    proof = proof_of(form.password)
    with writing() as database:
        proved(database, proof, form)


@bp.route("/profile/passkeys/new/", methods=["GET", "POST"])
@allow(Who.SIGNED_IN)
def new() -> ResponseReturnValue:
    """Let the device make the passkey, and keep what it answers."""
    name = _name_of_new()
    if name is None:
        return redirect(url_for(".index"))
    form = CredentialForm()
    asked = _asked(TO_MAKE) if form.is_submitted() else None

    def added(database: Session) -> Passkey:
        site, at = _site(), clock.arrived()
        return passkeys.add(database, login.me(), name, form.credential.data, asked=asked, site=site, at=at)

    if saved(form, added):
        session.pop(NEW, None)
        flash(_("The passkey is added. You can sign in with it from now on."), "success")
        return redirect(url_for(".index"))
    return shown("accounts/passkey_new.html", form, name=name, crumbs=[*_crumbs(), (name, "")])


@bp.post("/profile/passkeys/new/question/")
@allow(Who.SIGNED_IN)
def wish() -> ResponseReturnValue:
    """Ask a device to make a passkey for a person who has proved that they may add one."""
    if _name_of_new() is None:
        return jsonify(error=_("Too much time has passed. Begin once more.")), 409
    me, known = login.me(), [one.credential for one in queries.passkeys(get_session(), login.me())]
    said = {"handle": me.public_id, "address": me.email, "name": me.name}
    return jsonify(authenticators.wish(_site(), _ask(TO_MAKE), **said, known=known))


@bp.route("/profile/passkeys/<string:passkey_id>/", methods=["GET", "POST"])
@allow(Who.SIGNED_IN)
def rename(passkey_id: str) -> ResponseReturnValue:
    """Give a passkey another name."""
    passkey = _own(passkey_id)
    form = PasskeyNameForm(obj=passkey)
    if saved(form, lambda database: passkeys.rename(database, login.me(), passkey_id, form.name.data)):
        flash(_("Your changes are saved."), "success")
        return redirect(url_for(".index"))
    return shown("accounts/passkey.html", form, passkey=passkey, crumbs=[*_crumbs(), (passkey.name, "")])


@bp.route("/profile/passkeys/<string:passkey_id>/remove/", methods=["GET", "POST"])
@allow(Who.SIGNED_IN)
def remove(passkey_id: str) -> ResponseReturnValue:
    """Remove a passkey, for one's password."""
    passkey = _own(passkey_id)
    form = ProofForm(coded=login.needs_second_factor(login.me()))
    if tried(form, lambda: _remove(form, passkey_id)):
        flash(_("The passkey is removed. In other browsers you are signed out."), "success")
        return redirect(url_for(".index"))
    return shown("accounts/passkey_remove.html", form, passkey=passkey, crumbs=[*_crumbs(), (passkey.name, "")])


def _remove(form: ProofForm, passkey_id: str) -> None:
    proof, required, here = proof_of(form.password), login.requires_second_factor(login.me()), login.this_session()
    with writing() as database:
        person, at = proved(database, proof, form), clock.arrived()
        passkeys.remove(database, person, passkey_id, required=required, at=at, keep=here)


@bp.post("/profile/passkeys/show/")
@allow(Who.SIGNED_IN)
def show() -> ResponseReturnValue:
    """Give whoever shows a passkey of their own what stands in place of a code."""
    form = CredentialForm()
    if tried(form, lambda: _exchange(form)):
        return jsonify(code=form.result)
    status, headers = form.answer
    refused = " ".join(str(error) for errors in form.errors.values() for error in errors)
    return jsonify(error=refused), status, headers


def _exchange(form: CredentialForm) -> str:
    my_id, proof, at = login.me().id, _proof(form), clock.arrived()
    with writing() as database:
        user = passkeys.admit(database, proof, at=at) if proof else None
        if user and user.id == my_id:
            return links.issue_shown(database, user, at)
    raise _does_not_work()


def _proof(form: CredentialForm) -> passkeys.Proof | None:
    """Try the passkey that a device has shown, outside the transaction."""
    asked, at = _asked(TO_SHOW), clock.arrived()
    return passkeys.try_passkey(
        get_session(), form.credential.data, asked=asked, site=_site(), network=network(), at=at
    )


def _does_not_work() -> Incomplete:
    return Incomplete(_("This passkey does not open an account here, or too much time has passed. Try once more."))


def _crumbs() -> list[tuple[str, str]]:
    return [(_("Your account"), url_for("profile.show")), (_("Passkeys"), url_for(".index"))]


def _own(passkey_id: str) -> Passkey:
    return queries.passkey_of(get_session(), login.me(), passkey_id) or abort(404)


def _site() -> Site:
    return Site.at(current_app.config["BASE_URL"], house())


def _ask(purpose: str) -> bytes:
    """Return a new challenge for the device at this browser; the one before it cannot be answered any more."""
    asked = passkeys.Asked.now(clock.arrived())
    session[ASKED] = [purpose, urlsafe_b64encode(asked.challenge).decode(), asked.at.isoformat()]
    return asked.challenge


def _asked(purpose: str) -> passkeys.Asked | None:
    """Take what this browser was asked for a purpose out of its session."""
    found = session.pop(ASKED, None)
    if not found or found[0] != purpose:
        return None
    return passkeys.Asked(urlsafe_b64decode(found[1]), datetime.fromisoformat(found[2]))


def _name_of_new() -> str | None:
    """Return what the passkey is called that the person has just proved they may add."""
    name, begun = session.get(NEW, (None, None))
    if begun is None:
        return None
    passed = clock.arrived() - datetime.fromisoformat(begun)
    return name if timedelta() <= passed <= login.HALF_LIFE else None
