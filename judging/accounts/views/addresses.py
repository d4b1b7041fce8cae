"""Pages of a person's e-mail addresses: adding one, using its link, choosing the main one, removing one."""

from collections.abc import Callable

from flask import Blueprint, abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from judging.accounts import login, queries
from judging.accounts.forms import NewAddressForm, ProofForm
from judging.accounts.models import OtherAddress, User
from judging.accounts.operations import addresses
from judging.accounts.rules import MOST_ADDRESSES
from judging.accounts.views.entrance import network, proof_of, proved
from judging.core import clock
from judging.core.db import get_session
from judging.core.i18n import _
from judging.web.access import Who, allow
from judging.web.forms import Form, saved, shown, tried
from judging.web.transaction import writing

bp = Blueprint("addresses", __name__)


@bp.route("/profile/addresses/", methods=["GET", "POST"])
@allow(Who.SIGNED_IN)
def index() -> ResponseReturnValue:
    """Show the person's addresses, and send a link to another one."""
    me = login.me()
    form = NewAddressForm(coded=login.needs_second_factor(me))
    if tried(form, lambda: _claim(form)):
        flash(
            _("If that address can get mail from us, a link is on its way. Until you use it nothing changes."),
            "success",
        )
        return redirect(url_for(".index"))
    me, waiting = login.me(), queries.claims(get_session(), login.me(), clock.arrived())
    crumbs = [*_crumbs()[:1], (_("E-mail addresses"), "")]
    return shown("accounts/addresses.html", form, me=me, waiting=waiting, most=MOST_ADDRESSES, crumbs=crumbs)


def _claim(form: NewAddressForm) -> None:
    proof = proof_of(form.password)
    with writing() as database:
        person, at = proved(database, proof, form), clock.arrived()
        addresses.claim(database, person, form.email.data, network=network(), at=at)


@bp.route("/profile/addresses/confirm/<string:token>/", methods=["GET", "POST"])
@allow(Who.SIGNED_IN)
def confirm(token: str) -> ResponseReturnValue:
    """Confirm an address: the link proves the mailbox, the session that it is who asked for it."""
    claim = queries.claim(get_session(), login.me(), login.hashed(token), clock.arrived())
    if claim is None:
        return _stale()
    form, email = Form(), claim.email

    def used(database: Session) -> bool:
        return addresses.confirm(database, login.me(), token, at=clock.arrived())

    if saved(form, used):
        if not form.result:
            return _stale()
        flash(_("The address %(email)s is yours here, too.", email=email), "success")
        return redirect(url_for(".index"))
    return shown("accounts/address_confirm.html", form, email=email, crumbs=[*_crumbs(), (email, "")])


@bp.route("/profile/addresses/<string:address_id>/main/", methods=["GET", "POST"])
@allow(Who.SIGNED_IN)
def main(address_id: str) -> ResponseReturnValue:
    """Let mail go to another address, for one's password."""
    address = _own(address_id)
    form, email = _proof_form(), address.email

    def chosen(database: Session, person: User) -> None:
        addresses.make_main(database, person, address_id, at=clock.arrived())

    if tried(form, lambda: _prove(form, chosen)):
        flash(_("Mail goes to %(email)s from now on.", email=email), "success")
        return redirect(url_for(".index"))
    return shown("accounts/address_main.html", form, email=email, crumbs=[*_crumbs(), (email, "")])


@bp.route("/profile/addresses/<string:address_id>/remove/", methods=["GET", "POST"])
@allow(Who.SIGNED_IN)
def remove(address_id: str) -> ResponseReturnValue:
    """Give an address up, for one's password."""
    address = _own(address_id)
    form, email = _proof_form(), address.email

    def removed(database: Session, person: User) -> None:
        addresses.remove(database, person, address_id, at=clock.arrived())

    if tried(form, lambda: _prove(form, removed)):
        flash(_("The address %(email)s is removed.", email=email), "success")
        return redirect(url_for(".index"))
    return shown("accounts/address_remove.html", form, email=email, crumbs=[*_crumbs(), (email, "")])


def _proof_form() -> ProofForm:
    return ProofForm(coded=login.needs_second_factor(login.me()))


def _prove(form: ProofForm, act: Callable[[Session, User], None]) -> None:
    """Do something for a person who has given their password once more."""
    proof = proof_of(form.password)
    with writing() as database:
        act(database, proved(database, proof, form))


def _own(address_id: str) -> OtherAddress:
    return queries.address_of(get_session(), login.me(), address_id) or abort(404)


def _stale() -> ResponseReturnValue:
    """Say that the link works no more; the same for one used, old, invented, or sent for somebody else."""
    context = {"url": url_for(".index"), "label": _("Your addresses")}
    return render_template("accounts/stale.html", **context), 410


def _crumbs() -> list[tuple[str, str]]:
    return [(_("Your account"), url_for("profile.show")), (_("E-mail addresses"), url_for(".index"))]
