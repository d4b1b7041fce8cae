"""The door: where a person goes once the password is right, and who shows it once more."""

from typing import Any, NoReturn

from flask import redirect, request, session, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session
from wtforms import Field

from judging.accounts import login
from judging.accounts.forms import ProofForm
from judging.accounts.models import User
from judging.accounts.operations import second_factor, throttle
from judging.accounts.operations.sign_in import Proof, admit, try_password
from judging.core import clock
from judging.core.db import get_session
from judging.core.i18n import _
from judging.core.refusals import Incomplete
from judging.web import held

NEXT = "next"  # cookie key: where the person was going


def network() -> str:
    """Return the network the request comes from."""
    return throttle.network_of(request.remote_addr)


def enter(user: User, target: str = "") -> str:
    """Open the session, or the way to the second factor, in a transaction; return where to go."""
    if not login.needs_second_factor(user):
        login.sign_in(user)
        return target or url_for("site.first")
    login.sign_in(user, half=True)
    session[NEXT] = target
    if user.has_second_factor:
        return url_for("second_factor.code")
    second_factor.begin(user)
    return url_for("second_factor.set_up")


def carried() -> dict[str, Any]:
    """Return what a page of signing in is given of a form that waits: sealed, and its words to be seen."""
    sealed = request.form.get(held.FIELD, "")
    form = held.opened(sealed)
    return {"carried": sealed, "waiting": form.kept} if form else {}


def go_on(step: str) -> ResponseReturnValue:
    """Lead who has come in to where they were going, or to the form that waits for them."""
    form = held.opened(request.form.get(held.FIELD, ""))
    return held.page(form) if form else redirect(step)


def proof_of(field: Field) -> Proof:
    """Try one's own password in a field, outside the transaction; a wrong one is refused beside it."""
    typed, at = (login.me().email, field.data), clock.arrived()
    return try_password(get_session(), *typed, network=network(), at=at) or _refuse(field)


def admitted(database: Session, proof: Proof, field: Field) -> User:
    """Return the person of a proof, unless the password has changed in this very moment."""
    return admit(database, proof, at=clock.arrived()) or _refuse(field)


def proved(database: Session, proof: Proof, form: ProofForm) -> User:
    """Return the person of a proof, once they have also given the fresh code that the form asks for."""
    person = admitted(database, proof, form.password)
    if "code" in form:
        second_factor.check_code(database, person, form.code.data, clock.arrived(), network=network())
    return person


def _refuse(field: Field) -> NoReturn:
    raise Incomplete(_("This is not your current password."), field=field.name)
