"""Who are the clerks of an edition, one more, one fewer."""

from flask import Blueprint, abort, flash, g, redirect, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from judging.accounts.login import act
from judging.core.db import get_session
from judging.core.i18n import _
from judging.editions.models import Seat
from judging.jury import rules
from judging.jury.queries import paper as queries
from judging.paper.desk.frame import crumbs
from judging.paper.forms import ClerkForm
from judging.paper.operations import clerks
from judging.web.access import Who, allow
from judging.web.forms import Form, ReasonForm, Repeated, saved, shown
from judging.web.transaction import writing

bp = Blueprint("paper_clerks", __name__, url_prefix="/desk/<string:slug>/jury/paper/clerks")


@bp.route("/", methods=["GET", "POST"])
@allow(Who.SECRETARY, edition=True)
def index(slug: str) -> ResponseReturnValue:
    """List the clerks, and invite one."""
    form = ClerkForm(mark="invite")

    def invited(session: Session) -> None:
        clerks.invite(session, g.edition, name=form.name.data or "", email=form.email.data or "", **act())

    if saved(form, invited):
        flash(_("The invitation to %(name)s is on its way.", name=form.name.data), "success")
        return redirect(url_for(".index", slug=slug))
    return _page(form)


def _page(sent: Form) -> ResponseReturnValue:
    return shown(
        "paper/clerks.html",
        sent,
        clerks=queries.clerks(get_session(), g.edition),
        inviting=sent if isinstance(sent, ClerkForm) else ClerkForm.blank(mark="invite"),
        ending=Repeated(ReasonForm.blank(), sent),
        refusal=rules.why_not_change_jury(g.edition),
        sees=True,
        crumbs=crumbs(_("Clerks")),
    )


@bp.post("/<string:seat_id>/invite/")
@allow(Who.SECRETARY, edition=True)
def invite_again(slug: str, seat_id: str) -> ResponseReturnValue:
    """Send the invitation again, with a new link."""
    with writing() as session:
        clerks.invite_again(session, _clerk(session, seat_id), **act())
    flash(_("A new link is on its way; the old one no longer works."), "success")
    return redirect(url_for(".index", slug=slug))


@bp.post("/<string:seat_id>/end/")
@allow(Who.SECRETARY, edition=True)
def end(slug: str, seat_id: str) -> ResponseReturnValue:
    """End the seat of a clerk, with a reason."""
    _clerk(get_session(), seat_id)
    form = ReasonForm(mark=f"end-{seat_id}")

    def ended(session: Session) -> None:
        clerks.end(session, _clerk(session, seat_id), reason=form.reason.data or "", **act())

    if saved(form, ended):
        flash(_("The seat of the clerk is ended. What was typed in stays."), "success")
        return redirect(url_for(".index", slug=slug))
    return _page(form)


def _clerk(session: Session, seat_id: str) -> Seat:
    return queries.clerk(session, g.edition, seat_id) or abort(404)
