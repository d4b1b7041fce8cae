"""Pages that exist only in the demonstration: who can be played, and the mail that was sent."""

import pyotp
from flask import Blueprint, abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import select

from judging.accounts import login
from judging.accounts.models import User
from judging.core import clock
from judging.core.db import get_session
from judging.core.i18n import _, get_locale
from judging.demonstration import queries
from judging.demonstration.people import PASSWORD
from judging.notifications.models import Message
from judging.notifications.rendering import Letter, letter
from judging.web.access import Who, allow
from judging.web.transaction import writing

bp = Blueprint("demonstration", __name__, url_prefix="/demo")
MAIL_SHOWN = 100


@bp.get("/")
@allow(Who.EVERYBODY, demonstration=True)
def index() -> ResponseReturnValue:
    """Show the accounts of the demonstration and sign in as any of them."""
    groups = queries.accounts(get_session())
    return render_template("demonstration/index.html", groups=groups, password=PASSWORD)


@bp.post("/sign-in/<string:user_id>/")
@allow(Who.EVERYBODY, demonstration=True)
def sign_in(user_id: str) -> ResponseReturnValue:
    """Sign in as an invented person, without the password and the code."""
    with writing() as session:
        user = session.scalar(select(User).where(User.public_id == user_id)) or abort(404)
        login.sign_in(user, second_factor=login.needs_second_factor(user))
        name = user.name
    flash(_("You are now %(name)s.", name=name), "success")
    return redirect(url_for("site.first"))


@bp.get("/mail/")
@allow(Who.EVERYBODY, demonstration=True)
def mail() -> ResponseReturnValue:
    """Show the newest messages and the current second-factor codes."""
    session = get_session()
    newest = select(Message).order_by(Message.id.desc()).limit(MAIL_SHOWN)
    messages = [(message, _letter(message)) for message in session.scalars(newest)]
    moment = clock.utcnow()
    codes = [
        (user, pyotp.TOTP(user.totp_secret).at(moment))
        for user in queries.with_second_factor(session)
        if user.totp_secret
    ]
    return render_template("demonstration/mail.html", messages=messages, codes=codes)


def _letter(message: Message) -> Letter:
    """Return the words of a message, in the language of whoever looks."""
    recipient = get_session().get(User, message.user_id) if message.user_id else None
    return letter(message, recipient, str(get_locale()))
