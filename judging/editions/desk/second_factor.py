"""The way back for somebody who has lost the second step of signing in, on the desk of an edition."""

from flask import Blueprint, flash, g, redirect, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from judging.accounts import queries as accounts
from judging.accounts.forms import LostFactorForm
from judging.accounts.login import act, me
from judging.accounts.models import User
from judging.accounts.operations import recovery
from judging.accounts.operations.second_factor import check_code
from judging.core import clock
from judging.core.db import get_session
from judging.core.i18n import _
from judging.editions import queries
from judging.web.access import Who, allow, may
from judging.web.crumbs import to_the_edition
from judging.web.forms import saved, shown

bp = Blueprint("second_factor_desk", __name__, url_prefix="/desk/<string:slug>/second-factor")


@bp.route("/", methods=["GET", "POST"])
@allow(Who.SECRETARY, Who.ADMINISTRATOR, edition=True)
def show(slug: str) -> ResponseReturnValue:
    """Agree that the second step of somebody is removed; once secretary and administrator have, it is."""
    people = [user for user in queries.with_second_factor(get_session(), g.edition) if user.id != me().id]
    form = LostFactorForm(people=people)
    if saved(form, lambda session: _agree(session, form)):
        flash(
            _("The second step is removed. The person is signed out everywhere and sets it up anew.")
            if form.result
            else _("You have agreed. It is removed when the other of you – secretary or administrator – agrees too."),
            "success",
        )
        return redirect(url_for(".show", slug=slug))
    waiting = accounts.recoveries_waiting(get_session(), people, clock.arrived())
    asked = [user.name for user in people if user.id in waiting]
    crumbs = [to_the_edition(), (_("A lost telephone"), None)]
    return shown("editions/second_factor.html", form, people=people, asked=asked, crumbs=crumbs)


def _agree(session: Session, form: LostFactorForm) -> bool:
    """Take the code of the person who agrees, then their word; a secretary who is also administrator is one of them."""
    check_code(session, me(), form.code.data, clock.arrived())
    person = session.get_one(User, int(form.person.data))
    administrator = not may(Who.SECRETARY, g.edition)
    said = {"administrator": administrator, "reason": form.reason.data, "edition_id": g.edition.id}
    return recovery.agree(session, person, **said, **act())
